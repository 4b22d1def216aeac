"""A recognised document as JSON, to be kept between two requests."""

import json
from dataclasses import dataclass, fields, is_dataclass
from datetime import date, time
from decimal import Decimal
from enum import Enum
from functools import cache
from types import NoneType, UnionType
from typing import Any, Self, get_args, get_origin, get_type_hints

from exchange.documents.errors import DocumentError
from exchange.documents.recognised import RecognisedDocument
from exchange.documents.recognition import recognise
from exchange.documents.source import SourceDocument

NOT_UNDERSTOOD = "暂存的文件已无法识别，请重新上传。"
_CLASS = "class"


@dataclass(frozen=True, slots=True)
class RecognisedFile:
    """A file taken apart: its name, the digest of its text, and what it holds."""

    name: str
    digest: str
    document: RecognisedDocument

    @classmethod
    def of(cls, source: SourceDocument) -> Self:
        """Recognise what was read."""
        return cls(source.name, source.digest, recognise(source))


def to_json(file: RecognisedFile) -> str:
    """Return all of `file` as JSON."""
    return json.dumps(_packed(file))


def from_json(text: str | bytes) -> RecognisedFile:
    """Return the file that `to_json` wrote.

    Raises:
        DocumentError: It is something else, or was written when documents had other fields.
    """
    try:
        file: RecognisedFile = _unpacked(RecognisedFile, json.loads(text))
    except (ArithmeticError, KeyError, TypeError, ValueError) as error:
        raise DocumentError(NOT_UNDERSTOOD) from error
    return file


def _packed(value: Any) -> Any:
    if isinstance(value, Enum):
        return value.value
    if isinstance(value, date | time):
        return value.isoformat()
    if isinstance(value, Decimal):
        return str(value)
    if isinstance(value, tuple):
        return [_packed(each) for each in value]
    if is_dataclass(value):
        own = {field.name: _packed(getattr(value, field.name)) for field in fields(value)}
        return {_CLASS: type(value).__name__, **own}
    return value


def _unpacked(kind: Any, value: Any) -> Any:
    """Return a value of the annotated type `kind`."""
    if get_origin(kind) is tuple and isinstance(value, list):
        each_kind, _ = get_args(kind)
        return tuple(_unpacked(each_kind, each) for each in value)
    if isinstance(kind, UnionType):
        return _unpacked(_chosen(get_args(kind), value), value)
    if is_dataclass(kind) and isinstance(kind, type):
        hints = _hints(kind)
        if not isinstance(value, dict) or value.keys() != {_CLASS, *hints}:
            raise TypeError(kind)
        return kind(**{name: _unpacked(hint, value[name]) for name, hint in hints.items()})
    if kind in (date, time):
        return kind.fromisoformat(value)
    if kind is Decimal or (isinstance(kind, type) and issubclass(kind, Enum)):
        return kind(value)
    if type(value) is not kind:
        raise TypeError(kind)
    return value


def _chosen(kinds: tuple[type, ...], value: Any) -> type:
    """Return which of the types in an annotation like `date | None` a packed value is of."""
    if value is None:
        return NoneType
    name = value.get(_CLASS) if isinstance(value, dict) else None
    fitting = [kind for kind in kinds if kind is not NoneType and name in (None, kind.__name__)]
    if len(fitting) != 1:
        raise TypeError(kinds)
    return fitting[0]


@cache
def _hints(kind: type) -> dict[str, Any]:
    return get_type_hints(kind)
