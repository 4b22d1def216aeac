import json
from pathlib import Path

import pytest

from registers import law_names
from registers.law_names import LawNames, find_law_mentions, normalise_law_name

DATA = Path(law_names.__file__).parent / "data"

LAWS = {
    "宪法": ["根本大法"],
    "民法典": ["民典"],
    "刑法": [],
    "法治宣传教育法": ["普法法"],
    "国家安全法": [],
    "治安管理处罚法": ["治安法"],
    "道路交通安全法": ["道交法", "交通安全法"],
    "消防法": [],
    "反电信网络诈骗法": ["反诈法"],
    "未成年人保护法": ["未保法"],
    "预防未成年人犯罪法": [],
    "老年人权益保障法": [],
    "消费者权益保护法": ["消保法", "消法"],
    "劳动法": [],
    "劳动合同法": [],
    "劳动争议调解仲裁法": [],
    "仲裁法": [],
    "食品安全法": ["食安法"],
    "水法": [],
    "水污染防治法": [],
    "环境保护法": ["环保法"],
    "海洋环境保护法": [],
    "生态环境法典": ["环境法典"],
    "农业法": [],
    "教育法": [],
    "义务教育法": [],
    "民事诉讼法": ["民诉法"],
    "土地管理法": [],
    "土地管理法实施条例": [],
    "信访条例": [],
    "信访工作条例": [],
    "物业管理条例": [],
}
NAMES = LawNames(
    (short, [f"中华人民共和国{short}", short, *aliases]) for short, aliases in LAWS.items()
)


def named(text: str) -> list[str]:
    return [mention.key for mention in NAMES.find(text)]


# Named


@pytest.mark.parametrize(
    ("text", "laws"),
    [
        ("《中华人民共和国民法典》", ["民法典"]),
        ("中华人民共和国民法典", ["民法典"]),
        ("学习《民法典》婚姻家庭编", ["民法典"]),
        ("《民法典婚姻家庭编》", ["民法典"]),
        ("《中华人民共和国民法典》（以下简称《民法典》）", ["民法典", "民法典"]),
        ("“美好生活·民法典相伴”主题宣传", ["民法典"]),
        ("村民学习民法典典型案例", ["民法典"]),
        ("民法典型案例", []),
        ("宪法、民法典、消防法等法律", ["宪法", "民法典", "消防法"]),
        ("宪法民法典反诈法宣传", ["宪法", "民法典", "反电信网络诈骗法"]),
        ("国家宪法日和宪法宣传周", ["宪法", "宪法"]),
        ("树立宪法法律至上的理念，维护宪法权威", ["宪法", "宪法"]),
        ("宪法是国家的根本大法", ["宪法", "宪法"]),
        ("依据《刑法修正案（十二）》", ["刑法"]),
        ("触犯刑法", ["刑法"]),
        ("《道路交通安全法》第九十一条", ["道路交通安全法"]),
        ("根据消防法规定", ["消防法"]),
        ("消防法学习会，消防法定期宣讲", ["消防法", "消防法"]),
        ("违反治安管理处罚法人员", ["治安管理处罚法"]),
        ("劳动争议调解仲裁法与劳动合同法", ["劳动争议调解仲裁法", "劳动合同法"]),
        ("预防未成年人犯罪法、未保法", ["预防未成年人犯罪法", "未成年人保护法"]),
        ("宣传水法，解读新消法", ["水法", "消费者权益保护法"]),
        ("《水法》《消法》", ["水法", "消费者权益保护法"]),
        ("生态环境法典已取代海洋环境保护法", ["生态环境法典", "海洋环境保护法"]),
        ("《信访条例》已由《信访工作条例》代替", ["信访条例", "信访工作条例"]),
        ("《中华人民共和国土地管理法实施条例》", ["土地管理法实施条例"]),
        ("《老年人权益保障法（2018年修正）》", ["老年人权益保障法"]),
        ("《某省实施〈中华人民共和国消防法〉办法》", ["消防法"]),
        ("开展普法法宣讲", ["法治宣传教育法"]),
        ("《关于开展宪法宣传周活动的通知》", ["宪法"]),
        ("《关于宣传国家安全法》", ["国家安全法"]),
    ],
)
def test_a_law_is_found_by_any_of_its_names(text, laws):
    assert named(text) == laws


# Not named


@pytest.mark.parametrize(
    "text",
    [
        "劳动法律法规",
        "劳动法规汇编",
        "消防法治宣传，消防法制教育",
        "节水法治宣传",
        "推进依法治水法治化",
        "农业用水法定程序",
        "水法院",
        "取消法定节假日以外的活动",
        "撤消法人资格",
        "农业法人",
        "土地管理法庭",
        "环境保护法官讲堂",
        "民事诉讼法学",
        "防诈反诈法宝",
        "村民典型事迹",
        "人民典礼",
        "为民典范",
        "开展以案普法法律服务",
        "食品安全法实施条例",
        "《中华人民共和国食品安全法实施条例》",
        "《中华人民共和国高等教育法》",
        "高等教育法和家庭教育法",
        "《香港特别行政区维护国家安全法》",
        "《海上交通安全法》",
        "《某市物业管理条例》",
        "某自治州物业管理条例",
        "工作方法、办法",
        "",
        "法",
        "《》",
    ],
)
def test_what_only_looks_like_a_law_is_none(text):
    assert named(text) == []


