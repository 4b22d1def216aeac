"""The registers' names as the analysis's dictionary, read anew whenever they change."""

import time
from collections import defaultdict
from collections.abc import Hashable, Iterable, Iterator

from django.db import connections, router
from django.db.models import Model

from registers.models import (
    Department,
    DepartmentAlias,
    Law,
    LawAlias,
    PublicityDay,
    Term,
    Village,
)
from search.characters import fold
from search.entities import Dictionary, Entity, EntityKind
from search.models import RegisterVersion, SynonymGroup

# Their names are found in texts.
NAMED: tuple[type[Model], ...] = (Law, LawAlias, Department, DepartmentAlias, Village)
# They change how a query is read or a filter is called.
USED: tuple[type[Model], ...] = (Term, PublicityDay, SynonymGroup)
_current: Dictionary | None = None


def current_dictionary() -> Dictionary:
    """The dictionary of the registers as they are now; one small query where nothing changed."""
    global _current
    version = _version()
    dictionary = _current
    if dictionary is None or dictionary.version != version:
        dictionary = _current = build_dictionary(version)
    return dictionary


def registers_changed() -> None:
    """Let every process read the registers anew, together with what this transaction changes."""
    # A time is never used twice, so a number seen in a transaction that failed means nothing later.
    RegisterVersion.objects.bulk_create(
        [RegisterVersion(pk=1, number=time.time_ns())],
        update_conflicts=True,
        unique_fields=["id"],
        update_fields=["number"],
    )


def _version() -> Hashable:
    """What changes with the registers: changes marked, and rows that came or went in bulk."""
    connection = connections[router.db_for_read(RegisterVersion)]
    quoted = connection.ops.quote_name
    parts = [f"(SELECT max(number) FROM {quoted(RegisterVersion._meta.db_table)})"]  # noqa: S608
    for model in (*NAMED, *USED):
        table = quoted(model._meta.db_table)
        parts += [
            f"(SELECT {what}) " for what in (f"count(*) FROM {table}", f"max(id) FROM {table}")
        ]
    with connection.cursor() as cursor:
        cursor.execute(f"SELECT {', '.join(parts)}")
        return tuple(cursor.fetchone())


def build_dictionary(version: Hashable = 0) -> Dictionary:
    """Read all names of the registers and all synonyms, in six queries."""
    return Dictionary([*_laws(), *_departments(), *_villages()], version, _synonyms())


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


def _synonyms() -> dict[str, tuple[str, ...]]:
    rows = SynonymGroup.objects.filter(is_active=True).values_list("word", "others")
    return {fold(word): tuple(fold(others).split()) for word, others in rows}


def _grouped(pairs: Iterable[tuple[int, str]]) -> defaultdict[int, list[str]]:
    groups: defaultdict[int, list[str]] = defaultdict(list)
    for pk, name in pairs:
        groups[pk].append(name)
    return groups
