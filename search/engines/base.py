"""What every search engine offers; the contract in tests/search/contract.py says what it means."""

from collections.abc import Iterable, Mapping, Sequence
from typing import Protocol

from search.documents import SearchDocument
from search.query import Filters, Plan, Unit
from search.results import Found


class SearchServerError(Exception):
    """The search server did not answer, or not in time, or not with an answer."""


class SearchIndexMissingError(SearchServerError):
    """The server answers but has no index of ours."""


class SearchRefusedError(SearchServerError):
    """The server is well but does not take this very request."""


class SearchNameTakenError(SearchServerError):
    """An index that is none of ours bears the name that our alias needs."""


class SearchEngine(Protocol):
    """Stores documents and answers plans; knows nothing of pages, registers or requests."""

    name: str

    def replace(self, documents: Iterable[SearchDocument]) -> None:
        """Store the documents; an older version never replaces a newer one."""

    def remove(self, ids: Iterable[int]) -> None:
        """Forget these documents; unknown ids are no error."""

    def clear(self) -> None:
        """Forget everything."""

    def search(self, plan: Plan, filters: Filters, *, start: int, size: int) -> Found:
        """Find what the plan asks for: `size` hits from index `start`, best first.

        Whoever asks goes no deeper than `DEEPEST_RESULT`.
        """

    def counting(self, plans: Sequence[Plan], units: Sequence[Unit]) -> "SearchEngine":
        """The same engine for the rest of one search, which may count all this in one go."""

    def finds_none(self, plan: Plan) -> bool:
        """Whether it is known already that nothing matches the plan."""

    def count(self) -> int:
        """How many documents are stored."""

    def ids_and_versions(self) -> Mapping[int, int]:
        """The version of each document stored."""

    def frequencies(self, units: Sequence[Unit], *, most: int) -> list[int]:
        """How many documents hold each of these units; counting stops at `most`."""

    def ids_with_text(self, texts: Sequence[str]) -> list[int]:
        """Documents whose text holds any of these, letter by letter."""
