import pytest

from exchange.documents import RepairKind, read_document
from exchange.documents.blocks import block_text
from exchange.documents.cleaning import CleanDocument, clean


def cleaned(text: str) -> CleanDocument:
    return clean(read_document("a.txt", text.encode()))


def lines(text: str) -> list[str]:
    return [block_text(block) for block in cleaned(text).blocks]


def kinds(text: str) -> list[RepairKind]:
    return [repair.kind for repair in cleaned(text).repairs]


def test_a_clean_text_is_not_touched() -> None:
    text = "关于学法的通知\n各村：\n一、学什么\n学宪法，学民法典。\n三山镇人民政府\n2024年1月2日"
    assert lines(text) == text.split("\n")
    assert kinds(text) == []


def test_a_bookmark_of_word_goes_and_is_listed() -> None:
    (repair,) = cleaned("标题\n[bookmark: _GoBack]正文到这里。").repairs
    assert (repair.kind, repair.position) == (RepairKind.BOOKMARK, 2)
    assert (repair.before, repair.after) == ("[bookmark: _GoBack]正文到这里。", "正文到这里。")


def test_a_line_with_nothing_but_a_bookmark_goes() -> None:
    assert lines("标题\n[bookmark: _Toc123]\n正文。") == ["标题", "正文。"]


def test_characters_nobody_sees_go_and_are_listed() -> None:
    assert lines("标\u200b题\ufeff\n正\u00ad文。") == ["标题", "正文。"]
    assert kinds("标\u200b题\n正文。") == [RepairKind.INVISIBLE]


def test_doubled_lines_of_the_head_go_however_they_are_spaced() -> None:
    text = "关于学法的\n实 施 意 见\n实施意见\n各村：\n请学。"
    assert lines(text) == ["关于学法的", "实施意见", "各村：", "请学。"]
    assert RepairKind.DOUBLED in kinds(text)


def test_equal_lines_of_the_text_both_stay() -> None:
    text = "标题\n各村：\n同样的一句话说两遍就是强调。\n同样的一句话说两遍就是强调。"
    assert lines(text) == text.split("\n")


@pytest.mark.parametrize(
    "line",
    [
        "上一篇：关于召开会议的通知",
        "下一篇:没有了",
        "当前位置：首页 > 政务公开 > 通知公告",
        "您的位置：首页 - 动态",
        "首页 > 普法 > 动态",
        "字号：大 中 小",
        "【字体：大 中 小】 【打印】 【关闭】",
        "【打印本页】【关闭窗口】",
        "分享到：",
        "扫一扫在手机打开当前页",
        "返回顶部",
        "阅读 1024　赞 12　在看 8",
        "某ICP备12345678号-1 网站标识码：1234567890",
        "版权所有：某县人民政府",
        "更多>>",
        "相关链接：",
    ],
)
def test_lines_of_the_page_around_the_text_go_and_are_listed(line: str) -> None:
    text = f"普法动态\n{line}\n各村把法律讲清楚，群众听得明白。"
    assert lines(text) == ["普法动态", "各村把法律讲清楚，群众听得明白。"]
    assert [repair.before for repair in cleaned(text).repairs] == [line]


@pytest.mark.parametrize(
    "line",
    [
        "位置：镇政府东侧广场",
        "上一年度的普法工作取得了好成绩。",
        "首页的宣传栏要每月更新，更新后拍照留存。",
        "分享身边的法治故事，让群众讲给群众听",
        "大家都来学法",
        "版权所有人应当登记，登记以后受法律保护。",
        "- 学法两次",
    ],
)
def test_lines_that_only_resemble_them_stay(line: str) -> None:
    text = f"普法动态\n各村把法律讲清楚，群众听得明白。\n{line}"
    assert lines(text)[-1] == line


def test_a_list_of_links_goes_with_its_heading() -> None:
    text = "更多>>信息公告\n- ·关于学法的\n- ·关于用法的通知\n关于守法的通知\n各村：\n请照办。"
    assert lines(text) == ["关于守法的通知", "各村：", "请照办。"]


def test_what_the_page_says_of_the_document_becomes_facts() -> None:
    found = cleaned(
        "标题\n发布时间：2024-05-06 07:08 来源：三山镇 浏览次数：12次\n"
        "普法工作有了新样子，群众说好。"
    )
    assert ("published", "2024-05-06 07:08") in found.facts
    assert ("source", "三山镇") in found.facts
    assert [repair.kind for repair in found.repairs] == [RepairKind.PAGE_FACTS]


def test_a_time_without_label_above_the_text_is_the_one_of_publication() -> None:
    found = cleaned("标题\n原创 普法助手 2024-06-26 18:30 某地\n普法工作有了新样子，群众都说好。")
    assert found.facts == (("published", "2024-06-26 18:30"),)


def test_a_time_within_the_text_is_no_fact_of_the_page() -> None:
    text = (
        "关于开会的通知\n各村：\n现将开会事项通知如下，请准时参加。\n时间：2024-05-06\n地点：镇政府"
    )
    assert cleaned(text).facts == ()
    assert lines(text) == text.split("\n")


