"""The words of a paragraph of a DOCX: its lines, with footnote numbers as markers, without what was deleted."""

from __future__ import annotations

from typing import TYPE_CHECKING

from ..markers import marker_of
from .numbering import W

if TYPE_CHECKING:
    from collections.abc import Iterator

    from lxml.etree import _Element

_SIGNS = {"tab": "\t", "br": "\n", "cr": "\n", "noBreakHyphen": "-", "ptab": "\t", "sym": "•"}
_REFERENCES = frozenset({"footnoteReference", "endnoteReference"})
_ID = f"{W}id"
_LEFT_OUT = frozenset({"del", "moveFrom", "txbxContent", "pPr", "rPr", "instrText", "delText", "Fallback"})


def lines_of(paragraph: _Element, notes: dict[str, int]) -> list[str]:
    """Return the lines of a paragraph; `notes` gets the footnotes that it names, numbered as they come."""
    text = ""
    for element in _pieces(paragraph):
        text += _text(element, text, notes)
    return text.split("\n")


def _pieces(element: _Element) -> Iterator[_Element]:
    waiting = list(reversed(element))
    while waiting:
        one = waiting.pop()
        name = local_name(one)
        if name == "t" or name in _SIGNS or name in _REFERENCES:
            yield one
        elif name not in _LEFT_OUT:
            waiting += reversed(one)


def _text(element: _Element, before: str, notes: dict[str, int]) -> str:
    """Return the text that an element stands for after the text `before`."""
    name = local_name(element)
    if name in _REFERENCES:
        return f"<{notes.setdefault(f'{name}{element.get(_ID)}', len(notes) + 1)}>"
    if name in _SIGNS:
        return "" if element.get(f"{W}type") in {"page", "column"} else _SIGNS[name]
    text = (element.text or "").replace("\n", " ")
    run = element.getparent()
    raised = None if run is None else run.find(f"{W}rPr/{W}vertAlign")
    is_raised = raised is not None and raised.get(f"{W}val") == "superscript"
    return (marker_of(text, before) if is_raised else None) or text


def local_name(element: _Element) -> str:
    """Return the name of an element without its namespace; comments and instructions have none."""
    return element.tag.rpartition("}")[2] if isinstance(element.tag, str) else ""
