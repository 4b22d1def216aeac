"""What the registers share: a name that becomes an ASCII address."""

from typing import Any

from django.db import models

from registers.slugs import unique_slug


class SluggedModel(models.Model):
    """A register row whose slug is made from its name unless one was typed."""

    slug = models.SlugField(
        "网址用名",
        max_length=80,
        unique=True,
        blank=True,
        help_text="用于网址的拼音，留空自动生成；公开后不宜再改。",
    )

    slug_source = "name"

    class Meta:
        abstract = True

    def save(self, *args: Any, **kwargs: Any) -> None:
        """Fill an empty slug before the row is written."""
        if not self.slug:
            taken = set(
                type(self)._default_manager.exclude(pk=self.pk).values_list("slug", flat=True)
            )
            self.slug = unique_slug(getattr(self, self.slug_source), taken=taken)
        super().save(*args, **kwargs)
