"""The rows the registers begin with: laws, publicity days and vocabularies from `data/`.

Whatever is already there stays as the administrator left it. A shipped row that was deleted comes
back with the next seeding; one that is no longer wanted is set out of use instead.
"""

import json
from collections.abc import Iterator, Sequence
from dataclasses import asdict, dataclass, field
from datetime import date
from pathlib import Path
from typing import Any

from django.db import models, transaction
from wagtail.models import ReferenceIndex
from wagtail.search.backends import get_search_backends

from registers.models import Law, LawAlias, PublicityDay, Term
from registers.slugs import unique_slug

DATA = Path(__file__).parent / "data"

ShippedRow = dict[str, Any]


@dataclass
class SeedReport:
    """How many rows of each kind were made, and how many were already there."""

    created: dict[str, int] = field(default_factory=dict)
    kept: dict[str, int] = field(default_factory=dict)

    def as_dict(self) -> dict[str, dict[str, int]]:
        """Return the report as JSON takes it."""
        return asdict(self)


@transaction.atomic
def seed_registers() -> SeedReport:
    """Make the shipped rows that are missing, in a few queries; change none that exist.

    A law exists when its full or its short name does, a publicity day when its name does, a term
    when its vocabulary has the name. Successors, aliases and the laws of a day are set on new rows
    only.
    """
    laws = read_shipped("laws.json")["laws"]
    days = read_shipped("publicity_days.json")
    terms = [
        term | {"vocabulary": vocabulary, "sort_order": 10 * position}
        for vocabulary, names in read_shipped("vocabularies.json").items()
        for position, term in enumerate(names, start=1)
    ]
    report = SeedReport()
    for kind, shipped, created in (
        ("laws", laws, _seed_laws(laws)),
        ("publicity_days", days, _seed_days(days, laws)),
        ("terms", terms, _seed_terms(terms)),
    ):
        report.created[kind] = created
        report.kept[kind] = len(shipped) - created
    return report


def read_shipped(file_name: str) -> Any:
    """Return the content of a file of `data/`."""
    return json.loads((DATA / file_name).read_text(encoding="utf-8"))


def _seed_laws(shipped: Sequence[ShippedRow]) -> int:
    full_names = set(Law.objects.values_list("full_name", flat=True))
    short_names = set(Law.objects.values_list("short_name", flat=True))
    missing = [
        row
        for row in shipped
        if row["full_name"] not in full_names and row["short_name"] not in short_names
    ]
    slugs = _FreeSlugs(Law)
    laws = [Law(**_law_fields(row), slug=slugs.take(row["slug"])) for row in missing]
    for law, aliases in zip(laws, _new_aliases(missing), strict=True):
        law.aliases.set(aliases)  # kept with the law until the rows are written
    Law.objects.bulk_create(laws)
    LawAlias.objects.bulk_create(
        LawAlias(law=law, name=alias.name) for law in laws for alias in law.aliases.all()
    )
    _link_successors(laws, missing, shipped)
    _add_to_admin_search(laws)
    return len(laws)


def _law_fields(row: ShippedRow) -> dict[str, Any]:
    elsewhere = {"slug", "aliases", "successor"}
    return {
        name: date.fromisoformat(value) if name.endswith("_on") else value
        for name, value in row.items()
        if name not in elsewhere
    }


def _new_aliases(rows: Sequence[ShippedRow]) -> Iterator[list[LawAlias]]:
    """The aliases of each row, without those an administrator gave to another law."""
    taken = set(LawAlias.objects.values_list("name", flat=True))
    for row in rows:
        yield [LawAlias(name=name) for name in row.get("aliases", []) if name not in taken]


def _link_successors(
    laws: Sequence[Law], rows: Sequence[ShippedRow], shipped: Sequence[ShippedRow]
) -> None:
    ids = _law_ids(shipped)
    linked = []
    for law, row in zip(laws, rows, strict=True):
        if "successor" in row:
            law.successor_id = ids.get(row["successor"])
            linked.append(law)
    Law.objects.bulk_update(linked, ["successor"])
    for law in linked:
        ReferenceIndex.create_or_update_for_object(law)


def _law_ids(shipped: Sequence[ShippedRow]) -> dict[str, int]:
    """Ids of the laws in the database by the short names of the shipped rows."""
    known: dict[str, int] = {}
    for pk, full_name, short_name in Law.objects.values_list("pk", "full_name", "short_name"):
        known[full_name] = known[short_name] = pk
    return {
        row["short_name"]: known[name]
        for row in shipped
        for name in (row["full_name"], row["short_name"])
        if name in known
    }


def _seed_days(shipped: Sequence[ShippedRow], shipped_laws: Sequence[ShippedRow]) -> int:
    names = set(PublicityDay.objects.values_list("name", flat=True))
    missing = [row for row in shipped if row["name"] not in names]
    slugs = _FreeSlugs(PublicityDay)
    days = [
        PublicityDay(
            **{name: value for name, value in row.items() if name not in {"slug", "laws"}},
            slug=slugs.take(row["slug"]),
        )
        for row in missing
    ]
    PublicityDay.objects.bulk_create(days)
    law_ids = _law_ids(shipped_laws)
    link = PublicityDay.laws.through
    link.objects.bulk_create(
        link(publicityday_id=day.pk, law_id=law_ids[name])
        for day, row in zip(days, missing, strict=True)
        for name in row["laws"]
        if name in law_ids
    )
    _add_to_admin_search(days)
    return len(days)


def _seed_terms(shipped: Sequence[ShippedRow]) -> int:
    names = set(Term.objects.values_list("vocabulary", "name"))
    terms = [Term(**row) for row in shipped if (row["vocabulary"], row["name"]) not in names]
    Term.objects.bulk_create(terms)
    _add_to_admin_search(terms)
    return len(terms)


class _FreeSlugs:
    """Hands out slugs of one model that no row has yet."""

    def __init__(self, model: type[Law] | type[PublicityDay]) -> None:
        self.taken = set(model._default_manager.values_list("slug", flat=True))

    def take(self, wanted: str) -> str:
        slug = unique_slug(wanted, taken=self.taken)
        self.taken.add(slug)
        return slug


def _add_to_admin_search(rows: Sequence[models.Model]) -> None:
    """Rows made in bulk send no signals, so the admin's own search is told here."""
    if rows:
        for backend in get_search_backends(with_auto_update=True):
            backend.add_bulk(type(rows[0]), rows)
