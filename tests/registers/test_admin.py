"""The forms of the registers with bad input, as those who keep them meet them."""

import re
from html import unescape
from typing import Any

import pytest
from django.contrib.auth import get_user_model
from django.test import Client
from django.urls import reverse
from wagtail.test.utils.form_data import inline_formset, nested_form_data

from registers.models import Department, Law, LawAlias, PublicityDay, Term, Village
from tests import factories

pytestmark = pytest.mark.django_db


@pytest.fixture
def keeper() -> Client:
    client = Client()
    client.force_login(get_user_model().objects.create_superuser("keeper", password="x"))
    return client


def url_of(register: str, view: str, *args: Any) -> str:
    return reverse(f"wagtailsnippets_pufa_registers_{register}:{view}", args=args)


def add(client: Client, register: str, form: dict[str, Any]) -> Any:
    return client.post(url_of(register, "add"), form)


def errors_of(answer: Any) -> dict[str, str]:
    form = answer.context["form"]
    found = {name: list(messages) for name, messages in form.errors.items()}
    for prefix, formset in getattr(form, "formsets", {}).items():
        for number, row in enumerate(formset.forms):
            for name, messages in row.errors.items():
                found[f"{prefix}-{number}-{name}"] = list(messages)
    shown = unescape(answer.content.decode())
    every = [text for messages in found.values() for text in messages]
    assert [text for text in every if text not in shown] == []
    assert [text for text in every if not re.search("[一-鿿]", text)] == []
    return {name: "".join(messages) for name, messages in found.items()}


def law_form(aliases: list[str] | None = None, **fields: Any) -> dict[str, Any]:
    dates = [f"{name}_{part}" for name in DATES for part in ("on", "source")]
    blank = dict.fromkeys([*dates, "change_type", "article_count", "successor", "slug", "note"], "")
    rows = [{"name": name} for name in aliases or []]
    return nested_form_data(
        {
            **blank,
            "usual_departments": "",
            "full_name": "中华人民共和国某某法",
            "short_name": "某某法",
            "level": "statute",
            "status": "in_force",
            "aliases": inline_formset(rows),
            **fields,
        }
    )


DATES = ("adopted", "changed", "effective", "latest_effective", "repealed")


def department_form(aliases: list[str] | None = None, **fields: Any) -> dict[str, Any]:
    rows = [{"name": name} for name in aliases or []]
    own = {"name": "某所", "short_name": "", "level": "unit", "parent": "", "slug": ""}
    own |= {"sort_order": "100", "is_active": "on", "aliases": inline_formset(rows)}
    return nested_form_data({**own, **fields})


def day_form(**fields: Any) -> dict[str, Any]:
    numbers = ("month", "day", "end_month", "end_day", "n", "weekday", "term")
    own = {"name": "某日", "rule_type": "fixed", "basis": "", "slug": "", "is_active": "on"}
    return {**dict.fromkeys(numbers, ""), **own, **fields}


def test_a_law_without_names_is_refused(keeper):
    found = errors_of(add(keeper, "law", law_form(full_name="", short_name="", note="留着")))
    assert {"full_name", "short_name"} <= found.keys()


def test_a_laws_wrong_dates_and_numbers_are_named_all_at_once(keeper):
    other = factories.make_law("新法")
    form = law_form(
        adopted_on="2025-10-01",
        effective_on="2025-09-01",
        repealed_on="2020-01-01",
        successor=other.pk,
        article_count="0",
        changed_on="2023-02-30",
    )
    found = errors_of(add(keeper, "law", form))
    assert "早于通过日期" in found["effective_on"]
    assert "早于施行日期" in found["repealed_on"]
    assert "只有已废止的法律" in found["successor"]
    assert "不能为 0" in found["article_count"]
    assert "日期" in found["changed_on"]


def test_a_negative_number_of_articles_is_refused(keeper):
    assert "article_count" in errors_of(add(keeper, "law", law_form(article_count="-3")))


