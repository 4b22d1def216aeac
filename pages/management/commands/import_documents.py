"""`manage.py import_documents FOLDER`: take documents of governments into the site."""

import json
from argparse import ArgumentParser
from pathlib import Path
from typing import Any

from django.contrib.auth import get_user_model
from django.core.management.base import BaseCommand, CommandError

from exchange.documents import DocumentError, DocumentKind
from pages.document_import.batch import (
    FileResult,
    FileStatus,
    account_of,
    document_files,
    import_files,
)
from pages.document_import.proposal import ImportProposal

MARKS = {FileStatus.IMPORTED: "✓", FileStatus.EXISTING: "＝", FileStatus.FAILED: "✗"}


class Command(BaseCommand):
    help = "读取文件夹中的 .txt、.docx、.html 文件，存为公告或动态的草稿；同一文件再导入不作改动。"

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("folder", type=Path, help="文件夹，或单个文件")
        parser.add_argument("--publish", action="store_true", help="导入后直接发布")
        parser.add_argument(
            "--confirm-issuers",
            action="store_true",
            help="把名录中没有的发布机构登记为“其他发文机关”",
        )
        parser.add_argument("--user", default="", help="记在哪个用户名下，默认第一个超级管理员")
        parser.add_argument("--json", action="store_true", help="以 JSON 输出结果")

    def handle(self, *args: Any, **options: Any) -> None:
        user = _user_named(options["user"])
        try:
            files = document_files(options["folder"])
        except DocumentError as error:
            raise CommandError(str(error)) from error
        results: list[FileResult] = []
        for result in import_files(
            files,
            user=user,
            publish=options["publish"],
            confirm_issuers=options["confirm_issuers"],
        ):
            results.append(result)
            if not options["json"]:
                self.stdout.write("\n".join(_lines(result)))
        counts = {status: sum(each.status is status for each in results) for status in FileStatus}
        if options["json"]:
            account: dict[str, Any] = {status.value: count for status, count in counts.items()}
            account["documents"] = [account_of(result) for result in results]
            self.stdout.write(json.dumps(account, ensure_ascii=False, indent=1))
        else:
            self.stdout.write(_summary(counts, publish=options["publish"]))
        if counts[FileStatus.FAILED]:
            raise CommandError(f"{counts[FileStatus.FAILED]} 个文件没有导入，原因见上。")


def _user_named(name: str) -> Any:
    users = get_user_model()._default_manager.all()
    if not name:
        return users.filter(is_superuser=True, is_active=True).order_by("pk").first()
    found = users.filter(username=name).first()
    if found is None:
        raise CommandError(f"没有名为“{name}”的用户。")
    return found


def _summary(counts: dict[FileStatus, int], *, publish: bool) -> str:
    made = f"{'发布' if publish else '存为草稿'} {counts[FileStatus.IMPORTED]} 件"
    return (
        f"共 {sum(counts.values())} 个文件：{made}，以前已导入 {counts[FileStatus.EXISTING]} 件，"
        f"未导入 {counts[FileStatus.FAILED]} 件。"
    )


def _lines(result: FileResult) -> list[str]:
    lines = [f"{MARKS[result.status]} {result.name}"]
    proposal = result.proposal
    if proposal is not None and result.status is FileStatus.EXISTING:
        state = "" if result.page is None or result.page.live else "（草稿）"
        lines.append(f"  以前已导入：{proposal.kind_label}《{proposal.title}》{state}")
        return lines + [f"  提示：{sentence}" for sentence in result.warnings or ["没有改动"]]
    if proposal is not None:
        lines += _proposal_lines(proposal)
    lines += [f"  提示：{sentence}" for sentence in result.warnings]
    if result.error:
        lines.append(f"  未导入：{result.error}")
    return lines


def _proposal_lines(proposal: ImportProposal) -> list[str]:
    document, place = proposal.document, proposal.place
    unit = place.department.name if place.department else "公告栏目（本县以外机构）"
    told = {
        "种类": f"{proposal.kind_label}（{'；'.join(document.kind_reasons)}）",
        "单位": f"{unit}（{place.reason}）" if place.page else place.reason,
        "标题": proposal.title,
        "发布机构": proposal.issuer_text,
        "文号": proposal.document_number or ("无" if proposal.kind is DocumentKind.NOTICE else ""),
        _date_label(proposal): _date_text(proposal),
        "附件": "、".join(document.attachments),
        "图片位置": f"{document.picture_count} 处" if document.picture_count else "",
        "法律": "、".join(law.short_name for law in proposal.laws),
        "数据": "、".join(f"{each.figure.label}{each.figure.text}" for each in proposal.figures),
        "整理": f"{len(document.repairs)} 处" if document.repairs else "无",
    }
    return [
        *(f"  {label}：{text}" for label, text in told.items() if text),
        *(f"    {repair}" for repair in document.repairs),
    ]


def _date_label(proposal: ImportProposal) -> str:
    return "成文日期" if proposal.kind is DocumentKind.NOTICE else "活动日期"


def _date_text(proposal: ImportProposal) -> str:
    if proposal.kind is DocumentKind.REPORT:
        return str(proposal.start_on or "未知")
    text = str(proposal.issued_on or "未知")
    if proposal.issued_on is None and proposal.issued_year:
        text += f"（{proposal.issued_year}年）"
    return f"{text}，{proposal.released_on} 发布" if proposal.released_on else text
