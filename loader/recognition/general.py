"""Reads section I: the activity, its code and purpose, and the classifier codes of the whole standard."""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from itertools import zip_longest
from typing import TYPE_CHECKING

from ...ontology.terms import fold
from ..dashes import DASHES
from ..diagnostics import Diagnostic, diagnose
from ..model import NO_CODE, ClassifierReference, FootnoteMarker, Passage
from ..sources.document import Paragraph, Row, Span
from .classifier_rows import classifier_code
from .footnotes import marker, unmarked
from .joins import rejoin_paragraphs
from .unrecognised import keep_unrecognised

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from ..sources.document import Block

_CODE = re.compile(r"[0-9]{2}\.[0-9]{3}")
# Letters and a comma that are typed for the digits and the full stop of a code.
_LOOK_ALIKES = str.maketrans({"О": "0", "о": "0", "O": "0", "o": "0", "З": "3", "з": "3", ",": "."})
# What was meant for a code: three or more digits, or signs that hold their places, and what may separate them.
_MISWRITTEN = re.compile(r"(?:код\b|№|n\b)?[ :.]*(?=(?:[^0-9x]*[0-9x]){3})[0-9xозoб.,:/ –-]{4,15}")
_PLACES = str.maketrans("ХхX", "xxx")
_ITEM_CODE = re.compile(r"[0-9][0-9.]*")
_CAPTION = re.compile(r"\(?(наименование( вида (профессиональной|экономической) деятельности)?|код( окз| оквэд)?)\)?")
_PARTS = (
    ("purpose", re.compile(r"основная цель вида (профессиональной|трудовой) деятельности:?")),
    ("okz", re.compile(r"группа занятий:?|вид \(группа\) занятий:?")),
    ("okved", re.compile(r"отнесение к видам экономической деятельности:?")),
)
_TABLES = frozenset({"okz", "okved"})


@dataclass
class General:
    """What section I states; `miswritten` stands in the place of the code and is none."""

    code: str | None = None
    code_as_written: str = ""
    miswritten: Span | None = None
    activity: str | None = None
    purpose: str | None = None
    passages: list[Passage] = field(default_factory=list)
    references: list[ClassifierReference] = field(default_factory=list)
    markers: list[FootnoteMarker] = field(default_factory=list)


def read_general(blocks: Iterable[Block], findings: list[Diagnostic]) -> General:
    """Return section I; text of no known kind is kept as a passage and is a finding."""
    general = General()
    texts: dict[str, list[Span]] = {"activity": [], "purpose": []}
    part = "activity"
    captions: dict[str, list[FootnoteMarker]] = {"okz": [], "okved": []}
    rows: dict[str, list[Row]] = {"okz": [], "okved": []}
    for block in _unframed(blocks):
        if isinstance(block, Row):
            rows[part].append(block)
            continue
        words = unmarked(Span(block.text, block.place))[0]
        text = fold(words.text)
        if heading := _heading(text):
            part = heading
        elif _CAPTION.fullmatch(text):
            captions.get(part, []).extend(_caption_markers(block))
        elif part == "activity" and general.code is None and (code := _activity_code(words, findings)):
            general.code, general.code_as_written = code, words.text
            general.passages.append(Passage("activity-code", block.text, block.place))
        elif part == "activity" and general.miswritten is None and _is_like_code(words):
            general.miswritten = words
            general.passages.append(Passage("activity-code", block.text, block.place))
        elif part in texts and not (part == "activity" and _is_like_code(words)):
            texts[part].extend(block.spans)
        else:
            keep_unrecognised(block, general.passages, findings)
    if general.code is not None and general.miswritten is not None:
        findings.append(diagnose("unrecognised-text", general.miswritten.place, text=general.miswritten.text))
    general.activity = _text(general, "activity", texts["activity"], findings)
    general.purpose = _text(general, "purpose", texts["purpose"], findings)
    for classifier in ("okz", "okved"):
        general.markers += captions[classifier]
        footnote = captions[classifier][0].number if captions[classifier] else None
        general.references += _references(classifier, rows[classifier], footnote, general, findings)
    return general


def _unframed(blocks: Iterable[Block]) -> Iterator[Block]:
    """Yield the blocks; texts of the activity and of its purpose may stand in frames, which are read as rows."""
    is_table = False
    for block in blocks:
        if isinstance(block, Paragraph):
            heading = _heading(fold(block.text))
            is_table = heading in _TABLES if heading else is_table
        if isinstance(block, Row) and not is_table:
            yield from (Paragraph(cell) for cell in block.cells if cell)
        else:
            yield block


def _heading(folded: str) -> str | None:
    """Return the part that a text opens."""
    return next((name for name, pattern in _PARTS if pattern.fullmatch(folded)), None)


def _activity_code(words: Span, findings: list[Diagnostic]) -> str | None:
    """Return the code of the activity; one that is written with spaces or foreign characters is a finding."""
    code = re.sub(r"\s", "", words.text).translate(_LOOK_ALIKES).rstrip(".")
    if not _CODE.fullmatch(code) or code == NO_CODE:
        return None
    if code != words.text:
        findings.append(diagnose("activity-code-put-right", words.place, written=words.text, code=code))
    return code


def _is_like_code(words: Span) -> bool:
    """Tell whether a paragraph stands in the place of the code, though it is none or not the first one."""
    return _MISWRITTEN.fullmatch(words.text.translate(_PLACES).lower()) is not None


def _text(general: General, group: str, spans: list[Span], findings: list[Diagnostic]) -> str | None:
    whole = rejoin_paragraphs(spans, findings)
    if whole is None:
        return None
    general.passages.append(Passage(group, whole.text, whole.place))
    return whole.text


def _caption_markers(caption: Paragraph) -> list[FootnoteMarker]:
    span = Span(caption.text, caption.place)
    return list(marker(span, unmarked(span)[0].text.strip("() ")))


def _references(
    classifier: str, rows: list[Row], footnote: int | None, general: General, findings: list[Diagnostic]
) -> list[ClassifierReference]:
    """Return the references; a row holds one or more pairs of a code and a name, any other row is kept as it is."""
    references: list[ClassifierReference] = []
    for number, row in enumerate(rows, start=1):
        cells = [() if text in DASHES else cell for cell, text in zip(row.cells, row.texts, strict=True)]
        pairs = list(zip_longest(cells[::2], cells[1::2], fillvalue=()))
        codes = [code[0].text.strip() for code, _ in pairs if code]
        if not codes or not all(map(_ITEM_CODE.fullmatch, codes)):
            keep_unrecognised(row, general.passages, findings)
            continue
        for column, (code, name) in enumerate(pairs, start=1):
            if not code and not name:
                continue
            written = code[0].text if code else ""
            references.append(
                ClassifierReference(
                    classifier=classifier,
                    code=classifier_code(classifier, code[0], findings) if code else None,
                    code_as_written=written,
                    name=" ".join(span.text for span in name),
                    position=len(references) + 1,
                    place=(code or name)[0].place,
                    row=number,
                    column=column,
                    footnote=footnote,
                )
            )
    return references
