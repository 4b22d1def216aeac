"""What the public record of a page tells, and what it never tells."""

import json
from datetime import date
from decimal import Decimal

import pytest
from django.contrib.auth.models import User
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.utils import timezone
from wagtail.models import Page

from pages import representation
from pages.models import (
    ActivityReportPage,
    CaseProvision,
    PublicEntry,
    ResponsibilityListPage,
)
from pages.representation import figure_text, links_of, moment_text, plain, represent
from registers.models import Vocabulary
from tests.factories import (
    MAKERS,
    figure,
    fresh,
    make_case,
    make_department,
    make_document,
    make_law,
    make_list,
    make_notice,
    make_photo,
    make_publicity_day,
    make_publicity_site,
    make_report,
    make_term,
    make_village,
    photo_stream,
)

pytestmark = pytest.mark.django_db

COMMON_KEYS = {
    "id",
    "kind",
    "kind_label",
    "title",
    "url",
    "date",
    "date_label",
    "published_at",
    "updated_at",
    "summary",
    "source",
    "department",
    "township",
    "place",
    "village",
    "laws",
    "photos",
    "figures",
    "thumbnail",
    "breadcrumb",
}


def record_of(page: Page) -> dict:
    return PublicEntry.objects.get(pk=page.pk).api


@pytest.mark.parametrize("kind", MAKERS)
def test_every_record_has_the_common_facts_and_is_plain_json(tree, kind):
    page = MAKERS[kind](tree.unit)
    record = record_of(page)
    assert record.keys() >= COMMON_KEYS
    assert record["kind"] == kind
    assert record["department"]["name"] == "三教镇派出所"
    assert record["department"]["url"] == tree.unit.get_url()
    assert record["township"]["name"] == "三教镇"
    assert [place["title"] for place in record["breadcrumb"]] == ["首页", "三教镇", "派出所"]
    assert json.loads(json.dumps(record)) == record == represent(fresh(page))


def test_a_report_tells_when_where_who_which_laws_and_how_many(tree):
    law, village = make_law("民法典"), make_village(tree.township.department, "枣林村")
    other = make_department("农业服务中心", parent=tree.township.department)
    people = make_term(Vocabulary.MEASURE, "受众", unit="人次")
    leaflets = make_term(Vocabulary.MEASURE, "资料", unit="份")
    duty = make_list(tree.unit, items=[{"content": "宣传民法典"}])
    page = make_report(
        tree.unit,
        start_on=date(2024, 5, 4),
        end_on=date(2024, 5, 6),
        village=village,
        laws=[law],
        forms=[make_term(Vocabulary.ACTIVITY_FORM, "院坝会")],
        venues=[make_term(Vocabulary.VENUE, "乡村")],
        audiences=[make_term(Vocabulary.AUDIENCE, "村民")],
        publicity_day=make_publicity_day("民法典宣传月"),
        co_organisers=[other],
        list_items=list(duty.items.all()),
        figures=[
            figure(leaflets, Decimal(6200), is_about=True),
            figure(people, None),
        ],
    )
    record = record_of(page)
    assert (record["date"], record["end_date"]) == ("2024-05-04", "2024-05-06")
    assert record["place"] == record["village"]["name"] == "枣林村"
    assert record["laws"][0]["url"] == f"/laws/{law.slug}/"
    assert (record["forms"], record["venues"], record["audiences"]) == (
        ["院坝会"],
        ["乡村"],
        ["村民"],
    )
    assert record["publicity_day"]["name"] == "民法典宣传月"
    assert record["co_organisers"][0]["name"] == "农业服务中心"
    assert record["list_items"] == [{"title": "宣传民法典", "url": duty.get_url()}]
    assert [f["text"] for f in record["figures"]] == ["6200余份", "未知"]
    assert record["figures"][1]["value"] is None


def test_a_measure_no_longer_offered_is_still_shown(tree):
    measure = make_term(Vocabulary.MEASURE, "受众", unit="人次", is_active=False)
    page = make_report(tree.unit, figures=[figure(measure, Decimal("36"))])
    assert record_of(page)["figures"][0]["text"] == "36人次"


