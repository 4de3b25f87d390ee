"""The values of elements: without the markup of pages, told apart where several are glued, joined where one is torn."""

from __future__ import annotations

import html
import re
from typing import TYPE_CHECKING

from ...diagnostics import diagnose
from ..document import Span

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from ...diagnostics import Diagnostic
    from .elements import Element

_SHOWN = 120  # characters of the text in a finding
_BREAK = re.compile(r"\s*<(?:br\s*/?|/?p(?:\s[^<>]*)?|/?li)>\s*", re.IGNORECASE)
_INLINE = re.compile(r"</?(?:b|i|u|em|strong|span|font|sub|ul|ol|div|a)(?:\s[^<>]*)?/?>", re.IGNORECASE)
_RAISED = re.compile(r"<sup>\s*(\d{1,3})\s*</sup>", re.IGNORECASE)
_ENTITY = re.compile(r"&(?:[a-z]{2,8}|#\d{1,6}|#x[0-9a-f]{1,5});", re.IGNORECASE)
_GLUED_DIGIT = re.compile(r"(?<=[а-яё)»])(\d{1,2})(?=[.,;]?$|\s+[а-яё(])")
_CONJUNCTION = re.compile(r"(?:или|либо|и)[,:;]?", re.IGNORECASE)


def value(element: Element | None, findings: list[Diagnostic]) -> Span | None:
    """Return the one value of an element, None where it says nothing; breaks within it are spaces."""
    if element is None:
        return None
    parts = _paragraphs(element, findings)
    return Span(" ".join(parts), element.place) if parts else None


def code(element: Element | None) -> Span | None:
    """Return a code as it is written, with spaces around it: whoever reads it says what is wrong with it."""
    if element is None or not element.text.strip():
        return None
    return Span(re.sub(r"\s", " ", element.text.strip("\n\r\t")), element.place)


def values(elements: Sequence[Element], footnotes: frozenset[int], findings: list[Diagnostic]) -> tuple[Span, ...]:
    """Return the values of the elements of a list; `footnotes` are the numbers of its function's."""
    spans = [span for element in elements for span in _told_apart(element, findings)]
    return tuple(_marked(span, footnotes, findings) for span in _joined(spans, findings))


def _told_apart(element: Element, findings: list[Diagnostic]) -> Iterator[Span]:
    """Yield the values of an element: paragraphs in it that begin with a capital are values of their own."""
    texts: list[str] = []
    for part in _paragraphs(element, findings):
        if texts and not part[0].isupper():
            texts[-1] = f"{texts[-1]} {part}"
        else:
            texts.append(part)
    if len(texts) > 1:
        findings.append(diagnose("values-told-apart", element.place, count=len(texts), text=" ".join(texts)[:_SHOWN]))
    yield from (Span(text, element.place) for text in texts)


def _paragraphs(element: Element, findings: list[Diagnostic]) -> list[str]:
    """Return the text of an element by the breaks that it is written with; markup in it is a finding."""
    written = element.text
    plain = _ENTITY.sub(lambda found: html.unescape(found[0]), _INLINE.sub("", _RAISED.sub(r" <\1>", written)))
    parts = [" ".join(part.split()) for part in _BREAK.split(plain)]
    if plain != written or len(parts) > 1:
        markup = [one for pattern in (_BREAK, _INLINE, _RAISED, _ENTITY) for one in pattern.finditer(written)]
        told = ", ".join(dict.fromkeys(one[0].strip() for one in markup))
        findings.append(diagnose("markup-removed", element.place, markup=told))
    return [part for part in parts if part]


def _joined(spans: Sequence[Span], findings: list[Diagnostic]) -> list[Span]:
    """Return the values; a conjunction that stands alone joins the value above it with the one below."""
    joined: list[Span] = []
    is_open = False
    for number, span in enumerate(spans):
        is_conjunction = _CONJUNCTION.fullmatch(span.text) is not None
        if joined and (is_open or (is_conjunction and number + 1 < len(spans))):
            joined[-1] = Span(f"{joined[-1].text} {span.text}", joined[-1].place + span.place)
            if is_conjunction:
                findings.append(diagnose("values-joined", span.place, word=span.text))
        else:
            joined.append(span)
        is_open = is_conjunction and len(joined) > 0 and joined[-1].text != span.text
    return joined


def _marked(span: Span, footnotes: frozenset[int], findings: list[Diagnostic]) -> Span:
    """Return the text with the digits glued to its words that are numbers of footnotes written as markers."""

    def replaced(found: re.Match[str]) -> str:
        if int(found[1]) not in footnotes:
            return found[0]
        findings.append(diagnose("footnote-digit", span.place, digit=found[1], text=span.text[:_SHOWN]))
        return f" <{found[1]}>"

    return Span(_GLUED_DIGIT.sub(replaced, span.text), span.place)
