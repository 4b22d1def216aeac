"""Document numbers (文号): 某府发〔2023〕56号 and the ways people type it."""

import re
from dataclasses import dataclass

from exchange.documents.numerals import half_width_digits

_NUMBER = re.compile(
    r"(?P<code>[\u4e00-\u9fffA-Za-z]{1,14}(?:[（(][\u4e00-\u9fff]{1,4}[）)])?)[ \u3000]{0,3}"
    r"[〔\[（(【［﹝〈<][ ]?(?P<year>(?:19|20)[0-9]{2})[ ]?(?:年)?[〕\]）)】］﹞〉>][ \u3000]{0,3}"
    r"(?:第)?[ \u3000]{0,2}(?P<serial>[0-9]{1,5})[ \u3000]{0,2}号"
)
_SERIAL_ONLY = re.compile(
    r"[（(]?\s*(?P<number>(?:(?P<year>(?:19|20)[0-9]{2})年)?第\s*[0-9]{1,4}\s*号)\s*[）)]?"
)


@dataclass(frozen=True, slots=True)
class DocumentNumber:
    """One number: `code` stands for the issuer, then year and serial; `text` is the usual form."""

    code: str
    year: int | None
    text: str
    written: str
    start: int
    end: int


def document_numbers(text: str) -> list[DocumentNumber]:
    """Return the document numbers in `text`, in their order."""
    return [
        DocumentNumber(
            code=match["code"],
            year=int(match["year"]),
            text=f"{match['code']}〔{match['year']}〕{_ordinal(match[0])}{int(match['serial'])}号",
            written=text[match.start() : match.end()],
            start=match.start(),
            end=match.end(),
        )
        for match in _NUMBER.finditer(half_width_digits(text))
    ]


def leading_number(line: str) -> DocumentNumber | None:
    """Return the number that a letterhead line begins with, brackets around it aside."""
    inner = line.strip(" \t\u3000")
    bracketed = inner.strip("（）()") if inner[:1] in "（(" else inner
    numbers = document_numbers(bracketed)
    return numbers[0] if numbers and not numbers[0].start else None


def serial_number(line: str) -> DocumentNumber | None:
    """Return the number of an announcement or order: `第12号`, `2023年第3号`, alone on its line."""
    match = _SERIAL_ONLY.fullmatch(half_width_digits(line.strip()))
    if match is None:
        return None
    year = int(match["year"]) if match["year"] else None
    number = "".join(match["number"].split())
    return DocumentNumber("", year, number, line.strip(), match.start(), match.end())


def _ordinal(written: str) -> str:
    """Return 第 where the number is written with it: some offices count so."""
    return "第" if "第" in written else ""
