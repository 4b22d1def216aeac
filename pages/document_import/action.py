"""Makes the page."""

from dataclasses import asdict, dataclass
from typing import Any

from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils.html import escape
from wagtail.log_actions import LogContext, log
from wagtail.models import Page
from wagtail.rich_text import RichText

from exchange.documents import DocumentKind
from pages.document_import.proposal import ImportProposal, imported_page
from pages.document_import.rules import problems_of, user_may_register
from pages.document_import.stream import StreamBlock, article_stream
from pages.document_import.turns import await_turn
from pages.law_warnings import warnings_for
from pages.models.activity_report import ActivityReportPage
from pages.models.notice import NoticePage, Validity
from pages.models.record import RecordPage
from pages.permissions import may_publish_without_review
from pages.tree import year_folder
from registers.models import Department
from registers.models.department import DepartmentLevel

LOG_ACTION = "pufa.import_document"

_VALIDITY = {
    "失效": Validity.EXPIRED,
    "已失效": Validity.EXPIRED,
    "废止": Validity.REPEALED,
    "已废止": Validity.REPEALED,
}
_LONGEST_ATTACHMENT = 200


class ImportRefused(Exception):
    """The document cannot become a page; `problems` says why, keyed by field."""

    def __init__(self, problems: dict[str, str]) -> None:
        super().__init__("；".join(dict.fromkeys(problems.values())))
        self.problems = problems


@dataclass(frozen=True, slots=True)
class ImportOutcome:
    """The page of a document, whether it is new, and what to think over."""

    page: RecordPage
    is_new: bool
    warnings: tuple[str, ...] = ()


@transaction.atomic
def import_document(
    *,
    proposal: ImportProposal,
    user: Any,
    publish: bool = False,
    confirm_issuers: bool = False,
    is_site_wide: bool = False,
) -> ImportOutcome:
    """Make a draft, or with `publish` a public page, of a confirmed proposal.

    A text that was taken in before leaves everything as it is. For a user that means a page of
    own work or below the chosen place, with `is_site_wide` any page of the site. `confirm_issuers`
    enters unknown issuing bodies into the register, outside the county's tree, also for a page
    that was made before they were confirmed. `user` None stands for the site itself.

    Raises:
        ImportRefused: Something is missing or not allowed; nothing has been changed.
    """
    await_turn()
    place = proposal.place.page
    reader = None if is_site_wide else user
    existing = imported_page(proposal.digest, user=reader, place=place)
    if existing is not None:
        named = confirm_issuers and user_may_register(user)
        said = _name_issuer(existing, proposal, user=user) if named else ()
        return ImportOutcome(existing, is_new=False, warnings=said)
    problems = problems_of(proposal, user=user, publish=publish, confirm_issuers=confirm_issuers)
    if problems or place is None:
        raise ImportRefused(problems)
    if confirm_issuers:
        _register_issuers(proposal.unknown_issuers)
    page = _notice(proposal) if proposal.kind is DocumentKind.NOTICE else _report(proposal)
    page.owner = user
    # The history shows one entry for each action and context: each document has its own.
    with LogContext(user=user):
        try:
            _file(page, place, user=user, publish=publish)
        except ValidationError as error:
            raise ImportRefused(_messages(page, error)) from error
        log(page, LOG_ACTION, user=user, data=_account(proposal))
    return ImportOutcome(page, is_new=True, warnings=tuple(warnings_for(page)))


def _file(page: RecordPage, place: Page, *, user: Any, publish: bool) -> None:
    page.live, page.has_unpublished_changes = False, True
    folder = year_folder(type(place)._default_manager.get(pk=place.pk), page.record_date.year)
    folder.add_child(instance=page)
    revision = page.save_revision(user=user)
    if publish:
        revision.publish(user=user)
        page.refresh_from_db()


def _notice(proposal: ImportProposal) -> NoticePage:
    document = proposal.document
    page = NoticePage(
        **_common(proposal),
        document_number=_fitting(NoticePage, "document_number", proposal.document_number),
        issuer=_issuer(proposal),
        issuer_text=_fitting(NoticePage, "issuer_text", proposal.issuer_text),
        issued_on=proposal.issued_on,
        issued_year=proposal.issued_year,
        released_on=proposal.released_on,
        index_number=_fitting(NoticePage, "index_number", document.index_number),
        validity=_VALIDITY.get(document.validity, Validity.IN_FORCE),
        notice_kind=proposal.notice_kind,
        signer=_fitting(NoticePage, "signer", document.signer),
        addressed_to=_fitting(NoticePage, "addressed_to", document.recipients),
        copied_to=_fitting(NoticePage, "copied_to", document.copied_to),
        attachments=[
            ("attachment", {"title": name[:_LONGEST_ATTACHMENT], "document": None})
            for name in document.attachments
        ],
        body=[*article_stream(document.body), *_what_did_not_fit(proposal)],
    )
    page.laws = list(proposal.laws)
    return page


