"""One edit of a real standard is one change, of the right kind, with the right words; nothing else is said."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

import pytest
from profgraph.comparison.comparing import compared
from profgraph.comparison.edition import Row
from profgraph.comparison.functions import same_functions
from profgraph.comparison.reading import edition_of
from profgraph.ontology.terms import PS
from rdflib import URIRef

if TYPE_CHECKING:
    from collections.abc import Callable

    from conftest import Edited, Made, Stated, Triples
    from profgraph.comparison.changes import Comparison
    from profgraph.loader.model import Item, ParticularWorkFunction, Standard

    Edit = Callable[[ParticularWorkFunction], ParticularWorkFunction | None]

KEY = "B/03.6"
WORDS = "Разрабатывать и согласовывать схемы новых участков сети"


def told(comparison: Comparison) -> list[tuple[str, ...]]:
    """Return the changes: how, what, and where each row was and is with its code, level and the head of its words."""
    return [
        ("+".join(one.kinds), one.row.kind, *(brief(row) if row else "" for row in (one.old, one.new)))
        for one in comparison.changes
    ]


def brief(row: Row) -> str:
    place = "/".join(filter(None, (row.owner, row.group, str(row.position))))
    return " ".join(filter(None, (place, row.code, row.level, " ".join(row.text.split()[:3]))))


def numbered(items: list[Item]) -> tuple[Item, ...]:
    return tuple(replace(one, ordinal=number, position=number) for number, one in enumerate(items, start=1))


def renamed(function: ParticularWorkFunction) -> ParticularWorkFunction:
    return replace(function, name=function.name.replace("Управление", "Руководство"))


def levelled(function: ParticularWorkFunction) -> ParticularWorkFunction:
    return replace(function, level=7)


def renumbered(function: ParticularWorkFunction) -> ParticularWorkFunction:
    return replace(function, code=replace(function.code, normal="B/05.6"))


def without_the_second_skill(function: ParticularWorkFunction) -> ParticularWorkFunction:
    return replace(function, skills=numbered([function.skills[0], *function.skills[2:]]))


def with_a_new_first_skill(function: ParticularWorkFunction) -> ParticularWorkFunction:
    return replace(function, skills=numbered([replace(function.skills[0], text=WORDS), *function.skills]))


def with_the_first_action_last(function: ParticularWorkFunction) -> ParticularWorkFunction:
    return replace(function, actions=numbered([*function.actions[1:], function.actions[0]]))


def with_another_ending(function: ParticularWorkFunction) -> ParticularWorkFunction:
    first = function.actions[0]
    return replace(function, actions=(replace(first, text=f"{first.text} и опор"), *function.actions[1:]))


def with_a_skill_as_knowledge(function: ParticularWorkFunction) -> ParticularWorkFunction:
    gone, *skills = function.skills
    known = [*function.knowledge, replace(gone, kind="knowledge")]
    references = len(function.references)
    return replace(function, skills=numbered(skills), knowledge=tuple(
        replace(one, ordinal=nth, position=nth + references) for nth, one in enumerate(known, start=1)))  # fmt: skip


CASES: list[tuple[Edit, tuple[str, ...]]] = [
    (
        renamed,
        (
            "reworded",
            "particular",
            "B/functions/3 B/03.6 6 Управление процессом эксплуатации",
            "B/functions/3 B/03.6 6 Руководство процессом эксплуатации",
        ),
    ),
    (
        levelled,
        (
            "level",
            "particular",
            "B/functions/3 B/03.6 6 Управление процессом эксплуатации",
            "B/functions/3 B/03.6 7 Управление процессом эксплуатации",
        ),
    ),
    (
        renumbered,
        (
            "renumbered",
            "particular",
            "B/functions/3 B/03.6 6 Управление процессом эксплуатации",
            "B/functions/4 B/05.6 6 Управление процессом эксплуатации",
        ),
    ),
    (without_the_second_skill, ("removed", "skill", "B/03.6/skills/3 Проводить оперативные совещания", "")),
    (with_a_new_first_skill, ("added", "skill", "", "B/03.6/skills/2 Разрабатывать и согласовывать")),
    (
        with_the_first_action_last,
        ("moved", "action", "B/03.6/actions/1 Организация работ по", "B/03.6/actions/5 Организация работ по"),
    ),
    (
        with_another_ending,
        ("reworded", "action", "B/03.6/actions/1 Организация работ по", "B/03.6/actions/1 Организация работ по"),
    ),
    (
        with_a_skill_as_knowledge,
        (
            "moved",
            "knowledge",
            "B/03.6/skills/2 Производить научно-исследовательские и",
            "B/03.6/knowledge/4 Производить научно-исследовательские и",
        ),
    ),
]


@pytest.mark.parametrize(("edit", "change"), CASES, ids=lambda one: getattr(one, "__name__", ""))
def test_one_edit(edit: Edit, change: tuple[str, ...], standard: Standard, edited: Edited, stated: Stated) -> None:
    old, new = stated(standard), stated(edited(standard, KEY, edit))
    assert told(compared(old, new)) == [change]


def test_a_function_that_is_gone_takes_its_rows_with_it(standard: Standard, edited: Edited, stated: Stated) -> None:
    old, new = stated(standard), stated(edited(standard, KEY, lambda _: None))
    gone = [row for row in old.rows if row.owner == KEY or row.code == KEY]
    changes = compared(old, new).changes
    assert [one.old for one in changes] == gone
    assert {one.kinds for one in changes} == {("removed",)}
    assert [one.new for one in compared(new, old).changes] == gone


def test_a_row_that_went_to_another_function_has_moved(made: Made) -> None:
    old = made(*functions("A/01.5", "A/02.5"), Row("A/01.5", "skills", 1, "skill", "Осматривать опоры"))
    new = made(*functions("A/01.5", "A/02.5"), Row("A/02.5", "skills", 1, "skill", "осматривать  опоры"))
    assert told(compared(old, new)) == [
        ("reworded+moved", "skill", "A/01.5/skills/1 Осматривать опоры", "A/02.5/skills/1 осматривать опоры")
    ]


def test_what_a_function_states_goes_where_the_function_goes(made: Made) -> None:
    skills = [Row(f"A/0{nth}.5", "skills", 1, "skill", text) for nth, text in ((1, "Паять"), (2, "Варить"))]
    turned = [replace(row, owner={"A/01.5": "A/02.5", "A/02.5": "A/01.5"}[row.owner]) for row in skills]
    names = {"A/01.5": "Пайка деталей узлов", "A/02.5": "Сварка швов трубопроводов"}
    swapped = {"A/01.5": names["A/02.5"], "A/02.5": names["A/01.5"]}
    old, new = made(*functions(**names), *skills), made(*functions(**swapped), *turned)
    assert same_functions(old, new) == {"A": "A", "A/01.5": "A/02.5", "A/02.5": "A/01.5"}
    assert [("+".join(one.kinds), one.row.code) for one in compared(old, new).changes] == [
        ("renumbered", "A/01.5"),
        ("renumbered", "A/02.5"),
    ]


def test_each_of_equal_rows_is_another_row(made: Made) -> None:
    row = Row("A/01.5", "skills", 1, "skill", "Осматривать опоры")
    old, new = made(*functions("A/01.5"), row, row), made(*functions("A/01.5"), row, row, row)
    assert told(compared(old, new)) == [("added", "skill", "", "A/01.5/skills/3 Осматривать опоры")]
    assert told(compared(new, old)) == [("removed", "skill", "A/01.5/skills/3 Осматривать опоры", "")]


def test_the_most_alike_are_taken_for_one_another(made: Made) -> None:
    words = ("Осматривать опоры линий", "Осматривать опоры и линии", "Осматривать опоры линий связи")
    old = made(*functions("A/01.5"), *(Row("A/01.5", "skills", 1, "skill", text) for text in words[:2]))
    new = made(*functions("A/01.5"), *(Row("A/01.5", "skills", 1, "skill", text) for text in (words[2], words[1])))
    assert [(one.old and one.old.text, one.new and one.new.text) for one in compared(old, new).changes] == [
        (words[0], words[2])
    ]


def test_a_code_is_known_by_itself_or_by_its_name(made: Made) -> None:
    old = made(code("2132", "Программисты"), code("2131", "Разработчики систем"))
    new = made(code("2132", "Прикладные программы"), code("2512", "Разработчики систем"))
    assert told(compared(old, new)) == [
        ("reworded", "code", "okz/1 2132 Программисты", "okz/1 2132 Прикладные программы"),
        ("renumbered", "code", "okz/2 2131 Разработчики систем", "okz/2 2512 Разработчики систем"),
    ]


@pytest.mark.parametrize(
    ("standard_of_new", "version", "text", "notes"),
    [
        ("40.001", "1n-2020-01-01", "Сварщик", ("same-edition", "equal")),
        ("40.001", "2n-2022-01-01", "Сварщик", ("equal",)),
        ("40.002", "2n-2022-01-01", "Паяльщик", ("two-standards",)),
    ],
)
def test_notes(made: Made, standard_of_new: str, version: str, text: str, notes: tuple[str, ...]) -> None:
    old = made(Row("", "name", 1, "name", "Сварщик"))
    new = made(Row("", "name", 1, "name", text), standard=standard_of_new, version=version)
    assert compared(old, new).notes == notes


def test_the_order_of_triples_does_not_matter(standard: Standard, stated: Stated, triples: Triples) -> None:
    found, version = triples(standard)
    backwards = edition_of(sorted(found, key=repr, reverse=True), version)
    assert (backwards, backwards.rows) == (stated(standard), stated(standard).rows)
    assert [row.iri for row in backwards.rows] == [row.iri for row in stated(standard).rows]


def test_a_function_under_two_others_stands_under_the_first(
    standard: Standard, stated: Stated, triples: Triples
) -> None:
    found, version = triples(standard)
    twice = {*found, (URIRef(f"{version}/B"), PS.hasParticularFunction, URIRef(f"{version}/A/01.5"))}
    assert edition_of(twice, version) == stated(standard)


def test_lists_that_no_standard_has_are_compared_by_equal_rows_only(made: Made) -> None:
    old = made(*functions("A/01.5"), *(skill(f"Умение {nth}") for nth in range(1100)))
    new = made(*functions("A/01.5"), *(skill(f"Умение {nth}, да") for nth in range(1100)))
    assert {one.kinds for one in compared(old, new).changes} == {("removed",), ("added",)}


def functions(*keys: str, **names: str) -> list[Row]:
    named = {key: f"Осмотр линий {key}" for key in keys} | names
    rows = [Row("A", "functions", 1, "particular", name, key) for key, name in named.items()]
    return [Row("", "functions", 1, "generalized", "Содержание линий", "A"), *rows]


def code(number: str, name: str) -> Row:
    return Row("", "okz", 1, "code", name, number)


def skill(text: str) -> Row:
    return Row("A/01.5", "skills", 1, "skill", text)
