"""Registers the registers with the admin."""

from wagtail.snippets.models import register_snippet

from registers.viewsets import RegisterGroup

register_snippet(RegisterGroup)
