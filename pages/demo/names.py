"""Finds what the data file names: laws, terms, days, departments, villages."""

from collections.abc import Iterable
from functools import cached_property
from typing import TypeVar

from pages.demo.content import DemoDataError
from registers.models import Department, Law, PublicityDay, Term, Village, Vocabulary

Found = TypeVar("Found")


class Names:
    """Register rows by the names the data file uses; each register is read once."""

    def __init__(self) -> None:
        self.departments: dict[str, Department] = {}
        self.villages: dict[tuple[str, str], Village] = {}

    @cached_property
    def _laws(self) -> dict[str, Law]:
        return {law.short_name: law for law in Law.objects.all()}

    @cached_property
    def _days(self) -> dict[str, PublicityDay]:
        return {day.name: day for day in PublicityDay.objects.all()}

    @cached_property
    def _terms(self) -> dict[tuple[str, str], Term]:
        return {(term.vocabulary, term.name): term for term in Term.objects.all()}

    def law(self, short_name: str) -> Law:
        """Return the law with this short name."""
        return self._found(self._laws.get(short_name), f"法律《{short_name}》")

    def laws(self, short_names: Iterable[str]) -> list[Law]:
        """Return the laws with these short names, in order."""
        return [self.law(name) for name in short_names]

    def day(self, name: str) -> PublicityDay:
        """Return the publicity day with this name."""
        return self._found(self._days.get(name), f"普法节点“{name}”")

    def term(self, vocabulary: Vocabulary, name: str) -> Term:
        """Return the term of a vocabulary."""
        return self._found(self._terms.get((vocabulary, name)), f"{vocabulary.label}“{name}”")

    def terms(self, vocabulary: Vocabulary, names: Iterable[str]) -> list[Term]:
        """Return these terms of a vocabulary, in order."""
        return [self.term(vocabulary, name) for name in names]

    def department(self, key: str) -> Department:
        """Return the department with this key."""
        return self._found(self.departments.get(key), f"单位“{key}”")

    def village(self, unit: str, name: str) -> Village:
        """Return the village of the township that `unit` belongs to."""
        township = unit.partition("/")[0]
        return self._found(self.villages.get((township, name)), f"{township} 的村社区“{name}”")

    @staticmethod
    def _found(row: Found | None, what: str) -> Found:
        if row is None:
            raise DemoDataError(f"示例数据提到的{what}不存在。")
        return row
