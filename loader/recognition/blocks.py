"""Cuts section III into one block a function: its head row, its origin and its groups of rows."""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from itertools import zip_longest
from typing import TYPE_CHECKING

from ...ontology.terms import fold
from ..diagnostics import Diagnostic, diagnose
from ..sources.document import Cell, Paragraph, Row, Span
from .classifier_rows import is_classifier, is_reference_row
from .footnotes import unmarked
from .joins import rejoin_rows
from .labels import read_label
from .unrecognised import keep_unrecognised

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from ..model import Passage
    from ..sources.document import Block

_GENERALIZED = re.compile(r"(?:(\d+\.\d+)\.?\s*)?обобщенная трудовая функция(?: [\"«].*[\"»])?")
_PARTICULAR = re.compile(r"(?:(\d+\.\d+\.\d+)\.?\s*)?трудовая функция")
_NUMBERED = re.compile(r"(3\.[0-9]+(?:\.[0-9]+)?)\.?\s+\S")
# Captions under the boxes of the origin stand in two columns: their words come in any order, a page may cut them.
_CAPTION = re.compile(
    r"дополнительные характеристики|(?:(?:код|оригинал ?а|регистрационный|номер|профессионального|стандарта)(?: |$))+"
)
GROUPS = {
    "возможные наименования должностей": "title",
    "возможные наименования должностей, профессий": "title",
    "возможные наименования должностей, профессий рабочих": "title",
    "требования к образованию и обучению": "education",
    "требования к опыту практической работы": "experience",
    "особые условия допуска к работе": "admission",
    "другие характеристики": "other",
    "трудовые действия": "actions",
    "необходимые умения": "skills",
    "необходимые знания": "knowledge",
}
_HEAD = "наименование"
_CLASSIFIERS_HEAD = "наименование документа"
_LABELS = frozenset({*GROUPS, _HEAD, _CLASSIFIERS_HEAD})
_TEXT = 1  # the cell of a group's row that holds the text


@dataclass
class FunctionBlock:
    """The rows of one function, not yet read."""

    number: str
    particular: bool
    caption: Paragraph
    head: Row | None = None
    origin: Row | None = None
    groups: dict[str, list[Span]] = field(default_factory=dict)
    labels: dict[str, Span] = field(default_factory=dict)
    classifiers: list[tuple[Span, Row]] = field(default_factory=list)
    lone_markers: list[Span] = field(default_factory=list)


def function_blocks(
    blocks: Iterable[Block], passages: list[Passage], findings: list[Diagnostic]
) -> list[FunctionBlock]:
    """Return the functions' blocks; text that belongs to none is kept among `passages` and is a finding."""
    result: list[FunctionBlock] = []
    rows: list[Row] = []
    waiting = list(blocks)
    for block, following in zip_longest(waiting, waiting[1:]):
        if isinstance(block, Row):
            rows.append(block)
            continue
        started = _start(block, following) or _start_by_number(block, following, findings)
        if started is None:
            if not _CAPTION.fullmatch(fold(block.text)):
                keep_unrecognised(block, passages, findings)
            continue
        _take_rows(result, rows, passages, findings)
        rows = []
        result.append(started)
    _take_rows(result, rows, passages, findings)
    findings.extend(_without_number(result))
    return result


def _start(paragraph: Paragraph, following: Block | None) -> FunctionBlock | None:
    """Return the block that a heading opens; one without a number opens it where a head row follows."""
    text = fold(paragraph.text)
    for particular, pattern in ((False, _GENERALIZED), (True, _PARTICULAR)):
        if (found := pattern.fullmatch(text)) and (found[1] or _is_head(following)):
            return FunctionBlock(found[1] or "", particular, paragraph)
    return None


def _without_number(blocks: list[FunctionBlock]) -> list[Diagnostic]:
    """Return the findings of headings without a number in a document where others have one."""
    bare = [block for block in blocks if not block.number]
    if len(bare) == len(blocks):
        return []
    return [diagnose("heading-without-number", one.caption.place, heading=one.caption.text) for one in bare]


def _is_head(block: Block | None) -> bool:
    return isinstance(block, Row) and _label(block, []) == _HEAD


def _start_by_number(paragraph: Paragraph, following: Block | None, findings: list[Diagnostic]) -> FunctionBlock | None:
    """Return the block that a heading in other words opens: it has a number, and a head row follows it."""
    numbered = _NUMBERED.match(fold(paragraph.text))
    if numbered is None or not _is_head(following):
        return None
    findings.append(diagnose("heading-by-number", paragraph.place, heading=paragraph.text, number=numbered[1]))
    return FunctionBlock(numbered[1], numbered[1].count(".") > 1, paragraph)


def _take_rows(
    result: list[FunctionBlock], rows: list[Row], passages: list[Passage], findings: list[Diagnostic]
) -> None:
    if not result:
        for row in rows:
            keep_unrecognised(row, passages, findings)
        return
    above, below = _divided(rows, findings)
    for row in _not_taken(result[-1], rejoin_rows(above, findings=findings), findings):
        keep_unrecognised(row, passages, findings)
    _take_references(result[-1], rejoin_rows(below, findings=findings), passages, findings)


def _take_references(
    block: FunctionBlock, rows: Iterable[Row], passages: list[Passage], findings: list[Diagnostic]
) -> None:
    """Take the rows of the table of classifiers; a label stays in force for the rows below it that have none."""
    label: Cell = ()
    for row in rows:
        label = row.cells[0] or label
        if _label(row, []) == _HEAD:
            findings.append(diagnose("head-repeated", row.place, number=block.number))
        if label and is_classifier(label[0]) and is_reference_row(row):
            block.classifiers.append((label[0], row))
        else:
            keep_unrecognised(row, passages, findings)


def _not_taken(block: FunctionBlock, rows: Iterable[Row], findings: list[Diagnostic]) -> Iterator[Row]:
    """Put the rows where they belong in `block`, and yield those that belong nowhere.

    A row with a label that is not known ends the group above it: the rows below it are not that group's.
    """
    group: list[Span] | None = None
    for row in rows:
        label = _label(row, findings)
        if label == _HEAD:
            if block.head is not None:
                findings.append(diagnose("head-repeated", row.place, number=block.number))
            block.head = block.head or row
        elif label.startswith("происхождение") and block.origin is None:
            block.origin = row
        elif label in GROUPS:
            block.labels[GROUPS[label]] = row.cells[0][0]
            group = block.groups.setdefault(GROUPS[label], [])
            _add(block, group, row)
        elif not label and group is not None and row.cells[_TEXT]:
            _add(block, group, row)
        elif not _is_caption(row):
            group = None
            yield row


def _divided(rows: list[Row], findings: list[Diagnostic]) -> tuple[list[Row], list[Row]]:
    """Return the rows above and below the head of the table of classifiers."""
    for index, row in enumerate(rows):
        told: list[Diagnostic] = []
        if _label(row, told) == _CLASSIFIERS_HEAD:
            findings.extend(told)
            return rows[:index], rows[index + 1 :]
    return rows, []


def _label(row: Row, findings: list[Diagnostic]) -> str:
    return read_label(row.cells[0][0], _LABELS, findings) if row.cells[0] else ""


def _add(block: FunctionBlock, group: list[Span], row: Row) -> None:
    """Add the texts of a row to its group; a footnote marker without a text is no row of the group."""
    for cell in row.cells[_TEXT:]:
        for span in cell:
            (group if unmarked(span)[0].text else block.lone_markers).append(span)


def _is_caption(row: Row) -> bool:
    return all(not text or _CAPTION.fullmatch(fold(text)) for text in row.texts)