def _report(proposal: ImportProposal) -> ActivityReportPage:
    page = ActivityReportPage(
        **_common(proposal),
        start_on=proposal.start_on,
        village=proposal.village,
        figures=[
            (
                "figure",
                {
                    "measure": proposed.measure.slug,
                    "value": proposed.figure.value,
                    "is_about": proposed.figure.is_about,
                    "period": proposed.figure.period,
                },
            )
            for proposed in proposal.figures
            if proposed.measure is not None
        ],
        body=article_stream(proposal.document.body),
    )
    page.laws = list(proposal.laws)
    page.co_organisers = list(proposal.co_organisers)
    return page


def _common(proposal: ImportProposal) -> dict[str, Any]:
    source = proposal.document.source_name
    return {
        "title": proposal.title.strip(),
        "source_name": _fitting(RecordPage, "source_name", source),
        "import_digest": proposal.digest,
    }


def _issuer(proposal: ImportProposal) -> Department | None:
    """Return the register's row of the issuing body, those just entered included."""
    if proposal.sender is not None:
        return proposal.sender
    names = [issuer.name for issuer in proposal.issuers]
    known = {name: Department.objects.named(name).first() for name in names}
    return next((known[name] for name in names if known[name]), None)


def _name_issuer(page: RecordPage, proposal: ImportProposal, *, user: Any) -> tuple[str, ...]:
    """Register the body confirmed now, put it on a notice that names none, and say so.

    A page that `user` may not change now keeps its text: it belongs to others or is in review.
    """
    if not isinstance(page, NoticePage) or page.issuer_id or not proposal.unknown_issuers:
        return ()
    _register_issuers(proposal.unknown_issuers)
    registered = f"发布机构“{'、'.join(proposal.unknown_issuers)}”已登记"
    if not _may_change(user, page):
        return (f"{registered}；页面由他人编写或正在审核，没有改动。",)
    is_all_public = page.live and not page.has_unpublished_changes
    draft = page.get_latest_revision_as_object()
    draft.issuer = _issuer(proposal)
    revision = draft.save_revision(user=user, log_action=True)
    if not is_all_public:
        return (f"{registered}。",)
    if user is not None and not may_publish_without_review(user, page):
        return (f"{registered}并写入草稿，请提交审核。",)
    revision.publish(user=user)
    return (f"{registered}。",)


def _may_change(user: Any, page: NoticePage) -> bool:
    if user is None:
        return page.get_lock() is None
    permissions = page.permissions_for_user(user)
    return bool(permissions.can_edit() and not permissions.page_locked())


def _register_issuers(names: tuple[str, ...]) -> None:
    for name in names:
        if not Department.objects.named(name).exists():
            body = Department(name=name, level=DepartmentLevel.ISSUING_BODY)
            body.full_clean(exclude=["slug", "path"])
            body.save()


def _fitting(page_type: type[Page], field: str, value: str) -> str:
    return value[: page_type._meta.get_field(field).max_length]


def _what_did_not_fit(proposal: ImportProposal) -> list[StreamBlock]:
    """Return the whole of fields that are too long for their place, as text at the end."""
    document = proposal.document
    values = {
        "抄送": ("copied_to", document.copied_to),
        "发布机构": ("issuer_text", proposal.issuer_text),
        "签发人": ("signer", document.signer),
    }
    lines = [
        f"<p>{label}：{escape(value)}</p>"
        for label, (field, value) in values.items()
        if value != _fitting(NoticePage, field, value)
    ]
    return [("paragraph", RichText("".join(lines)))] if lines else []


def _messages(page: Page, error: ValidationError) -> dict[str, str]:
    if not hasattr(error, "error_dict"):
        return {"title": "；".join(error.messages)}
    labels = {
        field.name: str(getattr(field, "verbose_name", "")) for field in page._meta.get_fields()
    }
    return {
        name: f"{labels.get(name) or '内容'}：{'；'.join(messages)}"
        for name, messages in error.message_dict.items()
    }


def _account(proposal: ImportProposal) -> dict[str, Any]:
    """Return what the page's history keeps of the import: all that is not in the page itself."""
    return {
        "file": proposal.file_name,
        "digest": proposal.digest,
        "kind_reasons": list(proposal.document.kind_reasons),
        "place_reason": proposal.place.reason,
        "letterhead": list(proposal.document.letterhead),
        "repairs": [asdict(repair) for repair in proposal.document.repairs],
    }
