"""The functions and standards under a code, as the question finds them: of every edition, with nodes and places."""

from __future__ import annotations

import re
from dataclasses import replace
from typing import TYPE_CHECKING

from rdflib import URIRef

from ...queries.catalogue import question
from ...queries.codes import reach
from ...queries.days import in_force
from ...queries.parameters import loaded_versions
from .asking import PLACE, answered, unique, versions

if TYPE_CHECKING:
    from collections.abc import Sequence
    from datetime import date

    from ...errors import Language
    from ...store.protocol import Store
    from .asking import Answered, Row

QUESTION, ACROSS = "functions-by-code", "functions-by-correspondence"
# What a page calls the variables of the question.
_NAMES = {"code": "node", "standard": "version", "reference": "statement", "function": "functionCode"}
_FOUND = "?version ?edition ?owner ?functionCode ?name ?level ?item ?found ?evidence ?statement"
_ORDER = "ORDER BY ?version ?functionCode ?owner ?found ?statement\n"
_AT_ONCE = 100  # statements whose places are asked for together: a query gives 500 rows
_NOWHERE = dict.fromkeys(("written", "place", "placeName", "page", "first", "last"), "")
_WHERE = f"""
SELECT ?statement ?written ?place ?placeName ?page ?first ?last
WHERE {{
  ?statement ps:verbatimText ?written .
{PLACE}}}
ORDER BY ?statement ?first
"""


def found_under(store: Store, code: URIRef, lang: Language, day: date | None) -> Answered:
    """Return the references to a code and all under it, of all editions or of those in force on a day."""
    query = f"SELECT DISTINCT {_FOUND}\nWHERE {{\n{_pattern()}\n}}\n{_ORDER}"
    loaded = {"version": [one.iri for one in in_force(loaded_versions(store), day)]} if day else {}
    found = answered(store, query, code, lang, {**reach("code", code), **loaded})
    places = _places(store, [row["statement"] for row in found.rows], code, lang)
    return replace(found, rows=tuple(row | places.get(row["statement"], _NOWHERE) for row in found.rows))


def _places(store: Store, statements: Sequence[str], code: URIRef, lang: Language) -> dict[str, Row]:
    """Return the first place of each statement: in one query with it an engine looks at all places of the store."""
    parts = [statements[start : start + _AT_ONCE] for start in range(0, len(statements), _AT_ONCE)]
    asked = ({"statement": [URIRef(one) for one in part]} for part in parts)
    rows = (row for one in asked for row in answered(store, _WHERE, code, lang, one).rows)
    return {row["statement"]: row for row in unique(rows, "statement")}


def editions_under(store: Store, code: URIRef) -> frozenset[str]:
    """Return the editions of standards, of any day, that name the code or one under it."""
    return versions(store, f"SELECT DISTINCT ?version\nWHERE {{\n{_pattern()}\n}}\n", code, reach("code", code))


def _pattern() -> str:
    text = question(QUESTION).text.partition("WHERE {\n")[2].rpartition("\n}\nORDER BY ")[0]
    return re.sub(r"\?(\w+)", lambda found: f"?{_NAMES.get(found[1], found[1])}", text)
