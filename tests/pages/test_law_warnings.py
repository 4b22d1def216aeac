from datetime import date

import pytest

from pages.law_warnings import law_warnings, warnings_for
from pages.models import ResponsibilityItem
from registers.models import Law, LawStatus
from tests import factories

CODE = Law(short_name="生态环境法典", effective_on=date(2026, 8, 15), change_type="通过")
REPEALED = Law(
    short_name="环境保护法",
    status=LawStatus.REPEALED,
    effective_on=date(2015, 1, 1),
    repealed_on=date(2026, 8, 15),
    change_type="修订",
    successor=CODE,
)
REPEALED_ONCE = Law(short_name="旧条例", status=LawStatus.REPEALED)
REVISED = Law(short_name="反间谍法", effective_on=date(2023, 7, 1), change_type="修订")
COMING = Law(
    short_name="商标法",
    status=LawStatus.NOT_YET,
    effective_on=date(2027, 1, 1),
    change_type="修订",
)


def on(law: Law, day: date, last: date | None = None) -> list[str]:
    return law_warnings([law], day, last or day)


def test_a_law_repealed_before_the_day_is_named_with_its_successor():
    assert on(REPEALED, date(2026, 8, 15)) == [
        "《环境保护法》自2026年8月15日起已废止，由《生态环境法典》替代。请核对是否应引用新法。"
    ]


def test_a_law_repealed_after_the_day_was_rightly_cited():
    assert on(REPEALED, date(2026, 8, 14)) == []


def test_a_law_repealed_at_an_unknown_time_is_named():
    assert on(REPEALED_ONCE, date(2020, 1, 1)) == ["《旧条例》已废止。请核对是否应引用新法。"]


def test_a_law_not_yet_effective_on_the_day_is_named():
    assert on(CODE, date(2026, 8, 14)) == [
        "《生态环境法典》自2026年8月15日起施行，2026年8月14日尚未生效。请核对引用的法律或日期。"
    ]


def test_a_law_that_becomes_effective_during_an_activity_is_alive():
    assert on(CODE, date(2026, 8, 1), date(2026, 8, 31)) == []
    assert on(CODE, date(2026, 8, 15)) == []


def test_a_revised_law_was_alive_before_its_newest_text():
    assert on(REVISED, date(2019, 4, 15)) == []


def test_a_law_that_is_not_alive_yet_is_named_even_when_it_is_a_revision():
    assert len(on(COMING, date(2026, 12, 31))) == 1
    assert on(COMING, date(2027, 1, 1)) == []


def test_a_law_without_dates_gives_no_warning():
    assert on(Law(short_name="某法"), date(2020, 1, 1)) == []


@pytest.mark.django_db
class TestRecords:
    @pytest.fixture
    def repealed(self) -> Law:
        fields = {"status": LawStatus.REPEALED, "repealed_on": date(2026, 8, 15)}
        return factories.make_law("环境保护法", **fields)

    @pytest.fixture
    def folder(self):
        return factories.folder_of(factories.make_site_tree().unit)

    def test_a_report_is_judged_on_its_own_day(self, folder, repealed):
        early, late = (
            factories.make_report(folder, start_on=day, laws=[repealed], live=False)
            for day in (date(2026, 8, 14), date(2026, 8, 15))
        )
        assert warnings_for(early) == []
        assert len(warnings_for(late)) == 1

    def test_a_list_is_judged_by_its_year_and_names_a_law_once(self, folder, repealed):
        items = [{"content": f"宣传{n}", "laws": [repealed]} for n in range(3)]
        assert warnings_for(factories.make_list(folder, year=2026, items=items)) == []
        assert len(warnings_for(factories.make_list(folder, year=2027, items=items))) == 1

    def test_a_case_is_judged_by_its_provisions(self, folder, repealed):
        case = factories.make_case(folder, laws=[repealed], happened_on=date(2026, 9, 1))
        assert len(warnings_for(case)) == 1

    def test_a_record_without_laws_gives_no_warning(self, folder):
        assert warnings_for(factories.make_list(folder, items=[])) == []
        assert ResponsibilityItem.objects.count() == 0
