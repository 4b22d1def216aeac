"""The registers' names as the analysis's dictionary, read anew whenever they change."""

import time
from collections import defaultdict
from collections.abc import Collection, Hashable, Iterable, Iterator

from django.db import connections, router
from django.db.models import Model

from registers.models import (
    Department,
    DepartmentAlias,
    Law,
    LawAlias,
    PublicityDay,
    Term,
    Village,
)
from search.characters import fold
from search.entities import Dictionary, Entity, EntityKind
from search.models import RegisterVersion, SynonymGroup

# Their names are found in texts.
NAMED: tuple[type[Model], ...] = (Law, LawAlias, Department, DepartmentAlias, Village)
# They change how a query is read or a filter is called.
USED: tuple[type[Model], ...] = (Term, PublicityDay, SynonymGroup)
_current: Dictionary | None = None


def current_dictionary() -> Dictionary:
    """The dictionary of the registers as they are now; one small query where nothing changed."""
    global _current
    version = _version()
    dictionary = _current
    if dictionary is None or dictionary.version != version:
        dictionary = _current = build_dictionary(version)
    return dictionary


def registers_changed() -> None:
    """Let every process read the registers anew, together with what this transaction changes."""
    # A time is never used twice, so a number seen in a transaction that failed means nothing later.
    RegisterVersion.objects.bulk_create(
        [RegisterVersion(pk=1, number=time.time_ns())],
        update_conflicts=True,
        unique_fields=["id"],
        update_fields=["number"],
    )


def _version() -> Hashable:
    """What changes with the registers: changes marked, and rows that came or went in bulk."""
    connection = connections[router.db_for_read(RegisterVersion)]
    quoted = connection.ops.quote_name
    parts = [f"(SELECT max(number) FROM {quoted(RegisterVersion._meta.db_table)})"]  # noqa: S608
    for model in (*NAMED, *USED):
        table = quoted(model._meta.db_table)
        parts += [
            f"(SELECT {what}) " for what in (f"count(*) FROM {table}", f"max(id) FROM {table}")
        ]
    with connection.cursor() as cursor:
        cursor.execute(f"SELECT {', '.join(parts)}")
        return tuple(cursor.fetchone())


def build_dictionary(version: Hashable = 0) -> Dictionary:
    """Read all names of the registers and all synonyms, in six queries."""
    return Dictionary([*_laws(), *_departments(), *_villages()], version, _synonyms())


def owners(row: Model) -> set[int]:
    """The ids of what a row of `NAMED` gives a name to: itself, or what it is an alias of.

    An alias that is about to go from one to another has two.
    """
    model = type(row)
    owner = _OWNERS.get(model)
    if owner is None:
        return {row.pk} if row.pk else set()
    held = model._default_manager.filter(pk=row.pk).values_list(owner, flat=True)
    return {*held, getattr(row, owner)} - {None}


def names_of(model: type[Model], ids: Collection[int]) -> Dictionary:
    """A dictionary of these alone, as the database has them now; `model` is one of `NAMED`."""
    if not ids:
        return Dictionary()
    if model in (Law, LawAlias):
        return Dictionary(_laws(pk__in=ids))
    if model in (Department, DepartmentAlias):
        return Dictionary(_departments(pk__in=ids))
    return Dictionary(_villages(pk__in=ids))


_OWNERS: dict[type[Model], str] = {LawAlias: "law_id", DepartmentAlias: "department_id"}


def _laws(**which: Collection[int]) -> Iterator[Entity]:
    laws = Law.objects.filter(**which)
    aliases = _grouped(LawAlias.objects.filter(**_of("law", which)).values_list("law_id", "name"))
    for pk, slug, short, full in laws.values_list("pk", "slug", "short_name", "full_name"):
        yield Entity(EntityKind.LAW, pk, slug, short, (full, *aliases[pk]))


def _departments(**which: Collection[int]) -> Iterator[Entity]:
    departments = Department.objects.filter(**which)
    aliases = _grouped(
        DepartmentAlias.objects.filter(**_of("department", which)).values_list(
            "department_id", "name"
        )
    )
    for pk, slug, name, short in departments.values_list("pk", "slug", "name", "short_name"):
        others = (short, *aliases[pk]) if short else tuple(aliases[pk])
        yield Entity(EntityKind.DEPARTMENT, pk, slug, name, others)


def _villages(**which: Collection[int]) -> Iterator[Entity]:
    for pk, slug, name in Village.objects.filter(**which).values_list("pk", "slug", "name"):
        yield Entity(EntityKind.VILLAGE, pk, slug, name)


def _of(owner: str, which: dict[str, Collection[int]]) -> dict[str, Collection[int]]:
    return {f"{owner}__{condition}": value for condition, value in which.items()}


def _synonyms() -> dict[str, tuple[str, ...]]:
    rows = SynonymGroup.objects.filter(is_active=True).values_list("word", "others")
    return {fold(word): tuple(fold(others).split()) for word, others in rows}


def _grouped(pairs: Iterable[tuple[int, str]]) -> defaultdict[int, list[str]]:
    groups: defaultdict[int, list[str]] = defaultdict(list)
    for pk, name in pairs:
        groups[pk].append(name)
    return groups