def test_a_law_of_the_same_name_is_refused(keeper):
    factories.make_law("某某法")
    found = errors_of(add(keeper, "law", law_form()))
    assert {"full_name", "short_name"} <= found.keys()


def test_an_alias_that_another_law_has_is_refused_at_its_line(keeper):
    law = factories.make_law("反电信网络诈骗法")
    LawAlias.objects.create(law=law, name="反诈法")
    found = errors_of(add(keeper, "law", law_form(aliases=["某法", "反诈法"])))
    assert "aliases-1-name" in found
    assert "aliases-0-name" not in found


def test_the_same_alias_twice_in_one_form_is_refused(keeper):
    answer = add(keeper, "law", law_form(aliases=["某法", "某法"]))
    assert answer.status_code == 200
    assert Law.objects.count() == 0


def test_a_law_does_not_succeed_itself(keeper):
    law = factories.make_law("旧法", full_name="旧法", status="repealed")
    form = law_form(full_name="旧法", short_name="旧法", status="repealed", successor=law.pk)
    answer = keeper.post(url_of("law", "edit", law.pk), form)
    assert "不能是它自己" in errors_of(answer)["successor"]


def test_a_date_without_a_source_is_marked_as_not_verified(keeper):
    assert add(keeper, "law", law_form(adopted_on="2025-10-01")).status_code == 302
    assert Law.objects.get().unverified_dates == ["通过日期"]
    listed = keeper.get(url_of("law", "list")).content.decode()
    assert "待核实：通过日期" in listed


def test_a_department_cannot_stand_below_itself(keeper):
    county = factories.make_department("某县")
    town = factories.make_department("某镇", parent=county)
    unit = factories.make_department("某所", parent=town)
    form = department_form(name="某镇", level="township", parent=unit.pk)
    found = errors_of(keeper.post(url_of("department", "edit", town.pk), form))
    assert "不能是本单位或其下级" in found["parent"]
    town.refresh_from_db()
    assert town.parent == county


@pytest.mark.parametrize(
    ("level", "above", "message"),
    [
        ("unit", "", "请选择上级单位"),
        ("county", "county", "县（区）是最上层"),
        ("township", "unit", "上级单位的层级必须高于本单位"),
        ("issuing_body", "county", "不在本县单位树内"),
        ("unit", "issuing_body", "不能作为上级单位"),
    ],
)
def test_a_department_stands_where_its_level_belongs(level, above, message, keeper):
    county = factories.make_department("某县")
    town = factories.make_department("某镇", parent=county)
    places = {
        "": "",
        "county": county.pk,
        "unit": factories.make_department("某站", parent=town).pk,
        "issuing_body": factories.make_department("某委", level="issuing_body").pk,
    }
    form = department_form(level=level, parent=places[above])
    assert message in errors_of(add(keeper, "department", form))["parent"]


def test_a_department_of_the_same_name_below_the_same_parent_is_refused(keeper):
    county = factories.make_department("某县")
    factories.make_department("某镇", parent=county)
    form = department_form(name="某镇", level="township", parent=county.pk)
    assert "同名单位" in errors_of(add(keeper, "department", form))["name"]


def test_the_same_alias_twice_for_a_department_is_refused(keeper):
    county = factories.make_department("某县")
    form = department_form(level="township", parent=county.pk, aliases=["执法队", "执法队"])
    assert add(keeper, "department", form).status_code == 200
    assert Department.objects.count() == 1


def test_a_department_with_others_below_it_is_not_deleted(keeper):
    county = factories.make_department("某县")
    factories.make_department("某镇", parent=county)
    answer = keeper.post(url_of("department", "delete", county.pk), follow=True)
    assert answer.status_code == 200
    assert Department.objects.filter(pk=county.pk).exists()


