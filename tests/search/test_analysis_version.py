"""What made an index can be told from what would make it now."""

import ast
import inspect

from search import analysis_version
from search.engines import elastic_index
from search.settings import SearchSettings

# Imported by the analysis of documents, but read only where a query is.
OF_QUERIES = {"pinyin"}
# Between documents and the search: what they import of it decides nothing about a document.
LAST = {"facets"}


def imported(source: str) -> set[str]:
    """The modules of `search` that a source imports."""
    found: set[str] = set()
    for node in ast.walk(ast.parse(source)):
        if isinstance(node, ast.ImportFrom) and node.module == "search":
            found |= {name.name for name in node.names}
        elif isinstance(node, ast.ImportFrom) and (node.module or "").startswith("search."):
            found.add((node.module or "").split(".")[1])
    return found


def test_every_module_that_makes_tokens_counts():
    known = {module.__name__.split(".")[1] for module in analysis_version.MODULES}
    for module in analysis_version.MODULES:
        if module.__name__.split(".")[1] not in LAST:
            assert imported(inspect.getsource(module)) <= known | OF_QUERIES


def test_another_analysis_mapping_or_number_of_shards_makes_another_index(monkeypatch):
    settings = SearchSettings()
    ours = elastic_index.fingerprint(settings)
    assert elastic_index.fingerprint(SearchSettings(replicas=0)) == ours
    assert elastic_index.fingerprint(SearchSettings(shards=2)) != ours
    monkeypatch.setattr(elastic_index, "analysis_version", lambda: "another")
    assert elastic_index.fingerprint(settings) != ours


def test_another_source_is_another_analysis(monkeypatch):
    before = analysis_version.analysis_version()
    monkeypatch.setattr(analysis_version, "MODULES", analysis_version.MODULES[1:])
    analysis_version.analysis_version.cache_clear()
    try:
        assert analysis_version.analysis_version() != before
    finally:
        analysis_version.analysis_version.cache_clear()
