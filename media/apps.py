from django.apps import AppConfig


class MediaConfig(AppConfig):
    name = "media"
    label = "pufa_media"
    verbose_name = "照片"

    def ready(self) -> None:
        from PIL import Image

        from media import neutral_names
        from media.limits import MOST_PIXELS

        neutral_names.connect()
        # Of what phones send today Pillow would warn already, and would decode twice as much.
        Image.MAX_IMAGE_PIXELS = MOST_PIXELS
