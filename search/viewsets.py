"""What the search keeps that an administrator edits."""

from typing import ClassVar

from wagtail.admin.panels import FieldPanel
from wagtail.snippets.views.snippets import SnippetViewSet

from search.models import SynonymGroup


class SynonymViewSet(SnippetViewSet):
    """Everyday words and what they find."""

    model = SynonymGroup
    icon = "search"
    menu_label = "检索同义词"
    menu_name = "synonyms"
    menu_order = 700
    add_to_settings_menu = True
    list_display: ClassVar = ["word", "others", "is_active"]
    list_filter: ClassVar = ["is_active"]
    search_fields: ClassVar = ["word", "others"]
    list_per_page = 100
    panels: ClassVar = [FieldPanel("word"), FieldPanel("others"), FieldPanel("is_active")]
