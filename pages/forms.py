"""Forms of records: what depends on who writes and where."""

from typing import Any

from django.db.models import Model
from django.urls import reverse
from django.utils import timezone
from wagtail.admin.forms import WagtailAdminPageForm
from wagtail.admin.forms.pages import CopyForm
from wagtail.fields import RichTextField, StreamField
from wagtail.models import Page
from wagtail.permissions import policy_registry

from registers.models import Department, Village

FOREIGN_FILE = "所选照片或文件不在您可以使用的范围内，请从本单位的照片和文件中重新选择。"


class PageForm(WagtailAdminPageForm):
    """Takes a page without an address: it gets one from its title."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        if "slug" in self.fields:
            self.fields["slug"].required = False
            self.fields["slug"].help_text = "拼音网址，留空自动生成；公开后不宜再改。"


class RecordForm(PageForm):
    """Offers a record's author the choices of the own unit, and only what the role allows."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.files_before = {file for files in self._files_by_field().values() for file in files}
        place = self.parent_page or (self.instance.get_parent() if self.instance.pk else None)
        if place is None:
            return
        if not self.instance.pk and "body" in self.fields:
            body = self.instance._meta.get_field("body")
            self.initial["body"] = body.to_python([("paragraph", "")])  # ready to type
        if self.for_user and not place.permissions_for_user(self.for_user).can_schedule():
            self.fields.pop("go_live_at", None)
            self.fields.pop("expire_at", None)
        from pages.tree import owning_department

        department = owning_department(place)
        self.instance.department = department  # so that the rules of its unit are checked
        if department is not None:
            self._offer_own(department, place)

    @property
    def show_schedule_publishing_toggle(self) -> bool:
        """Whether the form asks when the page appears and disappears."""
        return "go_live_at" in self.fields

    def _post_clean(self) -> None:
        """Check the record; photos and documents come from collections open to the user."""
        super()._post_clean()
        if not self.is_deferred_validation:
            self._check_readiness()
        for name, files in self._files_by_field().items():
            foreign = [file for file in files - self.files_before if not self._may_choose(*file)]
            if foreign:
                self.add_error(name, FOREIGN_FILE)

    def _check_readiness(self) -> None:
        """Refuse what may be saved as a draft but neither submitted nor published."""
        for name, message in self.instance.faults_for_publication(timezone.localdate()).items():
            if name not in self.errors:
                self.add_error(name if name in self.fields else None, message)

    def _files_by_field(self) -> dict[str, set[tuple[type[Model], str]]]:
        """Return what photos and documents the texts and streams of the record refer to."""
        found = {}
        for name in self.fields:
            field = next((one for one in self.instance._meta.fields if one.name == name), None)
            if isinstance(field, StreamField | RichTextField):
                references = field.extract_references(field.value_from_object(self.instance))
                found[name] = {
                    (model, str(key))
                    for model, key, *_ in references
                    if not issubclass(model, Page)
                }
        return found

    def _may_choose(self, model: type[Model], key: str) -> bool:
        if self.for_user is None:
            return True
        policy = policy_registry.get_by_type(model)
        own = policy.instances_user_has_any_permission_for(self.for_user, ["choose"])
        return bool(own.filter(pk=key).exists())

    def _offer_own(self, department: Department, place: Page) -> None:
        if "village" in self.fields:
            own = Village.objects.filter(
                township_id__in=department.ancestor_ids, is_active=True
            ) or Village.objects.filter(is_active=True)
            self.fields["village"].queryset = own | Village.objects.filter(
                pk=self.instance.village_id
            )
        if "list_items" in self.fields:
            from pages.choices import items_of

            field = self.fields["list_items"]
            field.queryset = items_of(department)
            field.widget.source = reverse("pufa_item_choices", args=[place.pk])


class RecordCopyForm(CopyForm):
    """Copies are drafts of their own: no second life copy of the same record.

    A joint activity is one record with co-organisers, so that it counts once.
    """

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields.pop("alias", None)
        self.fields.pop("publish_copies", None)

    def clean(self) -> dict[str, Any]:
        """Refuse a copy that its unit could not keep."""
        cleaned: dict[str, Any] = super().clean()
        place = cleaned.get("new_parent_page") or self.page.get_parent()
        reason = self.page.specific.reason_against(place.specific)
        if reason:  # instead of Wagtail's "no permission", which would not say what to do
            self.errors["new_parent_page"] = self.error_class([reason])
        return cleaned
