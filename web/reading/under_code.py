"""The rows of the questions about functions under a code, for a page: of every edition, with nodes and places."""

from __future__ import annotations

import re

from ...queries.catalogue import question
from .asking import PLACE

# What a page calls the variables of these questions.
_NAMES = {"code": "node", "standard": "version", "reference": "statement", "g": "function", "function": "functionCode"}
_SHOWN = "?version ?edition ?function ?functionCode ?name ?level ?item ?found ?foundEdition ?evidence ?written ?statement"


def rows_query(name: str) -> str:
    """Return the query of a question with the nodes of its rows and where they stand; `?node` is the code."""
    through = " ?through ?other" if "?other" in question(name).text else ""
    return (
        f"SELECT DISTINCT {_SHOWN}{through} ?place ?placeName ?page ?first ?last\n"
        f"WHERE {{\n{_pattern(name)}\n  ?statement ps:verbatimText ?written .\n{PLACE}}}\n"
        f"ORDER BY ?version ?function ?found{through} ?statement ?first\n"
    )


def editions_query(name: str) -> str:
    """Return the query for the editions of standards in which the question finds something."""
    return f"SELECT DISTINCT ?version\nWHERE {{\n{_pattern(name)}\n}}\n"


def _pattern(name: str) -> str:
    text = question(name).text
    pattern = text.partition("WHERE {\n")[2].rpartition("\n}\nORDER BY ")[0]
    return re.sub(r"\?(\w+)", lambda found: f"?{_NAMES.get(found[1], found[1])}", pattern)
