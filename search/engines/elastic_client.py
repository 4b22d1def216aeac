"""The connection to the search server, one for each process."""

from collections.abc import Iterator
from contextlib import contextmanager
from functools import lru_cache
from typing import Any

from elastic_transport import TransportError
from elasticsearch import ApiError, Elasticsearch, NotFoundError

from search.engines.base import (
    SearchIndexMissingError,
    SearchRefusedError,
    SearchServerError,
)
from search.settings import SearchSettings

_LONGEST_WAIT = 600  # tenths of a second
WORKING_SECONDS = 30
# Refusals that say something of the server, not of what it was asked.
_OF_SERVER = frozenset({401, 403, 404, 408, 429})


def client() -> Elasticsearch:
    """The client of the site's settings; it keeps its connections and may be used by all threads.

    It asks the next server only where one refuses at once: time spent waiting is never spent twice.
    """
    return _client(SearchSettings.read())


@lru_cache(maxsize=8)
def _client(settings: SearchSettings) -> Elasticsearch:
    options: dict[str, Any] = {}
    if settings.elasticsearch_api_key:
        options["api_key"] = settings.elasticsearch_api_key
    elif settings.elasticsearch_username:
        options["basic_auth"] = (settings.elasticsearch_username, settings.elasticsearch_password)
    if settings.elasticsearch_ca_certs:
        options["ca_certs"] = settings.elasticsearch_ca_certs
    return Elasticsearch(
        list(settings.elasticsearch_urls),
        request_timeout=settings.timeout,
        max_retries=len(settings.elasticsearch_urls) - 1,
        retry_on_timeout=False,
        retry_on_status=(),
        **options,
    )


def patient(asked: Elasticsearch, seconds: float) -> Elasticsearch:
    """The same client with another time-out, at most a tenth of a second shorter than given."""
    return _with_timeout(asked, max(1, min(int(seconds * 10), _LONGEST_WAIT)))


def unhurried(asked: Elasticsearch) -> Elasticsearch:
    """The same client for work that no visitor waits for."""
    return patient(asked, WORKING_SECONDS)


@lru_cache(maxsize=32)
def _with_timeout(asked: Elasticsearch, tenths: int) -> Elasticsearch:
    # To make one costs as much as to ask a question.
    return asked.options(request_timeout=tenths / 10)


@contextmanager
def server_errors() -> Iterator[None]:
    """Turn what can go wrong with the server into errors of ours."""
    try:
        yield
    except NotFoundError as error:
        if "index_not_found" in str(error) or "alias" in str(error):
            raise SearchIndexMissingError(str(error)) from error
        raise SearchServerError(str(error)) from error
    except ApiError as error:
        if 400 <= error.status_code < 500 and error.status_code not in _OF_SERVER:
            raise SearchRefusedError(str(error)) from error
        raise SearchServerError(str(error)) from error
    except TransportError as error:
        raise SearchServerError(str(error)) from error


@contextmanager
def reading_answer() -> Iterator[None]:
    """Take what answers, but not as the server would, for a server that did not answer."""
    try:
        yield
    except (LookupError, TypeError, ValueError, AttributeError) as error:
        raise SearchServerError(f"An answer that makes no sense: {error!r}") from error
