"""What a text of an edition said that the text which takes its place does not: nothing of it goes in silence."""

from __future__ import annotations

from typing import TYPE_CHECKING

from rdflib import Literal

from ..errors import Message
from ..ontology.terms import DCTERMS, PS

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from rdflib import URIRef

    from ..store.protocol import Triple

# What a version says of itself, each with one value or none.
_SAID = {
    PS.registeredAs: Message(ru="номер регистрации", en="registration number"),
    PS.registrationDate: Message(ru="день регистрации", en="day of registration"),
    PS.statedValidFrom: Message(ru="начало действия по приказу", en="first day in force by the order"),
    PS.statedValidTo: Message(ru="конец действия по приказу", en="last day in force by the order"),
    PS.notedValidFrom: Message(ru="начало действия по правовой базе", en="first day in force by a legal database"),
    PS.notedValidTo: Message(ru="конец действия по правовой базе", en="last day in force by a legal database"),
    PS.approvedBy: Message(ru="приказ как акт", en="the order as an act"),
    PS.signatory: Message(ru="кто подписал", en="signatory"),
    PS.purpose: Message(ru="цель деятельности", en="purpose"),
    DCTERMS.title: Message(ru="заглавие приказа", en="title of the order"),
}
# What a version has any number of.
_PARTS = {
    PS.revokes: Message(ru="отменённых приказов", en="revoked orders"),
    PS.hasPassage: Message(ru="абзацев приказа и вводной части", en="passages of the order and the preamble"),
    PS.hasFootnote: Message(ru="сносок", en="footnotes"),
    PS.hasDeveloper: Message(ru="разработчиков", en="developers"),
    PS.hasGeneralizedFunction: Message(ru="обобщённых функций", en="generalised functions"),
    PS.states: Message(ru="строк", en="rows"),
}


def losses(old: Iterable[Triple], new: Iterable[Triple]) -> Message | None:
    """Return what the triples of one version say and those of another do not; None where nothing is lost."""
    before, after = _by_link(old), _by_link(new)
    told = [*_values_lost(before, after), *_fewer(before, after)]
    if not told:
        return None
    return Message(ru=", ".join(one.ru for one in told), en=", ".join(one.en for one in told))


def _by_link(triples: Iterable[Triple]) -> dict[URIRef, list[str]]:
    found: dict[URIRef, list[str]] = {}
    for _, link, value in triples:
        if link in _SAID or link in _PARTS:
            found.setdefault(link, []).append(str(value) if isinstance(value, Literal) else "")
    return found


def _values_lost(before: dict[URIRef, list[str]], after: dict[URIRef, list[str]]) -> Iterator[Message]:
    for link, name in _SAID.items():
        if link in before and link not in after:
            value = f" ({before[link][0]})" if before[link][0] else ""
            yield Message(ru=f"{name.ru}{value}", en=f"{name.en}{value}")


def _fewer(before: dict[URIRef, list[str]], after: dict[URIRef, list[str]]) -> Iterator[Message]:
    for link, name in _PARTS.items():
        had, has = len(before.get(link, ())), len(after.get(link, ()))
        if has < had:
            yield Message(ru=f"{name.ru}: {had} → {has}", en=f"{name.en}: {had} → {has}")
