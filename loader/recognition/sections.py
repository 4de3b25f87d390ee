"""Cuts a document into the parts that the layout of standards has (order 147н of 2013): order, I, II, III, IV."""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from ..diagnostics import Diagnostic, diagnose
from ..sources.document import Paragraph, headed

if TYPE_CHECKING:
    from ..sources.document import Block, Document, Span


@dataclass(frozen=True)
class _Heading:
    part: str
    number: str
    pattern: re.Pattern[str]  # as the layout has it, over as many lines as it takes
    loose: re.Pattern[str] | None = None  # in other words, on one line


_HEADINGS = (
    _Heading("title", "", re.compile(r"()профессиональный стандарт")),
    _Heading("one", "I", re.compile(r"([ivl1і]+)\.\s*общие сведения")),
    _Heading(
        "two",
        "II",
        re.compile(
            r"([iv\dі]+)\.\s*описание трудовых функций(, входящих в профессиональный стандарт)?"
            r"( \(функциональная карта( вида (трудовой|профессиональной) деятельности)?\))?"
        ),
        re.compile(r"([iv\dі]+)\.\s*(описание .*функци|функциональная карта).*"),
    ),
    _Heading(
        "three",
        "III",
        re.compile(r"([iv\dіш]+)\.\s*характеристика обобщенных трудовых функций"),
        re.compile(r"([iv\dіш]+)\.\s*характеристик[аи] .*функци.*"),
    ),
    _Heading(
        "four",
        "IV",
        re.compile(r"([iv\dі]+)\.\s*сведения об организациях( ?[-–] ?разработчиках( профессионального стандарта)?)?"),
    ),
)
_LEADER = "...."  # leads the eye to the number of a page in a list of contents
_FOOTNOTE = re.compile(r"<\d{1,3}>\s*\S")


@dataclass
class Parts:
    """The blocks of each part, in the order of the document."""

    order: list[Block] = field(default_factory=list)
    title: list[Block] = field(default_factory=list)
    one: list[Block] = field(default_factory=list)
    two: list[Block] = field(default_factory=list)
    three: list[Block] = field(default_factory=list)
    four: list[Block] = field(default_factory=list)
    footnotes: list[Paragraph] = field(default_factory=list)
    found: set[str] = field(default_factory=set)


def cut(document: Document, findings: list[Diagnostic]) -> Parts:
    """Return the parts; a misnumbered section is among `findings`."""
    parts = Parts()
    current = parts.order
    for block in document.blocks:
        found = _heading(block) if isinstance(block, Paragraph) else None
        if found:
            heading, title, rest = found
            current = getattr(parts, heading.part)
            parts.found.add(heading.part)
            findings.extend(_misnumbered(heading, title))
            current.extend(rest)
        elif isinstance(block, Paragraph) and _FOOTNOTE.match(block.text):
            parts.footnotes.extend(_single_footnotes(block))
        else:
            current.append(block)
    return parts


def _single_footnotes(paragraph: Paragraph) -> list[Paragraph]:
    """Return a paragraph a footnote: each begins on the line of its number."""
    texts: list[list[Span]] = []
    for span in paragraph.spans:
        if _FOOTNOTE.match(span.text):
            texts.append([])
        texts[-1].append(span)
    return [Paragraph(tuple(spans)) for spans in texts]


def _heading(paragraph: Paragraph) -> tuple[_Heading, Paragraph, list[Block]] | None:
    """Return the heading that a paragraph begins with, its lines, and what follows them without a blank line."""
    if _LEADER in paragraph.text:
        return None
    for heading in _HEADINGS:
        if found := headed(paragraph, heading.pattern):
            return heading, *found
    first = Paragraph(paragraph.spans[:1])
    for heading in _HEADINGS:
        if heading.loose and (found := headed(first, heading.loose)):
            rest = paragraph.spans[1:]
            return heading, first, [Paragraph(rest)] if rest else []
    return None


def _misnumbered(heading: _Heading, paragraph: Paragraph) -> list[Diagnostic]:
    written = paragraph.text.partition(".")[0].strip()
    if not heading.number or written == heading.number:
        return []
    return [diagnose("section-number", paragraph.place, heading=paragraph.text, number=heading.number)]
