"""Settings of the search, all with defaults, in one object: `PUFA_SEARCH` in Django's settings."""

from dataclasses import dataclass, fields

from django.conf import settings
from django.core.exceptions import ImproperlyConfigured


@dataclass(frozen=True, slots=True)
class SearchSettings:
    """`engine` is "elasticsearch", "sqlite", "postgresql", or empty for the site's database.

    With "elasticsearch", `timeout` is how long one question to the server may take, in seconds,
    and `index_name` the alias under which the index of the day is found. `bulk_bytes` is how long
    one request to it that writes may be; a proxy on the way may take less than the server.
    """

    engine: str = ""
    page_size: int = 20
    elasticsearch_urls: tuple[str, ...] = ("http://127.0.0.1:9200",)
    elasticsearch_api_key: str = ""
    elasticsearch_username: str = ""
    elasticsearch_password: str = ""
    elasticsearch_ca_certs: str = ""
    index_name: str = "pufa"
    shards: int = 1
    replicas: int = 1
    timeout: float = 1.0
    bulk_bytes: int = 900_000

    @classmethod
    def read(cls) -> "SearchSettings":
        """What the site sets, in lower or upper case; an unknown name is an error."""
        given = {
            name.lower(): value for name, value in getattr(settings, "PUFA_SEARCH", {}).items()
        }
        unknown = given.keys() - {field.name for field in fields(cls)}
        if unknown:
            raise ImproperlyConfigured(f"PUFA_SEARCH has no setting {', '.join(sorted(unknown))}")
        if "elasticsearch_urls" in given:
            given["elasticsearch_urls"] = tuple(given["elasticsearch_urls"])
        return cls(**given)
