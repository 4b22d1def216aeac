from django.apps import AppConfig


class PagesConfig(AppConfig):
    name = "pages"
    label = "pufa_pages"
    verbose_name = "普法栏目"

    def ready(self) -> None:
        from pages import signal_handlers

        signal_handlers.connect()
