from registers.models.department import Department, DepartmentAlias
from registers.models.law import DateSource, Law, LawAlias, LawLevel, LawStatus
from registers.models.publicity_day import PublicityDay
from registers.models.term import Term, Vocabulary
from registers.models.village import Village

__all__ = [
    "DateSource",
    "Department",
    "DepartmentAlias",
    "Law",
    "LawAlias",
    "LawLevel",
    "LawStatus",
    "PublicityDay",
    "Term",
    "Village",
    "Vocabulary",
]
