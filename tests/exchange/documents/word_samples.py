"""Word files made for tests, sound ones with python-docx and damaged ones by hand."""

import zipfile
from collections.abc import Callable, Iterable
from io import BytesIO

from docx import Document
from docx.oxml import parse_xml
from docx.oxml.ns import nsdecls
from docx.shared import Inches
from docx.text.paragraph import Paragraph
from PIL import Image


def saved(document: Document) -> bytes:
    stream = BytesIO()
    document.save(stream)
    return stream.getvalue()


def word_file(lines: Iterable[str]) -> bytes:
    document = Document()
    for line in lines:
        document.add_paragraph(line)
    return saved(document)


def small_picture() -> BytesIO:
    stream = BytesIO()
    Image.new("RGB", (40, 30), "navy").save(stream, "PNG")
    stream.seek(0)
    return stream


def add_picture(document: Document, *, description: str = "") -> None:
    run = document.add_paragraph().add_run()
    run.add_picture(small_picture(), width=Inches(1))
    if description:
        run._r.xpath(".//wp:docPr")[0].set("descr", description)


def define_list(document: Document, number: int, levels: Iterable[tuple[str, str]]) -> None:
    """Define list `number` with (format, text) for each level."""
    numbering = document.part.numbering_part.element
    written = "".join(
        f'<w:lvl w:ilvl="{index}"><w:start w:val="1"/><w:numFmt w:val="{number_format}"/>'
        f'<w:lvlText w:val="{text}"/></w:lvl>'
        for index, (number_format, text) in enumerate(levels)
    )
    abstract = f'<w:abstractNum {nsdecls("w")} w:abstractNumId="{number}">{written}</w:abstractNum>'
    listed = f'<w:num {nsdecls("w")} w:numId="{number}"><w:abstractNumId w:val="{number}"/></w:num>'
    first = numbering.find("{*}num")
    (first.addprevious if first is not None else numbering.append)(parse_xml(abstract))
    numbering.append(parse_xml(listed))


def put_in_list(paragraph: Paragraph, number: int, level: int = 0) -> None:
    properties = paragraph._p.get_or_add_pPr()
    listed = (
        f'<w:numPr {nsdecls("w")}><w:ilvl w:val="{level}"/><w:numId w:val="{number}"/></w:numPr>'
    )
    properties.append(parse_xml(listed))


def changed_archive(content: bytes, change: Callable[[dict[str, bytes]], None]) -> bytes:
    """Return a Word file whose parts `change` has worked on."""
    with zipfile.ZipFile(BytesIO(content)) as archive:
        parts = {name: archive.read(name) for name in archive.namelist()}
    change(parts)
    stream = BytesIO()
    with zipfile.ZipFile(stream, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, part in parts.items():
            archive.writestr(name, part)
    return stream.getvalue()


def with_body(xml: str) -> bytes:
    """Return a Word file whose body is exactly `xml`."""

    def change(parts: dict[str, bytes]) -> None:
        parts["word/document.xml"] = (
            f"<w:document {nsdecls('w', 'wp', 'a', 'pic', 'r')} "
            'xmlns:mc="http://schemas.openxmlformats.org/markup-compatibility/2006" '
            'xmlns:wps="http://schemas.microsoft.com/office/word/2010/wordprocessingShape">'
            f"<w:body>{xml}</w:body></w:document>"
        ).encode()

    return changed_archive(word_file(["正文"]), change)
