"""A search of items of classifiers: by the beginning of a code, by words of a name, in the editions that are named."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from rdflib import Literal, URIRef

from ...loader.classifiers.editions import EDITIONS
from ...ontology.terms import fold
from ...queries.values import VALUES
from ...store.protocol import table_of

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping, Sequence

    from ...errors import Language
    from ...store.protocol import Store
    from .editions import Named

MOST_ITEMS = 100
# Longer than any name that a person types.
LONGEST = 200
_MOST_WORDS = 8
_FOUND = """
SELECT ?item ?code ?name ?language ?edition
WHERE {
  VALUES (?edition ?place%(starts)s) { %(editions)s }
  VALUES (%(words)s) { (%(values)s) }
  ?item skos:inScheme ?edition ; skos:notation ?code .
  OPTIONAL { ?item skos:prefLabel ?own FILTER(LANG(?own) = "%(lang)s") }
  OPTIONAL { ?item skos:prefLabel ?other FILTER(LANG(?other) != "%(lang)s") }
  BIND(COALESCE(?own, ?other, "") AS ?name)
  BIND(LANG(?name) AS ?language)
  BIND(REPLACE(LCASE(CONCAT(STR(COALESCE(?own, "")), " ", STR(COALESCE(?other, "")))), "ё", "е") AS ?names)
  FILTER(%(tests)s)
  BIND(IF(?code = ?start0, 0, IF(STRSTARTS(?code, ?start0), 1, 2)) AS ?rank)
}
ORDER BY ?rank ?place ?code ?item
LIMIT %(most)d
"""


@dataclass(frozen=True)
class Meant:
    """What a search means: words of a code or a name, to be found in these editions."""

    editions: tuple[Named, ...]
    words: tuple[str, ...]


@dataclass(frozen=True)
class FoundItem:
    """An item that was found, in the reader's language where it has a name in it."""

    iri: str
    code: str
    name: str
    language: str
    edition: Named


@dataclass(frozen=True)
class Search:
    """The items that were found, at most `MOST_ITEMS`; `is_cut` tells of more."""

    items: tuple[FoundItem, ...]
    is_cut: bool = False


def meant(text: str, held: Mapping[str, Sequence[Named]]) -> Meant:
    """Return what a reader means: a classifier, and its edition, may stand before the code, as in `okz 1993 21`."""
    words = tuple(text.split())[:_MOST_WORDS]
    every = tuple(one for editions in held.values() for one in editions)
    kinds = {fold(name): kind for kind in held for name in (kind, VALUES[kind].ru if kind in VALUES else kind)}
    kind = kinds.get(fold(words[0])) if words else None
    if kind is None:
        return Meant(every, words)
    of_kind, rest = tuple(held[kind]), words[1:]
    named = tuple(one for one in of_kind if rest[:1] == (one.name,))
    return Meant(named, rest[1:]) if named else Meant(of_kind, rest)


def found_items(store: Store, wanted: Meant, lang: Language) -> Search:
    """Return the items that all words fit, those first whose code is the first word or begins with it."""
    if not wanted.editions:
        return Search(())
    rows = table_of(store.query(_query(wanted, lang))).rows
    by_iri = {one.iri: one for one in wanted.editions}
    items = tuple(
        FoundItem(str(item), str(code), str(name), str(language), by_iri[str(edition)])
        for item, code, name, language, edition in rows[:MOST_ITEMS]
    )
    return Search(items, is_cut=len(rows) > MOST_ITEMS)


def _query(wanted: Meant, lang: Language) -> str:
    words = wanted.words or ("",)
    numbers = range(len(words))
    editions = (
        f"({URIRef(one.iri).n3()} {place} {_terms(_spelt(one, word) for word in words)})"
        for place, one in enumerate(wanted.editions)
    )
    tests = " && ".join(f"(STRSTARTS(?code, ?start{one}) || CONTAINS(?names, ?word{one}))" for one in numbers)
    return _FOUND % {
        "starts": "".join(f" ?start{one}" for one in numbers),
        "editions": " ".join(editions),
        "words": " ".join(f"?word{one}" for one in numbers),
        "values": _terms(fold(word) for word in words),
        "tests": tests,
        "lang": lang,
        "most": MOST_ITEMS + 1,
    }


def _spelt(edition: Named, word: str) -> str:
    """Return a code as the edition spells it: 09.03.01 is 2.09.03.01 in one of ОКСО."""
    known, code = EDITIONS.get((edition.kind, edition.name)), word.rstrip(".")
    return known.structure.spelling(code) if known else code


def _terms(texts: Iterable[str]) -> str:
    return " ".join(Literal(text).n3() for text in texts)
