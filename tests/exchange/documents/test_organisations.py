import pytest

from exchange.documents.organisations import organisations_of


@pytest.mark.parametrize(
    ("line", "names"),
    [
        ("三山镇人民政府", ("三山镇人民政府",)),
        ("三 山 镇 人 民 政 府", ("三山镇人民政府",)),
        ("中共三山镇委员会", ("中共三山镇委员会",)),
        ("中共三山县委宣传部     三山县司法局", ("中共三山县委宣传部", "三山县司法局")),
        ("三山镇平安办、三山司法所", ("三山镇平安办", "三山司法所")),
        ("三山县人民政府文件", ("三山县人民政府",)),
        ("三山镇普法工作领导小组", ("三山镇普法工作领导小组",)),
        ("三山县水利局（本级）", ("三山县水利局（本级）",)),
        ("河湾社区居委会", ("河湾社区居委会",)),
        ("三山镇人民政府（盖章）", ("三山镇人民政府",)),
    ],
)
def test_the_bodies_of_a_letterhead_line_are_named(line: str, names: tuple[str, ...]) -> None:
    assert organisations_of(line) == names


@pytest.mark.parametrize(
    "line",
    [
        "关于印发工作方案的通知",
        "2024年普法工作要点",
        "普法宣传进社区",
        "各村（社区），镇属各单位",
        "全镇干部",
        "请各单位认真贯彻落实。",
        "一是加强组织领导",
        "三山镇开展民法典宣传进乡村",
        "",
    ],
)
def test_other_lines_name_no_body(line: str) -> None:
    assert organisations_of(line) == ()
