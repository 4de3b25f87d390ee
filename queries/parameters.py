"""How a person names a standard or a function: an IRI, `16.020/B/03.6`, `16.020@620n-2014-09-08/B/03.6`, `B/03.6`."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import TYPE_CHECKING

from rdflib import Literal, URIRef

from ..errors import UnknownNameError, UsageError, excerpt
from ..loader.recognition.codes import latin
from ..ontology.terms import slug
from ..store.protocol import table_of
from .days import in_force, none_in_force

if TYPE_CHECKING:
    from collections.abc import Sequence
    from datetime import date

    from ..store.protocol import Store

_NAMED = 10  # how many candidates an error names
_FUNCTION = re.compile(r"(?:(?P<standard>[^/@\s]+)(?:@(?P<version>[^/\s]+))?/)?(?P<code>[A-Z](?:/\d\d\.\d(?:~\d+)?)?)")
_NO_IRI = re.compile(r'[\x00-\x20<>"{}|\\^`]')  # characters that no IRI has (RFC 3987)
_STANDARD = re.compile(r"(?P<standard>\d\d\.\d{3})(?:@(?P<version>\S+))?")

_STANDARDS = """
SELECT ?version ?code ?date ?from ?to
WHERE {
  ?version a ps:StandardVersion ; ps:code ?code .
  OPTIONAL { ?version ps:orderDate ?date }
  OPTIONAL { ?version ps:validFrom ?from }
  OPTIONAL { ?version ps:validTo ?to }
}
"""
_OF_OTHERS = """
SELECT ?version
WHERE { GRAPH ?graph { ?version a ps:StandardVersion } FILTER(CONTAINS(STR(?graph), "/graph/foreign/")) }
"""
_FUNCTIONS = """
SELECT ?function ?version
WHERE {
  VALUES %s
  { ?version ps:hasGeneralizedFunction ?function }
  UNION { ?version ps:hasGeneralizedFunction/ps:hasParticularFunction ?function }
  ?function ps:code ?code .
}
"""


@dataclass(frozen=True)
class LoadedVersion:
    """An edition in the store, the day of its order, and the first and the last day on which it is in force."""

    iri: URIRef
    code: str
    date: str
    valid_from: str = ""
    valid_to: str = ""

    @property
    def name(self) -> str:
        """Return `16.020@620n-2014-09-08`."""
        return f"{self.code}@{self.iri.rpartition('/')[2]}"


def loaded_versions(store: Store) -> tuple[LoadedVersion, ...]:
    """Return the editions in the store, by code and date; those in graphs of others were not loaded."""
    others = {str(version) for (version,) in table_of(store.query(_OF_OTHERS)).rows}
    found = (
        LoadedVersion(URIRef(str(version)), *("" if term is None else str(term) for term in rest))
        for version, *rest in table_of(store.query(_STANDARDS)).rows
        if str(version) not in others
    )
    return tuple(sorted(found, key=lambda one: (one.code, one.date, one.iri)))


def newest_editions(store: Store, day: date | None = None) -> list[URIRef]:
    """Return the newest loaded edition of each standard, or the one in force on a day."""
    return list({one.code: one.iri for one in in_force(loaded_versions(store), day)}.values())


def resolve_standard(store: Store, name: str | None, day: date | None = None) -> URIRef:
    """Return the edition that `name` means, or the only one loaded when there is no name.

    A bare code means its newest edition, or the one in force on a day. Raise `UnknownNameError` for none,
    `UsageError` for several and for a day beside a named edition, `NotInForceError` for none on that day.
    """
    versions = _on(day, loaded_versions(store), name)
    if name is None:
        return _only([(one.iri, one.name) for one in versions], "", "standard=")
    if is_iri(name):
        return _known_iri(name, [one.iri for one in versions])
    found = _STANDARD.fullmatch("".join(name.split()))
    if found is None:
        raise UsageError(
            ru=f"«{excerpt(name)}» не код стандарта; пример: 16.020 или 16.020@620n-2014-09-08",
            en=f"{excerpt(name)!r} is not the code of a standard; for example: 16.020 or 16.020@620n-2014-09-08",
        )
    return _chosen(versions, found["standard"], found["version"], name).iri


def resolve_single_edition(store: Store, name: str) -> LoadedVersion:
    """Return the edition that `name` means; a bare code must not leave a choice. Raise as `resolve_standard`."""
    versions = loaded_versions(store)
    same = [one for one in versions if one.code == name.strip()]
    if len(same) > 1:
        _only([(one.iri, one.name) for one in same], name, "")
    iri = resolve_standard(store, name)
    return next(one for one in versions if one.iri == iri)


def resolve_function(store: Store, name: str, day: date | None = None) -> URIRef:
    """Return the function that `name` means; raise as `resolve_standard`."""
    if is_iri(name):
        _on(day, loaded_versions(store), name)
        found_iris = _functions(store, "?function", URIRef(name)) if may_be_iri(name) else []
        return _known_iri(name, [function for function, _ in found_iris])
    found = _FUNCTION.fullmatch(_normal(name))
    if found is None:
        said, example = excerpt(name), "16.020@620n-2014-09-08/B/03.6"
        raise UsageError(
            ru=f"«{said}» не код функции; пример: B/03.6, 16.020/B/03.6 или {example}",
            en=f"{said!r} is not the code of a function; write B/03.6, 16.020/B/03.6 or {example}",
        )
    versions = _on(day, loaded_versions(store), name)
    wanted = {one.iri: one.name for one in versions}
    if found["standard"]:
        chosen = _chosen(versions, found["standard"], found["version"], name)
        wanted = {chosen.iri: chosen.name}
    key = found["code"]
    candidates = [
        (function, f"{wanted[version]}/{key}")
        for function, version in _functions(store, "?code", Literal(key.partition("~")[0]))
        if version in wanted and str(function) == f"{version}/{key}"
    ]
    return _only(candidates, name, "")


def is_iri(name: str) -> bool:
    """Tell whether a person gave an IRI rather than a code."""
    return name.startswith(("http://", "https://"))


def is_standard_name(name: str) -> bool:
    """Tell whether a name is built like that of a standard or edition: `16.020`, `16.020@620n-2014-09-08`."""
    return _STANDARD.fullmatch("".join(name.split())) is not None


def may_be_iri(name: str) -> bool:
    """Tell whether a name has only characters that IRIs have: rdflib logs a line of its own where it has others."""
    return not _NO_IRI.search(name)


def _normal(name: str) -> str:
    """Return the name with the function's letter in Latin capitals and the version as IRIs have it."""
    written = "".join(name.split())
    if not written[:1].isdigit():
        return latin(written)
    edition, _, code = written.partition("/")
    standard, at, version = edition.partition("@")
    return f"{standard}{at}{slug(version)}/{latin(code)}"


