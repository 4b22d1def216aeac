"""A few documents and judged queries, for want of a large corpus: enough to try every step."""

import json
from pathlib import Path

_TOPICS = {
    "禁毒": "展示仿真模型，讲解毒品的危害，号召大家珍爱生命。",
    "反诈": "民警拆解刷单返利的话术，提醒大家不轻信、不转账。",
    "养犬": "劝导文明养犬，遛狗要牵绳，上门登记办证。",
    "森林防火": "在进山路口设卡，收缴火种，劝导文明祭祀。",
    "节约用水": "发放倡议书，讲解取水管理规定。",
}
_LAWS = {
    "禁毒": "禁毒法",
    "反诈": "反诈法",
    "养犬": "民法典",
    "森林防火": "森林法",
    "节约用水": "水法",
}
_UNITS = ["派出所", "司法所", "林业站", "水利站"]
_TRAP = "结合节水法治主题开展活动。"
_PER_TOPIC = 8

_NAMES = {
    "laws": [
        {"key": name, "full": f"中华人民共和国{name}", "names": [f"中华人民共和国{name}", *aliases]}
        for name, *aliases in (
            ("禁毒法", "禁毒法"),
            ("反电信网络诈骗法", "反电信网络诈骗法", "反诈法"),
            ("民法典", "民法典"),
            ("森林法", "森林法"),
            ("水法", "水法"),
        )
    ],
    "depts": [{"key": unit, "names": [f"三教{unit}", unit]} for unit in _UNITS],
    "villages": ["双龙村", "石桥村"],
}


def write_short_corpus(folder: Path) -> tuple[Path, Path]:
    """Write documents, queries and names into the folder; return the first two."""
    rows, topics = [], []
    for topic, text in _TOPICS.items():
        for number in range(_PER_TOPIC):
            unit = _UNITS[number % len(_UNITS)]
            is_case = number % 4 == 3
            law = _LAWS[topic]
            trap = _TRAP if number == 0 else ""
            rows.append(
                {
                    "id": len(rows),
                    "kind": "case" if is_case else "activity",
                    "year": 2020 + number % 4,
                    "date": f"{2020 + number % 4}-05-{number + 1:02d}",
                    "title": f"以案释法：《{law}》这样规定{topic}"
                    if is_case
                    else f"三教{unit}开展{topic}宣传",
                    "body": f"{text}活动重点宣讲了《{law}》。{trap}",
                    "dept": unit,
                    "law": "反电信网络诈骗法" if law == "反诈法" else law,
                    "village": "双龙村",
                }
            )
            topics.append(topic)
    every = {topic: [pk for pk, found in enumerate(topics) if found == topic] for topic in _TOPICS}
    queries = [
        *(_query("short", topic, every[topic]) for topic in ("禁毒", "反诈", "养犬", "森林防火")),
        _query("alias", "反电信网络诈骗法", every["反诈"]),
        _query("multi", "林业站 森林防火", every["森林防火"][2::4]),
        _query("question", "遛狗没有牵绳会怎么样", every["养犬"]),
        _query("typo", "金毒", every["禁毒"]),
        _query(
            "adversarial",
            "水法",
            every["节约用水"],
            traps=[every[topic][0] for topic in _TOPICS if topic != "节约用水"],
        ),
    ]
    documents = folder / "docs.jsonl"
    documents.write_text("".join(json.dumps(row, ensure_ascii=False) + "\n" for row in rows))
    judged = folder / "queries.json"
    judged.write_text(json.dumps({"queries": queries}, ensure_ascii=False))
    (folder / "aliases.json").write_text(json.dumps(_NAMES, ensure_ascii=False))
    return documents, judged


def _query(kind: str, text: str, answers: list[int], traps: list[int] | None = None) -> dict:
    return {
        "id": text,
        "cat": kind,
        "q": text,
        "rel": {str(pk): 3 for pk in answers},
        "trap": traps or [],
    }
