"""What people decide about concepts changes the answers, can be taken back, and outlives its standards."""

from __future__ import annotations

import shutil
from contextlib import contextmanager
from dataclasses import replace
from typing import TYPE_CHECKING

import pytest
from profgraph.errors import Message, ProfGraphError
from profgraph.loader.concepts.deciding import Decided, decide, decided, withdraw
from profgraph.loader.concepts.matches import LEXICAL, NOWHERE, Match, ordered
from profgraph.loader.concepts.naming import concept_named
from profgraph.loader.concepts.proposing import concepts_of_kind, proposals
from profgraph.loader.pipeline import bundled, load
from profgraph.loader.versions import removal
from profgraph.ontology.terms import Minter
from profgraph.queries.asking import ask
from profgraph.queries.merging import concept_wordings, concepts_of, decision_table, decisions
from profgraph.settings import BASE
from profgraph.store.embedded import EmbeddedStore
from profgraph.store.protocol import table_of
from profgraph.store.writer import Writer

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

MINTER = Minter(BASE)
VERSION = MINTER.version_named("16.020", "620n-2014-09-08")
TOOL = "profgraph 0.1.0"
# Skills of B/01.6 and B/03.6: the only two wordings of the bundled order that the program takes for one.
PLACE = Message(ru="5: ", en="5: ")
PLAIN = "Проводить текущий, итоговый контроль и оценку с последующей коррекцией своей деятельности"
COMMAS = "Проводить текущий, итоговый контроль и оценку, с последующей коррекцией, своей деятельности"
SEARCH = "Осуществлять поиск и использование информации, необходимой для эффективного выполнения профессиональных задач"
SHARED = [
    (SEARCH, "3"),
    ("Использовать информационно-коммуникационные технологии в профессиональной деятельности", "2"),
]
# B/03.6 states the first and inherits the second from A/01.5.
STATUTE, PROVISION = "Устав предприятия электрических сетей", "Положение о структурном подразделении"


def match(one: str, other: str, verdict: str = "same", kind: str = "skill", **more: str) -> Match:
    pair = ordered(MINTER.concept(kind, one), MINTER.concept(kind, other))
    made = Match(*pair, "same", author="Иванова", day="2026-01-31")
    return replace(made, verdict=verdict, **more)  # type: ignore[arg-type]  # names of fields


def wanted(*matches: Match) -> dict[Match, Message]:
    return dict.fromkeys(matches, NOWHERE)


@pytest.fixture
def writer(folder: Path, tmp_path: Path) -> Iterator[Writer]:
    """Yield what writes to a store with the bundled standard."""
    shutil.copytree(folder, tmp_path / "store", symlinks=True)
    with Writer.open(tmp_path / "store") as opened:
        yield opened


@contextmanager
def seen(writer: Writer) -> Iterator[EmbeddedStore]:
    """Give the store as readers see it now."""
    writer.publish()
    with EmbeddedStore(writer.folder.path) as store:
        yield store


def answer(store: EmbeddedStore, name: str, *columns: str, **arguments: str) -> list[tuple[str, ...]]:
    table = table_of(store.query(ask(store, name, arguments, None, None, lang="ru").text))
    places = [table.variables.index(column) for column in columns]
    return [tuple(str(row[place]) for place in places) for row in table.rows]


def test_what_was_decided_to_be_one_is_one_in_the_answers_until_it_is_withdrawn(writer: Writer) -> None:
    before = writer.data_version()
    own = [("B/01.6", PLAIN)], [("B/03.6", COMMAS)]
    with seen(writer) as store:
        found = [answer(store, "requiring-functions", "code", "text", concept=one) for one in (PLAIN, COMMAS)]
        assert (found, answer(store, "common-skills", "text", "functions")) == ([*own], SHARED)
        assert (COMMAS,) in answer(store, "transition", "text", **{"from": "B/01.6", "to": "B/03.6"})
        assert answer(store, "repeated-knowledge", "code", "text", "from") == [("A/03.5", PROVISION, "A/01.5")]
    pairs = match(PLAIN, COMMAS), match(STATUTE, PROVISION, kind="knowledge")
    assert decide(writer, wanted(*pairs)) == Decided(new=2, known=0, merged=2)
    with seen(writer) as store:
        for one in (PLAIN, COMMAS, str(MINTER.concept("skill", PLAIN))):
            assert answer(store, "requiring-functions", "code", "text", concept=one) == own[0] + own[1]
        assert answer(store, "common-skills", "text", "functions") == [SHARED[0], SHARED[1], (PLAIN, "2")]
        assert (COMMAS,) not in answer(store, "transition", "text", **{"from": "B/01.6", "to": "B/03.6"})
        assert answer(store, "repeated-knowledge", "code", "text", "from") == [
            ("A/03.5", PROVISION, "A/01.5"),
            ("B/03.6", STATUTE, "A/01.5"),
        ]
    assert withdraw(writer, {pair.key: NOWHERE for pair in pairs}) == Decided(new=2, known=0, merged=0)
    assert writer.data_version() == before


@pytest.mark.parametrize("verdict", ["close", "different"])
def test_close_and_different_change_no_answer_and_are_told(writer: Writer, verdict: str) -> None:
    decide(writer, wanted(match(PLAIN, COMMAS, verdict)))
    with seen(writer) as store:
        assert answer(store, "common-skills", "text", "functions") == SHARED
        assert answer(store, "requiring-functions", "code", concept=PLAIN) == [("B/01.6",)]
        (row,) = decision_table(store).rows
        names = [MINTER.concept_name(MINTER.concept("skill", one)) for one in (PLAIN, COMMAS)]
        assert [str(value) for value in row] == [
            verdict, PLAIN, COMMAS, "1", "Иванова", "2026-01-31", "", *names
        ]  # fmt: skip


