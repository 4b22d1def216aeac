import re
from datetime import date, datetime
from decimal import Decimal
from pathlib import Path

import pytest
from PIL import ImageChops

from pages.demo.content import (
    CHINA,
    DATA_FILE,
    DemoDataError,
    last_day_of,
    paragraphs_of,
    parse_figure,
    parse_issue,
    parse_item_reference,
    parse_photo,
    parse_provision,
    published_at,
    read_demo,
    source_of,
)
from pages.demo.pictures import PICTURES, jpeg_bytes
from registers.seeding import read_shipped

DEMO = read_demo()
LAWS = {law["short_name"]: law for law in read_shipped("laws.json")["laws"]}
TERMS = {
    vocabulary: {term["name"] for term in terms}
    for vocabulary, terms in read_shipped("vocabularies.json").items()
}
DAYS = {day["name"] for day in read_shipped("publicity_days.json")}
SITES = [
    {name: value for name, value in group.items() if name != "items"} | row
    for group in DEMO["sites"]
    for row in group["items"]
]
UNITS = {row["key"] for row in DEMO["departments"] if row.get("page") in {"township", "unit"}}
REPORTS = DEMO["reports"] + DEMO["pending"]
RECORDS = DEMO["lists"] + REPORTS + DEMO["cases"] + SITES + DEMO["notices"]
SEEDS = Path(__file__).parents[3] / "shared" / "seeds"
RUN = 16


def slug_of(row):
    return row["slug"]


def texts_in(value):
    if isinstance(value, str):
        yield value
    elif isinstance(value, dict):
        for part in value.values():
            yield from texts_in(part)
    elif isinstance(value, list):
        for part in value:
            yield from texts_in(part)


def copied_runs(text, source, length=RUN):
    """Return runs of Chinese characters of `text` that also stand in `source`, titles aside."""

    def runs(whole):
        for run in re.findall(f"[\u4e00-\u9fff]{{{length},}}", re.sub("《[^》]*》", "｜", whole)):
            for start in range(len(run) - length + 1):
                yield run[start : start + length]

    return sorted(set(runs(text)) & set(runs(source)))


def test_there_is_enough_of_everything_over_three_years():
    assert len([row for row in DEMO["departments"] if row.get("page") == "unit"]) >= 10
    assert len(DEMO["lists"]) >= 10
    assert sum(len(row["items"]) for row in DEMO["lists"]) >= 60
    assert len(DEMO["reports"]) >= 60
    assert len(DEMO["cases"]) >= 10
    assert len(SITES) >= 30
    assert len(DEMO["notices"]) >= 15
    for rows in (DEMO["reports"], DEMO["notices"]):
        assert len({last_day_of(row).year for row in rows}) >= 3


def test_every_unit_with_a_page_has_something_to_show():
    assert {row["unit"] for row in RECORDS} == UNITS


def test_addresses_are_ascii_and_belong_to_one_record_each():
    addresses = [(row["unit"], row["slug"]) for row in RECORDS]
    assert len(set(addresses)) == len(addresses)
    assert all(re.fullmatch("[a-z0-9-]+", slug) for _, slug in addresses)


@pytest.mark.parametrize("row", RECORDS, ids=slug_of)
def test_a_record_names_only_laws_villages_and_pictures_that_exist(row):
    villages = {(group["township"], name) for group in DEMO["villages"] for name in group["names"]}
    assert set(row.get("laws", [])) <= LAWS.keys()
    if "village" in row:
        assert (row["unit"].partition("/")[0], row["village"]) in villages
    for photo in row.get("photos", []):
        assert parse_photo(photo)[0] in PICTURES


@pytest.mark.parametrize("row", REPORTS, ids=slug_of)
def test_a_report_uses_words_of_the_vocabularies_and_known_units(row):
    assert set(row["forms"]) <= TERMS["activity_form"]
    assert set(row["audiences"]) <= TERMS["audience"]
    assert set(row["venues"]) <= TERMS["venue"]
    assert row["laws"]
    assert {parse_figure(text).measure for text in row.get("figures", [])} <= TERMS["measure"]
    assert row.get("day", "国家宪法日") in DAYS
    assert set(row.get("co", [])) <= {department["key"] for department in DEMO["departments"]}
    assert row["unit"] not in row.get("co", [])
    items = {row["slug"]: len(row["items"]) for row in DEMO["lists"]}
    for reference in row.get("fulfils", []):
        slug, number = parse_item_reference(reference)
        assert 1 <= number <= items[slug]


