"""Bytes to text, in the encodings that Chinese offices use."""

import codecs

from exchange.documents.errors import DocumentError

_MARKS = (
    (codecs.BOM_UTF8, "utf-8-sig"),
    (codecs.BOM_UTF16_LE, "utf-16"),
    (codecs.BOM_UTF16_BE, "utf-16"),
)
_DECLARED = {"big5": "big5hkscs", "big5-hkscs": "big5hkscs", "utf-16": "utf-16-le"}
_CONTROL_SHARE = 0.01
_UNNAMED_SHARE = 0.05


def decode_text(content: bytes, *, declared: str = "") -> str:
    """Return the text of `content`; `declared` is the encoding that the file itself names.

    Raises:
        DocumentError: No encoding fits, or the bytes are no text.
    """
    for encoding in _likely_encodings(content, declared):
        try:
            text = content.decode(encoding)
        except UnicodeDecodeError:
            continue
        if _reads_as_text(text):
            return text
    raise DocumentError(
        "无法识别文字编码，或者这不是文本文件。请用记事本打开，另存为 UTF-8 编码后重新上传。"
    )


def _likely_encodings(content: bytes, declared: str) -> list[str]:
    for mark, encoding in _MARKS:
        if content.startswith(mark):
            return [encoding]
    if b"\x00" in content:
        return ["utf-16-le", "utf-16-be"]
    # Bytes that are valid UTF-8 are hardly ever anything else, whatever the file declares.
    return ["utf-8", _DECLARED.get(declared.strip().lower(), "gb18030"), "gb18030"]


def _reads_as_text(text: str) -> bool:
    controls = sum(char < " " and not char.isspace() for char in text)
    unnamed = sum("\ue000" <= char <= "\uf8ff" or char == "\ufffd" for char in text)
    return controls <= len(text) * _CONTROL_SHARE and unnamed <= len(text) * _UNNAMED_SHARE
