"""What forms offer to choose from: the editions that are loaded, and their functions."""

from __future__ import annotations

from dataclasses import dataclass
from itertools import groupby
from typing import TYPE_CHECKING

from ..store.protocol import table_of
from .templating import day
from .wording import MESSAGES

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence

    from ..errors import Language
    from ..store.protocol import Store
    from .overview import Edition, MappedFunction

# The functions of so many editions make a list that can be looked through; a page of more grows with each.
MOST_EDITIONS = 12
_FUNCTIONS = """
SELECT ?version ?whole ?function ?code ?name
WHERE {
  VALUES ?version { %s }
  ?version ps:hasGeneralizedFunction ?whole .
  ?whole ps:code ?wholeCode ; ps:position ?wholePosition ; ps:hasParticularFunction? ?function .
  ?function ps:code ?code ; ps:name ?name ; ps:position ?position .
  BIND(IF(?function = ?whole, 0, ?position) AS ?place)
}
ORDER BY ?version ?wholeCode ?wholePosition ?whole ?code ?place ?function
"""


@dataclass(frozen=True)
class Choice:
    """An option of a list, what it names in the graph, and the group of options that it stands in."""

    value: str
    label: str
    iri: str
    group: str = ""


def edition_choices(loaded: Iterable[Edition], lang: Language, *, dated: bool = False) -> Iterator[Choice]:
    """Yield the editions as options; beside a day their codes do, which mean other editions on other days."""
    for one in loaded:
        yield Choice(one.version.code if dated else one.version.name, _called(one, lang), str(one.version.iri))


def function_choices(functions: Iterable[MappedFunction]) -> Iterator[Choice]:
    """Yield the functions of a map as options, grouped by the generalised ones."""
    for top in functions:
        for one in (top, *top.functions):
            yield Choice(one.argument, f"{one.code} {one.title}", one.iri, f"{top.code} {top.title}")


def offered_functions(
    store: Store, loaded: Sequence[Edition], named: Iterable[str], lang: Language, *, dated: bool = False
) -> list[Choice]:
    """Return the functions of the newest editions, and of those that the arguments are about, as options."""
    about = [one for one in loaded for iri in named if f"{iri}/".startswith(f"{one.version.iri}/")]
    offered = {str(one.version.iri): one for one in (*about, *loaded)[: MOST_EDITIONS + len(about)]}
    query = _FUNCTIONS % " ".join(one.version.iri.n3() for one in offered.values())
    rows = [[str(term) for term in row] for row in table_of(store.query(query)).rows]
    found = {version: list(members) for version, members in groupby(rows, key=lambda row: row[0])}
    heads = {iri: f"{_called(one, lang)} · " if len(offered) > 1 else "" for iri, one in offered.items()}
    return [
        Choice(
            f"{one.version.code if dated else one.version.name}{function.removeprefix(iri)}",
            f"{code} {name}",
            function,
            f"{heads[iri]}{head}",
        )
        for iri, one in offered.items()
        for head, function, code, name in _under_heads(found.get(iri, []))
    ]


def _under_heads(rows: Iterable[Sequence[str]]) -> Iterator[tuple[str, str, str, str]]:
    """Yield each function with the generalised one that it stands under: the first of its group."""
    for _, members in groupby(rows, key=lambda row: row[1]):
        head = ""
        for _, _, function, code, name in members:
            head = head or f"{code} {name}"
            yield head, function, code, name


def _called(edition: Edition, lang: Language) -> str:
    if not edition.order:
        return f"{edition.version.name} {edition.title}"
    wording = MESSAGES["loaded.approved"].filled(
        code=edition.version.code, title=edition.title, order=edition.order, day=day(edition.order_date, lang)
    )
    return wording.in_language(lang)