def test_photos_come_in_order_in_public_sizes_without_the_name_of_the_file(tree):
    photos = [make_photo(f"IMG_{n}", size=(1800, 1200), alt_text=f"第{n}张") for n in range(3)]
    page = make_report(tree.unit, photos=photo_stream(photos, credit="镇宣传办"))
    record = record_of(page)
    assert [photo["alt"] for photo in record["photos"]] == ["第0张", "第1张", "第2张"]
    assert record["thumbnail"] == record["photos"][0]
    assert [size["width"] for size in record["photos"][0]["sizes"]] == [400, 800, 1600]
    assert "original_images" not in json.dumps(record)
    assert "IMG_" not in json.dumps(record)


def test_alternative_text_falls_back_from_the_block_to_the_photo_to_the_caption(tree):
    photo, bare = make_photo(alt_text="照片自己的说明"), make_photo()
    stream = [
        *photo_stream([photo], alt="这里的说明"),
        *photo_stream([photo]),
        *photo_stream([bare], caption="图注"),
    ]
    record = record_of(make_report(tree.unit, photos=stream))
    assert [photo["alt"] for photo in record["photos"]] == ["这里的说明", "照片自己的说明", "图注"]


def test_each_photo_has_a_name_for_links_to_it(tree):
    page = make_report(tree.unit, photos=photo_stream([make_photo(), make_photo()]))
    assert [photo["name"] for photo in record_of(page)["photos"]] == ["照片 1", "照片 2"]


def test_a_list_tells_its_items_but_never_a_phone_number(tree):
    laws = [make_law("民法典"), make_law("消防法")]
    page = make_list(
        tree.unit,
        year=2024,
        items=[
            {"content": "宣传民法典", "laws": laws[:1], "phone": "13800000000"},
            {
                "content": "宣传消防法",
                "laws": laws,
                "audiences": [make_term(Vocabulary.AUDIENCE, "商户")],
                "due_on": date(2024, 11, 9),
                "phone": "023-1234567",
            },
        ],
    )
    entry = PublicEntry.objects.get(pk=page.pk)
    record = entry.api
    assert record["year"] == 2024
    assert [item["number"] for item in record["items"]] == [1, 2]
    assert record["items"][1]["audiences"] == ["商户"]
    assert record["items"][1]["timing"] == "2024-11-09前"
    assert [law["short_name"] for law in record["laws"]] == ["民法典", "消防法"]
    told = json.dumps(record) + entry.card + entry.body_text
    assert "13800000000" not in told
    assert "023-1234567" not in told


def test_a_case_tells_its_four_parts_and_provisions(tree):
    law = make_law("治安管理处罚法")
    page = make_case(tree.unit, handling="<p>已处理。</p>", lesson="<p>提醒。</p>", is_example=True)
    page.provisions = [CaseProvision(law=law, article=23, sub_article=1, paragraph=2, item=3)]
    page.save_revision().publish()
    record = record_of(page)
    assert record["handling"] == "<p>已处理。</p>"
    assert record["is_example"]
    assert record["provisions"][0]["text"] == "《治安管理处罚法》第23条之1第2款第3项"
    assert record["provisions"][0]["url"] == f"/laws/{law.slug}/?article=23-1"
    assert [law["short_name"] for law in record["laws"]] == ["治安管理处罚法"]


def test_a_site_tells_the_columns_of_the_register(tree):
    page = make_publicity_site(
        tree.unit,
        built_on=date(2021, 6, 1),
        area_sqm=Decimal("860.5"),
        latitude=Decimal("29.352000"),
        longitude=Decimal("105.781000"),
    )
    record = record_of(page)
    assert record["built"] == "2021年06月"
    assert record["area_sqm"] == 860.5
    assert (record["latitude"], record["longitude"]) == (29.352, 105.781)
    assert record["place"] == record["address"] == "村委会旁"


