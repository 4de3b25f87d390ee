"""Whatever two editions say: the old one with the changes is the new one, and each row is told of at most once."""

from __future__ import annotations

from dataclasses import replace
from itertools import combinations
from typing import TYPE_CHECKING

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from profgraph.comparison.changes import Kind
from profgraph.comparison.comparing import compared
from profgraph.comparison.edition import Edition, Row, arranged
from profgraph.comparison.likeness import best_first
from profgraph.comparison.marks import runs
from profgraph.comparison.patch import applied
from profgraph.comparison.rendering.records import records
from profgraph.comparison.rendering.terminal import to_text
from profgraph.comparison.staying import longest_rising

if TYPE_CHECKING:
    from collections.abc import Callable

    from conftest import Stated
    from hypothesis.strategies import DrawFn
    from profgraph.loader.model import GeneralizedWorkFunction, Item, ParticularWorkFunction, Standard

# Few words, so that texts repeat, resemble each other and stand in several places.
TEXTS = st.lists(st.sampled_from(["осмотр", "линии", "и", "опор", "Осмотр"]), min_size=1, max_size=4).map(" ".join)
KINDS = (
    ("actions", "action"),
    ("skills", "skill"),
    ("skills", "knowledge"),
    ("skills", "reference"),
    ("other", "other"),
)


@st.composite
def editions(draw: DrawFn) -> Edition:
    rows = [Row("", "name", 1, "name", draw(TEXTS))]
    for letter in draw(st.sets(st.sampled_from("ABC"))):
        rows.append(Row("", "functions", 1, "generalized", draw(TEXTS), letter, draw(st.sampled_from("56"))))
        rows += stated_in(draw, letter, (("title", "title"), ("okz", "code")))
        for number in draw(st.sets(st.integers(1, 3))):
            key = f"{letter}/{number:02}.5"
            rows.append(Row(letter, "functions", 1, "particular", draw(TEXTS), key, draw(st.sampled_from(["5", ""]))))
            rows += stated_in(draw, key, KINDS)
    return Edition("https://example.org/standard/40.001/1", "40.001", "x", arranged(rows))


def stated_in(draw: DrawFn, owner: str, kinds: tuple[tuple[str, str], ...]) -> list[Row]:
    drawn = draw(st.lists(st.tuples(st.sampled_from(kinds), TEXTS, st.sampled_from(["1", "2"])), max_size=6))
    return [
        Row(owner, group, number, kind, text, code if kind == "code" else "")
        for number, ((group, kind), text, code) in enumerate(drawn, start=1)
    ]


@given(editions(), editions())
def test_the_old_edition_with_the_changes_is_the_new_one(old: Edition, new: Edition) -> None:
    changes = compared(old, new).changes
    assert applied(old, changes) == new.rows
    befores, afters = [one.old.place for one in changes if one.old], [one.new.place for one in changes if one.new]
    assert len(befores) == len(set(befores))
    assert len(afters) == len(set(afters))


@given(editions(), editions())
def test_every_change_says_what_is_so(old: Edition, new: Edition) -> None:
    for change in compared(old, new).changes:
        before, after = change.old, change.new
        assert before is None or before in old.rows
        assert after is None or after in new.rows
        if before is None or after is None:
            assert change.kinds == ((Kind.REMOVED,) if before else (Kind.ADDED,))
            continue
        said = {kind for kind, field in ((Kind.RENUMBERED, "code"), (Kind.REWORDED, "text"), (Kind.LEVEL, "level"))
                if getattr(before, field) != getattr(after, field)}  # fmt: skip
        assert set(change.kinds) - {Kind.MOVED} == said
        assert change.kinds


@given(editions())
def test_an_edition_does_not_differ_from_itself(edition: Edition) -> None:
    assert compared(edition, edition).changes == ()


@given(editions(), editions())
def test_readers_are_told_of_every_change_once(old: Edition, new: Edition) -> None:
    comparison = compared(old, new)
    told = [record.change for record in records(comparison)]
    assert sorted(map(repr, told)) == sorted(map(repr, comparison.changes))
    counted = sum(sum(one.values()) for one in comparison.counts.values())
    assert counted == sum(len(change.kinds) for change in comparison.changes)
    assert to_text(comparison, "ru").count("\n  ") >= len(told)


@given(st.one_of(TEXTS, st.text(max_size=30)), st.one_of(TEXTS, st.text(max_size=30)))
def test_the_runs_of_a_side_are_its_text(old: str, new: str) -> None:
    found = runs(old, new)
    assert "".join(run.text for run in found if run.side != "new") == old
    assert "".join(run.text for run in found if run.side != "old") == new
    assert all(run.text for run in found) or old == new == ""


def test_the_runs_of_a_long_side_are_its_text() -> None:
    old = " ".join(f"слово{number % 97}," for number in range(2000))
    new = old.replace("слово5,", "слово пять и").removesuffix(",")
    found = runs(old, new)
    assert "".join(run.text for run in found if run.side != "new") == old
    assert "".join(run.text for run in found if run.side != "old") == new
    assert sum(len(run.text) for run in found if run.side == "both") > len(old) * 0.95