def test_an_author_line_at_the_end_is_part_of_the_page() -> None:
    assert lines("动态\n普法工作有了新样子，群众都说好。\n责任编辑：甲某某") == [
        "动态",
        "普法工作有了新样子，群众都说好。",
    ]


@pytest.mark.parametrize(
    ("line", "closed"),
    [
        ("通 知", "通知"),
        ("三 山 镇 人 民 政 府", "三山镇人民政府"),
        ("组  长：甲某", "组长：甲某"),
        ("邮    箱：a@b.c", "邮箱：a@b.c"),
        ("关 于 “12·4” 国 家 宪 法 日 的 通 知", "关于“12·4”国家宪法日的通知"),
    ],
)
def test_spaces_between_characters_are_closed_and_listed(line: str, closed: str) -> None:
    assert lines(f"标题\n{line}")[1] == closed
    assert kinds(f"标题\n{line}") == [RepairKind.SPACING]


@pytest.mark.parametrize(
    "line", ["三教镇  三山镇", "谁执法 谁普法", "甲某某  镇政府镇长", "序 号  内 容"]
)
def test_spaces_between_words_stay(line: str) -> None:
    assert lines(f"标题\n{line}")[1] == line


def test_lost_chinese_numbers_before_a_chinese_one_come_back() -> None:
    text = "报告\n1、抓学习\n学宪法。\n2、抓宣传\n讲民法典。\n三、抓检查\n按月查。"
    assert [line for line in lines(text) if "抓" in line] == [
        "一、抓学习",
        "二、抓宣传",
        "三、抓检查",
    ]
    assert kinds(text) == [RepairKind.NUMBERING] * 2


def test_a_number_lost_in_the_middle_comes_back() -> None:
    text = "报告\n一、抓学习\n学宪法。\n2、抓宣传\n讲民法典。\n三、抓检查\n按月查。"
    assert "二、抓宣传" in lines(text)


@pytest.mark.parametrize(
    "text",
    [
        "报告\n一、抓学习\n1、学宪法\n2、学民法典\n二、抓宣传\n完。",
        "报告\n1、学宪法\n2、学民法典\n3、学刑法\n完。",
        "报告\n一、抓学习\n1、学宪法\n2、学民法典\n三、抓宣传\n完。",
        "报告\n1.学宪法\n2.学民法典\n三、抓宣传\n完。",
    ],
    ids=["list under a heading", "list alone", "heading lost with its list", "other style"],
)
def test_lists_of_their_own_keep_their_numbers(text: str) -> None:
    assert RepairKind.NUMBERING not in kinds(text)


def test_a_word_broken_over_two_lines_is_whole_again() -> None:
    text = (
        "通知\n各村：\n（一）先学法。清单要写明所执行的法律\n法规，并落实到人，做到有人管、有人查。"
    )
    (repair,) = cleaned(text).repairs
    assert (
        lines(text)[2]
        == "（一）先学法。清单要写明所执行的法律法规，并落实到人，做到有人管、有人查。"
    )
    assert repair.kind == RepairKind.JOINED_LINE
    assert "⏎" in repair.before


def test_a_line_that_ends_with_a_comma_goes_on() -> None:
    assert (
        lines("通知\n各村：\n三月底以前报送清单，\n四月公布。")[2]
        == "三月底以前报送清单，四月公布。"
    )


def test_a_line_that_begins_with_a_comma_belongs_to_the_one_before() -> None:
    assert (
        lines("通知\n各村：\n三月底以前报送清单\n，四月公布。")[2]
        == "三月底以前报送清单，四月公布。"
    )


@pytest.mark.parametrize(
    "following",
    [
        "二、抓宣传",
        "（二）抓宣传。到村里去。",
        "2.到村里去。",
        "三山镇人民政府",
        "2024年1月2日",
        "附件：1.清单",
        "图片",
        "抄送：县司法局",
        "联系人：甲某某",
        "一是抓学习。",
        "下一步，我镇将继续努力。",
    ],
)
def test_what_begins_anew_is_never_joined_to_the_line_before(following: str) -> None:
    text = (
        f"通知\n各村：\n先把法律学好。再把法律讲给群众听，让大家遇到事情首先想到法律\n{following}"
    )
    assert lines(text)[-1] == following


@pytest.mark.parametrize(
    "text",
    [
        "三山镇送法下乡，村民听得懂记得住用得上，法治观念慢慢深入到千家万户\n今年，三山镇普法有了新样子。",
        "报告\n三、将法治建设纳入年度工作计划，与经济社会发展同部署、同推进\n党委政府同步安排，同步检查。",
        "三山文〔2024〕1号\n三山镇人民政府\n关于学法的通知\n各村：\n请照办。",
        "方案\n组长：甲某某、乙某某\n副组长：丙某某\n大家一起把工作做好。",
    ],
    ids=["headline", "heading", "letterhead", "members"],
)
def test_headlines_headings_and_letterheads_keep_their_lines(text: str) -> None:
    assert lines(text) == text.split("\n")


def test_a_repair_is_readable_and_shows_only_where_the_text_changed() -> None:
    long = "前面的文字" * 30
    (repair,) = cleaned(f"标题\n{long}[bookmark: _GoBack]后面的文字。").repairs
    assert str(repair).startswith("第2行：去除 Word 书签残留：…")
    assert len(str(repair)) < 80
