"""ASCII slugs for Chinese names."""

import re

from pypinyin import lazy_pinyin

MAX_LENGTH = 60


def ascii_slug(text: str, *, max_length: int = MAX_LENGTH) -> str:
    """Return the pinyin of `text` as a slug of at most `max_length` characters.

    Whole syllables only; `item` where nothing of the text can be spelt.

    >>> ascii_slug("民法典宣传月")
    'min-fa-dian-xuan-chuan-yue'
    """
    spelt = "-".join(lazy_pinyin(text, errors=lambda other: other))
    words = [word for word in re.split(r"[^a-z0-9]+", spelt.lower()) if word]
    slug = ""
    for word in words:
        longer = f"{slug}-{word}" if slug else word
        if len(longer) > max_length:
            break
        slug = longer
    return slug or (words[0][:max_length] if words else "item")


def unique_slug(text: str, *, taken: set[str], max_length: int = MAX_LENGTH) -> str:
    """Return a slug of `text` that is not in `taken`, by a number at its end where needed."""
    base = ascii_slug(text, max_length=max_length)
    slug, number = base, 2
    while slug in taken:
        slug = f"{base[: max_length - 5]}-{number}"
        number += 1
    return slug
