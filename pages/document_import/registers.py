"""The registers as an import asks them: read once, for as many documents as there are."""

from dataclasses import dataclass
from typing import Self

from registers.law_names import LawNames
from registers.models import Department, Law, Term, Village, Vocabulary


@dataclass(frozen=True)
class ImportRegisters:
    """Names and rows that documents are compared with."""

    departments: dict[int, Department]
    department_names: dict[int, list[str]]
    law_names: LawNames[int]
    villages: dict[int, Village]
    measures: list[Term]
    notice_kinds: list[Term]

    @classmethod
    def load(cls) -> Self:
        """Read all of it from the database."""
        departments = Department.objects.active()
        return cls(
            departments=departments.select_related("parent").in_bulk(),
            department_names=dict(departments.name_pairs()),
            law_names=LawNames(Law.objects.name_pairs()),
            villages=Village.objects.filter(is_active=True).in_bulk(),
            measures=list(Term.objects.in_vocabulary(Vocabulary.MEASURE).active()),
            notice_kinds=list(Term.objects.in_vocabulary(Vocabulary.NOTICE_KIND).active()),
        )

    def department_named(self, name: str) -> Department | None:
        """Return the only department with exactly this name, short name or alias."""
        found = [pk for pk, names in self.department_names.items() if name in names]
        return self.departments[found[0]] if len(found) == 1 else None

    def notice_kind_for(self, kind: str) -> Term | None:
        """Return the term for a kind of document; 实施意见 is an 意见, the longest name counts."""
        fitting = [term for term in self.notice_kinds if kind and kind.endswith(term.name)]
        return max(fitting, key=lambda term: len(term.name), default=None)
