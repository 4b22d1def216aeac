"""Rules and questions of the registers."""

from datetime import date

import pytest
from django.core.exceptions import ValidationError
from django.db import IntegrityError, transaction

from registers.models import (
    DateSource,
    Department,
    DepartmentAlias,
    Law,
    LawAlias,
    PublicityDay,
    Term,
    Village,
    Vocabulary,
)
from registers.models.publicity_day import RuleType
from tests.factories import make_department, make_law, make_publicity_day, make_term, make_village

pytestmark = pytest.mark.django_db


def errors_of(row: object) -> dict[str, list[str]]:
    """What a form would show at each field."""
    with pytest.raises(ValidationError) as refused:
        row.full_clean()
    return refused.value.message_dict


@pytest.fixture
def county() -> Department:
    return make_department("永和县")


# Departments


def test_a_department_knows_its_place_from_the_root_down(county):
    township = make_department("三教镇", parent=county)
    unit = make_department("派出所", parent=township)
    assert county.path == f"{county.pk}/"
    assert unit.ancestor_ids == [county.pk, township.pk, unit.pk]
    unit.refresh_from_db()
    assert unit.path == f"{county.pk}/{township.pk}/{unit.pk}/"


def test_under_means_a_department_and_all_below_it(county):
    first, second = (make_department(name, parent=county) for name in ("三教镇", "双龙镇"))
    unit = make_department("派出所", parent=first)
    make_department("司法所", parent=second)
    assert set(Department.objects.under(first)) == {first, unit}
    assert Department.objects.under(county).count() == 5


def test_a_branch_that_moves_takes_its_paths_along(county):
    first, second = (make_department(name, parent=county) for name in ("三教镇", "双龙镇"))
    unit = make_department("派出所", parent=first)
    office = make_department("警务组", parent=unit)
    unit.parent = second
    unit.save()
    office.refresh_from_db()
    assert office.ancestor_ids == [county.pk, second.pk, unit.pk, office.pk]
    assert not Department.objects.under(first).exclude(pk=first.pk).exists()


def test_saving_some_fields_alone_keeps_the_path_right(county):
    first, second = (make_department(name, parent=county) for name in ("三教镇", "双龙镇"))
    unit = make_department("派出所", parent=first)
    unit.parent = second
    unit.save(update_fields=["parent"])
    unit.refresh_from_db()
    assert unit.path == f"{county.pk}/{second.pk}/{unit.pk}/"


def test_departments_are_found_by_every_name(county):
    unit = make_department("三教镇综合执法办公室", parent=county, level="unit", short_name="执法办")
    DepartmentAlias.objects.create(department=unit, name="综合执法队")
    for name in ("三教镇综合执法办公室", "执法办", " 综合执法队 "):
        assert Department.objects.named(name).get() == unit
    assert not Department.objects.named("执法").exists()
    assert dict(Department.objects.name_pairs())[unit.pk] == [
        "三教镇综合执法办公室",
        "执法办",
        "综合执法队",
    ]


def test_the_label_is_the_short_name_where_there_is_one(county):
    assert county.label == "永和县"
    assert make_department("三教镇司法所", parent=county, short_name="司法所").label == "司法所"


def test_issuing_bodies_stand_beside_the_tree(county):
    body = make_department("中共磴口县委宣传部", level="issuing_body")
    assert body not in Department.objects.within_tree()
    assert county in Department.objects.within_tree()


def test_departments_no_longer_at_work_are_left_out_of_what_is_active(county):
    gone = make_department("撤销的镇", parent=county, is_active=False)
    assert gone not in Department.objects.active()


@pytest.mark.parametrize(
    ("level", "has_parent", "message"),
    [
        ("county", True, "县（区）是最上层，不能再有上级单位。"),
        ("township", False, "请选择上级单位。"),
        ("issuing_body", True, "其他发文机关不在本县单位树内，请清空上级单位。"),
    ],
)
def test_a_department_stands_where_its_level_belongs(county, level, has_parent, message):
    row = Department(name="甲", level=level, parent=county if has_parent else None)
    assert errors_of(row)["parent"] == [message]


def test_a_parent_stands_higher_and_is_never_oneself(county):
    township = make_department("三教镇", parent=county)
    unit = make_department("派出所", parent=township)
    township.parent = unit
    assert errors_of(township)["parent"] == ["上级单位不能是本单位或其下级。"]
    other = Department(name="双龙镇", level="township", parent=township)
    assert errors_of(other)["parent"] == ["上级单位的层级必须高于本单位。"]
    beside = make_department("县委宣传部", level="issuing_body")
    below = Department(name="科室", level="office", parent=beside)
    assert errors_of(below)["parent"] == ["其他发文机关不能作为上级单位。"]


def test_names_are_unique_below_one_parent_only(county):
    first, second = (make_department(name, parent=county) for name in ("三教镇", "双龙镇"))
    make_department("派出所", parent=first)
    make_department("派出所", parent=second)
    twin = Department(name="派出所", level="unit", parent=first)
    assert "同一上级下已有同名单位。" in errors_of(twin)["name"]


# Slugs


def test_a_slug_is_the_pinyin_of_the_name_and_never_taken_twice(county):
    first, second = (make_department(name, parent=county) for name in ("三教镇", "双龙镇"))
    slugs = [make_department("派出所", parent=place).slug for place in (first, second)]
    assert slugs == ["pai-chu-suo", "pai-chu-suo-2"]


def test_a_slug_that_was_typed_or_published_stays(county):
    row = make_department("三教镇", parent=county, slug="sanjiao")
    row.name = "三教街道"
    row.save()
    assert row.slug == "sanjiao"


