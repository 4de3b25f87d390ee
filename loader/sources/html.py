"""Reads HTML as legal databases save it into a `Document`: paragraphs, tables with merged cells, raised numbers."""

from __future__ import annotations

import re
from collections import Counter
from typing import TYPE_CHECKING

from lxml import etree
from lxml import html as lxml_html

from ...errors import SourceError
from .decode import decode
from .markers import marker_of
from .provenance import encoding_told
from .rendition import Rendition
from .tables import MarkedCell, paragraphs_of, table_rows

if TYPE_CHECKING:
    from collections.abc import Iterator

    from lxml.etree import _Element

    from ..diagnostics import Diagnostic
    from .document import Document

_HEAD = 4096  # bytes in which HTML says what it is
_OPENS = re.compile(
    r"\s*(?:<\?xml[^>]*>\s*)?(?:<!--.*?-->\s*)*<(?:!doctype\s+html|html|head|body|table|meta|div|p)\b",
    re.IGNORECASE | re.DOTALL,
)
_DECLARATION = re.compile(r"\s*<\?xml[^>]*\?>")
_LEFT_OUT = frozenset({"script", "style", "head", "template", "noscript", "object", "svg", "select", "textarea"})
_BLOCKS = frozenset({
    "address", "article", "aside", "blockquote", "body", "caption", "center", "dd", "div", "dl", "dt", "fieldset",
    "figure", "footer", "form", "h1", "h2", "h3", "h4", "h5", "h6", "header", "hr", "html", "li", "main", "nav", "ol",
    "p", "pre", "section", "table", "tbody", "td", "tfoot", "th", "thead", "tr", "ul",
})  # fmt: skip
_CHECKED = "X"
_LONGEST_NUMBER = 4  # digits


def is_html(data: bytes) -> bool:
    """Tell whether the bytes begin as HTML does."""
    head = data[:_HEAD].replace(b"\x00", b"").lstrip(b"\xef\xbb\xbf\xff\xfe")
    return _OPENS.match(head.decode("latin-1")) is not None


def read_html(data: bytes, name: str, *, file: bytes | None = None, findings: tuple[Diagnostic, ...] = ()) -> Document:
    """Return the document in the HTML; raise `SourceError` on one without a text.

    HTML that is a part of a `file` is told of as that file, with what was found while it was taken out.
    """
    decoded = decode(data, name)
    parser = lxml_html.HTMLParser(remove_comments=True, remove_pis=True, no_network=True, huge_tree=False)
    try:
        root = lxml_html.document_fromstring(_DECLARATION.sub("", decoded.text, count=1), parser=parser)
    except (etree.LxmlError, ValueError) as error:
        raise _without_text(name) from error
    if any(error.level == etree.ErrorLevels.FATAL for error in parser.error_log):
        raise SourceError(
            ru=f"{name}: HTML вложен слишком глубоко; сохраните документ заново",
            en=f"{name}: the HTML is nested too deeply; save the document anew",
        )
    rendition = Rendition()
    _write(root, rendition)
    if not rendition.blocks:
        raise _without_text(name)
    told = [*findings, *encoding_told(decoded.encoding)]
    return rendition.document(data if file is None else file, name, told, encoding=decoded.encoding)


def _write(element: _Element, rendition: Rendition) -> None:
    for part in _flow(element):
        if isinstance(part, list):
            rendition.paragraph(part)
        else:
            _write_table(part, rendition)


def _write_table(table: _Element, rendition: Rendition) -> None:
    rows: list[list[MarkedCell]] = []
    for row in _descendants(table, {"tr", "caption"}):
        if row.tag == "tr" and row.find(".//table") is None:
            rows.append([_cell(cell) for cell in _descendants(row, {"td", "th"})])
            continue
        # A row that holds other tables is there for the layout.
        _write_rows(rows, rendition)
        rows = []
        for cell in _descendants(row, {"td", "th"}) if row.tag == "tr" else [row]:
            _write(cell, rendition)
    _write_rows(rows, rendition)


def _write_rows(rows: list[list[MarkedCell]], rendition: Rendition) -> None:
    for row in table_rows(rows):
        rendition.row(row)


def _cell(cell: _Element) -> MarkedCell:
    texts = tuple(text for part in _flow(cell) if isinstance(part, list) for text in paragraphs_of(part))
    return MarkedCell(texts, _span(cell, "colspan"), _span(cell, "rowspan"))


def _span(cell: _Element, name: str) -> int:
    written = str(cell.get(name, "1")).strip()
    return int(written) if written.isdecimal() and len(written) <= _LONGEST_NUMBER else 1


def _descendants(parent: _Element, names: set[str]) -> Iterator[_Element]:
    """Yield the rows of a table or the cells of a row, not those of tables inside."""
    waiting = list(reversed(parent))
    while waiting:
        one = waiting.pop()
        if one.tag in names:
            yield one
        elif one.tag != "table":
            waiting += reversed(one)


def _flow(element: _Element) -> Iterator[list[str] | _Element]:
    """Yield the paragraphs inside an element, each as its lines, and its tables."""
    lines = [element.text or ""]
    numbered: Counter[_Element] = Counter()
    walk = etree.iterwalk(element, events=("start", "end"))
    for event, node in walk:
        if node is element:
            continue
        if node.tag in _BLOCKS:
            if any(map(str.strip, lines)):
                yield lines
            lines = [""]
        if event == "end":
            lines[-1] += node.tail or ""
            continue
        if node.tag == "table":
            yield node
        words = _words(node, lines[-1])
        if words is not None or node.tag == "table":
            walk.skip_subtree()
        if node.tag == "br":
            lines.append("")
        lines[-1] += _before(node, numbered) + (
            (node.text or "") if words is None and node.tag != "table" else words or ""
        )
    if any(map(str.strip, lines)):
        yield lines


def _words(node: _Element, before: str) -> str | None:
    """Return what stands for an element with all that is inside; None where its content is read as it is."""
    if node.tag in _LEFT_OUT:
        return ""
    if node.tag == "sup":
        return marker_of("".join(map(str, node.itertext())), before)
    if node.tag == "input":
        return _CHECKED if node.get("checked") is not None else ""
    return None


def _before(node: _Element, numbered: Counter[_Element]) -> str:
    """Return the number that a browser shows before an item; `numbered` are the items of each list before it."""
    parent = node.getparent()
    if node.tag != "li" or parent is None or parent.tag != "ol":
        return ""
    start = str(parent.get("start", "1"))
    first = int(start) if start.isdecimal() and len(start) <= _LONGEST_NUMBER else 1
    numbered[parent] += 1
    return f"{first + numbered[parent] - 1}. "


def _without_text(name: str) -> SourceError:
    return SourceError(
        ru=f"{name}: в HTML нет текста; укажите файл приказа",
        en=f"{name}: the HTML has no text; name the file of an order",
    )