@pytest.mark.parametrize("row", DEMO["reports"], ids=slug_of)
def test_a_report_has_an_article_and_a_picture(row):
    paragraphs = [paragraph for _, part in paragraphs_of(row["text"]) for paragraph in part]
    assert 2 <= len(paragraphs) <= 8
    assert len("".join(paragraphs)) >= 100
    assert row["photos"]


@pytest.mark.parametrize("row", DEMO["lists"], ids=slug_of)
def test_a_list_item_uses_words_of_the_registers(row):
    for item in row["items"]:
        assert item["laws"]
        assert set(item["laws"]) <= LAWS.keys()
        assert set(item["forms"]) <= TERMS["activity_form"]
        assert set(item["audiences"]) <= TERMS["audience"]


def test_other_kinds_use_words_of_the_vocabularies():
    assert {row["kind"] for row in DEMO["cases"]} <= TERMS["case_kind"]
    assert {row["kind"] for row in SITES} <= TERMS["site_kind"]
    assert {row["kind"] for row in DEMO["notices"]} <= TERMS["notice_kind"]


def laws_with_their_day():
    for row in SITES:  # a site shows the law of today, whenever it was built
        yield from ((row["slug"], name, date(2026, 11, 22)) for name in row["laws"])
    for row in [*REPORTS, *DEMO["notices"]]:
        day = row["published"].date() if "published" in row else last_day_of(row)
        yield from ((row["slug"], name, day) for name in row.get("laws", []))
    for row in DEMO["lists"]:
        for item in row["items"]:
            yield from ((row["slug"], name, row["published"].date()) for name in item["laws"])
    for row in DEMO["cases"]:
        for text in row["provisions"]:
            yield row["slug"], parse_provision(text).law, row["closed"]


def is_alive(law, day):
    adopted, repealed = law.get("adopted_on", ""), law.get("repealed_on", "9999")
    return adopted <= day.isoformat() < repealed


def test_laws_are_cited_only_between_their_adoption_and_their_end():
    dead = [cited for cited in laws_with_their_day() if not is_alive(LAWS[cited[1]], cited[2])]
    assert dead == []


def test_articles_that_are_cited_exist():
    for row in DEMO["cases"]:
        for provision in map(parse_provision, row["provisions"]):
            count = LAWS[provision.law].get("article_count")
            assert provision.article is None or count is None or provision.article <= count


@pytest.mark.parametrize(
    ("slug", "figure"),
    [
        ("nianzhong-31-chang", "活动场次=31@2021年全年"),
        ("nianzhong-31-chang", "发放资料≈6200@2021年全年"),
        ("mianduimian-483", "受众人次=483@2021年全年"),
        ("mianduimian-483", "出动人员=671@2021年全年"),
        ("xuanchuanlan-81-ban", "宣传栏更新=6@2021年全年"),
        ("xuanchuanlan-81-ban", "宣传栏版面=81@2021年全年"),
        ("zhifa-16-ren", "考试合格=16@2021年全年"),
        ("xuanjiang-55-chang", "活动场次=55@2020年以来（至2021年9月）"),
        ("jindu-fanzha-24", "活动场次=24@2020年以来（至2021年9月）"),
        ("zhifazheng-49", "培训考试=41@2020年以来（至2021年9月）"),
    ],
)
def test_figures_of_the_public_documents_carry_over_with_their_period(slug, figure):
    row = next(row for row in DEMO["reports"] if row["slug"] == slug)
    assert figure in row["figures"]
    assert "basis" in row


def test_the_sites_of_shuizhai_are_as_many_as_its_document_says():
    levels = [row["level"] for row in SITES if row["unit"].startswith("shuizhaizhen")]
    assert levels.count("township") == 2
    assert levels.count("village") == 28
    assert len({row["village"] for row in SITES if row["level"] == "village"}) == 28


@pytest.mark.parametrize("row", RECORDS, ids=slug_of)
def test_what_no_document_says_is_marked_as_an_example(row):
    source = source_of(row, "某单位")
    assert ("示例" in source) != ("basis" in row)


