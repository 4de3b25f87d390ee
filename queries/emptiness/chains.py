"""Why no chain of codes leads from a function to ESCO, or from a code to functions: the codes, their evidence."""

from __future__ import annotations

from typing import TYPE_CHECKING

from ...errors import Message
from .telling import evidence_word, iris, listed, rows_of, word

if TYPE_CHECKING:
    from collections.abc import Sequence

    from ...errors import Language
    from ...store.protocol import Store
    from ..catalogue import Bound
    from .telling import Row

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
    "okz 1993": (("isco 88",), ("okz-1993 isco-88", "isco-88 isco-08")),
    "okz 2014": ((), ("okz-2014 isco-08",)),
}


def no_occupation(values: Bound, store: Store) -> Message | None:
    """Return why no code of a function leads to occupations of ESCO."""
    if not values["function"]:
        return None  # none is in force on the day
    rows = rows_of(store, _NAMED % iris(values["function"]))
    told, bound = _codes_told(rows), sorted({word(edition) for _, _, edition in rows} & set(_FROM_OKZ))
    if not bound:
        return _not_proved(told)
    editions = ", ".join([one for key in bound for one in _FROM_OKZ[key][0]] + [*_TO_ESCO[0]])
    tables = ", ".join([one for key in bound for one in _FROM_OKZ[key][1]] + [*_TO_ESCO[1]])
    return Message(
        ru=f"коды ОКЗ: {told.ru}; в хранилище от них нет цепочки до занятий ESCO: импортируйте редакции {editions} "
        f"(profgraph classifiers import), затем соответствия {tables} (profgraph crosswalks import)",
        en=f"codes of ОКЗ: {told.en}; the store has no chain from them to occupations of ESCO: import the editions "
        f"{editions} (profgraph classifiers import), then the crosswalks {tables} (profgraph crosswalks import)",
    )


def no_occupation_elsewhere(values: Bound, store: Store) -> Message | None:
    """Return why no code of a function leads to occupations that another endpoint holds."""
    if not values["function"]:
        return None
    rows = rows_of(store, _NAMED % iris(values["function"]))
    told = _codes_told(rows)
    if not {word(edition) for _, _, edition in rows} & set(_FROM_OKZ):
        return _not_proved(told)
    return Message(
        ru=f"коды ОКЗ: {told.ru}; либо в этом хранилище от них нет цепочки до МСКЗ-08 (что есть: profgraph crosswalks "
        "list), либо та точка доступа не хранит занятий этих групп в словаре ESCO",
        en=f"codes of ОКЗ: {told.en}; either this store has no chain from them to ISCO-08 (what there is: profgraph "
        "crosswalks list), or that endpoint holds no occupations of these groups in the vocabulary of ESCO",
    )


def _codes_told(rows: Sequence[Row]) -> Message:
    return Message(
        ru=listed([_told(one, "ru") for one in rows], "ru"), en=listed([_told(one, "en") for one in rows], "en")
    )


def _not_proved(told: Message) -> Message:
    """Return that the codes have no edition; nothing told is that there are none."""
    if not told.ru:
        return Message(
            ru="функция не называет ни одного кода ОКЗ: соответствий искать не от чего",
            en="the function names no code of ОКЗ: there is nothing to find correspondences of",
        )
    return Message(
        ru=f"коды ОКЗ: {told.ru}; редакция не доказана, а код без неё ничего не значит: импортируйте списки "
        "целиком: profgraph classifiers import okz 1993 ФАЙЛ, okz 2014 ФАЙЛ",
        en=f"codes of ОКЗ: {told.en}; their edition is not proved, and a code means nothing without it: import "
        "whole lists: profgraph classifiers import okz 1993 FILE, okz 2014 FILE",
    )


def no_function(values: Bound, store: Store) -> Message:
    """Return why no function names what corresponds to a code."""
    code = [str(one) for one in values["code"] or ()]
    rows = rows_of(store, _CORRESPONDING % iris(values["code"]))
    met = [f"{word(edition)} {other}" for _, edition, other in rows]
    begun = (*(other for _, _, other in rows), *(one.rpartition("/")[2] for one in code))
    kinds = {kind for kind, _, _ in rows} or {"okz"}
    unproven = [one for kind, one in rows_of(store, _UNPROVEN) if kind in kinds and one.startswith(begun)]
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
        ru=f"соответствующие коды: {listed(met, 'ru')}; с доказанной редакцией их не называет ни одна функция"
        f"{doubt.ru}; помогут списки целиком: profgraph classifiers import, и таблицы: profgraph crosswalks import",
        en=f"corresponding codes: {listed(met, 'en')}; no function names them with an edition that is proved"
        f"{doubt.en}; whole lists help: profgraph classifiers import, and tables: profgraph crosswalks import",
    )


def _doubted(codes: Sequence[str], lang: Language) -> str:
    before = "; редакция не доказана у кодов: " if lang == "ru" else "; the edition is not proved of the codes: "
    return f"{before}{listed(codes, lang)} (profgraph query unproven-codes)" if codes else ""


def _told(row: Row, lang: Language) -> str:
    code, evidence, edition = row
    return f"{code} ({', '.join(filter(None, (word(edition), evidence_word(evidence, lang))))})"
