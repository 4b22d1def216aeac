"""Which public cases cite one article of a law."""

from pages.articles import Article
from pages.models.case_explanation import CaseProvision
from pages.models.public import PublicEntry


def cards_citing(law_id: int, article: Article, *, count: int) -> list[str]:
    """Return the cards of the newest public cases that cite `article`. One query."""
    cases = CaseProvision.objects.filter(
        law_id=law_id, article=article.number, sub_article=article.sub
    )
    entries = PublicEntry.objects.filter(pk__in=cases.values("page")).newest_first()
    return list(entries.values_list("card", flat=True)[:count])
