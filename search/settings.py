"""Settings of the search, all with defaults, in one object: `PUFA_SEARCH` in Django's settings."""

from dataclasses import dataclass, fields

from django.conf import settings
from django.core.exceptions import ImproperlyConfigured


@dataclass(frozen=True, slots=True)
class SearchSettings:
    """`engine` is "sqlite", "postgresql", or empty for that of the site's database."""

    engine: str = ""
    page_size: int = 20

    @classmethod
    def read(cls) -> "SearchSettings":
        """What the site sets, in lower or upper case; an unknown name is an error."""
        given = {
            name.lower(): value for name, value in getattr(settings, "PUFA_SEARCH", {}).items()
        }
        unknown = given.keys() - {field.name for field in fields(cls)}
        if unknown:
            raise ImproperlyConfigured(f"PUFA_SEARCH has no setting {', '.join(sorted(unknown))}")
        return cls(**given)
