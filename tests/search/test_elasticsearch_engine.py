import uuid

import pytest

from search.documents import index_text
from search.engines.elasticsearch import ElasticsearchEngine
from search.vocabulary import learn
from tests.search.contract import DICTIONARY, DOCUMENTS, EngineContract

pytestmark = [pytest.mark.django_db, pytest.mark.elasticsearch]

ALL = {document.id: document.version for document in DOCUMENTS}


class TestElasticsearchEngine(EngineContract):
    """Runs on a real server. What a test leaves is looked at, so that few indexes are made."""

    name = f"contract-{uuid.uuid4().hex[:12]}"

    @pytest.fixture
    def kept(self, on_search_server):
        return ElasticsearchEngine(lambda: DICTIONARY, index=self.name, refresh=True)

    @pytest.fixture
    def engine(self, kept):
        kept.clear()
        return kept

    @pytest.fixture
    def full(self, kept):
        if not kept.client.indices.exists(index=self.name):
            kept.clear()
        if kept.ids_and_versions() == ALL:
            learn(word for document in DOCUMENTS for word in index_text(document, DICTIONARY).heard)
        else:
            kept.clear()
            kept.replace(DOCUMENTS)
        return kept
