"""The search server of the run, and an index of its own for each test."""

import uuid
from collections.abc import Iterator

import pytest
from pytest_django import Settings

from search.engines import elastic_index
from search.engines.elastic_client import client
from tests.services import NotInstalledError, elasticsearch


@pytest.fixture(scope="session")
def search_server() -> Iterator[str]:
    """The address of a real server, started when the first test asks for it."""
    try:
        running = elasticsearch()
        nodes = running.__enter__()
    except NotInstalledError as error:
        pytest.skip(str(error))
    try:
        yield nodes[0].url
    finally:
        running.__exit__(None, None, None)


@pytest.fixture
def on_search_server(search_server: str, settings: Settings) -> Iterator[str]:
    """Let the site search on the server, under an alias of this test; yields the alias."""
    alias = f"test-{uuid.uuid4().hex[:12]}"
    on_server = {
        "ENGINE": "elasticsearch",
        "ELASTICSEARCH_URLS": (search_server,),
        "INDEX_NAME": alias,
        "REPLICAS": 0,
        "TIMEOUT": 10,
    }
    settings.PUFA_SEARCH = on_server
    yield alias
    settings.PUFA_SEARCH = on_server  # the test may have led the site elsewhere
    for name in elastic_index.builds(client(), alias):
        elastic_index.drop(client(), name)
