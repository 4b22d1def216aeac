from datetime import UTC, date, datetime

import pytest
from django.template import Context, Template
from django.test import RequestFactory

from pages.templatetags import pufa_public


@pytest.mark.parametrize(
    ("value", "shown"),
    [
        ("2023-07-28", "2023年7月28日"),
        (date(2023, 7, 28), "2023年7月28日"),
        ("2024年度", "2024年度"),
        ("2024-13-40", "2024-13-40"),
        (None, ""),
    ],
)
def test_a_day_is_written_in_chinese_and_other_text_stays(value: object, shown: str) -> None:
    assert pufa_public.day(value) == shown


def test_a_moment_is_shown_in_local_time_to_the_minute() -> None:
    moment = datetime(2023, 7, 28, 16, 5, 59, tzinfo=UTC)
    assert pufa_public.minute(moment) == "2023年7月29日 00:05"
    assert pufa_public.minute(moment.isoformat()) == "2023年7月29日 00:05"


def test_a_day_without_a_time_gets_no_minutes() -> None:
    assert pufa_public.minute("2023-07-28") == "2023年7月28日"


def test_each_width_of_a_photo_is_offered_once() -> None:
    photo = {"sizes": [{"width": 400, "url": "/a"}, {"width": 400, "url": "/b"}]}
    assert pufa_public.srcset(photo) == "/b 400w"


def test_the_medium_size_is_the_one_nearest_to_800_pixels() -> None:
    photo = {"sizes": [{"width": 400}, {"width": 700}, {"width": 1600}]}
    assert pufa_public.medium_size(photo) == {"width": 700}


def test_flat_rows_in_tree_order_become_a_tree() -> None:
    rows = [
        {"name": "县", "depth": 0},
        {"name": "司法局", "depth": 1},
        {"name": "镇", "depth": 1},
        {"name": "派出所", "depth": 2},
    ]
    (county,) = pufa_public.nested(rows)
    assert [node["name"] for node in pufa_public.leaves(county["children"])] == ["司法局"]
    (township,) = pufa_public.branches(county["children"])
    assert [node["name"] for node in township["children"]] == ["派出所"]


def test_a_row_whose_parent_is_missing_is_kept_as_a_root() -> None:
    assert [node["name"] for node in pufa_public.nested([{"name": "派出所", "depth": 2}])] == [
        "派出所"
    ]


def test_a_reading_choice_leads_back_to_the_page_with_its_filters() -> None:
    request = RequestFactory().get("/reports/", {"law": "minfadian", "page": "2"})
    template = Template("{% load pufa_public %}{% reading_url size='large' %}")
    context = Context({"request": request, "shell": {"reading_url": "/reading/"}})
    assert (
        template.render(context)
        == "/reading/?size=large&amp;next=%2Freports%2F%3Flaw%3Dminfadian%26page%3D2"
    )


def test_meta_tags_leave_out_what_is_empty_and_escape_the_rest() -> None:
    meta = {"SiteIDCode": "", "ArticleTitle": '"民法典"', "Keywords": ["宪法", ""]}
    assert str(pufa_public.meta_tags(meta)) == (
        '<meta name="ArticleTitle" content="&quot;民法典&quot;">\n'
        '<meta name="Keywords" content="宪法">'
    )
