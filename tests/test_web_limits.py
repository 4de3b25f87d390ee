"""A query that is nested too deeply is refused before the engine sees it, and the service answers on."""

from __future__ import annotations

import pytest
from profgraph.errors import UsageError
from profgraph.web.limits import DEEPEST, refuse_deep


@pytest.mark.parametrize(("opening", "closing"), [("{", "}"), ("(", ")"), ("[", "]")])
def test_the_deepest_query_and_one_deeper(opening: str, closing: str) -> None:
    refuse_deep(f"ASK {opening * DEEPEST}{closing * DEEPEST}" * 3)
    with pytest.raises(UsageError) as refused:
        refuse_deep(f"ASK {opening * (DEEPEST + 1)}{closing * (DEEPEST + 1)}")
    assert (refused.value.message.ru, refused.value.message.en) == (
        "запрос вложен глубже 200 скобок; упростите его",
        "the query is nested more than 200 brackets deep; simplify it",
    )
