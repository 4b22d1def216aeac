"""A corpus as public pages of a township: pages and public entries, written in bulk.

What a document's unit and law are is what an editor would have chosen in the form; the rest of a
public record, which the search does not read, is left out.
"""

import json
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from datetime import UTC, date, datetime
from itertools import islice
from pathlib import Path
from typing import Any

from django.contrib.contenttypes.models import ContentType
from wagtail.models import Page

from pages.models import EntryKind, PublicEntry
from pages.models.public import rank_of
from registers.models import Department, DepartmentAlias, Law, LawAlias
from tests.factories import SiteTree, make_law, make_site_tree, make_village

KINDS = {"activity": EntryKind.REPORT, "duty": EntryKind.LIST}
CHUNK = 1000


@dataclass
class SearchableCounty:
    """The site with the rows its documents refer to; `names` gives a page's id in the corpus."""

    tree: SiteTree
    departments: Mapping[str, Department]
    laws: Mapping[str, Law]
    names: dict[int, str] = field(default_factory=dict)

    def fill(self, documents: Path, size: int) -> None:
        """Bring the site to the first `size` documents of the file."""
        with documents.open(encoding="utf-8") as lines:
            rows = (json.loads(line) for line in islice(lines, len(self.names), size))
            while part := list(islice(rows, CHUNK)):
                self._add(part)

    def _add(self, rows: list[dict[str, Any]]) -> None:
        parent = Page.objects.get(pk=self.tree.unit.pk)
        content_type = ContentType.objects.get_for_model(Page)
        first = len(self.names) + 1
        pages = Page.objects.bulk_create(
            Page(
                path=parent.path + Page._int2str(place).rjust(Page.steplen, "0"),
                depth=parent.depth + 1,
                title=row["title"],
                draft_title=row["title"],
                slug=f"d{place}",
                url_path=f"{parent.url_path}d{place}/",
                content_type=content_type,
                locale_id=parent.locale_id,
            )
            for place, row in enumerate(rows, start=first)
        )
        Page.objects.filter(pk=parent.pk).update(numchild=parent.numchild + len(pages))
        PublicEntry.objects.bulk_create(
            self._entry(page, row) for page, row in zip(pages, rows, strict=True)
        )
        self.names.update({page.pk: str(row["id"]) for page, row in zip(pages, rows, strict=True)})

    def _entry(self, page: Page, row: dict[str, Any]) -> PublicEntry:
        day = date.fromisoformat(row["date"])
        kind = EntryKind(KINDS.get(row["kind"], row["kind"]))
        department = self.departments[row["dept"]]
        law = self.laws[row["law"]]
        return PublicEntry(
            page=page,
            site_id=self.tree.site.pk,
            path=page.url_path,
            url=f"/{page.slug}/",
            kind=kind,
            title=row["title"],
            department=department,
            department_path=department.path,
            law_ids=[law.pk],
            date=day,
            year=day.year,
            published_at=datetime(day.year, day.month, day.day, tzinfo=UTC),
            rank=rank_of(day, page.pk),
            api={
                "kind_label": str(kind.label),
                "department": {"name": department.name, "short_name": department.short_name},
                "laws": [{"short_name": law.short_name}],
            },
            body_text=row["body"],
        )


def make_searchable_county(names: Path) -> SearchableCounty:
    """An empty site whose registers hold the names of a corpus."""
    tree = make_site_tree()
    content = json.loads(names.read_text(encoding="utf-8"))
    # The factory's unit must not share a name with one of the corpus.
    archive = tree.unit.department
    archive.name, archive.short_name = "三教镇档案室", "档案室"
    archive.save()
    township = tree.township.department
    departments = {
        row["key"]: Department.objects.create(
            name=row["names"][0], short_name=row["key"], parent=township, level="unit"
        )
        for row in content["depts"]
    }
    _add_aliases(DepartmentAlias, "department", departments, content["depts"])
    laws = {row["key"]: make_law(row["key"], full_name=row["full"]) for row in content["laws"]}
    _add_aliases(LawAlias, "law", laws, content["laws"])
    for name in content["villages"]:
        make_village(township, name)
    return SearchableCounty(tree, departments, laws)


def _add_aliases(
    model: type, owner: str, owners: Mapping[str, Any], rows: Iterable[dict[str, Any]]
) -> None:
    model.objects.bulk_create(
        model(**{owner: owners[row["key"]]}, name=name)
        for row in rows
        for name in _others(owners[row["key"]], row["names"])
    )


def _others(owner: Department | Law, names: Iterable[str]) -> Iterator[str]:
    own = {getattr(owner, name, "") for name in ("name", "short_name", "full_name")}
    return (name for name in dict.fromkeys(names) if name not in own)
