"""The synonyms become rows that an administrator edits; `seed_synonyms` makes those shipped."""

from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [("pufa_search", "0003_index_tasks")]

    operations = [
        migrations.CreateModel(
            name="SynonymGroup",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("word", models.CharField(error_messages={"unique": "这个词已经有一行，请改那一行。"}, help_text="大家会输入的词，例如：家暴", max_length=20, unique=True, verbose_name="词")),
                ("others", models.CharField(help_text="意思相同的词，用空格或顿号隔开，例如：家庭暴力、家庭成员施暴。只对左边的词有效；要反过来也能找到，请另加一行。", max_length=200, verbose_name="同时查找")),
                ("is_active", models.BooleanField(default=True, verbose_name="在用")),
            ],
            options={
                "verbose_name": "同义词",
                "verbose_name_plural": "同义词",
                "ordering": ["word"],
            },
        ),
    ]
