"""The numbers that a word processor writes before paragraphs and keeps out of their text."""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Mapping

    from docx.document import Document as WordDocument
    from lxml.etree import _Element

W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
_ROMAN = ((10, "X"), (9, "IX"), (5, "V"), (4, "IV"), (1, "I"))
_PLACE = re.compile(r"%([1-9])")
_RUSSIAN = "абвгдежзиклмнопрстуфхцчшщэюя"
_MOST = 400  # a number that a damaged file may ask to be written in letters


@dataclass(frozen=True)
class Level:
    """How a level of a list is numbered: the kind of its numbers, the text around them, the first one."""

    kind: str
    text: str
    start: int


@dataclass
class Numbering:
    """The lists of a document, the numbers that styles give, and how far each list has come."""

    lists: Mapping[str, tuple[str, Mapping[int, Level]]]
    of_styles: Mapping[str, tuple[str, int]]
    reached: dict[str, dict[int, int]] = field(default_factory=dict)

    def before(self, paragraph: _Element) -> str:
        """Return what stands before a paragraph, and count it; nothing before most, and no signs of lists."""
        number, depth = self._list_of(paragraph)
        name, levels = self.lists.get(number, ("", {}))
        if depth not in levels or levels[depth].kind in {"bullet", "none"}:
            return ""
        counts = self.reached.setdefault(name, {})
        counts[depth] = counts.get(depth, levels[depth].start - 1) + 1
        for deeper in [one for one in counts if one > depth]:
            del counts[deeper]
        return _PLACE.sub(lambda found: _at(int(found[1]) - 1, levels, counts), levels[depth].text)

    def _list_of(self, paragraph: _Element) -> tuple[str, int]:
        own = paragraph.find(f"{W}pPr/{W}numPr")
        style = _value(paragraph.find(f"{W}pPr/{W}pStyle"))
        given = self.of_styles.get(style, ("", 0))
        if own is None:
            return given
        number, depth = _value(own.find(f"{W}numId")), _value(own.find(f"{W}ilvl"))
        return number or given[0], _whole(depth, given[1])


def numbering_of(document: WordDocument) -> Numbering:
    """Return the lists that a document defines."""
    abstract: dict[str, dict[int, Level]] = {}
    lists: dict[str, tuple[str, Mapping[int, Level]]] = {}
    part = next((one.target_part for one in document.part.rels.values() if one.reltype.endswith("/numbering")), None)
    root = getattr(part, "element", None)
    if root is not None:
        abstract = {_attribute(one, "abstractNumId"): _levels(one) for one in root.findall(f"{W}abstractNum")}
        for one in root.findall(f"{W}num"):
            name = _value(one.find(f"{W}abstractNumId"))
            lists[_attribute(one, "numId")] = (name, abstract.get(name, {}))
    return Numbering(lists, _of_styles(document))


def _of_styles(document: WordDocument) -> dict[str, tuple[str, int]]:
    found = {}
    for style in document.styles.element.findall(f"{W}style"):
        own = style.find(f"{W}pPr/{W}numPr")
        if own is not None:
            number, depth = _value(own.find(f"{W}numId")), _value(own.find(f"{W}ilvl"))
            found[_attribute(style, "styleId")] = (number, _whole(depth, 0))
    return found


def _levels(abstract: _Element) -> dict[int, Level]:
    return {
        _whole(_attribute(one, "ilvl"), 0): Level(
            _value(one.find(f"{W}numFmt")), _value(one.find(f"{W}lvlText")), _whole(_value(one.find(f"{W}start")), 1)
        )
        for one in abstract.findall(f"{W}lvl")
    }


def _at(depth: int, levels: Mapping[int, Level], counts: Mapping[int, int]) -> str:
    level = levels.get(depth)
    return _written(counts.get(depth, level.start), level.kind) if level else ""


def _written(number: int, kind: str) -> str:
    if not 0 < number < _MOST or kind in {"decimal", ""}:
        return str(number)
    if kind in {"upperRoman", "lowerRoman"}:
        roman = ""
        for value, sign in _ROMAN:
            roman += sign * (number // value)
            number %= value
        return roman if kind == "upperRoman" else roman.lower()
    letters = {"upperLetter": "ABCDEFGHIJKLMNOPQRSTUVWXYZ", "lowerLetter": "abcdefghijklmnopqrstuvwxyz"}
    alphabet = letters.get(kind) or {"russianUpper": _RUSSIAN.upper(), "russianLower": _RUSSIAN}.get(kind)
    if alphabet:
        return alphabet[(number - 1) % len(alphabet)]
    return "" if kind in {"bullet", "none"} else str(number)


def _value(element: _Element | None) -> str:
    return "" if element is None else _attribute(element, "val")


def _attribute(element: _Element, name: str) -> str:
    return str(element.get(f"{W}{name}") or "")


def _whole(written: str, otherwise: int) -> int:
    return int(written) if written.isdecimal() else otherwise
