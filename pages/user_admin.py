"""Users in the admin: the name in one field, as Chinese is written; mail for who has it."""

from typing import Any

from django import forms
from django.views.decorators.cache import never_cache
from wagtail.admin.auth import require_admin_access
from wagtail.admin.forms.account import NameEmailForm
from wagtail.admin.views.account import AccountView, NameEmailSettingsPanel
from wagtail.users.forms import UserCreationForm, UserEditForm
from wagtail.users.views.users import UserViewSet


class OneNameMixin:
    """Keeps the whole name in the first of Django's two fields, which shows it without a space."""

    fields: dict[str, forms.Field]
    initial: dict[str, Any]
    instance: Any

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["first_name"].label = "姓名"
        self.initial["first_name"] = f"{self.instance.last_name}{self.instance.first_name}"
        del self.fields["last_name"]
        if "email" in self.fields:
            self.fields["email"].required = False
            self.fields["email"].help_text = "没有可以不填；填了才能收到通知、自己找回密码。"

    def clean(self) -> Any:
        """Leave nothing in the field of the family name, which now stands in the name."""
        self.instance.last_name = ""
        return super().clean()  # type: ignore[misc]


class NewUserForm(OneNameMixin, UserCreationForm):
    """A new user."""


class UserForm(OneNameMixin, UserEditForm):
    """A user."""


class OwnNameForm(OneNameMixin, NameEmailForm):
    """One's own name and address."""


class OneNameUserViewSet(UserViewSet):
    """The admin's views of users."""

    def get_form_class(self, for_update: bool = False) -> type[forms.ModelForm]:
        """Return the form for a user or a new one."""
        return UserForm if for_update else NewUserForm


class OneNameAccountView(AccountView):
    """One's own settings."""

    def get_panels(self) -> list[Any]:
        """Ask for the name and the address as the administrator's form does."""
        panels: list[Any] = super().get_panels()
        for panel in panels:
            if isinstance(panel, NameEmailSettingsPanel):
                panel.form_class = OwnNameForm
        return panels


own_account = never_cache(require_admin_access(OneNameAccountView.as_view()))
