"""Why a question that follows chains of codes has an empty answer: the codes met, their evidence, what to import."""

from __future__ import annotations

from typing import TYPE_CHECKING

from rdflib import URIRef

from ..errors import Message
from ..store.protocol import table_of
from .values import VALUES

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from ..errors import Language
    from ..store.protocol import Store
    from .catalogue import Bound
    from .question import Question

    Row = tuple[str, ...]

_OCCUPATIONS, _FUNCTIONS = "esco-occupations", "functions-by-correspondence"
EXPLAINED = frozenset({_OCCUPATIONS, _FUNCTIONS})
_MOST = 10  # codes that a line names
_NAMED = """
SELECT DISTINCT ?code ?evidence ?edition
WHERE {
  VALUES ?function { %s }
  ?whole ps:hasParticularFunction? ?function ; ps:states ?reference .
  ?reference ps:classifier "okz" ; ps:editionEvidence ?evidence ; ps:code ?code .
  OPTIONAL { ?reference ps:refersToEdition ?edition }
}
ORDER BY ?code ?evidence ?edition
"""
_CORRESPONDING = """
SELECT DISTINCT ?kind ?edition ?other
WHERE {
  VALUES ?code { %s }
  ?node skos:broader* ?code .
  { ?association xkos:sourceConcept ?node ; xkos:targetConcept ?far }
  UNION { ?association xkos:targetConcept ?node ; xkos:sourceConcept ?far }
  ?far skos:inScheme ?edition ; skos:notation ?other .
  ?edition ps:classifier ?kind .
  FILTER(?kind IN ("okz", "okved", "okso", "okpdtr"))
}
ORDER BY ?edition ?other
"""
_UNPROVEN = """
SELECT DISTINCT ?kind ?code
WHERE { ?reference ps:editionEvidence "not-provable" ; ps:classifier ?kind ; ps:code ?code }
ORDER BY ?kind ?code
"""
# What leads from an edition of ОКЗ to ESCO: editions to import, and the crosswalks between them, in this order.
_TO_ESCO = (
    ("isco 08", "esco-groups 1.1.1", "esco-occupations 1.1.1"),
    ("isco-08 esco-groups-1.1.1", "esco-groups-1.1.1 esco-occupations-1.1.1"),
)
_FROM_OKZ = {
    "okz/1993": (("isco 88",), ("okz-1993 isco-88", "isco-88 isco-08")),
    "okz/2014": ((), ("okz-2014 isco-08",)),
}


def why_empty(asked: Question, values: Bound, store: Store) -> Message | None:
    """Return why the answer to a question is empty; None for a question that follows no codes."""
    if asked.name == _OCCUPATIONS:
        return _no_occupation(_rows(store, _NAMED % _iris(values["function"] or ())))
    if asked.name == _FUNCTIONS:
        return _no_function(values, store)
    return None


def _no_occupation(rows: Sequence[Row]) -> Message:
    if not rows:
        return Message(
            ru="функция не называет ни одного кода ОКЗ: соответствий искать не от чего",
            en="the function names no code of ОКЗ: there is nothing to find correspondences of",
        )
    told = Message(
        ru=_listed([_told(one, "ru") for one in rows], "ru"), en=_listed([_told(one, "en") for one in rows], "en")
    )
    bound = sorted({_word(edition) for _, _, edition in rows} & set(_FROM_OKZ))
    if not bound:
        return Message(
            ru=f"коды ОКЗ: {told.ru}; редакция не доказана, а код без неё ничего не значит: импортируйте списки "
            "целиком: profgraph classifiers import okz 1993 ФАЙЛ, okz 2014 ФАЙЛ",
            en=f"codes of ОКЗ: {told.en}; their edition is not proved, and a code means nothing without it: import "
            "whole lists: profgraph classifiers import okz 1993 FILE, okz 2014 FILE",
        )
    editions = ", ".join([one for key in bound for one in _FROM_OKZ[key][0]] + [*_TO_ESCO[0]])
    tables = ", ".join([one for key in bound for one in _FROM_OKZ[key][1]] + [*_TO_ESCO[1]])
    return Message(
        ru=f"коды ОКЗ: {told.ru}; в хранилище от них нет цепочки до занятий ESCO: импортируйте редакции {editions} "
        f"(profgraph classifiers import), затем соответствия {tables} (profgraph crosswalks import)",
        en=f"codes of ОКЗ: {told.en}; the store has no chain from them to occupations of ESCO: import the editions "
        f"{editions} (profgraph classifiers import), then the crosswalks {tables} (profgraph crosswalks import)",
    )


def _no_function(values: Bound, store: Store) -> Message:
    code = [one for one in values["code"] or () if isinstance(one, URIRef)]
    rows = _rows(store, _CORRESPONDING % _iris(code))
    met = [f"{_word(edition)} {other}".replace("/", " ") for _, edition, other in rows]
    begun = (*(other for _, _, other in rows), *(str(one).rpartition("/")[2] for one in code))
    kinds = {kind for kind, _, _ in rows} or {"okz"}
    unproven = [one for kind, one in _rows(store, _UNPROVEN) if kind in kinds and one.startswith(begun)]
    doubt = Message(ru=_doubted(unproven, "ru"), en=_doubted(unproven, "en"))
    if not met:
        return Message(
            ru="соответствий у этого кода и под ним с редакциями, которые называют стандарты, в хранилище нет"
            f"{doubt.ru}; импортируйте редакции целиком и таблицу: profgraph classifiers import, profgraph crosswalks "
            "import; что есть: profgraph crosswalks list",
            en="the store has no correspondence of this code, or one under it, with an edition that standards name"
            f"{doubt.en}; import whole editions and a table: profgraph classifiers import, profgraph crosswalks "
            "import; what there is: profgraph crosswalks list",
        )
    return Message(
        ru=f"соответствующие коды: {_listed(met, 'ru')}; с доказанной редакцией их не называет ни одна функция"
        f"{doubt.ru}; помогут списки целиком: profgraph classifiers import, и таблицы: profgraph crosswalks import",
        en=f"corresponding codes: {_listed(met, 'en')}; no function names them with an edition that is proved"
        f"{doubt.en}; whole lists help: profgraph classifiers import, and tables: profgraph crosswalks import",
    )


def _doubted(codes: Sequence[str], lang: str) -> str:
    before = "; редакция не доказана у кодов: " if lang == "ru" else "; the edition is not proved of the codes: "
    return f"{before}{_listed(codes, lang)} (profgraph query unproven-codes)" if codes else ""


def _told(row: Row, lang: Language) -> str:
    code, evidence, edition = row
    return f"{code} ({', '.join(filter(None, (_word(edition).replace('/', ' '), VALUES[evidence].in_language(lang))))})"


def _word(edition: str) -> str:
    return edition.partition("/classifier/")[2]


def _listed(words: Iterable[str], lang: str) -> str:
    every = [*words]
    more = len(every) - _MOST
    tail = (f" и ещё {more}" if lang == "ru" else f" and {more} more") if more > 0 else ""
    return ", ".join(every[:_MOST]) + tail


def _iris(values: Iterable[object]) -> str:
    return " ".join(one.n3() for one in values if isinstance(one, URIRef))


def _rows(store: Store, text: str) -> list[Row]:
    found = table_of(store.query(text)).rows
    return [tuple("" if one is None else str(one) for one in row) for row in found]
