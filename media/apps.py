from django.apps import AppConfig


class MediaConfig(AppConfig):
    name = "media"
    label = "pufa_media"
    verbose_name = "照片"