def _on(day: date | None, versions: Sequence[LoadedVersion], name: str | None) -> Sequence[LoadedVersion]:
    """Return the editions among which a name is looked up: on a day, those in force on it."""
    if day is None or not versions:
        return versions
    said = name or ""
    refuse_outdated(said, versions, day)
    code = said.partition("/")[0].partition("@")[0].strip()
    named = [one for one in versions if one.code == code] if _STANDARD.fullmatch(code) else versions
    found = in_force(named, day)
    if named and not found:
        raise none_in_force(named, day)
    return found or versions


def refuse_outdated(name: str, versions: Sequence[LoadedVersion], day: date) -> None:
    """Raise `UsageError` on the name or IRI of an edition, or of a part of one, that is not in force on the day."""
    said = f"{name if is_iri(name) else _normal(name)}/"
    for one in versions:
        if said.startswith((f"{one.iri}/", f"{one.name}/")) and not in_force([one], day):
            raise UsageError(
                ru=f"{one.name} на {day:%d.%m.%Y} не действует; назовите стандарт кодом {one.code} или уберите день",
                en=f"{one.name} is not in force on {day}; name the standard as {one.code} or leave out the day",
            )


def _chosen(versions: Sequence[LoadedVersion], code: str, version: str | None, name: str) -> LoadedVersion:
    of_code = [one for one in versions if one.code == code]
    if version is not None:
        of_code = [one for one in of_code if one.iri.rpartition("/")[2] == slug(version)]
    if of_code:
        return of_code[-1]
    # Other editions of the same standard first, then standards of the same field.
    nearest = sorted(versions, key=lambda one: (one.code != code, one.code[:2] != code[:2]))
    known = _first([one.name for one in nearest]) or "—"
    raise UnknownNameError(
        ru=f"«{excerpt(name)}»: такого стандарта в хранилище нет; загружены: {known}",
        en=f"{excerpt(name)!r}: the store has no such standard; loaded: {known}",
    )


def _known_iri(name: str, known: Sequence[URIRef]) -> URIRef:
    # Compared as text: rdflib logs a line of its own when a URIRef is made of what is no IRI.
    found = next((one for one in known if str(one) == name), None)
    if found is not None:
        return found
    raise UnknownNameError(
        ru=f"<{excerpt(name)}>: такого адреса в хранилище нет; назовите код: 16.020 или 16.020/B/03.6",
        en=f"<{excerpt(name)}>: the store has no such IRI; name a code: 16.020 or 16.020/B/03.6",
    )


def _only(candidates: Sequence[tuple[URIRef, str]], name: str, prefix: str) -> URIRef:
    if len(candidates) == 1:
        return candidates[0][0]
    if not candidates:
        raise UnknownNameError(
            ru=f"«{excerpt(name)}»: такой функции нет; коды даёт вопрос function-map"
            if name
            else "в хранилище нет стандартов; загрузите хотя бы один",
            en=f"{excerpt(name)!r}: there is no such function; the question function-map lists the codes"
            if name
            else "the store has no standards; load at least one",
        )
    several = _first(sorted(prefix + label for _, label in candidates))
    raise UsageError(ru=f"подходят несколько, уточните: {several}", en=f"several fit, say which: {several}")


def _first(names: Sequence[str]) -> str:
    """Return the names in a line, of many the first ones and that there are more."""
    return ", ".join([*names[:_NAMED], *(["…"] if len(names) > _NAMED else [])])


def _functions(store: Store, variable: str, value: URIRef | Literal) -> list[tuple[URIRef, URIRef]]:
    found = table_of(store.query(_FUNCTIONS % f"{variable} {{ {value.n3()} }}")).rows
    return [(URIRef(str(function)), URIRef(str(version))) for function, version in found]
