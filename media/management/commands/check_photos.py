import json
from dataclasses import asdict
from pathlib import Path
from typing import Any

from django.core.management.base import BaseCommand, CommandError, CommandParser

from media.checking import Checked, check


class Command(BaseCommand):
    help = "试收一个文件夹里的照片：能否接收、拍摄时间、提示和重复；什么也不保存。"

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("folder", type=Path, help="照片所在的文件夹")
        parser.add_argument("--json", action="store_true", help="每个文件输出一行 JSON")
        parser.add_argument("--keep", type=Path, help="把公开用的图片写到这个文件夹")

    def handle(self, *args: Any, **options: Any) -> None:
        folder: Path = options["folder"]
        if not folder.is_dir():
            raise CommandError(f"没有这个文件夹：{folder}")
        files = sorted(path for path in folder.rglob("*") if path.is_file())
        for checked in check(files, keep=options["keep"]):
            self.stdout.write(
                json.dumps(_rounded(checked), ensure_ascii=False)
                if options["json"]
                else _line(checked)
            )


def _rounded(checked: Checked) -> dict[str, Any]:
    return {
        **asdict(checked),
        "seconds": round(checked.seconds, 4),
        "peak_mb": round(checked.peak_mb, 1),
    }


def _line(checked: Checked) -> str:
    if not checked.accepted:
        return f"× {checked.file}：{checked.message}"
    parts = [checked.captured_at or "拍摄时间未知", *checked.hints]
    for other in checked.duplicates:
        parts.append(f"与“{other.file}”{'完全相同' if other.kind == 'exact' else '相似'}")
    return f"√ {checked.file}：{'；'.join(parts)}"
