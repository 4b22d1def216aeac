"""One way in for every file that a unit sends: by the ending of its name."""

from pathlib import PurePath

from exchange.documents.blocks import block_text
from exchange.documents.errors import DocumentError
from exchange.documents.source import SourceDocument
from exchange.documents.text_file import read_text_file
from exchange.documents.web_page import read_web_page
from exchange.documents.word_file import read_word_file

READABLE_SUFFIXES = (".txt", ".docx", ".html", ".htm")
MOST_BYTES = {
    ".txt": 3 * 1024 * 1024,
    ".html": 3 * 1024 * 1024,
    ".htm": 3 * 1024 * 1024,
    ".docx": 50 * 1024 * 1024,
}
_MEGABYTE = 1024 * 1024
_OLD_OR_OTHER = {
    ".doc": "旧版 .doc 文件无法读取，请用 Word 或 WPS 另存为 .docx 后重新上传。",
    ".wps": "WPS 专用的 .wps 文件无法读取，请另存为 .docx 后重新上传。",
    ".docm": "带宏的 .docm 文件不予读取，请另存为 .docx 后重新上传。",
    ".pdf": "PDF 文件无法读取，请上传它的 Word 原稿（.docx）。",
    ".ofd": "OFD 文件无法读取，请上传它的 Word 原稿（.docx）。",
}


def check_file(name: str, size: int) -> None:
    """Look at what is known of a file before it is read: its name and its size in bytes.

    Raises:
        DocumentError: The format is not read, or the file is too large.
    """
    suffix = _suffix(name)
    if suffix not in READABLE_SUFFIXES:
        raise DocumentError(
            _OLD_OR_OTHER.get(
                suffix, "只能读取 .txt、.docx 和 .html 文件，请另存为其中一种后重新上传。"
            )
        )
    if size > MOST_BYTES[suffix]:
        raise DocumentError(
            f"文件有 {size / _MEGABYTE:.1f} MB，"
            f"超过 {MOST_BYTES[suffix] // _MEGABYTE} MB 的上限，请分成几份或压缩图片后重新上传。"
        )


def read_document(name: str, content: bytes) -> SourceDocument:
    """Read one file into blocks; `name` is its file name, which tells the format.

    Raises:
        DocumentError: The format is not read, the file is too large, damaged or without text.
    """
    check_file(name, len(content))
    source = _read(name, _suffix(name), content)
    if not any(block_text(block).strip() for block in source.blocks):
        raise DocumentError("文件里没有文字。请确认上传的是正文，而不是扫描件或空文件。")
    return source


def _suffix(name: str) -> str:
    return PurePath(name).suffix.lower()


def _read(name: str, suffix: str, content: bytes) -> SourceDocument:
    if suffix == ".txt":
        return SourceDocument(name, read_text_file(content))
    if suffix == ".docx":
        blocks, set_aside = read_word_file(content)
        return SourceDocument(name, blocks, set_aside)
    page = read_web_page(content)
    return SourceDocument(name, page.blocks, page.set_aside, page.facts)