def test_texts_keep_to_the_wording_rules():
    for text in texts_in(DEMO):
        assert "法制" not in text
        assert text.count("“") == text.count("”"), text
        assert text.count("《") == text.count("》"), text
        assert not re.search(r"[，。；：、]{2}|\.\.|\"|'|[\u4e00-\u9fff][,;:!?]", text), text
        assert not re.search(r"\d{11}|\d{17}[\dXx]", text), text


def test_fields_keep_to_their_lengths():
    for row in SITES:
        assert len(row["intro"]) <= 100
        assert len(row["facilities"]) <= 200
    for row in RECORDS:
        assert len(row.get("title", "")) <= 60
        assert len(source_of(row, "某" * 20)) <= 80


def test_a_copied_sentence_is_found_and_a_title_is_not():
    source = (
        "建立了精准普法的十六字以上的长句子不能照抄，另有《关于某某普法责任制实施方案的通知》。"
    )
    assert copied_runs("改写时建立了精准普法的十六字以上的长句子。", source)
    assert not copied_runs("见《关于某某普法责任制实施方案的通知》，建立了精准普法的做法。", source)


@pytest.mark.skipif(not SEEDS.is_dir(), reason="needs the documents in ../shared/seeds")
def test_no_sentence_of_the_documents_is_copied():
    source = "\n".join(file.read_text(encoding="utf-8") for file in SEEDS.glob("*.txt"))
    assert copied_runs(DATA_FILE.read_text(encoding="utf-8"), source) == []


@pytest.mark.skipif(not SEEDS.is_dir(), reason="needs the documents in ../shared/seeds")
def test_no_person_of_the_documents_is_named():
    source = "\n".join(file.read_text(encoding="utf-8") for file in SEEDS.glob("*.txt"))
    names = set(re.findall(r"(?:签发人：|长：)\s*([\u4e00-\u9fff]{2,3})", source))
    names |= set(re.findall(r"^\s+([\u4e00-\u9fff]\s{0,2}[\u4e00-\u9fff]{1,2})\s+镇", source, re.M))
    assert len(names) >= 5
    text = DATA_FILE.read_text(encoding="utf-8")
    assert [name for name in names if re.sub(r"\s", "", name) in text] == []


def test_a_figure_may_be_exact_about_or_unknown():
    assert parse_figure("发放资料≈6200@2021年全年").is_about
    assert parse_figure("参加人数=46").value == Decimal(46)
    assert parse_figure("受众人次=?").value is None


@pytest.mark.parametrize(
    ("parse", "text"),
    [
        (parse_figure, "参加人数46"),
        (parse_figure, "参加人数=1.2.3"),
        (parse_photo, "board-spring"),
        (parse_provision, "民法典|第一条"),
        (parse_issue, "1|6|三月|春耕"),
        (parse_item_reference, "某清单"),
    ],
)
def test_a_slip_in_the_data_file_is_told_in_chinese(parse, text):
    with pytest.raises(DemoDataError, match=re.escape(text)):
        parse(text)


def test_a_record_is_published_on_the_next_day_in_working_hours_unless_it_says_when():
    row = {"slug": "a", "start": date(2026, 3, 1), "end": date(2026, 3, 4)}
    at = published_at(row)
    assert at.date() == date(2026, 3, 5)
    assert 9 <= at.hour < 17
    assert at == published_at(row)
    written = datetime(2026, 3, 9, 8, 30)
    assert published_at(row | {"published": written}) == written.replace(tzinfo=CHINA)


@pytest.mark.parametrize("scene", sorted({name.partition("-")[0] for name in PICTURES}))
def test_a_scene_is_drawn_as_a_jpeg_in_the_size_of_a_photo(scene):
    picture = next(p for name, p in PICTURES.items() if name.startswith(f"{scene}-"))
    drawn = picture.draw()
    assert drawn.size == (1600, 1067)
    assert len(jpeg_bytes(drawn)) < 400_000
    assert picture.alt.startswith("插画：")


def test_a_picture_is_drawn_the_same_every_time_and_differs_by_season():
    first, again = PICTURES["board-spring"].draw(), PICTURES["board-spring"].draw()
    assert ImageChops.difference(first, again).getbbox() is None
    assert ImageChops.difference(first, PICTURES["board-autumn"].draw()).getbbox() is not None


def test_pictures_have_titles_of_their_own():
    assert len({picture.title for picture in PICTURES.values()}) == len(PICTURES)
