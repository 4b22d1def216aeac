"""The search server of the run, and an index of its own for each test."""

import uuid
from collections.abc import Iterator
from contextlib import ExitStack, contextmanager

import pytest
from pytest_django import Settings

from search.engines import elastic_index
from search.engines.elastic_client import client
from tests.services import Node, NotInstalledError, elasticsearch


@contextmanager
def running_or_skipped(nodes: int = 1) -> Iterator[list[Node]]:
    """A cluster of real servers; where none is installed, the test is skipped with the reason."""
    with ExitStack() as stack:
        try:
            started = stack.enter_context(elasticsearch(nodes))
        except NotInstalledError as error:
            pytest.skip(str(error))
        yield started


@pytest.fixture(scope="session")
def search_server() -> Iterator[str]:
    """The address of a real server, started when the first test asks for it."""
    with running_or_skipped() as nodes:
        yield nodes[0].url


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