@given(st.permutations(range(7)))
def test_as_few_as_can_be_are_moved(numbers: list[int]) -> None:
    kept = longest_rising(numbers)
    assert [numbers[index] for index in kept] == sorted(numbers[index] for index in kept)
    assert kept == sorted(kept)
    longest = max(size for size in range(8) for part in combinations(numbers, size) if list(part) == sorted(part))
    assert len(kept) == longest


@given(st.lists(st.tuples(st.sampled_from([0.7, 0.8, 1.0]), st.integers(0, 4), st.integers(0, 4))))
def test_the_best_pairs_are_taken_first_and_each_thing_once(candidates: list[tuple[float, int, int]]) -> None:
    pairs = list(best_first(candidates))
    assert len({old for old, _ in pairs}) == len({new for _, new in pairs}) == len(pairs)
    scores = {pair: max(score for score, *rest in candidates if tuple(rest) == pair) for pair in pairs}
    for score, old, new in candidates:
        # What was passed over has lost to a pair that is as good or better.
        assert any(scores[pair] >= score for pair in pairs if old == pair[0] or new == pair[1])


def dropped(items: tuple[Item, ...], number: int) -> tuple[Item, ...]:
    return items[: number % len(items)] + items[number % len(items) + 1 :] if items else items


def turned(items: tuple[Item, ...], number: int) -> tuple[Item, ...]:
    found = (*items[number % len(items) :], *items[: number % len(items)]) if items else items
    return tuple(replace(item, position=nth, ordinal=nth) for nth, item in enumerate(found, start=1))


def shortened(items: tuple[Item, ...], number: int) -> tuple[Item, ...]:
    return tuple(
        replace(item, text=item.text[number % 9 :] or "-") if nth % 3 == number % 3 else item
        for nth, item in enumerate(items)
    )


ITEM_EDITS = (dropped, turned, shortened)


def of_function(function: ParticularWorkFunction, edit: int, number: int) -> ParticularWorkFunction | None:
    if edit < len(ITEM_EDITS):
        changed = ITEM_EDITS[edit]
        return replace(
            function,
            actions=changed(function.actions, number),
            skills=changed(function.skills, number + 1),
            knowledge=changed(function.knowledge, number + 2),
        )
    if edit == 3:
        return replace(function, name=f"{function.name} и сооружений", level=number % 9)
    if edit == 4:
        code = f"{function.code.normal[:2]}{number % 4 + 5:02}.7"
        return replace(function, code=replace(function.code, normal=code))
    return None


@st.composite
def edits(draw: DrawFn) -> Callable[[Standard], Standard]:
    chosen = draw(st.lists(st.tuples(st.integers(0, 6), st.integers(0, 5), st.integers(0, 9)), max_size=5))
    is_turned = draw(st.booleans())

    def whole(one: GeneralizedWorkFunction, first: int) -> GeneralizedWorkFunction:
        functions = []
        for nth, function in enumerate(one.functions, start=first):
            changed: ParticularWorkFunction | None = function
            for _, edit, number in (entry for entry in chosen if entry[0] == nth):
                changed = changed and of_function(changed, edit, number)
            functions += [changed] if changed else []
        # Two functions of one code have keys of their own, as the recogniser counts them.
        seen: dict[str, int] = {}
        for index, function in enumerate(functions):
            seen[function.code.normal] = seen.get(function.code.normal, 0) + 1
            functions[index] = replace(function, occurrence=seen[function.code.normal])
        return replace(one, functions=tuple(functions))

    def edited(standard: Standard) -> Standard:
        first, wholes = 0, []
        for one in standard.functions:
            wholes.append(whole(one, first))
            first += len(one.functions)
        return replace(standard, functions=tuple(wholes[::-1] if is_turned else wholes))

    return edited


@given(one=edits(), other=edits())
@settings(max_examples=20)
def test_edited_standards_lead_to_each_other(
    one: Callable[[Standard], Standard], other: Callable[[Standard], Standard], standard: Standard, stated: Stated
) -> None:
    old, new = stated(one(standard)), stated(other(standard))
    assert applied(old, compared(old, new).changes) == new.rows


@pytest.mark.parametrize(
    ("old", "new"),
    [
        ("registry-xml/06.001-679n-2013.xml", "registry-xml/06.001-424n-2022.xml"),
        ("registry-xml/06.001-424n-2022.xml", "registry-xml/06.001-679n-2013.xml"),
        ("registry-xml/06.003-228n-2014.xml", "registry-xml/06.035-44n-2017.xml"),
    ],
)
def test_real_editions_lead_to_each_other(old: str, new: str, read: Callable[[str], Edition]) -> None:
    before, after = read(old), read(new)
    assert applied(before, compared(before, after).changes) == after.rows
