from django.apps import AppConfig


class MediaConfig(AppConfig):
    name = "media"
    label = "pufa_media"
    verbose_name = "照片"

    def ready(self) -> None:
        from media import neutral_names

        neutral_names.connect()