def test_a_law_that_ends_like_another_is_found_once_it_is_registered():
    text = "宣传《高等教育法》《义务教育法》《教育法》"
    known = [("edu", ["教育法"]), ("higher", ["高等教育法"])]
    assert [mention.key for mention in find_law_mentions(text, known)] == ["higher", "edu"]


# Where


def test_positions_are_those_of_the_text_and_take_in_the_full_name():
    text = "宣传《中华人民共和国宪法》和 反诈法 知识"
    first, second = NAMES.find(text)
    assert text[first.start : first.end] == "中华人民共和国宪法"
    assert (first.key, first.name) == ("宪法", "宪法")
    assert text[second.start : second.end] == "反诈法"
    assert (second.key, second.name) == ("反电信网络诈骗法", "反诈法")


def test_a_long_name_may_be_broken_by_spaces_and_line_ends():
    text = "《中华人民共和国\n道路交通\u3000安全法》"
    [mention] = NAMES.find(text)
    assert mention.key == "道路交通安全法"
    assert text[mention.start : mention.end] == text[1:-1]


def test_a_short_name_may_not_be_broken():
    assert named("节约用\n水 法治") == []
    assert named("《水 法》") == []


def test_a_space_parts_a_law_from_the_next_word():
    assert named("劳动法 律师解答") == ["劳动法"]
    assert named("民法典\n型号") == ["民法典"]


def test_mentions_do_not_overlap_and_stand_in_order():
    text = "宪法、劳动合同法、劳动法、民法典" * 3
    places = [place for mention in NAMES.find(text) for place in (mention.start, mention.end)]
    assert len(places) == 24
    assert places == sorted(places)


def test_a_name_of_two_laws_goes_to_the_first():
    names = [(1, ["甲法律援助法", "援助法"]), (2, ["乙法律援助法", "援助法"])]
    assert [mention.key for mention in find_law_mentions("《援助法》", names)] == [1]


def test_keys_may_be_anything_and_empty_names_are_no_names():
    names = [(7, ["", " ", "法", "《中华人民共和国消防法》"])]
    assert [mention.key for mention in find_law_mentions("法、消防法", names)] == [7]
    assert find_law_mentions("消防法", []) == []


@pytest.mark.parametrize(
    ("text", "name"),
    [
        ("民法典", "民法典"),
        ("《中华人民共和国民法典》", "民法典"),
        (" 中华人民共和国 民法典\n", "民法典"),
        ("〈消防法〉", "消防法"),
        ("“反诈法”", "反诈法"),
        ("《老年人权益保障法》(2018年修正)", "老年人权益保障法"),
        ("《老年人权益保障法（2018修正）》", "老年人权益保障法"),
        ("某某办法（试行）", "某某办法（试行）"),
        ("《某某办法(试行)》", "某某办法（试行）"),
        ("", ""),
    ],
)
def test_a_name_without_its_dress(text, name):
    assert normalise_law_name(text) == name


# The shipped register


def shipped_names() -> LawNames[str]:
    laws = json.loads((DATA / "laws.json").read_text(encoding="utf-8"))["laws"]
    return LawNames(
        (law["short_name"], [law["full_name"], law["short_name"], *law.get("aliases", [])])
        for law in laws
    )


def test_every_shipped_law_finds_itself_by_every_name():
    laws = json.loads((DATA / "laws.json").read_text(encoding="utf-8"))["laws"]
    known = shipped_names()
    for law in laws:
        for name in (law["full_name"], law["short_name"], *law.get("aliases", [])):
            for text in (f"《{name}》", f"宣传{name}知识", f"、{name}。"):
                [mention] = known.find(text)
                assert mention.key == law["short_name"], text


SEEDS = Path(__file__).parents[3] / "shared" / "seeds"


@pytest.mark.skipif(not SEEDS.is_dir(), reason="needs the documents in ../shared/seeds")
def test_the_laws_of_a_real_report():
    [report] = SEEDS.glob("003_*.txt")
    found = shipped_names().find(report.read_text(encoding="utf-8"))
    assert [mention.key for mention in found] == [
        "民法典",
        "信访条例",
        "环境保护法",
        "安全生产法",
        "道路交通安全法",
    ]


def test_the_laws_of_a_report_like_a_real_one():
    text = (
        "全年先后宣传《民法典》、《信访条例》、《环境保护法》、《安全生产法》、《道路交通安全法》等法律，"
        "发放消防法治资料，推动执法人员学法用法，按《某市行政执法责任制条例》落实责任。"
    )
    assert [mention.key for mention in shipped_names().find(text)] == [
        "民法典",
        "信访条例",
        "环境保护法",
        "安全生产法",
        "道路交通安全法",
    ]
