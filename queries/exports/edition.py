"""One edition as exports see it: its functions, their rows, what these mean and how it is classified."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

# The groups of rows in the order in which a document has them; what is not named here comes behind.
GROUPS = (
    *("actions", "skills", "knowledge", "other", "title", "education", "experience", "admission"),
    *("okz", "eks", "etks", "okpdtr", "okso", "oksvnk", "okved", "origin"),
)
COMPETENCES = ("actions", "skills", "knowledge")


@dataclass(frozen=True)
class Row:
    """A row of a function or of section I; `position` counts within its group.

    `concept` is what an action, a skill or knowledge means; `refers_to` the function whose rows another row stands for;
    `item` the position of a classifier that a code was bound to.
    """

    iri: str
    group: str
    position: int
    text: str
    concept: str = ""
    is_reference: bool = False
    refers_to: str = ""
    code: str = ""
    item: str = ""


@dataclass(frozen=True)
class Function:
    """A function; `inherits` are the functions it takes its skills and its knowledge from, by the group.

    `effective` are the skills and knowledge that it states or inherits, `required` the concepts of these and of its
    actions, both by the group; `classified_by` are positions of classifiers.
    """

    iri: str
    code: str
    name: str
    position: int
    level: int | None = None
    rows: tuple[Row, ...] = ()
    functions: tuple[Function, ...] = ()
    inherits: Mapping[str, tuple[str, ...]] = field(default_factory=dict)
    effective: Mapping[str, tuple[str, ...]] = field(default_factory=dict)
    required: Mapping[str, tuple[str, ...]] = field(default_factory=dict)
    classified_by: tuple[str, ...] = ()


@dataclass(frozen=True)
class Concept:
    """What rows of one kind mean; `spellings` are the other texts in which this edition says it."""

    iri: str
    kind: str
    label: str
    spellings: tuple[str, ...] = ()


@dataclass(frozen=True)
class Item:
    """A position of a classifier: its code, its name, its edition, and the positions that it is matched with abroad."""

    iri: str
    code: str
    name: str
    scheme: str
    scheme_name: str
    matches: tuple[str, ...] = ()


@dataclass(frozen=True)
class Edition:
    """An edition of a standard; dates are empty where the document does not say them."""

    iri: str
    code: str
    name: str
    label: str
    activity: str = ""
    activity_name: str = ""
    purpose: str = ""
    order_date: str = ""
    valid_from: str = ""
    valid_to: str = ""
    issuer: str = ""
    replaces: tuple[str, ...] = ()
    rows: tuple[Row, ...] = ()
    classified_by: tuple[str, ...] = ()
    functions: tuple[Function, ...] = ()
    concepts: Mapping[str, Concept] = field(default_factory=dict)
    items: Mapping[str, Item] = field(default_factory=dict)

    def all_functions(self) -> Iterator[Function]:
        """Yield the generalised functions, each before its particular ones."""
        for generalized in self.functions:
            yield generalized
            yield from generalized.functions

    def all_rows(self) -> Iterator[Row]:
        """Yield the rows of section I and those of all functions."""
        yield from self.rows
        for function in self.all_functions():
            yield from function.rows
