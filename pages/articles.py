"""One article of a law: in words, and in an address."""

import re
from typing import NamedTuple, Self

KEY = re.compile(r"([1-9]\d{0,3})(?:-([1-9]\d{0,2}))?", re.ASCII)


class Article(NamedTuple):
    """第28条, or with `sub` 第120条之1."""

    number: int
    sub: int | None = None

    @classmethod
    def read(cls, text: str, *, last: int | None = None) -> Self | None:
        """Return the article that an address names, None where a law with `last` has none such.

        >>> Article.read("120-1", last=452), Article.read("453", last=452)
        (Article(number=120, sub=1), None)
        """
        found = KEY.fullmatch(text)
        if found is None or (last and int(found[1]) > last):
            return None
        return cls(int(found[1]), int(found[2]) if found[2] else None)

    @property
    def key(self) -> str:
        """The article as addresses name it: 28, or 120-1."""
        return f"{self.number}-{self.sub}" if self.sub else f"{self.number}"

    def __str__(self) -> str:
        return f"第{self.number}条之{self.sub}" if self.sub else f"第{self.number}条"
