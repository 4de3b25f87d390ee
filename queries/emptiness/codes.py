"""Why a question about a code has no rows: no such item in the store, no link from it, nobody who names it."""

from __future__ import annotations

from typing import TYPE_CHECKING

from ...errors import Message
from .telling import iris, listed, rows_of, word

if TYPE_CHECKING:
    from ...store.protocol import Store
    from ..catalogue import Bound

_HELD = "SELECT ?code WHERE { VALUES ?item { %s } ?item skos:notation ?code }"
_IMPORTED = """
SELECT ?edition
WHERE {
  VALUES ?edition { <%s> }
  GRAPH ?graph { ?edition xkos:numberOfLevels ?levels }
  FILTER(STRENDS(STR(?graph), "/imported"))
}
"""
_LINKED = """
SELECT ?association
WHERE { VALUES ?code { %s } ?node skos:broader* ?code . ?association xkos:sourceConcept|xkos:targetConcept ?node }
LIMIT 1
"""
_OTHERS = """
SELECT DISTINCT ?other
WHERE {
  VALUES ?edition { <%s> }
  ?edition ps:classifier ?kind . ?other ps:classifier ?kind ; a ps:ClassifierEdition .
  FILTER(?other != ?edition)
  FILTER EXISTS { ?item skos:inScheme ?other }
}
ORDER BY ?other
"""


def no_item(values: Bound, store: Store) -> Message | None:
    """Return that the store has no item of a code, and where it comes from; None where it has one."""
    code = next((str(one) for one in values["code"] or ()), "")
    if not code or rows_of(store, _HELD % iris(values["code"])):
        return None
    edition = code.rpartition("/")[0]
    named = word(edition)
    if rows_of(store, _IMPORTED % edition):
        return Message(
            ru=f"позиции {word(code)} в импортированной редакции {named} нет, ответить не о чем; кто называет код: "
            f'profgraph query functions-by-code code="{word(code)}"',
            en=f"the imported edition {named} has no item {word(code)}, so there is nothing to tell of; who names "
            f'the code: profgraph query functions-by-code code="{word(code)}"',
        )
    return Message(
        ru=f"позиции {word(code)} в хранилище нет: редакция {named} загружена не целиком; импортируйте её: "
        f"profgraph classifiers import {named} ФАЙЛ; что есть: profgraph classifiers list",
        en=f"the store has no item {word(code)}, as the edition {named} is not loaded as a whole; import it: "
        f"profgraph classifiers import {named} FILE; what there is: profgraph classifiers list",
    )


def no_correspondence(values: Bound, store: Store) -> Message | None:
    """Return that no crosswalk has the code, or one under it; None where one has."""
    if rows_of(store, _LINKED % iris(values["code"])):
        return None
    return Message(
        ru="ни одно соответствие в хранилище не называет этот код и коды под ним; импортируйте таблицу: profgraph "
        "crosswalks import; что есть: profgraph crosswalks list",
        en="no crosswalk in the store names this code, or one under it; import a table: profgraph crosswalks import; "
        "what there is: profgraph crosswalks list",
    )


def no_drift(values: Bound, store: Store) -> Message | None:
    """Return with which other editions a code was compared, or that there are none."""
    code = next((str(one) for one in values["code"] or ()), "")
    edition = code.rpartition("/")[0]
    others = [word(other) for (other,) in rows_of(store, _OTHERS % edition)]
    kind = word(edition).partition(" ")[0]
    if not others:
        return Message(
            ru=f"позиций других редакций {kind} в хранилище нет, сравнить не с чем; импортируйте редакцию: profgraph "
            "classifiers import; что есть: profgraph classifiers list",
            en=f"the store has no items of other editions of {kind} to compare with; import an edition: profgraph "
            "classifiers import; what there is: profgraph classifiers list",
        )
    return Message(
        ru=f"сравнено с позициями редакций: {listed(others, 'ru')}; этого кода и кодов под ним там нет, или они "
        "значат то же",
        en=f"compared with the items of the editions: {listed(others, 'en')}; this code and those under it are not "
        "there, or mean the same",
    )


def nobody(values: Bound, _: Store) -> Message | None:
    """Return that the standards that are asked about do not name the code; None where there are no standards."""
    code = next((word(str(one)) for one in values["code"] or ()), "")
    if values["standard"] is not None and not values["standard"]:
        return None
    return Message(
        ru="взятые стандарты (без standard= — новейшая редакция каждого) не называют ни этот код, ни коды под ним; "
        f'коды других редакций ищет вопрос: profgraph query functions-by-correspondence code="{code}"',
        en="the standards that were asked about (without standard=, the newest edition of each) name neither this code "
        f'nor one under it; for codes of other editions: profgraph query functions-by-correspondence code="{code}"',
    )
