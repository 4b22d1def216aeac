"""Reader of web pages: the article on the page, and apart from it what frames it."""

import re
from collections.abc import Iterator
from dataclasses import dataclass, replace

from bs4 import BeautifulSoup
from bs4.exceptions import ParserRejectedMarkup

from exchange.documents.blocks import TITLE_LEVEL, Block, Heading, Paragraph, Picture, Table
from exchange.documents.decoding import decode_text
from exchange.documents.errors import DocumentError
from exchange.documents.navigation import is_navigation
from exchange.documents.organisations import organisations_of
from exchange.documents.page_article import article_lines
from exchange.documents.page_facts import fact_of, facts_of
from exchange.documents.page_lines import PageLine, nests_deeper, page_lines
from exchange.documents.source import SetAside
from exchange.documents.text_file import is_picture_line

_CHARSET = re.compile(rb"charset\s*=\s*[\"']?\s*([A-Za-z0-9_-]{2,20})", re.IGNORECASE)
_CHARSET_WITHIN = 4096
_DROPPED_TAGS = [
    "script",
    "style",
    "noscript",
    "template",
    "iframe",
    "svg",
    "object",
    "embed",
    "select",
]
# Names of <meta> that the guideline for government pages lays down, and the usual other ones.
_META_LABELS = {
    "pubdate": "发布时间",
    "publishdate": "发布时间",
    "article:published_time": "发布时间",
    "contentsource": "来源",
    "articletitle": "标题",
    "og:title": "标题",
}
_TITLE_NAMES = re.compile(r"title|(?:^|[-_])(?:bt|tit|biaoti)(?:$|[-_])", re.IGNORECASE)
_SHORTEST_TITLE, _LONGEST_TITLE = 5, 150
_MOST_LINES = 20_000
_DEEPEST = 250
_XML_DECLARATION = re.compile(r"^\s*<\?xml[^>]{0,200}>", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class WebPage:
    """The article of a page, the text around it, and what the page says about the article."""

    blocks: tuple[Block, ...]
    set_aside: tuple[SetAside, ...]
    facts: tuple[tuple[str, str], ...]


def read_web_page(content: bytes) -> WebPage:
    """Return the article of a web page as blocks.

    Raises:
        DocumentError: The bytes are no text, or no page can be read from them.
    """
    declared = _CHARSET.search(content[:_CHARSET_WITHIN])
    text = decode_text(content, declared=declared[1].decode("ascii") if declared else "")
    soup = _parsed(text)
    if nests_deeper(soup, _DEEPEST):
        raise DocumentError(
            "这个网页的结构层层嵌套、无法读取。请把正文复制到 Word 中，另存为 .docx 后上传。"
        )
    facts = tuple(_facts(soup))
    for tag in soup.find_all(["head", *_DROPPED_TAGS]):
        tag.decompose()
    lines = page_lines(soup)
    if len(lines) > _MOST_LINES:
        raise DocumentError("这个网页的内容过多，无法读取。请只保存正文部分后上传。")
    start, end = article_lines(soup, lines)
    inside, outside = lines[start:end], [*lines[:start], *lines[end:]]
    title = _title_above(lines[:start], inside)
    kept = [line for line in outside if line is title or _tells_facts(line)]
    frame = [line.text for line in outside if line not in kept and line.text]
    head = [_as_title(line) if line is title else line.block for line in kept]
    return WebPage(
        blocks=(*head, *_article_blocks(inside)),
        set_aside=(SetAside("网页导航", "\n".join(frame)),) if frame else (),
        facts=facts,
    )


def _parsed(text: str) -> BeautifulSoup:
    # The parser warns of XML declarations, and of a text so short that it could name a file.
    text = "\n" + _XML_DECLARATION.sub("", text, count=1)
    try:
        return BeautifulSoup(text, "lxml")
    except ParserRejectedMarkup as error:
        raise DocumentError("这个网页文件已损坏，无法读取。请在浏览器中重新保存后上传。") from error


def _facts(soup: BeautifulSoup) -> Iterator[tuple[str, str]]:
    for meta in soup.find_all("meta"):
        name = str(meta.get("name") or meta.get("property") or "").lower()
        value = str(meta.get("content") or "").strip()
        if name in _META_LABELS and value:
            yield _META_LABELS[name], value
    if soup.title:
        title = re.split(
            r"\s*[_|｜]|\s+[-–—]+\s+|-(?=[^-]*$)", soup.title.get_text(" ", strip=True)
        )[0]
        yield "标题", title.strip()


def _title_above(above: list[PageLine], inside: list[PageLine]) -> PageLine | None:
    """Return the title line where it stands on the page above the article."""
    if any(isinstance(line.block, Heading) and line.block.level == TITLE_LEVEL for line in inside):
        return None
    candidates = [line for line in above if _may_be_title(line)]
    candidates.sort(key=lambda line: line.owner.name == "h1")
    return candidates[-1] if candidates else None


def _as_title(line: PageLine) -> Block:
    return Heading(TITLE_LEVEL, line.text, line.block.position)


def _may_be_title(line: PageLine) -> bool:
    classes = line.owner.get_attribute_list("class")
    names = " ".join(str(each) for each in [*classes, line.owner.get("id")] if each)
    return (
        line.link_share == 0
        and _SHORTEST_TITLE <= len(line.text) <= _LONGEST_TITLE
        and (isinstance(line.block, Heading) or _TITLE_NAMES.search(names) is not None)
        and not isinstance(line.block, Table | Picture)
        and not organisations_of(line.text)
        and not facts_of(line.text)
        and not is_navigation(line.text)
    )


def _tells_facts(line: PageLine) -> bool:
    if isinstance(line.block, Table):
        cells = [cell for row in line.block.rows for cell in row if cell.strip()]
        return bool(cells) and bool(fact_of(cells[0], ""))
    return bool(facts_of(line.text))


def _article_blocks(inside: list[PageLine]) -> Iterator[Block]:
    """Yield the article's blocks; only its first heading of the top level is a title."""
    has_title = False
    for line in inside:
        block = line.block
        if isinstance(block, Paragraph) and is_picture_line(block.text):
            block = Picture(block.text, block.position)
        if isinstance(block, Heading) and block.level == TITLE_LEVEL:
            if has_title:
                block = replace(block, level=1)
            has_title = True
        yield block
