import json
from io import StringIO

import pytest
from django.core.management import CommandError, call_command
from django.db import connection

from registers.models import Law
from search import vocabulary
from search.benchmark import JudgedQuery, gain, measure, read_queries, recall, trapped_share
from search.models import IndexedDocument, IndexedWord
from tests.bench.short_corpus import write_short_corpus


def query(grades: dict[str, int], *, kind: str = "short", traps: set[str] = frozenset()):
    return JudgedQuery(kind=kind, text="禁毒", grades=grades, traps=frozenset(traps))


def benchmarked(engine: str, folder) -> dict:
    documents, queries = write_short_corpus(folder)
    output = StringIO()
    call_command(
        "search_benchmark",
        docs=documents,
        queries=queries,
        engine=engine,
        json=True,
        stdout=output,
    )
    return json.loads(output.getvalue())


class TestMeasures:
    def test_recall_counts_answers_of_grade_two_and_more(self):
        assert recall(query({"a": 3, "b": 2, "c": 1}), ["a", "c"]) == 0.5

    def test_fifty_answers_are_all_that_can_be_asked_for(self):
        many = {str(pk): 2 for pk in range(200)}
        assert recall(query(many), [str(pk) for pk in range(50)]) == 1

    def test_answers_beyond_the_fiftieth_are_too_late(self):
        late = [*(f"other {n}" for n in range(50)), "a"]
        assert recall(query({"a": 3}), late) == 0

    def test_gain_is_whole_in_the_best_order_and_less_in_another(self):
        graded = query({"a": 3, "b": 1})
        assert gain(graded, ["a", "b"]) == 1
        # (1 + 7 / log2 3) / (7 + 1 / log2 3)
        assert gain(graded, ["b", "a"]) == pytest.approx(0.7098, abs=1e-4)

    def test_traps_count_among_the_first_twenty(self):
        answer = ["a", "trap", *(f"other {n}" for n in range(18)), "late trap"]
        assert trapped_share(query({"a": 3}, traps={"trap", "late trap"}), answer) == 1 / 20
        assert trapped_share(query({"a": 3}, traps={"trap"}), []) == 0

    def test_means_by_kind_leave_out_queries_without_an_answer(self):
        result = measure(
            [
                query({"a": 3}),
                query({"b": 2}),
                query({"c": 2}, kind="alias"),
                query({}, kind="adversarial", traps={"d"}),
            ],
            [["a"], [], ["c"], ["d", "e"]],
        )
        assert (result.cats["short"].n, result.cats["short"].recall50) == (2, 0.5)
        assert result.cats["short"].zero == 0.5
        assert result.cats["alias"].ndcg10 == 1
        assert set(result.cats) == {"short", "alias"}
        assert result.all.n == 3
        assert result.false_hit == 0.5

    def test_reads_queries_with_numbers_for_ids(self, tmp_path):
        path = tmp_path / "queries.json"
        row = {"id": "q1", "cat": "short", "q": "禁毒", "rel": {"7": 3}, "trap": [9]}
        path.write_text(json.dumps({"queries": [row]}))
        assert read_queries(path) == [query({"7": 3}, traps={"9"})]


@pytest.mark.django_db(transaction=True)
class TestCommand:
    def test_measures_the_engine_of_the_database(self, tmp_path):
        result = benchmarked(
            "postgres" if connection.vendor == "postgresql" else "sqlite", tmp_path
        )
        assert result["docs"] == 40
        assert result["all"]["recall50"] > 0.95
        assert result["all"]["ndcg10"] > 0.95
        assert result["all"]["zero"] == result["false_hit"] == 0
        assert result["cats"]["typo"]["recall50"] == 1

    def test_leaves_index_registers_and_known_words_of_the_site_alone(self, tmp_path):
        vocabulary.learn({"原有"})
        benchmarked("sqlite", tmp_path)
        assert not IndexedDocument.objects.exists()
        assert not Law.objects.exists()
        assert list(IndexedWord.objects.values_list("word", flat=True)) == ["原有"]
        vocabulary.learn({"牵绳"})
        assert IndexedWord.objects.filter(word="牵绳").exists()

    @pytest.mark.sqlite
    def test_says_what_postgres_needs(self, tmp_path):
        with pytest.raises(CommandError, match="DATABASE_URL"):
            benchmarked("postgres", tmp_path)

    def test_writes_a_table_for_people(self, tmp_path):
        documents, queries = write_short_corpus(tmp_path)
        output = StringIO()
        call_command(
            "search_benchmark", docs=documents, queries=queries, engine="sqlite", stdout=output
        )
        assert "40 篇文档" in output.getvalue()
        assert "adversarial" in output.getvalue()

    @pytest.mark.elasticsearch
    def test_measures_the_server_in_an_index_of_its_own(self, tmp_path, on_search_server):
        from search.engines.elastic_client import client

        result = benchmarked("elasticsearch", tmp_path)
        assert result["all"]["recall50"] > 0.95
        assert not client().indices.get(index=f"{on_search_server}*")
