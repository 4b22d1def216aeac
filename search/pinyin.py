"""Words that sound alike: what a typist slips into."""

from functools import lru_cache

from pypinyin import Style, lazy_pinyin

# Sounds that many speakers of Chinese do not tell apart, and so mistype.
_ALIKE = (("zh", "z"), ("ch", "c"), ("sh", "s"), ("ng", "n"))


@lru_cache(maxsize=50_000)
def sound(word: str) -> str:
    """The word's pinyin without tones and without the differences people seldom hear."""
    return " ".join(_loose(syllable) for syllable in lazy_pinyin(word))


def _loose(syllable: str) -> str:
    for exact, alike in _ALIKE:
        syllable = syllable.replace(exact, alike)
    if syllable.startswith("hu"):
        return "f" + (syllable[2:] or "u")
    return "n" + syllable[1:] if syllable.startswith("l") else syllable


@lru_cache(maxsize=10_000)
def initials(word: str) -> str:
    """The first letters of the word's syllables: mfd for 民法典."""
    return "".join(lazy_pinyin(word, style=Style.FIRST_LETTER))


@lru_cache(maxsize=10_000)
def spelling(word: str) -> str:
    """The word's pinyin in one piece: minfadian for 民法典."""
    return "".join(lazy_pinyin(word))
