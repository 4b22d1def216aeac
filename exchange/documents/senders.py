"""Who issued a document: named in it, or else told by its number."""

import re
from collections import Counter

from exchange.documents.document_numbers import DocumentNumber
from exchange.documents.organisations import is_organisation
from exchange.documents.page_facts import ISSUER, SOURCE, Facts, first_fact
from exchange.documents.recognised import Evidence, Sender

# What the characters of a document number stand for, longest first; the place stands before them.
_ORGANS = (
    ("普法办", "普法办"),
    ("普治办", "普法办"),
    ("普办", "普法办"),
    ("依法治办", "委全面依法治理委员会办公室"),
    ("法治办", "委全面依法治理委员会办公室"),
    ("府办", "人民政府办公室"),
    ("政办", "人民政府办公室"),
    ("委办", "委办公室"),
    ("委宣", "委宣传部"),
    ("委", "委员会"),
    ("府", "人民政府"),
    ("政", "人民政府"),
    ("司", "司法局"),
    ("公", "公安局"),
    ("教", "教育局"),
    ("卫", "卫生健康委员会"),
    ("民", "民政局"),
    ("应急", "应急管理局"),
)
_CODE_ENDING = re.compile(r"[发文函字呈报通告令请]$")
_MOST_PARTS = 6
_LEVELS = ["省", "市", "区", "县", "旗", "镇", "乡", "街道"]
_ACTOR_ENDING = (
    "(?:镇|乡|苏木|街道|县|区|市|局|所|办|委|院|中心|社区|村|支队|大队|办公室|政府|办事处|"
    "小学|中学|学校)"
)
_ACTOR = re.compile(
    rf"(?P<name>[\u4e00-\u9fff]{{1,20}}?{_ACTOR_ENDING})"
    r"(?=[:：]|开展|举办|召开|组织|走进|深入|举行|启动|积极|扎实|多措|持续|全面|联合|强化|创新|以|“)"
)


def sender_candidates(
    *,
    letterhead: tuple[str, ...],
    signature: tuple[str, ...],
    title_issuers: tuple[str, ...],
    title: str,
    facts: Facts,
    number: DocumentNumber | None,
    opening: str,
    text: str,
) -> tuple[Sender, ...]:
    """Return all bodies that the document may come from, the surest first, each name once."""
    by_evidence = [
        (Evidence.LETTERHEAD, letterhead),
        (Evidence.SIGNATURE, signature),
        (Evidence.TITLE, title_issuers),
        (Evidence.ISSUER_FACT, _split(first_fact(facts, ISSUER))),
        (Evidence.TITLE, _actor(title)),
        (Evidence.SOURCE_FACT, _split(first_fact(facts, SOURCE))),
        (Evidence.NUMBER, _from_number(number, text)),
        (Evidence.TEXT, _actor_in(opening)),
    ]
    candidates = [Sender(name, evidence) for evidence, names in by_evidence for name in names]
    surest: dict[str, Sender] = {}
    for sender in candidates:
        surest.setdefault(sender.name, sender)
    return tuple(surest.values())


def chosen_senders(candidates: tuple[Sender, ...]) -> tuple[Sender, ...]:
    """Return the senders with the surest evidence: several where a letterhead names several."""
    return tuple(each for each in candidates if each.evidence is candidates[0].evidence)


def sender_by_number(code: str, text: str) -> str:
    """Return the body that a code such as 蔡普办 stands for, with the place named in `text`.

    Empty where the code or the place cannot be read.
    """
    for stem in (code, _CODE_ENDING.sub("", code)):
        for short, organ in _ORGANS:
            place = stem.removesuffix(short)
            if place and place != stem:
                full = _full_place(place, text)
                is_party = organ.startswith("委")
                return f"{'中共' if is_party else ''}{full}{organ}" if full else ""
    return ""


def _full_place(short: str, text: str) -> str:
    """Return the place that a code abbreviates, with its level: 蔡 → 蔡甸区."""
    if len(short) == 1:
        pairs = Counter(re.findall(rf"{re.escape(short)}[\u4e00-\u9fff]", text)).most_common(2)
        if not pairs or (len(pairs) > 1 and pairs[0][1] == pairs[1][1]):
            return ""
        short = pairs[0][0]
    named = Counter(re.findall(rf"{re.escape(short)}({'|'.join(_LEVELS)})", text)).most_common(1)
    spoken = Counter(re.findall(rf"[我全]({'|'.join(_LEVELS)})", text)).most_common(1)
    level = next((found[0] for found, _ in (*named, *spoken)), "") if named or spoken else ""
    return f"{short}{level}" if level else ""


def _from_number(number: DocumentNumber | None, text: str) -> tuple[str, ...]:
    if number is None or not number.code:
        return ()
    return (sender_by_number(number.code, text) or number.code,)


def _actor(title: str) -> tuple[str, ...]:
    found = _ACTOR.match(title)
    return (found["name"],) if found else ()


def _actor_in(opening: str) -> tuple[str, ...]:
    """Return who acts in the first part of the first paragraph that says so."""
    parts = re.split(r"[，,。；]", opening)[:_MOST_PARTS]
    return next((names for part in parts if (names := _actor(part.strip()))), ())


def _split(names: str) -> tuple[str, ...]:
    pieces = [piece for piece in re.split(r"[、，,;；\s]+", names) if piece]
    return tuple(pieces) if all(map(is_organisation, pieces)) else (names,) if names else ()