def test_a_village_belongs_to_a_township(keeper):
    county = factories.make_department("某县")
    form = {"name": "", "township": county.pk, "kind": "village", "slug": "", "is_active": "on"}
    found = errors_of(add(keeper, "village", form))
    assert "请选择乡镇" in found["township"]
    assert "name" in found


def test_a_village_of_the_same_name_in_the_township_is_refused(keeper):
    town = factories.make_department("某镇", parent=factories.make_department("某县"))
    form = {"name": "公园社区", "township": town.pk, "kind": "community", "slug": ""}
    assert add(keeper, "village", form).status_code == 302
    assert errors_of(add(keeper, "village", form))
    assert Village.objects.count() == 1


def test_a_term_of_the_same_name_in_the_vocabulary_is_refused(keeper):
    form = {"vocabulary": "audience", "name": "村民", "unit": "", "sort_order": "1", "slug": ""}
    assert add(keeper, "term", form).status_code == 302
    assert errors_of(add(keeper, "term", form))
    assert Term.objects.count() == 1


def test_an_unknown_vocabulary_and_a_slug_that_is_none_are_refused(keeper):
    form = {"vocabulary": "weather", "name": "雨", "unit": "", "sort_order": "-1", "slug": "雨 天"}
    assert {"vocabulary", "sort_order", "slug"} <= errors_of(add(keeper, "term", form)).keys()


@pytest.mark.parametrize(
    ("rule", "errors"),
    [
        ({"month": "13", "day": "1"}, {"month": "1至12"}),
        ({"month": "2", "day": "30"}, {"day": "2月没有30日"}),
        ({"month": "", "day": ""}, {"month": "请填写月份", "day": "请填写日期"}),
        ({"rule_type": "lunar", "month": "1", "day": "31"}, {"day": "农历一个月最多30天"}),
        (
            {"rule_type": "nth_weekday", "month": "5", "n": "6", "weekday": "8"},
            {"n": "1至5", "weekday": "1至7"},
        ),
        ({"rule_type": "nth_week", "month": "5", "n": "0"}, {"n": "1至5"}),
        ({"rule_type": "solar_term", "term": "大晴"}, {"term": "不认识的节气"}),
        (
            {"rule_type": "range", "month": "3", "day": "1", "end_month": "2", "end_day": "31"},
            {"end_day": "2月没有31日"},
        ),
        ({"rule_type": "never"}, {"rule_type": ""}),
    ],
)
def test_an_impossible_calendar_rule_is_named_at_its_field(rule, errors, keeper):
    found = errors_of(add(keeper, "publicityday", day_form(**rule)))
    assert errors.keys() <= found.keys()
    assert [name for name, text in errors.items() if text not in found[name]] == []
    assert PublicityDay.objects.count() == 0


def test_a_possible_calendar_rule_is_listed_in_words(keeper):
    form = day_form(name="母亲节", rule_type="nth_weekday", month="5", n="2", weekday="7")
    assert add(keeper, "publicityday", form).status_code == 302
    assert "每年5月第二个星期日" in keeper.get(url_of("publicityday", "list")).content.decode()


@pytest.mark.parametrize("register", ["law", "department", "village", "term", "publicityday"])
def test_every_register_lists_searches_and_offers_its_form(register, keeper):
    factories.make_law("民法典")
    town = factories.make_department("某镇", parent=factories.make_department("某县"))
    factories.make_village(town)
    factories.make_publicity_day()
    for query in ("", "?q=民法", "?q=某", "?ordering=x&p=99"):
        assert keeper.get(url_of(register, "list") + query).status_code in {200, 404}
    assert keeper.get(url_of(register, "add")).status_code == 200


def test_a_law_is_found_by_its_alias_in_the_admin(keeper):
    law = factories.make_law("反电信网络诈骗法")
    LawAlias.objects.create(law=law, name="反诈法")
    law.save()  # as the form does, which tells the search
    factories.make_law("民法典")
    listed = keeper.get(url_of("law", "list") + "?q=反诈法").content.decode()
    assert url_of("law", "edit", law.pk) in listed
