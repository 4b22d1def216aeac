from decimal import Decimal

import pytest

from exchange.documents.figures import find_figures


def only(text: str) -> tuple[Decimal | None, str, bool]:
    (figure,) = find_figures(text)
    return figure.value, figure.unit, figure.is_about


@pytest.mark.parametrize(
    ("text", "value", "unit", "is_about"),
    [
        ("开展活动31场次。", 31, "场次", False),
        ("发放宣传资料6200余份。", 6200, "份", True),
        ("发放资料6,200份。", 6200, "份", False),
        ("发放资料１２０份。", 120, "份", False),
        ("参加群众约300人。", 300, "人", True),
        ("参加群众近300人。", 300, "人", True),
        ("宣讲达483人次。", 483, "人次", False),
        ("受众300人左右。", 300, "人", True),
        ("受众1.2万人次。", 12000, "人次", False),
        ("受众1万余人次。", 10000, "人次", True),
        ("累计投入3.5万元。", 35000, "元", False),
        ("化解纠纷43件。", 43, "件", False),
        ("满意度92%。", 92, "%", False),
        ("满意度９２％。", 92, "%", False),
        ("建成阵地28个。", 28, "个", False),
        ("发放资料三百余份。", 300, "份", True),
        ("举办讲座十二场。", 12, "场", False),
        ("共81版次。", 81, "版次", False),
        ("约谈2人。", 2, "人", False),
    ],
)
def test_a_number_with_its_unit_is_a_figure(
    text: str, value: object, unit: str, is_about: bool
) -> None:
    assert only(text) == (Decimal(str(value)), unit, is_about)


@pytest.mark.parametrize(
    "text",
    [
        "2023年全市重点任务",
        "请于11月8日前报送",
        "试点时间为2023年6月至11月",
        "“12·4”国家宪法日、12.4",
        "永普法办〔2023〕8号",
        "依据第一百二十条、第133条之一和民法典1043条",
        "《民法典》1043条",
        "联系电话：5551234，热线12348",
        "司法局317室",
        "第3批、第2期、第4版",
        "十九届二中、三中全会和二十大精神",
        "“1248”工作法，“1+3+N”模式，“三项制度”，两个维护，四个意识",
        "2018版和2020年版",
        "用时3个月，5个工作日内",
        "两名代表提出一件事",
        "一是学法，二是用法",
        "3人大代表",
        "八五普法规划",
    ],
)
def test_other_numbers_are_no_figures(text: str) -> None:
    assert find_figures(text) == ()


def test_a_range_has_no_single_value() -> None:
    (figure,) = find_figures("每场20至30人。")
    assert (figure.value, figure.is_about, figure.text) == (None, True, "20至30人")


def test_a_target_is_told_from_a_result() -> None:
    target, result = find_figures("集体学法每年不少于4次。今年学法6次。")
    assert (target.is_target, result.is_target) == (True, False)


def test_a_figure_carries_the_period_stated_before_it_in_its_sentence() -> None:
    text = (
        "2020年来组织考试41人，目前共有49名人员持证。另有3场。今年以来宣讲26场次，发放资料400份。"
    )
    assert [figure.period for figure in find_figures(text)] == [
        "2020年来",
        "目前",
        "",
        "今年以来",
        "今年以来",
    ]


def test_a_figure_says_what_is_counted() -> None:
    text = "更新法治宣传栏6期，共81版次，接待群众来访咨询45人次、调解纠纷12件；共有49名人员持证。"
    figures = find_figures(text)
    assert [figure.label for figure in figures] == [
        "更新法治宣传栏",
        "更新法治宣传栏",
        "接待群众来访咨询",
        "调解纠纷",
        "",
    ]
    assert figures[-1].after == "人员持证"


def test_a_long_list_of_laws_is_not_what_is_counted() -> None:
    text = (
        "开展了《民法典》、《信访条例》、《环境保护法》、《安全生产法》、《消防法》等宣讲31场次。"
    )
    assert find_figures(text)[0].label == "宣讲"


def test_the_number_of_figures_has_a_bound() -> None:
    assert len(find_figures("活动3场。" * 1000)) == 300
