"""Why a question about the codes of standards has no rows: they name none, or too little is proved of them."""

from __future__ import annotations

from typing import TYPE_CHECKING

from ...errors import Message
from .telling import evidence_word, iris, rows_of

if TYPE_CHECKING:
    from collections.abc import Iterable

    from ...errors import Language
    from ...store.protocol import Store
    from ..catalogue import Bound
    from .telling import Row

_REFERENCES = """
SELECT ?evidence (COUNT(DISTINCT ?reference) AS ?times)
WHERE {
  VALUES ?standard { %s }
  { ?standard ps:hasSectionIReference ?reference } UNION { ?standard ps:hasGeneralizedFunction/ps:states ?reference }
  ?reference ps:editionEvidence ?evidence .
}
GROUP BY ?evidence
ORDER BY DESC(?times) ?evidence
"""
_UNBOUND = frozenset({"not-provable", "no-code"})


def no_reference(values: Bound, store: Store) -> Message | None:
    """Return that the standards name no codes; None where they do, or where there are no standards."""
    if not values["standard"] or _references(values, store):
        return None
    return Message(
        ru="взятые стандарты не называют кодов классификаторов: ни в разделе I, ни в обобщённых трудовых функциях",
        en="the standards that were asked about name no codes of classifiers, neither in section I nor in their "
        "generalised functions",
    )


def none_bound(values: Bound, store: Store) -> Message | None:
    """Return that no reference is bound to an edition; None where one is."""
    rows = _references(values, store)
    if not rows or any(evidence not in _UNBOUND for evidence, _ in rows):
        return None
    return Message(
        ru=f"ни одна ссылка не отнесена к редакции: {_told(rows, 'ru')}; чем они могут быть: profgraph query "
        "unproven-codes; помогут списки целиком: profgraph classifiers import",
        en=f"no reference is bound to an edition: {_told(rows, 'en')}; what they may be: profgraph query "
        "unproven-codes; whole lists help: profgraph classifiers import",
    )


def no_counterpart(values: Bound, store: Store) -> Message | None:
    """Return how the references are bound from which no other edition is reached; None where there are none."""
    rows = _references(values, store)
    if not rows:
        return None
    return Message(
        ru=f"ссылки на классификаторы: {_told(rows, 'ru')}; от их позиций в хранилище нет ни соответствий, ни того же "
        "кода в другой редакции: импортируйте редакции и таблицы: profgraph classifiers import, profgraph crosswalks "
        "import",
        en=f"references to classifiers: {_told(rows, 'en')}; their items have no correspondence in the store, nor the "
        "same code in another edition: import editions and tables: profgraph classifiers import, profgraph crosswalks "
        "import",
    )


def all_bound(values: Bound, store: Store) -> Message | None:
    """Return that every reference is bound to an edition; None where there are no references."""
    rows = _references(values, store)
    if not rows:
        return None
    return Message(
        ru=f"все ссылки на классификаторы отнесены к редакциям: {_told(rows, 'ru')}",
        en=f"all references to classifiers are bound to editions: {_told(rows, 'en')}",
    )


def _references(values: Bound, store: Store) -> list[Row]:
    return rows_of(store, _REFERENCES % iris(values["standard"]))


def _told(rows: Iterable[Row], lang: Language) -> str:
    return ", ".join(f"{evidence_word(evidence, lang)} {times}" for evidence, times in rows)
