"""The synonyms every site begins with, as rows that an administrator edits.

Whatever is already there stays as the administrator left it. A shipped line that was deleted comes
back with the next seeding; one that is no longer wanted is set out of use instead.
"""

from dataclasses import dataclass

from django.db import transaction

from search.models import SynonymGroup
from search.synonyms import SYNONYMS


@dataclass(frozen=True, slots=True)
class SeedReport:
    """How many lines were made, and how many were already there."""

    created: int
    kept: int


@transaction.atomic
def seed_synonyms() -> SeedReport:
    """Make the shipped lines whose word has none yet; change none that exist."""
    known = set(SynonymGroup.objects.values_list("word", flat=True))
    missing = [
        SynonymGroup(word=word, others=" ".join(others))
        for word, others in SYNONYMS.items()
        if word not in known
    ]
    SynonymGroup.objects.bulk_create(missing, ignore_conflicts=True)
    return SeedReport(created=len(missing), kept=len(SYNONYMS) - len(missing))
