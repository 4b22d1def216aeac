"""The shipped rows are whole and agree with each other and with the facts they were made from."""

import json
import re
from pathlib import Path

import pytest

from registers import law_names
from registers.calendar_rules import FIELDS_OF, Rule, dates_in_year, describe_rule
from registers.law_names import LawNames

DATA = Path(law_names.__file__).parent / "data"
FACTS = Path(__file__).parents[3] / "shared" / "domain"
DATED = ("adopted", "changed", "effective", "latest_effective", "repealed")
SOURCES = {"text", "successor_text", "general_knowledge", "name_only"}


def read(name: str):
    return json.loads((DATA / name).read_text(encoding="utf-8"))


LAWS = read("laws.json")["laws"]
DAYS = read("publicity_days.json")
VOCABULARIES = read("vocabularies.json")
BY_SHORT_NAME = {law["short_name"]: law for law in LAWS}


def rule_of(day: dict) -> Rule:
    read_by_type = FIELDS_OF[day["rule_type"]]
    return Rule(day["rule_type"], **{name: day[name] for name in read_by_type})


@pytest.mark.parametrize(
    ("rows", "longest"),
    [(LAWS, 80), (DAYS, 80), *((terms, 60) for terms in VOCABULARIES.values())],
)
def test_slugs_are_short_ascii_and_unique(rows, longest):
    slugs = [row["slug"] for row in rows]
    assert len(set(slugs)) == len(slugs)
    for slug in slugs:
        assert re.fullmatch("[a-z0-9]+", slug)
        assert len(slug) <= longest


def test_no_name_belongs_to_two_laws():
    names = [
        name
        for law in LAWS
        for name in {law["full_name"], law["short_name"], *law.get("aliases", [])}
    ]
    assert len(set(names)) == len(names)


def test_short_names_are_full_names_without_the_state():
    for law in LAWS:
        assert law["full_name"] in (law["short_name"], f"中华人民共和国{law['short_name']}")


def test_every_date_has_its_source():
    for law in LAWS:
        for field in DATED:
            source = law.get(f"{field}_source")
            assert source in SOURCES | {None}
            assert source or f"{field}_on" not in law, law["short_name"]


def test_repealed_laws_name_a_living_successor():
    dead = [law for law in LAWS if law["status"] == "repealed"]
    assert len(dead) == 11
    for law in dead:
        assert law["repealed_on"]
        assert BY_SHORT_NAME[law["successor"]]["status"] == "in_force"
    for law in LAWS:
        assert ("successor" in law) == ("repealed_on" in law) == (law["status"] == "repealed")


def test_publicity_days_name_registered_laws_only():
    for day in DAYS:
        assert day["laws"]
        assert set(day["laws"]) <= BY_SHORT_NAME.keys(), day["name"]


def test_the_law_a_publicity_day_rests_on_is_registered():
    known = LawNames((law["short_name"], [law["full_name"], law["short_name"]]) for law in LAWS)
    for day in DAYS:
        if day["basis"] != "惯例":
            assert known.find(day["basis"]), day["basis"]


def test_publicity_days_use_all_eight_rules_but_no_impossible_one():
    assert {day["rule_type"] for day in DAYS} == set(FIELDS_OF)
    for day in DAYS:
        assert describe_rule(rule_of(day))
        for year in (1901, 2026, 2100):
            assert dates_in_year(rule_of(day), year), day["name"]


@pytest.mark.parametrize(
    ("name", "expected"),
    [
        ("国家宪法日", ["2026-12-04", "2026-12-04"]),
        ("全国助残日", ["2026-05-17", "2026-05-17"]),
        ("世界水日·中国水周", ["2026-03-22", "2026-03-28"]),
        ("老年节", ["2026-10-18", "2026-10-18"]),
        ("清明", ["2026-04-05", "2026-04-05"]),
        ("民法典宣传月", ["2026-05-01", "2026-05-31"]),
        ("全国家庭教育宣传周", ["2026-05-11", "2026-05-17"]),
        ("国家网络安全宣传周", ["2026-09-14", "2026-09-20"]),
    ],
)
def test_days_of_2026(name, expected):
    [day] = [day for day in DAYS if day["name"] == name]
    assert [found.isoformat() for found in dates_in_year(rule_of(day), 2026)] == expected


def test_vocabularies_have_names_once_and_units_for_measures_only():
    for vocabulary, terms in VOCABULARIES.items():
        names = [term["name"] for term in terms]
        assert len(set(names)) == len(names) > 9
        assert all(("unit" in term) == (vocabulary == "measure") for term in terms)


@pytest.mark.skipif(not FACTS.is_dir(), reason="needs the facts in ../shared/domain")
def test_the_laws_are_the_ones_of_the_facts():
    facts = json.loads((FACTS / "laws.json").read_text(encoding="utf-8"))
    assert [law["short_name"] for law in LAWS[: len(facts)]] == [fact["short"] for fact in facts]
    for law, fact in zip(LAWS, facts, strict=False):
        assert law["full_name"] == fact["full"]
        assert law.get("aliases", []) == fact["aliases"]
        assert law.get("article_count") == fact.get("articles")
        assert law.get("successor") == fact.get("successor")
        for field in DATED:
            if fact.get(field):
                assert law[f"{field}_on"] == fact[field], (law["short_name"], field)


@pytest.mark.skipif(not FACTS.is_dir(), reason="needs the facts in ../shared/domain")
def test_the_sources_are_the_ones_of_the_facts():
    facts = json.loads((FACTS / "laws.json").read_text(encoding="utf-8"))
    for law, fact in zip(LAWS, facts, strict=False):
        given = fact["latest_effective_source"]
        found = {field: law.get(f"{field}_source") for field in DATED}
        if given == "text":
            assert set(found.values()) - {None} <= {"text", "successor_text"}
        elif given == "text of the successor":
            assert found["repealed"] == "successor_text"
            assert found["effective"] == "name_only"
        elif given.startswith("name only"):
            assert (found["adopted"], found["changed"]) == ("name_only", "name_only")
        elif "latest_effective" in fact:
            assert found["effective"] == "text"
            assert found["latest_effective"] == "general_knowledge"
        else:
            assert found["repealed"] == "general_knowledge"


@pytest.mark.skipif(not FACTS.is_dir(), reason="needs the facts in ../shared/domain")
def test_the_publicity_days_are_the_ones_of_the_facts():
    facts = json.loads((FACTS / "publicity_days.json").read_text(encoding="utf-8"))
    for day, fact in zip(DAYS, facts, strict=True):
        assert (day["name"], day["laws"], day["is_key"]) == (
            fact["name"],
            fact["laws"],
            fact["key"],
        )
        given = dict(fact["rule"])
        if given["type"] == "range":
            (month, first), (end_month, last) = given.pop("start"), given.pop("end")
            given |= {"month": month, "day": first, "end_month": end_month, "end_day": last}
        assert rule_of(day) == Rule(**given)
