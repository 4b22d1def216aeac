"""Pictures of the demonstration, drawn by Pillow."""

from pages.demo.pictures.canvas import jpeg_bytes
from pages.demo.pictures.catalogue import PICTURES, Picture

__all__ = ["PICTURES", "Picture", "jpeg_bytes"]
