"""Titles and excerpts with what was found marked, on the text as it was written."""

import re
from collections.abc import Iterator

from django.utils.html import escape
from django.utils.safestring import SafeString, mark_safe

from search import chinese
from search.characters import IS_HAN, fold, fold_mapped
from search.entities import Dictionary
from search.query import Option, Plan, Where

EXCERPT_LENGTH = 120
_BEFORE = 24
_CHUNK = 300
_MOST_CHUNKS = 200
_BETWEEN = r"[、《》<>()·\s]*"


class Highlighter:
    """Marks what one plan looks for."""

    def __init__(self, plan: Plan, dictionary: Dictionary) -> None:
        self._dictionary = dictionary
        options = [option for unit in plan.units for option in unit.options]
        self._tokens = {
            token
            for option in options
            if option.where in {Where.WORDS, Where.NAMES, Where.NUMBERS}
            for token in option.tokens
        }
        literals = {
            *(segment.text for segment in plan.segments if segment.literal),
            *plan.phrases,
            *(_written(option) for option in options if option.where not in _AS_TOKENS),
        }
        self._literal = _any_of(sorted(filter(None, literals), key=len, reverse=True))
        self._likely = _any_of(sorted({*literals, *self._surfaces()} - {""}, key=len, reverse=True))

    def marked(self, text: str) -> SafeString:
        """The text, escaped, with everything found between <mark> and </mark>."""
        return _with_marks(text, self._spans(text))

    def excerpt(self, body: str) -> SafeString:
        """The stretch of the body that shows most of what was asked for, marked."""
        chunks = list(_chunks(body))
        best, most = 0, 0
        if self._likely:
            for index, chunk in enumerate(chunks[:_MOST_CHUNKS]):
                found = len({match[0] for match in self._likely.finditer(fold(chunk))})
                if found > most:
                    best, most = index, found
        text = ""
        for chunk in chunks[best:]:
            text = f"{text} {chunk}" if text else chunk
            if len(text) >= EXCERPT_LENGTH:
                break
        spans = self._spans(text)
        start = max(0, spans[0][0] - _BEFORE) if spans and spans[0][0] > EXCERPT_LENGTH // 2 else 0
        end = min(len(text), start + EXCERPT_LENGTH)
        shown = _with_marks(text[start:end], [(a - start, b - start) for a, b in spans])
        before = "…" if start or best else ""
        after = "…" if end < len(text) or best + 1 < len(chunks) else ""
        return mark_safe(f"{before}{shown}{after}")  # noqa: S308 - escaped piece by piece

    def _surfaces(self) -> Iterator[str]:
        """How what is looked for may be written."""
        for token in self._tokens:
            entity = self._dictionary.by_code.get(token)
            if entity is None:
                yield token if IS_HAN.match(token) or len(token) > 1 else ""
            else:
                yield from (fold(name) for name in entity.names)

    def _spans(self, text: str) -> list[tuple[int, int]]:
        folded, origins = fold_mapped(text)
        found = [
            (token.start, token.end)
            for token in chinese.tokens(folded, self._dictionary)
            if token.text in self._tokens
        ]
        if self._literal:
            found.extend(match.span() for match in self._literal.finditer(folded))
        return _merged(
            (origins[start], origins[end - 1] + 1) for start, end in found if end > start
        )


_AS_TOKENS = frozenset({Where.WORDS, Where.NAMES, Where.NUMBERS})


def _written(option: Option) -> str:
    """The text an option of pairs or characters stands for."""
    text = option.tokens[0]
    for token in option.tokens[1:]:
        text += token[1:] if text and token[0] == text[-1] and IS_HAN.match(token) else token
    return text


def _any_of(texts: list[str]) -> re.Pattern[str] | None:
    if not texts:
        return None
    return re.compile(
        "|".join(
            _BETWEEN.join(re.escape(character) for character in text if not character.isspace())
            for text in texts
        )
    )


def _merged(spans: Iterator[tuple[int, int]]) -> list[tuple[int, int]]:
    merged: list[tuple[int, int]] = []
    for start, end in sorted(spans):
        if merged and start <= merged[-1][1]:
            merged[-1] = (merged[-1][0], max(end, merged[-1][1]))
        else:
            merged.append((start, end))
    return merged


def _with_marks(text: str, spans: list[tuple[int, int]]) -> SafeString:
    parts: list[str] = []
    position = 0
    for start, end in spans:
        start, end = max(start, position), min(end, len(text))
        if start >= end:
            continue
        parts += [escape(text[position:start]), "<mark>", escape(text[start:end]), "</mark>"]
        position = end
    parts.append(escape(text[position:]))
    return mark_safe("".join(parts))  # noqa: S308 - every part of the text is escaped


def _chunks(body: str) -> Iterator[str]:
    for line in body.splitlines():
        line = " ".join(line.split())
        for start in range(0, len(line), _CHUNK):
            yield line[start : start + _CHUNK]
