"""A comparison for a terminal: function by function, words that differ in brackets and, where it can, in colour."""

from __future__ import annotations

from typing import TYPE_CHECKING

from ...shapes.rendering.paper import FAINT, HEAD, Paper
from ...shapes.rendering.words import visible
from ..changes import Kind
from ..marks import runs
from ..sections import sections
from ..words import KINDS, THINGS, WORDS, details, left_for, thing

if TYPE_CHECKING:
    from collections.abc import Iterator

    from ...errors import Language
    from ...shapes.rendering.paper import Part
    from ..changes import Change, Comparison
    from ..sections import Section

_OLD, _NEW, _OTHER = "red", "green", "yellow"
_INDENT = "  "


def to_text(comparison: Comparison, lang: Language, *, width: int = 100, colour: bool = False) -> str:
    """Return the comparison as lines that fit `width`; `colour` is for terminals."""
    paper = Paper(width, colour=colour)
    paper.write((WORDS["title"].in_language(lang), HEAD))
    for side, edition in (("old", comparison.old), ("new", comparison.new)):
        paper.write(f"{WORDS[side].in_language(lang)}: {visible(edition.label)}", hanging=_INDENT)
    for note in (*comparison.notes, "compared"):
        paper.write((WORDS[note].in_language(lang), FAINT if note == "compared" else HEAD))
    if comparison.changes:
        _summary(paper, comparison, lang)
    for section in sections(comparison):
        _section(paper, section, lang)
    return paper.text


def _summary(paper: Paper, comparison: Comparison, lang: Language) -> None:
    paper.skip()
    paper.write((WORDS["summary"].in_language(lang), HEAD))
    for kind, word in THINGS.items():
        counts = comparison.counts.get(kind, {})
        told = ", ".join(f"{KINDS[one].in_language(lang)} {counts[one]}" for one in Kind if counts.get(one))
        if told:
            paper.write(f"{word.in_language(lang)}: {told}", indent=_INDENT, hanging=_INDENT * 2)


def _section(paper: Paper, section: Section, lang: Language) -> None:
    paper.skip()
    function = section.function
    heading = WORDS["standard"].in_language(lang) if function is None else f"{function.code} {visible(function.text)}"
    paper.write((heading, HEAD))
    for change in (*([section.own] if section.own else []), *section.changes):
        told = [one.in_language(lang) for one in details(change, section)]
        _line(paper, change, told, lang)
    for change in section.left:
        _line(paper, change, [left_for(change).in_language(lang)], lang)


def _line(paper: Paper, change: Change, told: list[str], lang: Language) -> None:
    sign, style = _sign(change)
    how = ", ".join(KINDS[kind].in_language(lang) for kind in change.kinds)
    head = f"{sign} {thing(change.row).in_language(lang)}, {how}"
    about = f" ({'; '.join(told)})" if told else ""
    paper.write((head, style), about, ": ", *_text(change), indent=_INDENT, hanging=_INDENT * 2)


def _sign(change: Change) -> tuple[str, str]:
    if change.old is None:
        return "+", _NEW
    return ("-", _OLD) if change.new is None else ("~", _OTHER)


def _text(change: Change) -> Iterator[Part]:
    """Yield the words: those that only one side has are in brackets, as `git diff --word-diff` writes them."""
    old, new = change.old, change.new
    if old is None or new is None or old.text == new.text:
        yield visible(change.row.text)
        return
    for run in runs(visible(old.text), visible(new.text)):
        if run.side == "both":
            yield run.text
        else:
            yield (f"[-{run.text}-]", _OLD) if run.side == "old" else (f"{{+{run.text}+}}", _NEW)
