"""The zip package of a Word file, opened with care: it may come from anywhere."""

import zipfile
import zlib
from collections.abc import Iterator
from io import BytesIO
from posixpath import dirname, join, normpath
from xml.etree.ElementTree import Element, ParseError

from defusedxml import DefusedXmlException
from defusedxml.ElementTree import fromstring

from exchange.documents.errors import DocumentError

MOST_PARTS = 5_000
MOST_UNPACKED_BYTES = 300 * 1024 * 1024
MOST_PART_BYTES = 20 * 1024 * 1024
MOST_READ_BYTES = 40 * 1024 * 1024
MOST_RATIO = 200
_RATIO_COUNTS_FROM = 2 * 1024 * 1024
_DEEPEST = 150
_OLD_OFFICE_MARK = bytes.fromhex("d0cf11e0a1b11ae1")
_ENCRYPTED_FLAG = 0x1

OLD_OR_ENCRYPTED = (
    "这是旧版 .doc 文件或设有打开密码的文件，无法读取。请用 Word 或 WPS 打开，"
    "去掉密码并另存为 .docx 后重新上传。"
)
NOT_A_WORD_FILE = "这不是有效的 .docx 文件。请用 Word 或 WPS 打开确认，另存为 .docx 后重新上传。"
DAMAGED = "这个 .docx 文件已损坏，无法读取。请用 Word 或 WPS 打开修复，另存后重新上传。"
ENCRYPTED = "这个文件设有密码，无法读取。请去掉密码后重新上传。"
TOO_LARGE = "这个文件解压后过大，为安全起见不予读取。请删去不需要的内容、压缩图片后重新上传。"
HAS_MACROS = "这个文件含有宏（程序），为安全起见不予读取。请另存为不含宏的 .docx 后重新上传。"


def local_name(element: Element) -> str:
    """Return a tag without its namespace: Word has a transitional and a strict one."""
    return str(element.tag).rpartition("}")[2]


def attribute(element: Element | None, name: str) -> str:
    """Return the attribute with this local name, or nothing."""
    if element is None:
        return ""
    for key, value in element.attrib.items():
        if key.rpartition("}")[2] == name:
            return value
    return ""


def child(element: Element | None, *path: str) -> Element | None:
    """Return the first descendant along local names, or None."""
    for name in path:
        element = next(children(element, name), None)
    return element


def children(element: Element | None, name: str) -> Iterator[Element]:
    """Yield the children with this local name."""
    # An element without children counts as false, so None has to be asked for.
    yield from (each for each in (() if element is None else element) if local_name(each) == name)


class WordArchive:
    """The XML parts of a Word file, each unpacked and parsed when it is first asked for.

    Raises:
        DocumentError: From every method, where the file is not a sound Word file.
    """

    def __init__(self, content: bytes) -> None:
        if content.startswith(_OLD_OFFICE_MARK):
            raise DocumentError(OLD_OR_ENCRYPTED)
        try:
            self._archive = zipfile.ZipFile(BytesIO(content))
        except (zipfile.BadZipFile, OSError, ValueError, NotImplementedError) as error:
            raise DocumentError(NOT_A_WORD_FILE) from error
        self._names = {info.filename.lower(): info for info in self._archive.infolist()}
        self._parts: dict[str, Element] = {}
        self._read_bytes = 0
        self._refuse_dangerous()
        self.main_part = self._find_main_part()

    def _refuse_dangerous(self) -> None:
        infos = self._archive.infolist()
        if "[content_types].xml" not in self._names:
            raise DocumentError(NOT_A_WORD_FILE)
        if any(info.flag_bits & _ENCRYPTED_FLAG for info in infos):
            raise DocumentError(ENCRYPTED)
        if len(infos) > MOST_PARTS or sum(info.file_size for info in infos) > MOST_UNPACKED_BYTES:
            raise DocumentError(TOO_LARGE)
        if any(map(_is_bomb, infos)):
            raise DocumentError(TOO_LARGE)
        types = self._read("[Content_Types].xml")
        if any(name.endswith("vbaproject.bin") for name in self._names) or b"macroEnabled" in types:
            raise DocumentError(HAS_MACROS)

    def _find_main_part(self) -> str:
        targets = [*self.related("", "officeDocument"), "word/document.xml"]
        found = next((name for name in targets if name in self), None)
        if found is None:
            raise DocumentError(NOT_A_WORD_FILE)
        return found

    def __contains__(self, name: str) -> bool:
        return name.lower() in self._names

    def part(self, name: str) -> Element | None:
        """Return the root of an XML part, or None where the file has no such part."""
        if name not in self:
            return None
        key = name.lower()
        if key not in self._parts:
            self._parts[key] = _parsed(self._read(name))
        return self._parts[key]

    def related(self, name: str, kind: str) -> list[str]:
        """Return the names of the parts of one kind that part `name` refers to, each once."""
        folder = dirname(name)
        relations = self.part(join(folder, "_rels", name.removeprefix(folder).strip("/") + ".rels"))
        names = (
            _part_name(folder, attribute(relation, "Target"))
            for relation in children(relations, "Relationship")
            if attribute(relation, "Type").endswith("/" + kind)
            and attribute(relation, "TargetMode") != "External"
        )
        by_key: dict[str, str] = {}
        for each in names:
            by_key.setdefault(each.lower(), each)
        return list(by_key.values())

    def _read(self, name: str) -> bytes:
        try:
            with self._archive.open(self._names[name.lower()]) as part:
                content = part.read(MOST_PART_BYTES + 1)
        except (zipfile.BadZipFile, zlib.error, EOFError, OSError, ValueError) as error:
            raise DocumentError(DAMAGED) from error
        except (NotImplementedError, RuntimeError) as error:
            # Unknown compression or encryption.
            raise DocumentError(NOT_A_WORD_FILE) from error
        self._read_bytes += len(content)
        if len(content) > MOST_PART_BYTES or self._read_bytes > MOST_READ_BYTES:
            raise DocumentError(TOO_LARGE)
        return content


def _is_bomb(info: zipfile.ZipInfo) -> bool:
    return (
        info.file_size > _RATIO_COUNTS_FROM
        and info.file_size > max(info.compress_size, 1) * MOST_RATIO
    )


def _part_name(folder: str, target: str) -> str:
    return target.lstrip("/") if target.startswith("/") else normpath(join(folder, target))


def _parsed(content: bytes) -> Element:
    try:
        root: Element = fromstring(content, forbid_dtd=True)
    except (ParseError, DefusedXmlException, LookupError, ValueError) as error:
        raise DocumentError(DAMAGED) from error
    if _depth_exceeds(root, _DEEPEST):
        raise DocumentError(DAMAGED)
    return root


def _depth_exceeds(root: Element, most: int) -> bool:
    level = [root]
    for _ in range(most):
        level = [each for element in level for each in element]
        if not level:
            return False
    return True
