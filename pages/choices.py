"""What the pickers of the admin offer: laws, departments and list items, found by any name."""

from dataclasses import dataclass
from typing import Any

from django.db.models import QuerySet

from pages.models.responsibility_list import ResponsibilityItem
from registers.models import Department, Law
from registers.slugs import ascii_slug

MAX_WORD = 200


@dataclass(frozen=True, slots=True)
class Choice:
    """One thing to pick: its id, its name, a remark, and the words it is found by."""

    id: int
    label: str
    note: str
    words: str


def law_choices() -> list[Choice]:
    """Return all laws, repealed ones last."""
    laws = Law.objects.select_related("successor").prefetch_related("aliases")
    alive = sorted(laws, key=lambda law: (law.is_repealed, law.pk))
    return [
        Choice(
            law.pk,
            law.short_name,
            law.state_remark,
            _words(law.short_name, law.full_name, *(alias.name for alias in law.aliases.all())),
        )
        for law in alive
    ]


def department_choices() -> list[Choice]:
    """Return the departments at work, county first."""
    found = (
        Department.objects.within_tree()
        .active()
        .select_related("parent")
        .prefetch_related("aliases")
        .order_by("path")
    )
    return [
        Choice(
            one.pk,
            one.name,
            one.parent.label if one.parent else "",
            _words(one.label, one.name, *(alias.name for alias in one.aliases.all())),
        )
        for one in found
    ]


def item_choices(department: Department) -> list[Choice]:
    """Return the items of the lists of `department` and those below it, newest year first."""
    return [
        Choice(item.pk, str(item), f"{item.page.year}年度 {item.page.department.label}", "")
        for item in items_of(department).select_related("page__department")
    ]


def items_of(department: Department) -> QuerySet[ResponsibilityItem]:
    """Return the items a report of `department` may fulfil."""
    return ResponsibilityItem.objects.filter(
        page__department__path__startswith=department.path
    ).order_by("-page__year", "page_id", "sort_order")


def _words(*names: str) -> str:
    known = list(dict.fromkeys(filter(None, names)))
    return " ".join(known + [spelt for name in known for spelt in _spelt(name)])


def _spelt(name: str) -> tuple[str, str]:
    """Return the pinyin of a name in full and by its initials."""
    syllables = ascii_slug(name, max_length=MAX_WORD).split("-")
    return "".join(syllables), "".join(syllable[:1] for syllable in syllables)


def as_json(choices: list[Choice]) -> dict[str, Any]:
    """Return the choices as the script of the pickers reads them."""
    return {
        "choices": [
            {"id": one.id, "label": one.label, "note": one.note, "words": one.words.lower()}
            for one in choices
        ]
    }
