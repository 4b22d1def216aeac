"""Laws named in a Chinese text: where, and which.

Pure: the caller brings the names (`Law.objects.name_pairs()`). Longest name first, with or without
book-title marks and 中华人民共和国. A name counts only where it stands for the law: 劳动法律 is no
劳动法, 节水法治 no 水法, 食品安全法实施条例 another instrument than 食品安全法.
"""

import re
from collections.abc import Hashable, Iterable, Iterator, Sequence
from dataclasses import dataclass
from typing import Generic, TypeVar

STATE_PREFIX = "中华人民共和国"

Key = TypeVar("Key", bound=Hashable)

OTHER_LAWS = ("高等教育法", "家庭教育法", "海上交通安全法", "供销合作社法", "香港国家安全法")
"""Laws that end like a registered one; they name themselves only, registered or not."""

# After 法: characters that make another word of it (法律, 法治 …), unless that word is 规定, 学习 …
_OTHER_WORD_AFTER_FA = re.compile(
    "律|治(?!安)|院|庭|盲|宝|务|警|则|规(?![定划模])|制(?![定作成])|学(?![习用校生])|官(?!方)"
    "|人(?![员民们口])|定(?![期点于位时])|典(?![型礼])|纪(?![念律录])|案(?![例件])|援(?![引用])"
)
_OTHER_WORD_AFTER_DIAN = re.compile("型|礼|籍|当(?![地前天])|范(?![本围例])")
_ANOTHER_INSTRUMENT = re.compile("实施(条例|细则|办法|规定)")

# A name of two characters is the end of many words (用水法, 取消法): it must follow one of these,
_INTRODUCTIONS = (
    "宣传", "学习", "贯彻", "落实", "实施", "遵守", "执行", "违反", "触犯", "依照", "依据", "根据",
    "按照", "适用", "普及", "讲解", "宣讲", "解读", "开展", "涉及", "关于", "围绕", "有关", "相关",
    "现行", "国家", "我国", "中国", "修订", "修改", "颁布", "出台", "重点", "以及", "例如", "包括",
    "学", "讲", "读", "懂", "守", "新", "和", "与", "及", "或", "对", "以", "按", "依", "的", "了",
    "在", "将", "把", "是", "为",
)  # fmt: skip
# except where few words end like it; these begin with the characters here.
_FIRST_OF_WORDS_ENDING_IN = {"宪": "", "刑": "死量判缓徒"}
_PLACES = "省市州县区旗"

_SKIPPED = re.compile("[\\s\u200b-\u200d\ufeff]")
_HAN = re.compile("[\u4e00-\u9fff]")
_LONG_ENOUGH_TO_BE_BROKEN = 4
_VERSION = re.compile("（[^（）]*(?:修正|修订|[0-9]{4}年)[^（）]*）$")


@dataclass(frozen=True, slots=True)
class LawMention(Generic[Key]):
    """A law named at `text[start:end]`, without title marks around it but with 中华人民共和国.

    `name` is the known name that was found, without that prefix.
    """

    key: Key
    start: int
    end: int
    name: str


def normalise_law_name(text: str) -> str:
    """Return a law's name without marks, spaces, 中华人民共和国 and the version behind it.

    >>> normalise_law_name("《中华人民共和国 老年人权益保障法(2018年修正)》")
    '老年人权益保障法'
    """
    name = _SKIPPED.sub("", text).replace("(", "（").replace(")", "）")
    name = _VERSION.sub("", name).strip("《》〈〉“”\"'")
    return _VERSION.sub("", name).removeprefix(STATE_PREFIX)


def find_law_mentions(
    text: str, names: Iterable[tuple[Key, Iterable[str]]]
) -> list[LawMention[Key]]:
    """Return the laws named in `text`, in order; for many texts make `LawNames` once."""
    return LawNames(names).find(text)


