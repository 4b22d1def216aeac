import pytest

from exchange.documents.senders import sender_by_number

TEXT = "推动法治清河建设,让清河的群众学法。我区各机关都要落实,全区一盘棋。"


@pytest.mark.parametrize(
    ("code", "text", "name"),
    [
        ("清普办", TEXT, "清河区普法办"),
        ("清司发", TEXT, "清河区司法局"),
        ("清府办发", TEXT, "清河区人民政府办公室"),
        ("三山府发", "我镇按照安排", "三山镇人民政府"),
        ("三山委发", "三山镇党委", "中共三山镇委员会"),
        ("三山委文", "三山乡党委", "中共三山乡委员会"),
        ("清普办", "没有写明是哪里", ""),
        ("清普办", "清河区和清泉县", ""),
        ("甲乙丙丁", TEXT, ""),
    ],
)
def test_a_number_tells_its_issuer_where_the_text_names_the_place(
    code: str, text: str, name: str
) -> None:
    assert sender_by_number(code, text) == name
