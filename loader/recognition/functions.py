"""Reads section III: the generalised and particular work functions from their blocks of rows."""

from __future__ import annotations

from typing import TYPE_CHECKING

from ..dashes import DASHES
from ..diagnostics import Diagnostic, diagnose
from ..model import GeneralizedWorkFunction, OtherCharacteristic, ParticularWorkFunction
from ..sources.document import Row
from . import requirements
from .classifier_rows import read_classifiers
from .footnotes import marker, unmarked
from .heads import read_head, read_origin
from .items import numbered, read_items, read_references
from .unrecognised import keep_unrecognised

if TYPE_CHECKING:
    from collections.abc import Iterator

    from ..model import FootnoteMarker, Item, ItemKind, Passage, Place
    from ..sources.document import Span
    from .blocks import FunctionBlock

_GROUP_NAMES = {
    "title": "Возможные наименования должностей",
    "education": "Требования к образованию",
    "experience": "Требования к опыту",
    "admission": "Особые условия допуска",
    "actions": "Трудовые действия",
    "skills": "Необходимые умения",
    "knowledge": "Необходимые знания",
    "other": "Другие характеристики",
}
_OF_PARTICULAR = frozenset({"actions", "skills", "knowledge", "other"})
_OF_GENERALIZED = frozenset({"title", "education", "experience", "admission", "other"})
_HEAD_CELLS, _ORIGIN_CELLS = 6, 6  # caption and value of name, code, level; caption, mark and borrowed codes
_KINDS: dict[str, ItemKind] = {"actions": "action", "skills": "skill", "knowledge": "knowledge"}


def read_functions(
    blocks: list[FunctionBlock],
    passages: list[Passage],
    markers: list[FootnoteMarker],
    findings: list[Diagnostic],
) -> tuple[GeneralizedWorkFunction, ...]:
    """Return the generalised functions with their particular ones; footnote markers go to `markers`.

    Rows that have no place in such a function (skills of a generalised one, say) are kept among `passages`.
    """
    functions: list[GeneralizedWorkFunction] = []
    members: list[ParticularWorkFunction] = []
    current: FunctionBlock | None = None
    for block in blocks:
        markers.extend(_markers(block))
        for row in _unread(block):
            keep_unrecognised(row, passages, findings)
        if not block.particular:
            functions.extend(_generalized(current, members, passages, findings))
            current, members = block, []
        elif function := _particular(block, findings):
            if current is None:
                findings.append(diagnose("parent-missing", function.place, code=function.code.normal))
            members.append(function)
    functions.extend(_generalized(current, members, passages, findings))
    return tuple(functions)


def _generalized(
    block: FunctionBlock | None,
    members: list[ParticularWorkFunction],
    passages: list[Passage],
    findings: list[Diagnostic],
) -> list[GeneralizedWorkFunction]:
    if block is None:
        return []
    head = read_head(block, findings)
    if head is None:
        return []
    code, name, (level, level_as_written) = head
    groups = block.groups
    references = read_classifiers(block.classifiers, findings)
    known = [title for reference in references for title in reference.titles]
    titles = requirements.job_titles(groups.get("title", []), known, findings)
    education = requirements.education(groups.get("education", []), findings)
    passages += requirements.split_cells(groups, titles, education)
    return [
        GeneralizedWorkFunction(
            code=code,
            number=block.number,
            name=name,
            level=level,
            place=_place(block),
            origin=read_origin(block.origin, findings),
            job_titles=titles,
            education=education,
            experience=requirements.experience(groups.get("experience", [])),
            admission=requirements.admission(groups.get("admission", [])),
            other=_other(groups.get("other", [])),
            references=references,
            functions=tuple(members),
            level_as_written=level_as_written,
        )
    ]


def _is_none(span: Span) -> bool:
    """Tell whether a dash says that there are no requirements of its kind."""
    return unmarked(span)[0].text in DASHES


def _particular(block: FunctionBlock, findings: list[Diagnostic]) -> ParticularWorkFunction | None:
    head = read_head(block, findings)
    if head is None:
        return None
    code, name, (level, level_as_written) = head
    items: dict[str, tuple[Item, ...]] = {}
    references = []
    for group, kind in _KINDS.items():
        spans = block.groups.get(group, [])
        items[group] = read_items(kind, spans, findings)
        references += read_references(kind, spans, findings)
    return ParticularWorkFunction(
        code=code,
        number=block.number,
        name=name,
        level=level,
        place=_place(block),
        origin=read_origin(block.origin, findings),
        actions=items["actions"],
        skills=items["skills"],
        knowledge=items["knowledge"],
        references=numbered(references),
        other=_other(block.groups.get("other", [])),
        level_as_written=level_as_written,
    )


def _unread(block: FunctionBlock) -> Iterator[Row]:
    """Yield what stands in a block, but in no function of its kind: groups, classifiers, cells beyond the head's."""
    read = _OF_PARTICULAR if block.particular else _OF_GENERALIZED
    for group, spans in block.groups.items():
        if group not in read:
            yield from (Row(((), (span,)), after_break=False) for span in spans if not _is_none(span))
    if block.particular:
        yield from (row for _, row in block.classifiers)
    for row, count in ((block.head, _HEAD_CELLS), (block.origin, _ORIGIN_CELLS)):
        if row is not None and any(row.cells[count:]):
            yield Row(row.cells[count:], after_break=False)


def _other(spans: list[Span]) -> tuple[OtherCharacteristic, ...]:
    texts = [unmarked(span) for span in spans]
    return tuple(
        OtherCharacteristic(None if span.text in DASHES else span.text, span.text, span.place, footnote)
        for span, footnote in texts
    )


def _markers(block: FunctionBlock) -> list[FootnoteMarker]:
    found: list[FootnoteMarker] = []
    owner = block.number or (block.head.texts[3] if block.head and len(block.head.texts) > 3 else "")
    for group, spans in block.groups.items():
        if group in block.labels:
            found += marker(block.labels[group], f"{_GROUP_NAMES[group]}, {owner}")
        for position, span in enumerate(spans, start=1):
            found += marker(span, f"{_GROUP_NAMES[group]}, {owner}, п. {position}")
    for span in block.lone_markers:
        found += marker(span, owner)
    for _, row in block.classifiers:
        for span in row.cells[0]:
            found += marker(span, f"{unmarked(span)[0].text}, {owner}")
    return found


def _place(block: FunctionBlock) -> Place:
    return block.head.place if block.head else block.caption.place