def test_a_notice_tells_the_elements_of_a_document(tree):
    attachments = [
        ("attachment", {"title": "样表", "document": make_document()}),
        ("attachment", {"title": "未收到的附件", "document": None}),
    ]
    page = make_notice(
        tree.unit,
        document_number="三教府发〔2023〕56号",
        issued_on=None,
        issued_year=2016,
        issuer_text="县普法办",
        attachments=attachments,
    )
    record = record_of(page)
    assert record["document_number"] == "三教府发〔2023〕56号"
    assert (record["issuer"], record["source"]) == ("县普法办", "县普法办")
    assert (record["issued_on"], record["issued_on_label"]) == (None, "2016年")
    assert [a["url"] is None for a in record["attachments"]] == [False, True]


def test_without_a_day_of_its_own_a_record_is_filed_under_the_local_day_of_publishing(
    tree, time_machine
):
    time_machine.move_to("2024-05-03T17:30:00Z")  # already the 4th here
    for page in (
        make_case(tree.unit, happened_on=None),
        make_publicity_site(tree.unit, built_on=None),
        make_notice(tree.unit, issued_on=None),
    ):
        assert record_of(page)["date"] == "2024-05-04"


def test_the_summary_is_the_given_one_else_the_beginning_of_the_text(tree):
    body = [("paragraph", f"<p>{'普法' * 100}</p><p>第二段</p>")]
    assert record_of(make_report(tree.unit, summary="摘要", body=body))["summary"] == "摘要"
    summary = record_of(make_report(tree.unit, body=body))["summary"]
    assert len(summary) == representation.SUMMARY_LENGTH
    assert summary.endswith("…")


def test_who_wrote_a_page_is_nowhere_in_its_record(tree):
    user = User.objects.create_user("geheimnis", email="geheimnis@example.gov.cn")
    page = make_report(tree.unit, user=user)
    page.owner = user
    page.save()
    assert "geheimnis" not in json.dumps(record_of(page))


def test_a_draft_is_represented_from_memory(tree):
    page = make_list(tree.unit, items=[{"content": "旧"}])
    draft = ResponsibilityListPage.objects.get(pk=page.pk)
    items = list(draft.items.all())
    items[0].content, items[0].laws = "新", [make_law("草稿里的法")]
    draft.items = items
    record = represent(draft)
    assert record["items"][0]["content"] == "新"
    assert record["items"][0]["laws"][0]["short_name"] == "草稿里的法"
    assert record_of(page)["items"][0]["content"] == "旧"


def test_links_of_stored_and_unsaved_rows_come_together(tree):
    laws = [make_law("乙法"), make_law("甲法")]
    page = make_list(tree.unit, items=[{"content": "一", "laws": laws}, {"content": "二"}])
    first, second = ResponsibilityListPage.objects.get(pk=page.pk).items.all()
    second.laws = laws[:1]
    with CaptureQueriesContext(connection) as queries:
        assert links_of([first, second], "laws") == [laws, laws[:1]]
    assert len(queries) == 1
    assert links_of([], "laws") == []


def test_a_page_outside_every_site_has_no_address(tree):
    page = make_report(tree.unit)
    tree.site.delete()
    assert represent(ActivityReportPage.objects.get(pk=page.pk))["url"] == ""


@pytest.mark.parametrize(
    ("value", "is_about", "expected"),
    [
        (Decimal(6200), True, "6200余份"),
        (Decimal("6200.00"), False, "6200份"),
        (Decimal("3.50"), False, "3.5份"),
        (Decimal(0), False, "0份"),
        (None, True, "未知"),
    ],
)
def test_figures_are_written_as_people_write_them(value, is_about, expected):
    assert figure_text(value, "份", is_about=is_about) == expected


def test_text_is_taken_out_of_html_with_its_line_ends():
    assert plain("<p>一&amp;二<br>三</p><p>四</p>") == "一&二\n三\n四"


