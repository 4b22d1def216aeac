"""Form fields for long lists: pick by typing, keep what was picked in sight."""

from typing import Any, ClassVar

from django import forms
from django.urls import reverse_lazy
from django.utils.functional import Promise


class Picker(forms.SelectMultiple):
    """Shows what was picked; the choices come from `source` when somebody types.

    A form may hold hundreds of pickers (one for each item of a list), so the choices are not in
    the form. Without script what was picked can be taken away, not added to. `note` names an
    attribute of the rows that tells what to know about one of them; it stays beside what was
    picked.
    """

    template_name = "pufa_admin/picker.html"

    def __init__(
        self, source: str | Promise, attrs: dict[str, Any] | None = None, *, note: str = ""
    ) -> None:
        super().__init__(attrs)
        self.source = source
        self.note = note

    class Media:
        js: ClassVar = ["pages/admin.js"]

    def get_context(self, name: str, value: Any, attrs: dict[str, Any] | None) -> dict[str, Any]:
        """Return what the template needs: the picked rows and where the others are."""
        context = forms.Widget.get_context(self, name, value, attrs)
        context["widget"].update(
            picked=self._picked(value), source=str(self.source), takes_one=False
        )
        return context

    def _picked(self, value: Any) -> list[tuple[int, str, str]]:
        keys = [int(key) for key in value or [] if str(key).isdecimal()]
        if not keys:
            return []
        queryset = self.choices.queryset  # type: ignore[attr-defined]
        rows = queryset.model._default_manager.filter(pk__in=keys)
        return [(row.pk, str(row), getattr(row, self.note, "")) for row in rows]


class SinglePicker(Picker):
    """A picker of one thing: picking another one takes its place."""

    allow_multiple_selected = False

    def get_context(self, name: str, value: Any, attrs: dict[str, Any] | None) -> dict[str, Any]:
        """Return what the template needs."""
        context = super().get_context(name, [value], attrs)
        context["widget"]["takes_one"] = True
        return context

    def value_from_datadict(self, data: Any, files: Any, name: str) -> Any:
        """Return what was picked, or None."""
        return data.get(name)


LAW_NOTE = "state_remark"


def law_picker() -> Picker:
    """Return a picker of laws."""
    return Picker(reverse_lazy("pufa_choices", args=["laws"]), note=LAW_NOTE)


def single_law_picker() -> SinglePicker:
    """Return a picker of one law."""
    return SinglePicker(reverse_lazy("pufa_choices", args=["laws"]), note=LAW_NOTE)


def department_picker() -> Picker:
    """Return a picker of departments."""
    return Picker(reverse_lazy("pufa_choices", args=["departments"]))


def item_picker() -> Picker:
    """Return a picker of list items; the form says of which department."""
    return Picker("")


def ticks() -> forms.CheckboxSelectMultiple:
    """Return boxes to tick, for the few words of a vocabulary."""
    return forms.CheckboxSelectMultiple(attrs={"class": "pufa-ticks"})
