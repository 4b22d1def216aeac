"""Titles are looked up while a visitor types."""

from django.db import migrations


def make(apps, schema_editor):
    if schema_editor.connection.vendor == "postgresql":
        schema_editor.execute(
            "CREATE INDEX pufa_search_title_words ON pufa_search_indexeddocument USING gin (title_words)"
        )


def unmake(apps, schema_editor):
    if schema_editor.connection.vendor == "postgresql":
        schema_editor.execute("DROP INDEX pufa_search_title_words")


class Migration(migrations.Migration):
    dependencies = [("pufa_search", "0004_synonyms")]

    operations = [migrations.RunPython(make, unmake)]