def test_terms_of_different_vocabularies_may_share_a_slug():
    first = make_term(Vocabulary.AUDIENCE, "学校")
    second = make_term(Vocabulary.VENUE, "学校")
    third = make_term(Vocabulary.VENUE, "学 校")
    assert (first.slug, second.slug, third.slug) == ("xue-xiao", "xue-xiao", "xue-xiao-2")


# Laws


@pytest.mark.parametrize(
    "text",
    [
        "中华人民共和国反电信网络诈骗法",
        "反电信网络诈骗法",
        "《反电信网络诈骗法》",
        "《中华人民共和国反电信网络诈骗法》 ",
        "反诈法",
    ],
)
def test_a_law_is_found_by_any_of_its_names(text):
    law = make_law("反电信网络诈骗法")
    LawAlias.objects.create(law=law, name="反诈法")
    make_law("消防法")
    assert Law.objects.named(text).get() == law


def test_part_of_a_name_finds_no_law():
    make_law("反电信网络诈骗法")
    assert not Law.objects.named("诈骗").exists()
    assert not Law.objects.named("").exists()


def test_all_names_of_a_law_are_known_once_each():
    law = make_law("宪法", full_name="宪法")
    LawAlias.objects.create(law=law, name="根本大法")
    assert dict(Law.objects.name_pairs())[law.pk] == ["宪法", "根本大法"]


def test_an_alias_belongs_to_one_law():
    LawAlias.objects.create(law=make_law("甲法"), name="俗称")
    with pytest.raises(IntegrityError), transaction.atomic():
        LawAlias.objects.create(law=make_law("乙法"), name="俗称")


def test_a_repealed_law_tells_since_when_and_what_came_after():
    new = make_law("民法典")
    old = make_law("婚姻法", status="repealed", repealed_on=date(2021, 1, 1), successor=new)
    assert old.is_repealed
    assert old.state_text == "2021-01-01 已废止，由《民法典》替代"
    assert new.state_text == "现行有效"
    assert list(Law.objects.alive()) == [new]


def test_dates_nobody_has_checked_are_named():
    law = make_law(
        adopted_on=date(2020, 1, 1),
        adopted_source=DateSource.TEXT,
        effective_on=date(2020, 6, 1),
        effective_source=DateSource.GENERAL_KNOWLEDGE,
    )
    assert law.unverified_dates == ["施行日期（文本）"]
    assert not law.is_verified
    assert list(Law.objects.unverified()) == [law]
    law.effective_source = DateSource.TEXT
    law.save()
    assert law.is_verified
    assert not Law.objects.unverified().exists()


def test_a_date_without_a_source_counts_as_unchecked():
    law = Law(full_name="测试条例", short_name="测试条例", adopted_on=date(2020, 1, 1))
    law.full_clean(exclude=["slug"])
    assert law.adopted_source == DateSource.GENERAL_KNOWLEDGE


def test_the_dates_and_state_of_a_law_agree():
    other = make_law()
    law = make_law(
        adopted_on=date(2020, 1, 2),
        effective_on=date(2020, 1, 1),
        repealed_on=date(2019, 1, 1),
        successor=other,
        article_count=0,
    )
    assert errors_of(law).keys() == {
        "effective_on",
        "repealed_on",
        "successor",
        "article_count",
    }


def test_a_law_does_not_follow_itself():
    law = make_law(status="repealed")
    law.successor = law
    assert errors_of(law)["successor"] == ["替代它的法律不能是它自己。"]


def test_book_title_marks_are_no_part_of_a_name():
    law = Law(full_name="《中华人民共和国甲法》", short_name="《甲法》")
    law.full_clean(exclude=["slug"])
    assert (law.full_name, law.short_name) == ("中华人民共和国甲法", "甲法")


# Villages, terms, days


def test_a_village_belongs_to_a_township(county):
    assert errors_of(Village(name="枣林村", township=county)) == {
        "township": ["请选择乡镇（街道）一级的单位。"]
    }
    township = make_department("三教镇", parent=county)
    make_village(township, "枣林村").full_clean()


def test_villages_of_one_township_have_different_names(county):
    township = make_department("三教镇", parent=county)
    make_village(township, "枣林村")
    twin = Village(name="枣林村", township=township, slug="other")
    with pytest.raises(ValidationError):
        twin.full_clean()


def test_terms_are_asked_for_by_vocabulary_and_use():
    first = make_term(Vocabulary.AUDIENCE, "村民")
    second = make_term(Vocabulary.AUDIENCE, "商户", is_active=False)
    make_term(Vocabulary.VENUE, "乡村")
    assert set(Term.objects.in_vocabulary(Vocabulary.AUDIENCE)) == {first, second}
    assert list(Term.objects.in_vocabulary(Vocabulary.AUDIENCE).active()) == [first]


def test_a_publicity_day_tells_its_rule_and_the_dates_of_a_year():
    day = make_publicity_day("国家宪法日")
    assert day.dates_in(2026) == (date(2026, 12, 4), date(2026, 12, 4))
    assert "12月4日" in day.rule_text


def test_a_publicity_day_needs_a_complete_rule():
    day = PublicityDay(name="母亲节", slug="x", rule_type=RuleType.NTH_WEEKDAY, month=5)
    assert errors_of(day).keys() & {"n", "weekday"}
    impossible = PublicityDay(name="乙", slug="y", rule_type=RuleType.FIXED, month=2, day=30)
    assert "day" in errors_of(impossible)
