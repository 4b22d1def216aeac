import pytest

from search.engines import database_engine
from tests.search.contract import DICTIONARY, EngineContract


@pytest.mark.django_db
class TestEngineOfTheDatabase(EngineContract):
    """Runs on the database of the test run: SQLite, or PostgreSQL where DATABASE_URL says so."""

    @pytest.fixture
    def engine(self):
        engine = type(database_engine())(lambda: DICTIONARY)
        engine.clear()
        return engine
