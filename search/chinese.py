"""The analysis that index and query share: text to tokens.

Tokens are made of Chinese characters, of letters, of digits, or are codes of one letter
and digits; never anything else, so that every engine stores and compares them alike.
"""

import re
from dataclasses import dataclass
from functools import lru_cache
from itertools import chain, pairwise
from operator import add

from search import words
from search.characters import HAN, IS_HAN, fold
from search.entities import Dictionary, EntityKind
from search.numerals import number_codes

LONGEST_TOKEN = 40
RUN = re.compile(f"[{HAN}]+|[a-z]{{1,{LONGEST_TOKEN}}}|[0-9]{{1,{LONGEST_TOKEN}}}")

_LISTING = re.compile("[》、,;和及与 ]*《?")
_JOINING = re.compile(r"(?<=[^\sa-z0-9])[、《》<>()·\t \u3000-]+(?=[^\sa-z0-9])")
_LATIN_RUN = re.compile(f"[a-z]{{1,{LONGEST_TOKEN}}}|[0-9]{{1,{LONGEST_TOKEN}}}")
_HAN_RUN = re.compile(f"[{HAN}]+")
_NO_TOKEN = re.compile(f"[^{HAN}a-z0-9]+")


@dataclass(frozen=True, slots=True)
class Token:
    """A token and where it stands in the folded text.

    `is_passing` marks a law that is only listed with others, as among leaflets handed out.
    """

    text: str
    start: int
    end: int
    is_number: bool = False
    is_passing: bool = False


def tokens(folded: str, dictionary: Dictionary) -> list[Token]:
    """Codes of names and numbers, words, words inside words, letters and digits.

    A name given by an alias also yields the words of the name it is usually known by, so
    that 治安管理 finds 治安处罚法.
    """
    found = _named(folded, dictionary)
    for code, start, end in number_codes(folded):
        found.append(Token(code, start, end, is_number=True))
    for match in RUN.finditer(folded):
        run, position = match[0], match.start()
        if not IS_HAN.match(run):
            found.append(Token(run, position, match.end(), is_number=run.isdecimal()))
            continue
        for word in words.split(run):
            end = position + len(word)
            found.append(Token(word, position, end))
            for inner, offset in words.inner_words(word):
                found.append(Token(inner, position + offset, position + offset + len(inner)))
            position = end
    return found


def _named(folded: str, dictionary: Dictionary) -> list[Token]:
    # A name that several share, such as 派出所, tells none of them.
    mentions = [mention for mention in dictionary.mentions(folded) if len(mention.entities) == 1]
    laws = [mention for mention in mentions if mention.entities[0].kind is EntityKind.LAW]
    listed = {
        start
        for one, other in pairwise(laws)
        if _LISTING.fullmatch(folded, one.end, other.start)
        for start in (one.start, other.start)
    }
    found: list[Token] = []
    for mention in mentions:
        start, end, entity = mention.start, mention.end, mention.entities[0]
        found.append(Token(entity.code, start, end, is_passing=start in listed))
        if folded[start:end] != entity.name:
            inside = set(_name_words(folded[start:end]))
            words_of_name = [word for word in _name_words(entity.name) if word not in inside]
            found.extend(Token(word, start, end) for word in words_of_name)
    return found


@lru_cache(maxsize=5_000)
def _name_words(name: str) -> tuple[str, ...]:
    found: list[str] = []
    for run in RUN.findall(fold(name)):
        for word in words.split(run) if IS_HAN.match(run) else [run]:
            found.append(word)
            found.extend(inner for inner, _ in words.inner_words(word))
    return tuple(word for word in found if len(word) > 1)


def compact(folded: str) -> str:
    """Folded text as it is compared character by character.

    Marks that do not end a clause are dropped, so 谁执法、谁普法 equals 谁执法谁普法; all others
    become a space. Letters and digits stand between spaces, so 110 is not found in 1100.
    """
    joined = _JOINING.sub("", folded)
    spaced = _LATIN_RUN.sub(r" \g<0> ", joined)
    return _NO_TOKEN.sub(" ", spaced).strip()


def grams(compacted: str) -> list[str]:
    """Pairs of neighbouring characters; letters, digits and lone characters as they are."""
    found: list[str] = []
    for run in compacted.split():
        if len(run) > 1 and not run.isascii():
            found.extend(map(add, run, run[1:]))
        else:
            found.append(run)
    return found


@dataclass(frozen=True, slots=True)
class FieldTokens:
    """What one field gives to the index.

    `words` come as often as they stand there, `numbers` and `grams` once; `heard` holds what a
    mistyped query may have meant: the words, and what stands between known words.
    """

    words: list[str]
    numbers: list[str]
    grams: list[str]
    compact: str
    heard: set[str]


def field_tokens(text: str, dictionary: Dictionary) -> FieldTokens:
    """Everything the index holds about one text: the same tokens as `tokens`, sorted by use."""
    folded = fold(text)
    compacted = compact(folded)
    found: list[str] = []
    numbers: list[str] = []
    for token in _named(folded, dictionary):
        (numbers if token.is_passing else found).append(token.text)
    numbers.extend(code for code, _, _ in number_codes(folded))
    for run in _LATIN_RUN.findall(folded):
        (numbers if run.isdecimal() else found).append(run)
    # All runs at once: each call of the segmenter costs more than the splitting.
    pieces = words.split(" ".join(_HAN_RUN.findall(folded)))
    found.extend(chain.from_iterable(map(words.with_inner_words, pieces)))
    heard = {*pieces, *_between_words(pieces)}
    marks = dict.fromkeys(grams(compacted))
    marks.update(dict.fromkeys(IS_HAN.findall(compacted)))
    return FieldTokens(found, list(dict.fromkeys(numbers)), list(marks), compacted, heard)


def _between_words(pieces: list[str]) -> list[str]:
    """Characters in a row that are no words: names, and words the dictionary lacks."""
    return "".join([piece if len(piece) == 1 else " " for piece in pieces]).split()
