"""A cluster of three servers goes on when one of them is lost."""

import pytest

from search.engines.elasticsearch import ElasticsearchEngine
from search.query import Filters, parse_query
from tests.search.contract import CIVIL_CASE, DICTIONARY, DOCUMENTS, document
from tests.search_server import running_or_skipped

pytestmark = [pytest.mark.django_db, pytest.mark.elasticsearch, pytest.mark.slow]


@pytest.fixture
def cluster():
    with running_or_skipped(nodes=3) as nodes:
        yield nodes


def found(engine, text):
    plan = parse_query(text, DICTIONARY)
    return [hit.id for hit in engine.search(plan, Filters(), start=0, size=50).hits]


def test_a_lost_server_costs_neither_answers_nor_documents(cluster, settings):
    settings.PUFA_SEARCH = {
        "ENGINE": "elasticsearch",
        "ELASTICSEARCH_URLS": [node.url for node in cluster],
        "SHARDS": 2,
        "REPLICAS": 1,
        "TIMEOUT": 10,
    }
    engine = ElasticsearchEngine(lambda: DICTIONARY, refresh=True)
    engine.clear()
    engine.client.options(request_timeout=60).cluster.health(wait_for_status="green")
    engine.replace(DOCUMENTS)
    asked = ["耕牛", "反诈法", "12348", "院坝会"]
    before = [found(engine, text) for text in asked]
    assert before[0] == [CIVIL_CASE]

    cluster[0].kill()

    engine.client.options(request_timeout=60).cluster.health(
        wait_for_nodes="2", wait_for_no_initializing_shards=True, timeout="50s"
    )
    assert [found(engine, text) for text in asked] == before
    engine.replace([document(900, "彩电以旧换新的骗局")])
    assert found(engine, "彩电") == [900]
    assert engine.count() == len(DOCUMENTS) + 1
