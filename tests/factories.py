"""Builders of what tests need around their subject; everything has a sensible default."""

from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import date
from io import BytesIO
from itertools import count
from typing import Any

from django.core.files.base import ContentFile
from django.core.files.images import ImageFile
from PIL import Image
from wagtail.documents.models import Document
from wagtail.models import Page, Site

from media.models import Photo
from pages.models import (
    ActivityReportPage,
    CaseExplanationPage,
    CaseProvision,
    CaseSectionPage,
    HomePage,
    ListSectionPage,
    NoticePage,
    NoticeSectionPage,
    PublicitySitePage,
    ReportSectionPage,
    ResponsibilityItem,
    ResponsibilityListPage,
    SiteSectionPage,
    TownshipPage,
    UnitPage,
)
from pages.tree import year_folder
from registers.models import Department, Law, PublicityDay, Term, Village, Vocabulary
from registers.models.publicity_day import RuleType

number = count(1)

SECTIONS = {
    "report": (ReportSectionPage, "普法动态", "reports"),
    "list": (ListSectionPage, "责任清单", "lists"),
    "case": (CaseSectionPage, "以案释法", "cases"),
    "site": (SiteSectionPage, "普法阵地", "sites"),
    "notice": (NoticeSectionPage, "通知公告", "notices"),
}


def make_department(
    name: str = "", *, parent: Department | None = None, level: str = "", **fields: Any
) -> Department:
    """A county where no parent is given, else one level below the parent."""
    below = {"county": "township", "township": "unit", "unit": "office"}
    level = level or (below[parent.level] if parent else "county")
    return Department.objects.create(
        name=name or f"单位{next(number)}", parent=parent, level=level, **fields
    )


def make_law(short_name: str = "", **fields: Any) -> Law:
    short_name = short_name or f"测试法{next(number)}"
    fields.setdefault("full_name", f"中华人民共和国{short_name}")
    return Law.objects.create(short_name=short_name, **fields)


def make_village(township: Department, name: str = "", **fields: Any) -> Village:
    return Village.objects.create(township=township, name=name or f"村{next(number)}", **fields)


def make_term(vocabulary: Vocabulary, name: str = "", **fields: Any) -> Term:
    return Term.objects.create(vocabulary=vocabulary, name=name or f"词{next(number)}", **fields)


def make_publicity_day(name: str = "", **fields: Any) -> PublicityDay:
    fields = {"rule_type": RuleType.FIXED, "month": 12, "day": 4} | fields
    return PublicityDay.objects.create(name=name or f"普法日{next(number)}", **fields)


def make_photo(title: str = "照片", *, size: tuple[int, int] = (60, 40), **fields: Any) -> Photo:
    content = BytesIO()
    Image.new("RGB", size, (120, 160, 90)).save(content, "JPEG")
    name = f"photo{next(number)}.jpg"
    return Photo.objects.create(title=title, file=ImageFile(content, name=name), **fields)


def make_document(title: str = "附件", **fields: Any) -> Document:
    file = ContentFile(b"%PDF-1.4", name=f"file{next(number)}.pdf")
    return Document.objects.create(title=title, file=file, **fields)


@dataclass
class SiteTree:
    """A county site: home with its sections, one township, one unit below it."""

    home: HomePage
    township: TownshipPage
    unit: UnitPage
    sections: dict[str, Page] = field(default_factory=dict)

    @property
    def site(self) -> Site:
        return Site.objects.get(root_page=self.home)


def make_site_tree() -> SiteTree:
    """Put a small county on the default site, in place of Wagtail's welcome page."""
    county = make_department("永和县")
    home = HomePage(title="永和县普法", slug="yonghe", department=county)
    Page.get_first_root_node().add_child(instance=home)
    site = Site.objects.get(is_default_site=True)
    welcome, site.root_page = site.root_page, home
    site.save()
    welcome.delete()
    home.refresh_from_db()
    tree = SiteTree(home, *_township(home, "三教镇"))
    for kind, (page_type, title, slug) in SECTIONS.items():
        tree.sections[kind] = home.add_child(instance=page_type(title=title, slug=slug))
    return tree


