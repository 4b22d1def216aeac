"""What the values of the filters are called, read anew whenever the registers change."""

from collections import Counter
from collections.abc import Hashable, Iterable
from dataclasses import dataclass
from functools import cached_property
from typing import Any

from pages.filters import in_tree_order
from pages.models.public import EntryKind
from registers.models import Department, Law, PublicityDay, Term, Village, Vocabulary

Value = str | int


@dataclass(frozen=True, slots=True)
class NamedValue:
    """One value of a filter: its id in documents, its name in addresses and on the page.

    `name` is used where it stands alone, `label` where it stands in its tree; `above` holds the
    slugs of what includes it, from the root of the tree down.
    """

    id: Value
    slug: str
    name: str
    label: str = ""
    above: tuple[str, ...] = ()


class FacetNames:
    """The values of every filter by its name in `Filters`, each filter in the order to show."""

    def __init__(self, version: Hashable) -> None:
        self.version = version
        self.values: dict[str, tuple[NamedValue, ...]] = {
            "laws": tuple(
                NamedValue(*row) for row in Law.objects.values_list("pk", "slug", "short_name")
            ),
            "departments": tuple(_departments()),
            "kinds": tuple(NamedValue(kind, kind, str(name)) for kind, name in EntryKind.choices),
            "places": tuple(_villages()),
            "forms": tuple(_terms(Vocabulary.ACTIVITY_FORM)),
            "audiences": tuple(_terms(Vocabulary.AUDIENCE)),
            "days": tuple(
                NamedValue(*row) for row in PublicityDay.objects.values_list("pk", "slug", "name")
            ),
        }

    @cached_property
    def ids(self) -> dict[str, dict[str, Value]]:
        """The id of each value by the filter's name and the value's slug."""
        return {
            name: {value.slug: value.id for value in values} for name, values in self.values.items()
        }


_current: FacetNames | None = None


def facet_names(version: Hashable) -> FacetNames:
    """The names as of this version of the dictionary; no query while it stays the same."""
    global _current
    names = _current
    if names is None or names.version != version:
        names = _current = FacetNames(version)
    return names


def _departments() -> Iterable[NamedValue]:
    departments = in_tree_order(Department.objects.all())
    slugs = {department.pk: department.slug for department in departments}
    for department in departments:
        above = (slugs[pk] for pk in department.ancestor_ids if pk != department.pk and pk in slugs)
        yield NamedValue(
            department.pk, department.slug, department.name, department.label, tuple(above)
        )


def _villages() -> Iterable[NamedValue]:
    villages: list[Any] = list(Village.objects.select_related("township"))
    times = Counter(village.name for village in villages)
    for village in villages:
        is_only = times[village.name] == 1
        name = village.name if is_only else f"{village.name}（{village.township.label}）"
        yield NamedValue(village.pk, village.slug, name)


def _terms(vocabulary: Vocabulary) -> Iterable[NamedValue]:
    rows = Term.objects.in_vocabulary(vocabulary).values_list("pk", "slug", "name")
    return (NamedValue(*row) for row in rows)