@pytest.mark.parametrize(
    ("html", "text"),
    [
        (
            "<p>时间：</p><ul><li>四</li><li>五。</li><li>六</li></ul><p>七</p>",
            "时间：\n四；五。六\n七",
        ),
        ("<ul>\n<li><p>四</p></li>\n<li><p>五</p></li>\n</ul>", "四；五"),
        (
            "<table><tr><th>村</th><th>场次</th></tr>\n<tr><td>枣林村</td> <td>2</td></tr></table>",
            "村；场次\n枣林村；2",
        ),
    ],
)
def test_items_and_cells_are_set_apart_in_text(html, text):
    assert plain(html) == text


def test_a_summary_sets_apart_what_a_list_and_a_site_tell(tree):
    page = make_list(
        tree.unit,
        items=[
            {
                "content": "夜校",
                "timing_text": "全年",
                "measures": "每周三晚上七点半\n逢节停课",
                "standard": "每月不少于4次",
            },
            {"content": "赶集日。"},
        ],
    )
    summary = "夜校；每周三晚上七点半；逢节停课；每月不少于4次；全年；赶集日。"
    assert record_of(page)["summary"] == summary
    site = make_publicity_site(tree.unit, address="街心公园", opening_hours="全天")
    assert record_of(site)["summary"].startswith("街心公园；")
    assert record_of(site)["summary"].count("街心公园") == 1


def test_captions_are_searched_but_do_not_lead_a_summary(tree):
    photos = photo_stream([make_photo()], caption="民警在讲")
    photo = {"image": make_photo(), "caption": "院坝里", "alt": ""}
    page = make_report(
        tree.unit, body=[("picture", photo), ("paragraph", "<p>讲了民法典。</p>")], photos=photos
    )
    assert record_of(page)["summary"] == "讲了民法典。"
    text = PublicEntry.objects.get(pk=page.pk).body_text
    assert "院坝里" in text
    assert "民警在讲" in text
    assert record_of(make_report(tree.unit, photos=photos))["summary"] == ""


@pytest.mark.parametrize(
    ("kinds", "text", "label"),
    [
        (["居民"], "居民", "居民"),
        (["居民", "商户"], "沿街商户", "居民、沿街商户"),
        (["居民", "商户"], "", "居民、商户"),
        ([], "全体居民", "全体居民"),
        ([], "", ""),
    ],
)
def test_to_whom_a_duty_speaks_is_told_once(tree, kinds, text, label):
    audiences = [make_term(Vocabulary.AUDIENCE, kind) for kind in kinds]
    items = [{"content": "宣传", "audiences": audiences, "audience_text": text}]
    assert record_of(make_list(tree.unit, items=items))["items"][0]["audience_label"] == label


def test_a_card_names_a_law_once_and_units_in_full(tree):
    fire, people = make_law("消防法"), make_law("民法典")
    page = make_case(tree.unit)
    page.provisions = [
        CaseProvision(law=fire, article=28),
        CaseProvision(law=people),
        CaseProvision(law=fire, article=60, paragraph=1),
    ]
    page.save_revision().publish()
    card = PublicEntry.objects.get(pk=page.pk).card
    assert "依据：《消防法》第28条、第60条第1款，《民法典》<" in card
    page.provisions = [CaseProvision(law=fire, article=number) for number in (1, 2, 3, 4)]
    page.save_revision().publish()
    assert "《消防法》第1条、第2条、第3条等<" in PublicEntry.objects.get(pk=page.pk).card


@pytest.mark.parametrize("kind", MAKERS)
def test_cards_name_a_unit_so_that_it_is_known_in_the_whole_county(tree, kind):
    page = MAKERS[kind](tree.unit)
    assert ">三教镇派出所<" in PublicEntry.objects.get(pk=page.pk).card


def test_moments_are_told_in_local_time(time_machine):
    time_machine.move_to("2024-05-03T17:30:00Z", tick=False)
    assert moment_text(timezone.now()) == "2024-05-04T01:30:00+08:00"
    assert moment_text(None) is None
