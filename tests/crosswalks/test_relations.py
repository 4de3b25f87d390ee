"""The relations of a judged table agree with the places of the codes, as SKOS has it of related and broader ones."""

from __future__ import annotations

from collections import defaultdict

import pytest
from hypothesis import given
from hypothesis import strategies as st
from profgraph.loader.classifiers.editions import edition_named
from profgraph.loader.crosswalks.judging import judged
from profgraph.loader.crosswalks.mapping import Mapping, Pair

ENDS = (edition_named("isco-88"), edition_named("isco-08"))
CODES = st.sampled_from(["1", "11", "111", "1111", "1112", "12", "121", "2", "21"])
Told = list[tuple[str, str]]
CASES: dict[str, tuple[Told, list[str]]] = {
    "a group and its member": ([("11", "11"), ("11", "111")], ["closeMatch", "narrowMatch"]),
    "a member goes elsewhere": (
        [("11", "111"), ("12", "111"), ("1111", "2")],
        ["relatedMatch", "broadMatch", "closeMatch"],
    ),
    "no member goes elsewhere": (
        [("11", "111"), ("12", "111"), ("1111", "1111")],
        ["broadMatch", "broadMatch", "closeMatch"],
    ),
    "a member comes from elsewhere": (
        [("11", "11"), ("11", "12"), ("2", "111")],
        ["relatedMatch", "narrowMatch", "closeMatch"],
    ),
}


def found(told: Told) -> list[Mapping]:
    return judged([Pair(*one, 2) for one in told], ENDS, unofficial=False, titles=False)


@pytest.mark.parametrize(("told", "wanted"), CASES.values(), ids=CASES)
def test_a_group_is_judged_with_its_members(told: Told, wanted: list[str]) -> None:
    assert [one.relation for one in found(told)] == wanted


@given(st.lists(st.tuples(CODES, CODES), unique=True))
def test_nothing_is_broader_than_what_it_is_only_related_to_or_than_itself(told: Told) -> None:
    links = found(told)
    broader = above(links)
    related = {(f"old {one.source}", f"new {one.target}") for one in links if one.relation == "relatedMatch"}
    contradictions = {pair for pair in related if pair[1] in broader[pair[0]] or pair[0] in broader[pair[1]]}
    assert (contradictions, [code for code, those in broader.items() if code in those]) == (set(), [])


def above(links: list[Mapping]) -> dict[str, set[str]]:
    """Return all codes that are broader than each, by the links and by the places of the codes."""
    steps: defaultdict[str, set[str]] = defaultdict(set)
    for one in links:
        old, new = f"old {one.source}", f"new {one.target}"
        if one.relation == "broadMatch":
            steps[old].add(new)
        if one.relation == "narrowMatch":
            steps[new].add(old)
        for code in (old, new):
            for length in range(len("old 1"), len(code)):
                steps[code].add(code[:length])
    return {code: reached(code, steps) for code in (*steps, "old 1", "old 2", "new 1", "new 2")}


def reached(code: str, steps: dict[str, set[str]]) -> set[str]:
    known: set[str] = set()
    waiting = set(steps.get(code, ()))
    while waiting:
        one = waiting.pop()
        known.add(one)
        waiting |= steps.get(one, set()) - known
    return known
