"""The elements of a card as values: each with its place, its own text and its children."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass, field
from typing import TYPE_CHECKING
from urllib.parse import quote
from xml.parsers.expat import ExpatError

from ....errors import SourceError
from ...model import Place
from .parsing import hardened_parser, malformed

if TYPE_CHECKING:
    from collections.abc import Iterator

MAX_ELEMENTS = 50_000  # the longest card known has 1,500
_OUTER = frozenset({"XMLCardInfo", "ProfessionalStandarts"})  # what stands around a card is no part of its paths
_NO_CONTENT = ("xmlns", "xsi:", "xml:")  # attributes that say how to read an element, not what it says


@dataclass(frozen=True)
class Element:
    """An element; `text` is what it says itself, between and around its children."""

    tag: str
    place: Place
    text: str = ""
    children: tuple[Element, ...] = ()
    attributes: tuple[tuple[str, str], ...] = ()

    def child(self, tag: str) -> Element | None:
        """Return the first child of this name."""
        return next((one for one in self.children if one.tag == tag), None)

    def part(self, step: str, text: str) -> Element:
        """Return what the element says besides its children, as an element of its own."""
        line, path = self.place.elements[0] if self.place.elements else (self.place.first, self.tag)
        return Element(self.tag, Place(self.place.lines, elements=((line, f"{path}/{step}"),)), text)

    def all(self, tag: str) -> Iterator[Element]:
        """Yield the children of this name."""
        return (one for one in self.children if one.tag == tag)


@dataclass
class _Open:
    """An element whose end is not yet read."""

    tag: str
    path: str
    line: int
    attributes: tuple[tuple[str, str], ...]
    texts: list[str] = field(default_factory=list)
    children: list[Element] = field(default_factory=list)
    seen: Counter[str] = field(default_factory=Counter)

    def child(self, tag: str, line: int, attributes: dict[str, str]) -> _Open:
        """Return a child that begins."""
        self.seen[tag] += 1
        step = "" if tag in _OUTER else f"{quote(tag)}.{self.seen[tag]}"
        stated = tuple(one for one in attributes.items() if not one[0].startswith(_NO_CONTENT))
        return _Open(tag, "/".join(filter(None, (self.path, step))), line, stated)

    def closed(self, line: int) -> Element:
        """Return the element, which ends on this line."""
        # Of an element with children the place is where it begins: its children have places of their own.
        last = self.line if self.children else line
        lines = tuple(range(self.line, last + 1))
        place = Place(lines, elements=((self.line, self.path),) if self.path else ())
        return Element(self.tag, place, "".join(self.texts), tuple(self.children), self.attributes)


def root_element(text: str, name: str) -> Element:
    """Return the outermost element; raise `SourceError` on what is no well-formed XML or no card."""
    opened = [_Open("", "", 1, ())]
    count = 0

    def start(tag: str, attributes: dict[str, str]) -> None:
        nonlocal count
        count += 1
        if count > MAX_ELEMENTS:
            raise _too_many(name)
        opened.append(opened[-1].child(tag, parser.CurrentLineNumber, attributes))

    def end(_: str) -> None:
        element = opened.pop().closed(parser.CurrentLineNumber)
        opened[-1].children.append(element)

    def said(part: str) -> None:
        opened[-1].texts.append(part)

    parser = hardened_parser(name, start, end)
    parser.CharacterDataHandler = said
    try:
        parser.Parse(text.encode("utf-8", errors="replace"), True)  # noqa: FBT003  (expat takes it by place only)
    except ExpatError as error:
        raise malformed(error, name) from error
    return opened[0].children[0]


def _too_many(name: str) -> SourceError:
    return SourceError(
        ru=f"{name}: больше {MAX_ELEMENTS} элементов; это не карточка профстандарта",
        en=f"{name}: more than {MAX_ELEMENTS} elements; this is no card of a standard",
    )
