"""Several files in one go: what became of each."""

from collections.abc import Iterator
from dataclasses import dataclass
from enum import StrEnum
from pathlib import Path
from typing import Any

from exchange.documents import (
    READABLE_SUFFIXES,
    DocumentError,
    DocumentKind,
    check_file,
    read_document,
)
from pages.document_import.action import ImportOutcome, ImportRefused, import_document
from pages.document_import.proposal import ImportProposal, propose_import
from pages.document_import.registers import ImportRegisters
from pages.models.record import RecordPage
from registers.models import Department

# Formats of documents that are not read: such a file is an error and not something else.
DOCUMENT_SUFFIXES = frozenset({*READABLE_SUFFIXES, ".doc", ".docm", ".wps", ".pdf", ".ofd", ".rtf"})
_LOCK_PREFIXES = ("~$", ".")


class FileStatus(StrEnum):
    """What became of a file."""

    IMPORTED = "imported"
    EXISTING = "existing"
    FAILED = "failed"


@dataclass(frozen=True, slots=True)
class FileResult:
    """One file of a batch; a file that failed has no page and says why in `error`."""

    name: str
    status: FileStatus
    error: str = ""
    proposal: ImportProposal | None = None
    page: RecordPage | None = None
    warnings: tuple[str, ...] = ()


def document_files(folder: Path) -> list[Path]:
    """Return the documents of a folder (or the one file given) by name.

    Files that Word keeps beside an open document are left out.

    Raises:
        DocumentError: There is no such folder, or no document in it.
    """
    if folder.is_file():
        return [folder]
    if not folder.is_dir():
        raise DocumentError(f"没有找到文件夹“{folder}”，请检查路径。")
    files = sorted(
        path
        for path in folder.iterdir()
        if path.is_file()
        and path.suffix.lower() in DOCUMENT_SUFFIXES
        and not path.name.startswith(_LOCK_PREFIXES)
    )
    if not files:
        raise DocumentError(f"文件夹“{folder}”里没有 {'、'.join(READABLE_SUFFIXES)} 文件。")
    return files


def import_files(
    files: list[Path], *, user: Any, publish: bool, confirm_issuers: bool
) -> Iterator[FileResult]:
    """Import each file by itself, so that one bad file leaves the others alone."""
    registers = ImportRegisters.load()
    for path in files:
        proposal: ImportProposal | None = None
        try:
            source = read_document(path.name, _content(path))
            # Who runs this on the server may know of all pages, whoever the pages are to belong to.
            proposal = propose_import(source, user=None, registers=registers)
            outcome = import_document(
                proposal=proposal,
                user=user,
                publish=publish,
                confirm_issuers=confirm_issuers,
                is_site_wide=True,
            )
        except (DocumentError, ImportRefused) as error:
            yield FileResult(path.name, FileStatus.FAILED, str(error), proposal)
            continue
        if outcome.is_new and confirm_issuers and proposal.unknown_issuers:
            registers = ImportRegisters.load()
        yield _result(path.name, proposal, outcome)


def account_of(result: FileResult) -> dict[str, Any]:
    """Return a result as JSON takes it."""
    account: dict[str, Any] = {"file": result.name, "status": result.status.value}
    if result.error:
        account["error"] = result.error
    if result.page is not None:
        account |= {"page_id": result.page.pk, "url": result.page.url, "live": result.page.live}
    if result.proposal is not None:
        account |= _account_of_proposal(result.proposal)
        account["warnings"] = list(result.warnings)
    return account


def _content(path: Path) -> bytes:
    try:
        check_file(path.name, path.stat().st_size)
        return path.read_bytes()
    except OSError as error:
        raise DocumentError(f"文件打不开：{error.strerror}。") from error


def _result(name: str, proposal: ImportProposal, outcome: ImportOutcome) -> FileResult:
    status = FileStatus.IMPORTED if outcome.is_new else FileStatus.EXISTING
    warnings = list(proposal.warnings) if outcome.is_new else []
    if outcome.is_new and proposal.unknown_issuers:
        named = "、".join(proposal.unknown_issuers)
        if not all(map(_is_registered, proposal.unknown_issuers)):
            warnings.append(f"发布机构“{named}”不在名录中，只按原文写在页面上。")
    return FileResult(name, status, "", proposal, outcome.page, (*warnings, *outcome.warnings))


def _account_of_proposal(proposal: ImportProposal) -> dict[str, Any]:
    document = proposal.document
    place = proposal.place
    is_notice = proposal.kind is DocumentKind.NOTICE
    return {
        "kind": proposal.kind.value,
        "kind_label": proposal.kind_label,
        "kind_reasons": list(document.kind_reasons),
        "title": proposal.title,
        "sender": proposal.issuer_text,
        "unit": place.department.name if place.department else None,
        "unit_reason": place.reason,
        "document_number": proposal.document_number,
        "issued_on": _iso(proposal.issued_on),
        "issued_year": proposal.issued_year or (proposal.issued_on and proposal.issued_on.year),
        "released_on": _iso(proposal.released_on),
        "start_on": None if is_notice else _iso(proposal.start_on),
        "source": document.source_name,
        "attachments": list(document.attachments),
        "pictures": document.picture_count,
        "tables": len(document.tables),
        "laws": [law.short_name for law in proposal.laws],
        "departments": [department.name for department in proposal.departments],
        "figures": [
            {
                "text": proposed.figure.text,
                "label": proposed.figure.label,
                "period": proposed.figure.period,
                "measure": proposed.measure.name if proposed.measure else None,
            }
            for proposed in proposal.figures
        ],
        "repairs": [str(repair) for repair in document.repairs],
    }


def _iso(day: Any) -> str | None:
    return day.isoformat() if day else None


def _is_registered(name: str) -> bool:
    return Department.objects.named(name).exists()
