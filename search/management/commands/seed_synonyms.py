"""`manage.py seed_synonyms`: make the shipped lines of synonyms that are missing."""

from typing import Any

from django.core.management.base import BaseCommand

from search.seeding import seed_synonyms


class Command(BaseCommand):
    help = "补齐系统自带的检索同义词；已有的行不会改动。"

    def handle(self, *args: Any, **options: Any) -> None:
        report = seed_synonyms()
        self.stdout.write(f"同义词：新增 {report.created} 行，已有 {report.kept} 行未改动。")
