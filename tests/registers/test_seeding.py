import json
from io import StringIO

import pytest
from django.core.management import call_command
from wagtail.models import ReferenceIndex

from registers.models import (
    Law,
    LawAlias,
    LawStatus,
    PublicityDay,
    Term,
    Vocabulary,
)
from registers.seeding import read_shipped, seed_registers

pytestmark = pytest.mark.django_db


def everything() -> dict:
    """All rows of the registers, links included, as plain values."""
    return {
        "laws": list(Law.objects.order_by("pk").values()),
        "aliases": list(LawAlias.objects.order_by("pk").values()),
        "days": list(PublicityDay.objects.order_by("pk").values()),
        "links": list(PublicityDay.laws.through.objects.order_by("pk").values()),
        "terms": list(Term.objects.order_by("pk").values()),
    }


def test_seeding_an_empty_site_makes_every_shipped_row():
    report = seed_registers()
    assert report.created["laws"] == Law.objects.count() == len(read_shipped("laws.json")["laws"])
    assert report.created["publicity_days"] == PublicityDay.objects.count() == 48
    assert report.created["terms"] == Term.objects.count()
    assert set(report.kept.values()) == {0}


def test_seeding_twice_changes_nothing():
    first = seed_registers()
    before = everything()
    second = seed_registers()
    assert everything() == before
    assert second.kept == first.created
    assert set(second.created.values()) == {0}


def test_seeding_takes_few_queries(django_assert_max_num_queries):
    with django_assert_max_num_queries(80):
        seed_registers()
    with django_assert_max_num_queries(12):
        seed_registers()


def test_what_an_administrator_changed_stays():
    seed_registers()
    law = Law.objects.get(short_name="民法典")
    law.usual_departments, law.note = "妇联", "已核对"
    law.save()
    law.aliases.all().delete()
    day = PublicityDay.objects.get(name="国家宪法日")
    day.laws.clear()
    PublicityDay.objects.filter(pk=day.pk).update(is_key=False)
    Term.objects.filter(vocabulary=Vocabulary.MEASURE, name="发放资料").update(unit="册")
    before = everything()
    seed_registers()
    assert everything() == before


def test_a_shipped_row_that_is_missing_comes_back_whole():
    seed_registers()
    Law.objects.get(short_name="反电信网络诈骗法").delete()
    PublicityDay.objects.get(name="老年节").delete()
    Term.objects.get(vocabulary=Vocabulary.VENUE, name="军营").delete()
    report = seed_registers()
    assert report.created == {"laws": 1, "publicity_days": 1, "terms": 1}
    assert Law.objects.named("反诈法").get().short_name == "反电信网络诈骗法"
    elders = PublicityDay.objects.get(name="老年节")
    assert [law.short_name for law in elders.laws.all()] == ["老年人权益保障法"]


def test_rows_an_administrator_made_first_are_used_not_doubled():
    own = Law.objects.create(
        full_name="中华人民共和国宪法（2018年修正文本）", short_name="宪法", slug="constitution"
    )
    theirs = Law.objects.create(
        full_name="某县普法办法", short_name="某县普法办法", slug="minfadian"
    )
    LawAlias.objects.create(law=theirs, name="反诈法")
    seed_registers()
    assert Law.objects.filter(short_name="宪法").count() == 1
    constitution_day = PublicityDay.objects.get(name="国家宪法日")
    assert list(constitution_day.laws.all()) == [own]
    assert Law.objects.get(short_name="民法典").slug == "minfadian-2"
    assert list(Law.objects.named("反诈法")) == [theirs]
    assert list(Law.objects.named("反电诈法")) == [Law.objects.get(short_name="反电信网络诈骗法")]


def test_laws_know_their_successors():
    seed_registers()
    petition = Law.objects.get(short_name="信访条例")
    assert petition.status == LawStatus.REPEALED
    assert petition.successor.short_name == "信访工作条例"
    code = Law.objects.get(short_name="生态环境法典")
    assert code.predecessors.count() == 10
    assert ReferenceIndex.get_references_to(code).count() == 10, "the admin shows where it is used"


def test_every_shipped_law_passes_the_rules_of_the_form():
    seed_registers()
    for law in Law.objects.all():
        law.full_clean()


def test_every_shipped_day_passes_the_rules_of_the_form():
    seed_registers()
    for day in PublicityDay.objects.all():
        day.full_clean()
        assert day.dates_in(2026)
        assert day.laws.exists()


def test_every_shipped_term_passes_the_rules_of_the_form():
    seed_registers()
    for term in Term.objects.all():
        term.full_clean()
        assert bool(term.unit) == (term.vocabulary == Vocabulary.MEASURE)


def test_what_is_not_verified_is_shown_as_such():
    seed_registers()

    def unverified(name: str) -> list[str]:
        return Law.objects.get(short_name=name).unverified_dates

    assert unverified("民法典") == []
    assert unverified("环境保护法") == []
    assert unverified("刑法") == ["最近生效日期"]
    assert unverified("体育法") == ["通过日期", "最近修改日期", "施行日期（文本）", "最近生效日期"]
    assert "废止日期" not in unverified("噪声污染防治法")
    assert "废止日期" in unverified("信访条例")


def test_seeded_rows_are_found_by_the_search_of_the_admin():
    from wagtail.search.backends import get_search_backend

    seed_registers()
    found = get_search_backend().autocomplete("反诈", Law)
    assert "反电信网络诈骗法" in [law.short_name for law in found]


def test_the_command_tells_what_it_did():
    out = StringIO()
    call_command("seed_registers", stdout=out)
    assert "普法节点：新增 48 条，已有 0 条未改动。" in out.getvalue()
    out = StringIO()
    call_command("seed_registers", "--json", stdout=out)
    report = json.loads(out.getvalue())
    assert report["created"] == {"laws": 0, "publicity_days": 0, "terms": 0}
    assert report["kept"]["publicity_days"] == 48
