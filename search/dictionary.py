"""The registers' names as the analysis's dictionary, read anew whenever they change."""

from collections import defaultdict
from collections.abc import Iterable, Iterator
from threading import Lock

from django.db.models import F

from registers.models import Department, DepartmentAlias, Law, LawAlias, Village
from search.entities import Dictionary, Entity, EntityKind
from search.models import RegisterVersion

_lock = Lock()
_current: Dictionary | None = None


def current_dictionary() -> Dictionary:
    """The dictionary of the registers as they are now; one small query where nothing changed."""
    global _current
    version = RegisterVersion.objects.filter(pk=1).values_list("number", flat=True).first() or 0
    dictionary = _current
    if dictionary is None or dictionary.version != version:
        dictionary = build_dictionary(version)
        with _lock:
            _current = dictionary
    return dictionary


def registers_changed() -> None:
    """Let every process read the registers anew once this transaction is done."""
    if not RegisterVersion.objects.filter(pk=1).update(number=F("number") + 1):
        RegisterVersion.objects.bulk_create(
            [RegisterVersion(pk=1, number=1)], ignore_conflicts=True
        )


def build_dictionary(version: int = 0) -> Dictionary:
    """Read all names of the registers, in five queries."""
    return Dictionary([*_laws(), *_departments(), *_villages()], version)


def _laws() -> Iterator[Entity]:
    aliases = _grouped(LawAlias.objects.values_list("law_id", "name"))
    for pk, slug, short, full in Law.objects.values_list("pk", "slug", "short_name", "full_name"):
        yield Entity(EntityKind.LAW, pk, slug, short, (full, *aliases[pk]))


def _departments() -> Iterator[Entity]:
    aliases = _grouped(DepartmentAlias.objects.values_list("department_id", "name"))
    for pk, slug, name, short in Department.objects.values_list("pk", "slug", "name", "short_name"):
        others = (short, *aliases[pk]) if short else tuple(aliases[pk])
        yield Entity(EntityKind.DEPARTMENT, pk, slug, name, others)


def _villages() -> Iterator[Entity]:
    for pk, slug, name in Village.objects.values_list("pk", "slug", "name"):
        yield Entity(EntityKind.VILLAGE, pk, slug, name)


def _grouped(pairs: Iterable[tuple[int, str]]) -> defaultdict[int, list[str]]:
    groups: defaultdict[int, list[str]] = defaultdict(list)
    for pk, name in pairs:
        groups[pk].append(name)
    return groups
