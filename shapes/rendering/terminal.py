"""The report for a terminal: by function, the worst first, each finding with its lines and what stands there."""

from __future__ import annotations

from itertools import groupby
from typing import TYPE_CHECKING

from ...errors import Message
from ..report import Level
from .gathering import faults, gathered
from .paper import FAINT, HEAD, STYLES, Paper
from .words import COUNTED, LEVELS, WORDS, label_shown, lines_text, quoted, refusal_text, shortened, visible

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from ...errors import Language
    from ..report import FileReport, Finding, Group
    from .gathering import Evidence, Fault
    from .paper import Part

_MORE = Message(ru="Подробно о проверке: profgraph checks КОД", en="More about a check: profgraph checks CODE")
_DETAILS = Message(ru="показать: --details", en="to see them: --details")


def to_text(
    reports: Sequence[FileReport], lang: Language, *, width: int = 100, colour: bool = False, details: bool = False
) -> str:
    """Return the report as lines that fit `width`; `details` lists the repairs too, `colour` is for terminals."""
    paper = Paper(width, colour=colour)
    for number, report in enumerate(reports):
        if number:
            paper.skip()
        _file(paper, report, lang, details=details)
    _cures(paper, faults(reports), lang)
    if len(reports) > 1:
        paper.skip()
        paper.write(_total(reports).in_language(lang))
    return paper.text


def _file(paper: Paper, report: FileReport, lang: Language, *, details: bool) -> None:
    paper.write((visible(report.name), HEAD))
    if report.refusal is not None:
        refused = (f"{WORDS['refused'].in_language(lang)}: ", STYLES[Level.VIOLATION])
        paper.write(refused, refusal_text(report, lang))
        return
    if report.title:
        paper.write(visible(report.title))
    _counts(paper, report, lang, details=details)
    for group in report.groups:
        _group(paper, group, lang)
    if details and report.repairs:
        paper.skip()
        paper.write((WORDS["repaired"].in_language(lang), HEAD))
        for fault in gathered(report.repairs):
            _repair(paper, fault, lang)


def _counts(paper: Paper, report: FileReport, lang: Language, *, details: bool) -> None:
    parts: list[Part] = []
    for level, count in report.counts.items():
        said = f"{COUNTED[level].in_language(lang)}: {count}"
        parts += [", " if parts else "", (said, STYLES[level]) if count and level != Level.REPAIR else said]
    if report.repairs and not details:
        parts.append(f" ({_DETAILS.in_language(lang)})")
    paper.write(*parts)


def _group(paper: Paper, group: Group, lang: Language) -> None:
    paper.skip()
    name = f"{group.function} {label_shown(group, lang)}" if group.function else WORDS["document"].in_language(lang)
    paper.write((visible(name), HEAD))
    for fault in gathered(group.findings):
        level = (f"{LEVELS[fault.level].in_language(lang)}: ", STYLES[fault.level])
        paper.write(
            level, visible(fault.message.in_language(lang)), (f" [{fault.code}]", FAINT), indent="  ", hanging="    "
        )
        for excerpt, alike in groupby(fault.evidence, key=lambda one: one.excerpt):
            _evidence(paper, tuple(alike), excerpt, lang)


def _evidence(paper: Paper, alike: Sequence[Evidence], excerpt: str | None, lang: Language) -> None:
    """Write where a fault is and with what value, then once the line of the document that all this is about."""
    for one in alike:
        value = "" if one.value is None else quoted(one.value, lang)
        told = ": ".join(part for part in (lines_text(one.spots, lang), value) if part)
        paper.write(told, indent="    ", hanging="      ")
    if excerpt and any(one.needs_excerpt for one in alike):
        paper.write((shortened(excerpt), FAINT), indent="      > ")


def _repair(paper: Paper, fault: Fault, lang: Language) -> None:
    place = lines_text((spot for one in fault.evidence for spot in one.spots), lang)
    said = visible(fault.message.in_language(lang))
    paper.write(f"{place}: {said}" if place else said, indent="  ", hanging="    ")


def _cures(paper: Paper, found: Sequence[Finding], lang: Language) -> None:
    cured = [one for one in found if one.cure]
    if not cured:
        return
    paper.skip()
    paper.write((WORDS["to-mend"].in_language(lang), HEAD))
    for one in cured:
        paper.write(*_cure(one, lang), indent="  ", hanging="    ")
    paper.skip()
    paper.write(_MORE.in_language(lang))


def _cure(finding: Finding, lang: Language) -> Iterator[Part]:
    name, cure = finding.name or finding.message, finding.cure or finding.message
    yield visible(name.in_language(lang)), STYLES[finding.level]
    yield f" [{finding.code}]", FAINT
    yield f": {visible(cure.in_language(lang))}"


def _total(reports: Sequence[FileReport]) -> Message:
    refused = sum(one.refusal is not None for one in reports)
    sound = sum(one.conforms for one in reports)
    faulty = len(reports) - refused - sound
    return Message(
        ru=f"Файлов: {len(reports)}; без нарушений: {sound}, с нарушениями: {faulty}, не принято: {refused}",
        en=f"Files: {len(reports)}; without violations: {sound}, with violations: {faulty}, refused: {refused}",
    )
