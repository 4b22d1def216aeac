"""The public pages under axe, as a visitor on a desktop and on a phone has them."""

from datetime import date

import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Page

from registers.models import LawStatus, Vocabulary
from tests import factories

GRAVE = {"serious", "critical"}


@pytest.fixture
def addresses(transactional_db: None) -> dict[str, str]:
    """One page of every kind, with something in it."""
    tree = factories.make_site_tree()
    folder = factories.folder_of(tree.unit)
    code = factories.make_law("生态环境法典")
    laws = [
        factories.make_law("民法典", article_count=1260),
        factories.make_law(
            "环境保护法",
            status=LawStatus.REPEALED,
            repealed_on=date(2026, 8, 15),
            successor=code,
        ),
    ]
    measure = factories.make_term(Vocabulary.MEASURE, "发放资料", unit="份")
    village = factories.make_village(tree.township.department, "公园社区")
    factories.make_publicity_day("国家宪法日")
    photos = factories.photo_stream(
        [factories.make_photo(size=(640, 480)) for _ in range(3)], caption="讲解现场"
    )
    records = {
        "report": factories.make_report(
            folder,
            "民法典宣传进集市",
            laws=laws,
            village=village,
            photos=photos,
            figures=[factories.figure(measure, 6200, is_about=True)],
            body=[("heading", {"text": "现场", "level": "2"}), ("paragraph", "<p>讲解。</p>")],
        ),
        "list": factories.make_list(folder, items=[{"content": "宣传民法典", "laws": laws}]),
        "case": factories.make_case(folder, laws=laws),
        "site": factories.make_publicity_site(folder, village=village, photos=photos),
        "notice": factories.make_notice(folder),
    }
    for number in range(3):
        factories.make_report(folder, f"另一场活动{number}", start_on=date(2024, 6, 1 + number))
    places = {f"section of {kind}s": page.url for kind, page in tree.sections.items()}
    return {
        "home": "/",
        "township": tree.township.url,
        "unit": tree.unit.url,
        **places,
        **{kind: page.url for kind, page in records.items()},
        "laws": "/laws/",
        "law": f"/laws/{laws[0].slug}/",
        "units": "/units/",
        "villages": "/villages/",
        "site map": "/site-map/",
        "search": "/search/?q=民法典",
        "search without a result": "/search/?q=没有的词",
        "a page that does not exist": "/no-such-page/",
        "login": "/admin/login/",
    }


def grave_faults(page: Page, addresses: dict[str, str]) -> list[str]:
    axe = Axe()
    found = []
    for name, address in addresses.items():
        page.goto(address)
        for fault in axe.run(page).response["violations"]:
            if fault["impact"] in GRAVE:
                where = fault["nodes"][0]["target"]
                found.append(f"{name}: {fault['id']} ({len(fault['nodes'])}) {where}")
    return found


@pytest.mark.slow
def test_public_pages_have_no_grave_faults_on_a_desktop(desktop, addresses):
    assert grave_faults(desktop, addresses) == []


@pytest.mark.slow
def test_public_pages_have_no_grave_faults_on_a_phone(phone, addresses):
    assert grave_faults(phone, addresses) == []