def make_township(home: HomePage, name: str = "") -> TownshipPage:
    name = name or f"测试镇{next(number)}"
    department = make_department(name, parent=home.department)
    page = TownshipPage(title=name, department=department)
    return fresh(home).add_child(instance=page)


def make_unit(parent: HomePage | TownshipPage, name: str = "") -> UnitPage:
    name = name or f"派出所{next(number)}"
    level = "unit"
    department = make_department(
        f"{parent.title}{name}", parent=parent.department, level=level, short_name=name
    )
    return fresh(parent).add_child(instance=UnitPage(title=name, department=department))


def _township(home: HomePage, name: str) -> tuple[TownshipPage, UnitPage]:
    township = make_township(home, name)
    return township, make_unit(township, "派出所")


def fresh(page: Page) -> Page:
    """The page as the tree has it now; treebeard needs that before a child is added."""
    return type(page).objects.get(pk=page.pk)


def make_report(parent: Page, title: str = "", **fields: Any) -> ActivityReportPage:
    fields = {"start_on": date(2024, 5, 4)} | fields
    return add_record(parent, ActivityReportPage(title=title or f"活动{next(number)}"), fields)


def make_list(parent: Page, title: str = "", **fields: Any) -> ResponsibilityListPage:
    """A list with the items given as keyword arguments of each."""
    items = fields.pop("items", [{"content": "宣传宪法"}])
    page = ResponsibilityListPage(title=title or f"清单{next(number)}")
    page.items = [
        _with_relations(ResponsibilityItem(sort_order=order), dict(item))
        for order, item in enumerate(items)
    ]
    return add_record(parent, page, {"year": 2024} | fields)


def make_case(parent: Page, title: str = "", **fields: Any) -> CaseExplanationPage:
    """A case citing the first article of each of `laws`."""
    laws = fields.pop("laws", [])
    fields = {"facts": "<p>案情。</p>", "explanation": "<p>释法。</p>"} | fields
    page = CaseExplanationPage(title=title or f"案例{next(number)}")
    page.provisions = [CaseProvision(law=law, article=1) for law in laws]
    return add_record(parent, page, {"happened_on": date(2024, 3, 1)} | fields)


def make_publicity_site(parent: Page, title: str = "", **fields: Any) -> PublicitySitePage:
    if "site_kind" not in fields:
        fields["site_kind"] = make_term(Vocabulary.SITE_KIND)
    fields = {"address": "村委会旁", "built_on": date(2021, 6, 1)} | fields
    return add_record(parent, PublicitySitePage(title=title or f"阵地{next(number)}"), fields)


def make_notice(parent: Page, title: str = "", **fields: Any) -> NoticePage:
    fields = {"issued_on": date(2023, 7, 28)} | fields
    return add_record(parent, NoticePage(title=title or f"通知{next(number)}"), fields)


MAKERS = {
    "report": make_report,
    "list": make_list,
    "case": make_case,
    "site": make_publicity_site,
    "notice": make_notice,
}


def add_record(parent: Page, page: Any, fields: dict[str, Any]) -> Any:
    """Add a record below `parent`, published unless `live=False`, the way an editor does it."""
    is_published = fields.pop("live", True)
    user = fields.pop("user", None)
    _with_relations(page, fields)
    page.live = False
    fresh(parent).add_child(instance=page)
    revision = page.save_revision(user=user)
    if is_published:
        revision.publish()
    page.refresh_from_db()
    return page


def _with_relations(row: Any, fields: dict[str, Any]) -> Any:
    for name, value in fields.items():
        setattr(row, name, value)
    return row


def photo_stream(photos: Iterable[Photo], **texts: str) -> list[tuple[str, dict[str, Any]]]:
    """A stream of photos as `photos` of a record takes it."""
    blank = {"caption": "", "alt": "", "credit": ""}
    return [("photo", {"image": photo, **blank, **texts}) for photo in photos]


def figure(measure: Term, value: Any, *, is_about: bool = False) -> tuple[str, dict[str, Any]]:
    """A number as `figures` of a report takes it."""
    return (
        "figure",
        {"measure": measure.slug, "value": value, "is_about": is_about, "period": ""},
    )


def folder_of(parent: Page, year: int = 2024) -> Page:
    """The folder of a year below a unit or township."""
    return year_folder(fresh(parent), year)
