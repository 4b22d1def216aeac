from django.apps import AppConfig
from wagtail.users.apps import WagtailUsersAppConfig


class PagesConfig(AppConfig):
    name = "pages"
    label = "pufa_pages"
    verbose_name = "普法栏目"

    def ready(self) -> None:
        from pages import signal_handlers

        signal_handlers.connect()


class UsersConfig(WagtailUsersAppConfig):
    """Wagtail's users with our forms."""

    user_viewset = "pages.user_admin.OneNameUserViewSet"
