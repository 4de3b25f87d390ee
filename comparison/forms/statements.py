"""What a standard states, as lists of texts that can be laid beside those of another reading of it."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from ...loader.dashes import DASHES
from ...loader.model import GeneralizedWorkFunction
from ...loader.recognition.map_matching import every

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from ...loader.model import (
        ClassifierReference,
        Developer,
        InheritanceReference,
        Item,
        Order,
        ParticularWorkFunction,
        Place,
        Standard,
    )

# The parts that a standard or a function has once, so that the texts there are about the same thing.
SINGLE = frozenset({"code", "name", "registration", "order", "activity", "purpose", "level"})
FUNCTIONS = "function"
ORDER = "functions"


@dataclass(frozen=True)
class Statement:
    """A text that a document states, the n-th of its part, and where it stands, if that is known."""

    text: str
    position: int
    place: Place | None = None


Key = tuple[str, str]  # the function, or nothing for the standard itself, and the part of it
Statements = dict[Key, tuple[Statement, ...]]


def statements(standard: Standard) -> Statements:
    """Return the statements of a standard by function and part; a dash that says «nothing» is none."""
    found = {("", part): _numbered(texts) for part, texts in _of_standard(standard)}
    for function in every(standard.functions):
        found |= {(function.key, part): _numbered(texts) for part, texts in _of_function(function)}
    return found


def functions(standard: Standard) -> dict[str, Statement]:
    """Return the name of each function by its key, in the order of the document."""
    return {
        one.key: Statement(one.name, number, one.place) for number, one in enumerate(every(standard.functions), start=1)
    }


Texts = list[tuple[str, "Place | None"]]


def _of_standard(standard: Standard) -> Iterator[tuple[str, Texts]]:
    yield "code", [(standard.code, None)]
    yield "name", [(standard.name, None)]
    yield "registration", [(standard.registration_number or "", None)]
    yield "order", [(_told(standard.order), None)]
    yield "activity", [(standard.activity or "", None)]
    yield "purpose", [(standard.purpose or "", None)]
    yield from _codes(standard.section_one)
    yield "developers", [(_named(one), one.place) for one in standard.developers]


def _of_function(function: GeneralizedWorkFunction | ParticularWorkFunction) -> Iterator[tuple[str, Texts]]:
    yield "name", [(function.name, function.place)]
    level = function.level_as_written if function.level is None else str(function.level)
    yield "level", [(level or "", function.place)]
    if isinstance(function, GeneralizedWorkFunction):
        yield from _requirements(function)
    else:
        yield from _items(function)
    yield "other", [(one.text or "", one.place) for one in function.other]


def _requirements(function: GeneralizedWorkFunction) -> Iterator[tuple[str, Texts]]:
    yield "titles", [(one.text, one.place) for one in function.job_titles]
    yield "education", [(one.text, one.place) for one in function.education]
    yield "experience", [(one.text, one.place) for one in function.experience]
    yield "admission", [(one.text, one.place) for one in function.admission]
    yield from _codes(function.references)


def _items(function: ParticularWorkFunction) -> Iterator[tuple[str, Texts]]:
    """Yield the three lists with the rows of each that refer to another function, as they stand."""
    groups: tuple[tuple[str, tuple[Item, ...]], ...] = (
        ("action", function.actions),
        ("skill", function.skills),
        ("knowledge", function.knowledge),
    )
    for group, items in groups:
        rows: list[Item | InheritanceReference] = [*items, *(one for one in function.references if one.group == group)]
        yield group, [(one.text, one.place) for one in sorted(rows, key=lambda row: row.position)]


def _codes(references: Iterable[ClassifierReference]) -> Iterator[tuple[str, Texts]]:
    """Yield the codes with their names by classifier; a code is as it was read, without stray points."""
    by_classifier: dict[str, Texts] = {}
    for one in references:
        text = f"{one.code or ''} {one.name}"
        by_classifier.setdefault(one.classifier, []).append((text, one.place))
    yield from by_classifier.items()


def _told(order: Order) -> str:
    day = f"{order.date:%d.%m.%Y}" if order.date else ""
    return f"{order.number or ''} {day}"


def _named(developer: Developer) -> str:
    head = " ".join(part for part in (developer.head_position, developer.head_name) if part)
    return f"{developer.name} ({head})" if head else developer.name


def _numbered(texts: Texts) -> tuple[Statement, ...]:
    whole = ((" ".join(text.split()), place) for text, place in texts)
    stated = [(text, place) for text, place in whole if text and text not in DASHES]
    return tuple(Statement(text, number, place) for number, (text, place) in enumerate(stated, start=1))
