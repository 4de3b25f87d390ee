"""The order that approves a standard: its passages, footnotes and developers."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    import datetime as dt

    from .places import Place


@dataclass(frozen=True)
class ActCitation:
    """A normative act named in running text; `issuer` is its key in `acts.ISSUERS`."""

    issuer: str
    number: str
    date: dt.date


@dataclass(frozen=True)
class Passage:
    """A verbatim passage of the order or of section I; `group` says what it is."""

    group: str
    text: str
    place: Place
    cites: tuple[ActCitation, ...] = ()
    cited_point: str | None = None


@dataclass(frozen=True)
class Order:
    """The order that approves the standard, its registration by the Ministry of Justice, and what it says of time.

    `valid_from` and `valid_to` are the first and the last day in force, as far as the order states them; `noted_from`
    and `noted_to`, as far as the editors of a legal database note them.
    """

    issuer: str | None
    number: str | None
    date: dt.date | None
    title: str | None
    registration_number: str | None
    registration_date: dt.date | None
    signatory_position: str | None
    signatory: str | None
    valid_from: dt.date | None = None
    valid_to: dt.date | None = None
    revokes: tuple[ActCitation, ...] = ()
    noted_from: dt.date | None = None
    noted_to: dt.date | None = None


@dataclass(frozen=True)
class FootnoteMarker:
    """One marker `<n>`; `attached_to` says in words what it stands at."""

    number: int
    attached_to: str
    place: Place


@dataclass(frozen=True)
class Footnote:
    """A footnote and the places where its marker stands."""

    number: int
    text: str
    place: Place
    markers: tuple[FootnoteMarker, ...] = ()
    cites: tuple[ActCitation, ...] = ()


@dataclass(frozen=True)
class Developer:
    """An organisation that made the standard: the responsible one, or the n-th of the others."""

    name: str
    responsible: bool
    ordinal: int
    place: Place
    head_position: str | None = None
    head_name: str | None = None
