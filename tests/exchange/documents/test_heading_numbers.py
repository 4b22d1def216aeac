import pytest

from exchange.documents.heading_numbers import MarkerStyle, is_heading, marker_of, run_in_heading


@pytest.mark.parametrize(
    ("text", "style", "number", "rest"),
    [
        ("一、指导思想", MarkerStyle.CHINESE, 1, "指导思想"),
        ("十二、 附则", MarkerStyle.CHINESE, 12, "附则"),
        ("（三）重点对象", MarkerStyle.CHINESE_BRACKETED, 3, "重点对象"),
        ("(四)重点对象", MarkerStyle.CHINESE_BRACKETED, 4, "重点对象"),
        ("2.办好活动", MarkerStyle.ARABIC, 2, "办好活动"),
        ("３．办好活动", MarkerStyle.ARABIC, 3, "办好活动"),
        ("4、办好活动", MarkerStyle.ARABIC, 4, "办好活动"),
        ("（5）办好活动", MarkerStyle.ARABIC_BRACKETED, 5, "办好活动"),
        ("⑥办好活动", MarkerStyle.CIRCLED, 6, "办好活动"),
        ("第一章 总则", MarkerStyle.CHAPTER, 1, "总则"),
    ],
)
def test_the_number_of_a_heading_is_read(
    text: str, style: MarkerStyle, number: int, rest: str
) -> None:
    found = marker_of(text)
    assert found
    assert (found.style, found.number, found.rest) == (style, number, rest)


@pytest.mark.parametrize(
    "text",
    ["12.4国家宪法日", "2023.7.28", "2023年工作总结", "一是学法", "（此件公开发布）", "三教镇", ""],
)
def test_other_beginnings_are_no_numbers(text: str) -> None:
    assert marker_of(text) is None


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("一、指导思想", True),
        ("七、进一步健全监督体系。", True),
        ("三、将普法纳入计划，与发展同部署、同推进", True),
        ("1.抓好线上平台。", True),
        ("（一）谁来做。县直各部门都要做。", False),
        ("1.机关干部每月集中学习一次并把学习情况记录在册报送备查。", False),
        ("2.联系人：甲某某", False),
        ("3.宪法；", False),
    ],
)
def test_a_heading_alone_is_told_from_running_text(text: str, expected: bool) -> None:
    found = marker_of(text)
    assert found
    assert is_heading(found) is expected


def test_a_heading_run_into_its_paragraph_is_found() -> None:
    found = marker_of("（二）坚持以案释法。办一案讲一法。")
    assert found
    assert run_in_heading(found) == "坚持以案释法"
