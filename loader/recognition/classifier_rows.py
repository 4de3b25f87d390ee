"""Reads the table «Дополнительные характеристики»: the classifier references of a generalised function."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from ...shapes.classifier_codes import form, plain
from ..dashes import DASHES
from ..diagnostics import Diagnostic, diagnose
from ..model import ClassifierReference
from ..sources.document import Span
from .footnotes import unmarked

if TYPE_CHECKING:
    from collections.abc import Iterable

    from ..sources.document import Row

_KEYS = {
    "окз": "okz",
    "екс": "eks",
    "еткс": "etks",
    "ексд": "eks",
    "етксилиекс": "eks",
    "окпдтр": "okpdtr",
    "оксо": "okso",
    "оксвнк": "oksvnk",
    "оквэд": "okved",
}
_NONE = DASHES | {""}
_COLUMNS = 3


def is_classifier(label: Span) -> bool:
    """Tell whether a label names a known classifier."""
    return bool(_key(unmarked(label)[0].text))


def is_reference_row(row: Row) -> bool:
    """Tell whether a row has the cells of a reference: label, code, name, and nothing else."""
    return len(row.cells) >= _COLUMNS and not any(row.cells[_COLUMNS:]) and bool(row.cells[1] or row.cells[2])


def classifier_code(classifier: str, written: Span, findings: list[Diagnostic]) -> str:
    """Return the code without stray signs, where without them it has the form of its classifier's codes."""
    if form(classifier, written.text) != "stray":
        return written.text
    code = plain(written.text)
    findings.append(diagnose("classifier-code-put-right", written.place, written=written.text, code=code))
    return code


def read_classifiers(rows: Iterable[tuple[Span, Row]], findings: list[Diagnostic]) -> tuple[ClassifierReference, ...]:
    """Return the references in rows that `is_reference_row` accepts, each with the label that is in force there."""
    references: list[ClassifierReference] = []
    for label, row in rows:
        name_of_classifier, footnote = unmarked(label)
        classifier = _key(name_of_classifier.text)
        written, name = row.texts[1], row.texts[2]
        is_none = written.strip() in _NONE
        code = None if is_none else classifier_code(classifier, Span(written, row.cells[1][0].place), findings)
        references.append(
            ClassifierReference(
                classifier=classifier,
                code=code,
                code_as_written=written,
                name=name,
                position=1 + sum(reference.classifier == classifier for reference in references),
                place=row.place,
                titles=tuple(re.split(r",\s*", name)) if classifier == "eks" else (),
                footnote=footnote,
            )
        )
    return tuple(references)


def _key(label: str) -> str:
    """Return the key of the classifier that a label names, or an empty string."""
    return _KEYS.get(re.sub(r"[^а-яё]", "", label.casefold()), "")
