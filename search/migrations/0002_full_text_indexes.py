# ruff: noqa: S608
"""The full-text indexes, which the database itself keeps equal to the documents."""

from django.db import migrations

DOCUMENT = "pufa_search_indexeddocument"
COLUMNS = "title_tokens, title_grams, label_tokens, body_tokens, grams"
OLD = ", ".join(f"old.{column.strip()}" for column in COLUMNS.split(","))
NEW = ", ".join(f"new.{column.strip()}" for column in COLUMNS.split(","))

SQLITE = [
    # The tokens are there already: nothing may be split, folded or stemmed again.
    f"""CREATE VIRTUAL TABLE pufa_search_fts USING fts5(
        {COLUMNS}, content='{DOCUMENT}', content_rowid='id',
        tokenize="unicode61 remove_diacritics 0")""",
    # What lists and counts need of a document, without its texts.
    """CREATE TABLE pufa_search_facets (
        id INTEGER PRIMARY KEY, rank INTEGER NOT NULL, facets TEXT NOT NULL)""",
    "CREATE INDEX pufa_search_facets_rank ON pufa_search_facets (rank)",
    f"""CREATE TRIGGER pufa_search_added AFTER INSERT ON {DOCUMENT} BEGIN
        INSERT INTO pufa_search_fts (rowid, {COLUMNS}) VALUES (new.id, {NEW});
        INSERT INTO pufa_search_facets (id, rank, facets) VALUES (new.id, new.rank, new.facets);
    END""",
    f"""CREATE TRIGGER pufa_search_removed AFTER DELETE ON {DOCUMENT} BEGIN
        INSERT INTO pufa_search_fts (pufa_search_fts, rowid, {COLUMNS}) VALUES ('delete', old.id, {OLD});
        DELETE FROM pufa_search_facets WHERE id = old.id;
    END""",
    f"""CREATE TRIGGER pufa_search_changed AFTER UPDATE ON {DOCUMENT} BEGIN
        INSERT INTO pufa_search_fts (pufa_search_fts, rowid, {COLUMNS}) VALUES ('delete', old.id, {OLD});
        INSERT INTO pufa_search_fts (rowid, {COLUMNS}) VALUES (new.id, {NEW});
        UPDATE pufa_search_facets SET rank = new.rank, facets = new.facets WHERE id = new.id;
    END""",
    "INSERT INTO pufa_search_fts (pufa_search_fts) VALUES ('rebuild')",
    f"INSERT INTO pufa_search_facets (id, rank, facets) SELECT id, rank, facets FROM {DOCUMENT}",
]
SQLITE_BACK = [
    "DROP TRIGGER pufa_search_changed",
    "DROP TRIGGER pufa_search_removed",
    "DROP TRIGGER pufa_search_added",
    "DROP TABLE pufa_search_facets",
    "DROP TABLE pufa_search_fts",
]


def lexemes(*columns):
    """The SQL for the words of these columns; pairs of characters are marked by a prefix."""
    parts = [f"replace(' ' || {name}, ' ', ' _')" if "grams" in name else name for name in columns]
    joined = " || ' ' || ".join(parts)
    return f"array_to_tsvector(array_remove(array_remove(string_to_array({joined}, ' '), ''), '_'))"


POSTGRESQL = [
    f"""ALTER TABLE {DOCUMENT}
        ADD COLUMN words tsvector GENERATED ALWAYS AS
            ({lexemes("title_tokens", "label_tokens", "body_tokens", "grams")}) STORED,
        ADD COLUMN title_words tsvector GENERATED ALWAYS AS
            ({lexemes("title_tokens", "title_grams")}) STORED,
        ADD COLUMN stressed_words tsvector GENERATED ALWAYS AS
            ({lexemes("stressed_tokens")}) STORED""",
    # Without statistics PostgreSQL always asks the index. With them it reads the whole table for a
    # common word, not knowing what unpacking its large vectors costs.
    f"""ALTER TABLE {DOCUMENT}
        ALTER COLUMN words SET STATISTICS 0,
        ALTER COLUMN title_words SET STATISTICS 0,
        ALTER COLUMN stressed_words SET STATISTICS 0""",
    f"CREATE INDEX pufa_search_words ON {DOCUMENT} USING gin (words)",
    f"CREATE INDEX pufa_search_rank ON {DOCUMENT} (rank)",
]
POSTGRESQL_BACK = [
    "DROP INDEX pufa_search_rank",
    "DROP INDEX pufa_search_words",
    f"ALTER TABLE {DOCUMENT} DROP COLUMN stressed_words, DROP COLUMN title_words, DROP COLUMN words",
]


def make(apps, schema_editor):
    for statement in {"sqlite": SQLITE, "postgresql": POSTGRESQL}.get(schema_editor.connection.vendor, []):
        schema_editor.execute(statement, params=None)


def unmake(apps, schema_editor):
    back = {"sqlite": SQLITE_BACK, "postgresql": POSTGRESQL_BACK}
    for statement in back.get(schema_editor.connection.vendor, []):
        schema_editor.execute(statement, params=None)


class Migration(migrations.Migration):
    dependencies = [("pufa_search", "0001_initial")]

    operations = [migrations.RunPython(make, unmake)]
