import pytest

from exchange.documents.titles import issuers_before, joined_title


@pytest.mark.parametrize(
    ("lines", "title"),
    [
        (["关于学法的通知", "各村"], "关于学法的通知"),
        (["关于“谁执法 谁普法”责任制的", "实施意见"], "关于“谁执法 谁普法”责任制的实施意见"),
        (
            ["关于印发《2024年普法工作方案", "（试行）》的通知"],
            "关于印发《2024年普法工作方案（试行）》的通知",
        ),
        (
            ["关于印发《三山镇普法办法》的", "通 知".replace(" ", "")],
            "关于印发《三山镇普法办法》的通知",
        ),
        (["2024年三山镇", "普法依法治理工作要点"], "2024年三山镇普法依法治理工作要点"),
        (["三山镇普法工作方案（征求意见稿）", "说明"], "三山镇普法工作方案（征求意见稿）"),
        (["送法到村口，服务暖人心", "——三山镇普法纪实"], "送法到村口，服务暖人心——三山镇普法纪实"),
        (["送法到村口", "本网记者"], "送法到村口"),
    ],
)
def test_a_title_ends_where_it_is_complete(lines: list[str], title: str) -> None:
    assert joined_title(lines)[0] == title


@pytest.mark.parametrize(
    ("title", "issuers", "rest"),
    [
        ("三山镇人民政府关于学法的通知", ("三山镇人民政府",), "关于学法的通知"),
        (
            "中共三山县委宣传部 三山县司法局关于学法的通知",
            ("中共三山县委宣传部", "三山县司法局"),
            "关于学法的通知",
        ),
        ("致全镇居民关于学法的倡议书", (), "致全镇居民关于学法的倡议书"),
        ("关于学法的通知", (), "关于学法的通知"),
        ("学法简报", (), "学法简报"),
    ],
)
def test_bodies_before_the_title_are_parted_from_it(
    title: str, issuers: tuple[str, ...], rest: str
) -> None:
    assert issuers_before(title) == (issuers, rest)