def test_a_decision_outlives_the_standard_and_counts_again_when_it_is_back(writer: Writer) -> None:
    decide(writer, wanted(match(PLAIN, COMMAS)))
    before, held = writer.data_version(), decided(writer)
    assert writer.apply(removal(writer, VERSION)) is True
    assert decided(writer) == held
    with seen(writer) as store:
        assert [str(row[6]) for row in decision_table(store).rows] == [f"{PLAIN}; {COMMAS}"]
    # What was decided before may be said again, though the concepts are gone by now.
    assert decide(writer, wanted(match(PLAIN, COMMAS))) == Decided(new=0, known=1, merged=1)
    list(load([bundled()], writer))
    assert writer.data_version() == before
    writer.apply(removal(writer, VERSION))
    assert withdraw(writer, {held[0].key: NOWHERE}) == Decided(new=1, known=0, merged=0)
    assert decided(writer) == []


def test_what_is_decided_is_not_proposed_again(writer: Writer) -> None:
    def proposed() -> list[Match]:
        with seen(writer) as store:
            known, held = concepts_of_kind(concept_wordings(store), None, MINTER), decisions(store)
            assert held == decided(writer)
            assert {one.iri for one in known} == concepts_of(store, "16.020")
            return proposals(known, held, TOOL, above=0.5)

    (found,) = proposed()
    assert found == match(
        PLAIN, COMMAS, author="", day="", confidence="0.99", justification=LEXICAL, tool=TOOL, labels=(PLAIN, COMMAS)
    )
    for verdict in ("same", "close", "different"):
        decide(writer, wanted(match(PLAIN, COMMAS, verdict)))
        assert proposed() == []
        withdraw(writer, {found.key: NOWHERE})
    # By others: both are one with a third, or one of them is while the other is not.
    decide(writer, wanted(match(PLAIN, SEARCH), match(SEARCH, COMMAS)))
    assert proposed() == []
    withdraw(writer, {match(SEARCH, COMMAS).key: NOWHERE})
    assert proposed() == [found]
    decide(writer, wanted(match(SEARCH, COMMAS, "different")))
    assert proposed() == []


@pytest.mark.parametrize(
    ("held", "new", "message"),
    [
        (
            [match(PLAIN, COMMAS, "different")],
            [match(PLAIN, COMMAS)],
            (
                f"5: «{PLAIN[:50]}…» = «{COMMAS[:50]}…»: it was decided that they are different concepts "
                "(Иванова, 2026-01-31); to decide otherwise, withdraw that: profgraph concepts withdraw"
            ),
        ),
        (
            [],
            [match(PLAIN, COMMAS), match(COMMAS, SEARCH), match(PLAIN, SEARCH, "different")],
            None,
        ),
        ([match(PLAIN, SEARCH, "different"), match(PLAIN, COMMAS)], [match(COMMAS, SEARCH)], None),
        ([match(PLAIN, COMMAS), match(COMMAS, SEARCH)], [match(PLAIN, SEARCH, "different")], None),
        (
            [],
            [match(PLAIN, "Танцевать")],
            (
                f"5: {MINTER.concept_name(MINTER.concept('skill', 'Танцевать'))}: no loaded standard has this concept; "
                "load the standard or leave the pair out"
            ),
        ),
        (
            [],
            [match(PLAIN, PLAIN)],
            f"5: «{PLAIN[:50]}…» = «{PLAIN[:50]}…»: that is one and the same concept; name two",
        ),
        (
            [],
            [replace(match(PLAIN, PLAIN), one=MINTER.concept("knowledge", STATUTE))],
            (
                f"5: «{STATUTE}» = «{PLAIN[:50]}…»: concepts of two kinds (action, skill, knowledge) are never one; "
                "leave this pair out"
            ),
        ),
    ],
)
def test_what_contradicts_is_refused_and_the_store_stays(
    writer: Writer, held: list[Match], new: list[Match], message: str | None
) -> None:
    decide(writer, wanted(*held))
    before = writer.data_version()
    with pytest.raises(ProfGraphError) as refused:
        decide(writer, dict.fromkeys(new, PLACE))
    told = refused.value.message.en
    if message is None:
        assert told.startswith("5: ")
        assert told.endswith(
            " are one by a chain of decisions, yet were decided to be different (Иванова, 2026-01-31); "
            "leave this out or withdraw one of the decisions: profgraph concepts withdraw"
        )
    else:
        assert told == message
    assert writer.data_version() == before


def test_a_decision_that_was_not_made_cannot_be_withdrawn(writer: Writer) -> None:
    pair = match(PLAIN, COMMAS).key
    one, other = map(MINTER.concept_name, pair)
    with pytest.raises(ProfGraphError) as refused:
        withdraw(writer, {pair: PLACE})
    assert refused.value.message == Message(
        ru=f"5: {one} и {other}: решения об этих понятиях нет; все решения: profgraph concepts list",
        en=f"5: {one} and {other}: there is no decision on these; all of them: profgraph concepts list",
    )


def test_a_concept_is_named_by_its_iri_its_kind_and_digest_or_its_digest(writer: Writer) -> None:
    concept = MINTER.concept("skill", PLAIN)
    name = MINTER.concept_name(concept)
    names = (str(concept), f" {name}", name.partition("/")[2])
    assert [concept_named(one, writer) for one in names] == [concept] * 3
    gone = MINTER.concept("skill", "Танцевать")
    assert concept_named(MINTER.concept_name(gone), writer) == gone
    for wrong in (MINTER.concept_name(gone).partition("/")[2], PLAIN, "", f"title/{name}", "https://example.org/1"):
        with pytest.raises(ProfGraphError):
            concept_named(wrong, writer)
