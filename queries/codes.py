"""How a person names a code of a classifier: `okz 1993 311`, `okved 62.0`, `09.03.01`, an IRI; and what is under it."""

from __future__ import annotations

from typing import TYPE_CHECKING

from rdflib import Literal, URIRef

from ..errors import UnknownNameError, UsageError, excerpt
from ..loader.classifiers.editions import EDITIONS
from ..ontology.terms import Minter
from ..settings import BASE
from ..store.protocol import table_of
from .parameters import is_iri
from .values import VALUES

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence

    from ..loader.classifiers.editions import Edition
    from ..store.protocol import Store

    # An edition and a code of it.
    Candidate = tuple[Edition, str]

_CLASSIFIER = "classifier/"
_KINDS = {kind: kind for kind, _ in EDITIONS} | {VALUES[kind].ru.casefold(): kind for kind, _ in EDITIONS}
_WORDS = 3  # a classifier, an edition, a code
_NAMED = """
SELECT DISTINCT ?classifier ?edition ?code
WHERE {
  ?reference ps:editionEvidence ?evidence ; ps:classifier ?classifier ; ps:code ?code .
  OPTIONAL { ?reference ps:refersToEdition ?edition }
}
"""
_BASE = "SELECT ?edition WHERE { ?edition a ps:ClassifierEdition } LIMIT 1"
_ITEM = "SELECT ?code WHERE { %s skos:notation ?code }"


def resolve_code(store: Store, name: str) -> URIRef:
    """Return the item that a code means, in one edition, whether the store holds the item or not.

    Without an edition it is the only one of which standards name a code under it.

    Raise `UnknownNameError` where neither a classifier nor a standard has the code, `UsageError` for what is no code
    and where several editions fit.
    """
    minter = Minter(_base(store))
    fitting = tuple(_candidates(name, minter.base))
    if not fitting:
        raise _no_code(name)
    found = _used(fitting, store)
    if not found:
        found = [one for one in _newest(fitting) if _is_held(store, _iri(minter, one))]
    if len(found) > 1:
        told = ", ".join(_told(one) for one in found)
        raise UsageError(ru=f"подходят несколько, уточните: {told}", en=f"several fit, say which: {told}")
    if not found:
        raise UnknownNameError(
            ru=f"«{excerpt(name)}»: этого кода нет ни в загруженных классификаторах, ни в стандартах; "
            "что есть, покажут вопрос classifier-codes и profgraph classifiers list",
            en=f"{excerpt(name)!r}: neither a loaded classifier nor a standard has this code; the question "
            "classifier-codes and profgraph classifiers list show what there is",
        )
    return _iri(minter, found[0])


def reach(name: str, item: URIRef | Literal) -> Mapping[str, Sequence[URIRef | Literal]]:
    """Return what a query may ask of a code under names that begin with that of its parameter.

    Its edition, its classifier, how the codes under it begin, and the form that all codes of the edition have.
    """
    edition, _, code = str(item).rpartition("/")
    kind, _, of_kind = edition.rpartition(_CLASSIFIER)[2].partition("/")
    known = EDITIONS.get((kind, of_kind))
    return {
        f"{name}Edition": [URIRef(edition)],
        f"{name}Classifier": [Literal(kind)],
        f"{name}Beginning": [Literal(one) for one in (known.begins(code) if known else (code,))],
        f"{name}Form": [Literal(known.spellings if known else ".")],
    }


def _candidates(name: str, base: str) -> Iterator[Candidate]:
    """Yield each edition that may have the code, and the code as it spells it."""
    named = name.strip().removeprefix(f"{base}{_CLASSIFIER}")
    words = [] if is_iri(named) else named.replace("/", " ").split()
    if not 1 <= len(words) <= _WORDS:
        return
    *before, code = words
    kind = _KINDS.get(before[0].casefold()) if before else None
    if before and kind is None:
        return
    for edition in EDITIONS.values():
        if kind in {None, edition.kind} and before[1:] in ([], [edition.name]) and edition.admits(code):
            yield edition, edition.structure.spelling(code)


def _used(fitting: Sequence[Candidate], store: Store) -> list[Candidate]:
    """Return the editions of which standards name a code under the given one.

    Of a classifier of which no edition is proved to be meant, the newest stands for all.
    """
    named = [tuple(map(str, row)) for row in table_of(store.query(_NAMED)).rows]

    def is_used(one: Candidate, *, proved: bool) -> bool:
        edition, code = one
        end = f"{_CLASSIFIER}{edition.kind}/{edition.name}" if proved else "None"
        return any(
            kind == edition.kind and bound.endswith(end) and edition.covers(code, written)
            for kind, bound, written in named
        )

    proved = [one for one in fitting if is_used(one, proved=True)]
    open_kinds = {one[0].kind for one in fitting if is_used(one, proved=False)} - {one[0].kind for one in proved}
    return [*proved, *(one for one in _newest(fitting) if one[0].kind in open_kinds)]


def _newest(fitting: Sequence[Candidate]) -> list[Candidate]:
    """Return the newest of the editions of each classifier."""
    return list({one[0].kind: one for one in fitting}.values())


def _base(store: Store) -> str:
    rows = table_of(store.query(_BASE)).rows
    return str(rows[0][0]).rpartition(_CLASSIFIER)[0] if rows else BASE


def _iri(minter: Minter, one: Candidate) -> URIRef:
    return minter.item(minter.edition(one[0].kind, one[0].name), one[1])


def _is_held(store: Store, item: URIRef) -> bool:
    return bool(table_of(store.query(_ITEM % item.n3())).rows)


def _told(one: Candidate) -> str:
    return f"{one[0].kind} {one[0].name} {one[1]}"


def _no_code(name: str) -> UsageError:
    known = ", ".join(" ".join(one) for one in EDITIONS)
    return UsageError(
        ru=f"«{excerpt(name)}»: такого кода нет ни в одной редакции; пример: okz 2014 311, okved 62.0 или IRI; "
        f"редакции: {known}",
        en=f"{excerpt(name)!r}: no edition has such a code; for example: okz 2014 311, okved 62.0 or an IRI; "
        f"editions: {known}",
    )
