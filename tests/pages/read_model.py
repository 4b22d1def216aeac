"""Holds the public read model against what an anonymous visitor really gets."""

from collections import Counter

from django.test import Client
from wagtail.models import Page

from pages import publication
from pages.models import HomePage, PublicEntry, PublicFacet, PublicTally, RecordPage, YearFolderPage
from pages.models.public import rank_of


def pages_a_visitor_can_open() -> set[int]:
    """Ids of the pages that an anonymous GET of their address shows."""
    visitor = Client()
    shown = set()
    for page in Page.objects.filter(depth__gt=1).specific():
        address = page.get_url()
        if address is None or isinstance(page, YearFolderPage):
            continue
        response = visitor.get(address)
        if response.status_code == 200 and b'type="password"' not in response.content:
            assert page.title in response.text or isinstance(page, HomePage)
            shown.add(page.pk)
    return shown


def facets_there_should_be() -> Counter:
    """Every combination under which lists must show a public record, from the pages themselves."""
    wanted: Counter = Counter()
    for page in Page.objects.filter(public_entry__isnull=False).specific():
        if not isinstance(page, RecordPage):
            continue
        if hasattr(page, "laws"):
            laws = {law.pk for law in page.laws.all()}
        elif hasattr(page, "provisions"):
            laws = {provision.law_id for provision in page.provisions.all()}
        else:
            laws = {law.pk for item in page.items.all() for law in item.laws.all()}
        departments = set(page.department.ancestor_ids)
        if hasattr(page, "co_organisers"):
            for other in page.co_organisers.all():
                departments |= set(other.ancestor_ids)
        village = getattr(page, "village_id", None) or 0
        kind, rank = page.entry_kind.value, rank_of(page.record_date, page.pk)
        wanted.update(
            (page.pk, kind, law, department, place, rank)
            for law in laws | {0}
            for department in departments | {0}
            for place in {0, village}
        )
    return wanted


def tallies_there_should_be() -> Counter:
    wanted: Counter = Counter()
    for facet in PublicFacet.objects.select_related("entry"):
        key = (facet.kind, facet.law, facet.department, facet.village)
        wanted[(*key, facet.entry.date.year * 100 + facet.entry.date.month)] += 1
        if sum(map(bool, key[1:])) <= 1:
            wanted[(*key, 0)] += 1
    return wanted


def assert_read_model_is_right() -> None:
    """Entries for exactly what a visitor can open; facets, tallies and content up to date."""
    assert set(PublicEntry.objects.values_list("pk", flat=True)) == pages_a_visitor_can_open()
    facets = Counter(
        PublicFacet.objects.values_list("entry_id", "kind", "law", "department", "village", "rank")
    )
    assert facets == facets_there_should_be()
    tallies = {
        (tally.kind, tally.law, tally.department, tally.village, tally.month): tally.n
        for tally in PublicTally.objects.all()
    }
    assert tallies == tallies_there_should_be()
    assert_nothing_to_rebuild()


def assert_nothing_to_rebuild() -> None:
    before = {entry.pk: entry for entry in PublicEntry.objects.all()}
    changes = publication.rebuild()
    differences = [
        (after.title, name, getattr(before[after.pk], name), getattr(after, name))
        for after in PublicEntry.objects.filter(pk__in=changes.changed)
        if after.pk in before
        for name in ("path", "url", "title", "department_path", "rank", "published_at", "api")
        if getattr(before[after.pk], name) != getattr(after, name)
    ]
    assert not changes, (changes, differences)
