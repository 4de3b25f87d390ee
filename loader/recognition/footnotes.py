"""Footnotes: markers taken out of texts, and the texts at the end of the document."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from ..diagnostics import Diagnostic, diagnose
from ..model import Footnote, FootnoteMarker
from ..sources.document import Span
from .acts import citations
from .unrecognised import keep_unrecognised

if TYPE_CHECKING:
    from collections.abc import Iterable

    from ..model import Passage
    from ..sources.document import Paragraph

_MARKER = re.compile(r"\s*<(\d{1,3})>")
_BODY = re.compile(r"<(\d{1,3})>\s*(.*)", re.DOTALL)


def unmarked(span: Span) -> tuple[Span, int | None]:
    """Return the span without footnote markers, and the number of its first marker."""
    numbers = _MARKER.findall(span.text)
    if not numbers:
        return span, None
    return Span(_MARKER.sub("", span.text).strip(), span.place), int(numbers[0])


def marker(span: Span, attached_to: str) -> tuple[FootnoteMarker, ...]:
    """Return the markers that stand in `span`."""
    return tuple(FootnoteMarker(int(number), attached_to, span.place) for number in _MARKER.findall(span.text))


def read_footnotes(
    bodies: Iterable[Paragraph],
    markers: Iterable[FootnoteMarker],
    passages: list[Passage],
    findings: list[Diagnostic],
) -> tuple[Footnote, ...]:
    """Return the footnotes with their markers; a marker without a text is a finding.

    A second text with one number is kept among `passages`.
    """
    by_number: dict[int, list[FootnoteMarker]] = {}
    for found in markers:
        by_number.setdefault(found.number, []).append(found)
    told: dict[int, Footnote] = {}
    for body in bodies:
        footnote = _footnote(body, by_number)
        if told.setdefault(footnote.number, footnote) is not footnote:
            keep_unrecognised(body, passages, findings)
    footnotes = tuple(told.values())
    findings.extend(
        diagnose("footnote-missing", places[0].place, number=number)
        for number, places in sorted(by_number.items())
        if number not in told
    )
    return footnotes


def _footnote(body: Paragraph, markers: dict[int, list[FootnoteMarker]]) -> Footnote:
    found = _BODY.match(body.text)
    if found is None:
        raise ValueError(f"not a footnote: {body.text!r}")
    number = int(found[1])
    return Footnote(number, found[2], body.place, tuple(markers.get(number, ())), citations(found[2]))