class LawNames(Generic[Key]):
    """Every name of every law, ready for searching texts.

    Where two laws have the same name, the first one given has it.
    """

    def __init__(self, names: Iterable[tuple[Key, Iterable[str]]]) -> None:
        self._keys: dict[str, Key] = {}
        for key, names_of_one in names:
            for name in map(normalise_law_name, names_of_one):
                if len(name) > 1:
                    self._keys.setdefault(name, key)
        self._by_start: dict[str, list[str]] = {}
        for name in sorted({*self._keys, *OTHER_LAWS}, key=len, reverse=True):
            self._by_start.setdefault(name[:2], []).append(name)

    def find(self, text: str) -> list[LawMention[Key]]:
        """Return the laws named in `text`, in order and without overlap."""
        return list(self._mentions(_Reading(text)))

    def _mentions(self, reading: "_Reading") -> Iterator[LawMention[Key]]:
        at = end_of_last = 0
        while at < len(reading.letters):
            name = self._name_at(reading, at, end_of_last)
            if name is None:
                at += 1
                continue
            if name in self._keys:
                start, end = reading.place(at, at + len(name))
                yield LawMention(self._keys[name], start, end, name)
            at = end_of_last = at + len(name)

    def _name_at(self, reading: "_Reading", at: int, end_of_last: int) -> str | None:
        for name in self._by_start.get(reading.letters[at : at + 2], ()):
            if reading.has(name, at) and (
                name not in self._keys
                or (
                    reading.may_end(name, at + len(name))
                    and (at == end_of_last or reading.may_begin(name, at))
                )
            ):
                return name
        return None


class _Reading:
    """A text without its white space, and where each remaining letter stood."""

    def __init__(self, text: str) -> None:
        self.places: Sequence[int] = [
            place for place, letter in enumerate(text) if not _SKIPPED.match(letter)
        ]
        self.letters = "".join(text[place] for place in self.places)

    def has(self, name: str, at: int) -> bool:
        """Whether `name` stands there; only long names may have white space inside."""
        if not self.letters.startswith(name, at):
            return False
        last = at + len(name) - 1
        is_unbroken = self.places[last] - self.places[at] == last - at
        return is_unbroken or len(name) >= _LONG_ENOUGH_TO_BE_BROKEN

    def place(self, start: int, end: int) -> tuple[int, int]:
        """Start and end in the text itself, with 中华人民共和国 where it precedes."""
        if self.letters.endswith(STATE_PREFIX, 0, start):
            start -= len(STATE_PREFIX)
        return self.places[start], self.places[end - 1] + 1

    def may_end(self, name: str, end: int) -> bool:
        """Whether what follows leaves the name a name."""
        if _ANOTHER_INSTRUMENT.match(self.letters, end):
            return False
        if not self._touches(end):
            return True
        if name.endswith("法"):
            return not _OTHER_WORD_AFTER_FA.match(self.letters, end)
        return not (name.endswith("典") and _OTHER_WORD_AFTER_DIAN.match(self.letters, end))

    def may_begin(self, name: str, at: int) -> bool:
        """Whether what precedes leaves the name a name."""
        before = self.letters[at - 1 : at]
        if not _HAN.match(before) or not self._touches(at):
            return True
        if self.letters.endswith((STATE_PREFIX, *_INTRODUCTIONS), 0, at):
            return True
        if len(name) == 2:
            first = _FIRST_OF_WORDS_ENDING_IN.get(name[0])
            return first is not None and before not in first
        if name.endswith(("法", "法典")):
            # 《…维护国家安全法》 is a title of its own
            return name.endswith("典") or not self._ends_title(at + len(name))
        return before not in _PLACES

    def _touches(self, at: int) -> bool:
        """Whether the letters before and at `at` stand together in the text."""
        return 0 < at < len(self.places) and self.places[at] - self.places[at - 1] == 1

    def _ends_title(self, end: int) -> bool:
        rest = self.letters[end : end + 1]
        if not rest or rest not in "》〉（(":
            return False
        return self.letters.rfind("《", 0, end) > self.letters.rfind("》", 0, end)
