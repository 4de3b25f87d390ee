"""Whatever is loaded, replaced, removed and decided in whatever order, the store is a function of what it holds."""

from __future__ import annotations

import re
from collections import Counter, defaultdict
from dataclasses import dataclass, replace
from functools import partial
from itertools import product
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import TYPE_CHECKING

import pytest
from hypothesis import HealthCheck, settings
from hypothesis import strategies as st
from hypothesis.stateful import (
    RuleBasedStateMachine,
    initialize,
    invariant,
    precondition,
    rule,
    run_state_machine_as_test,
)
from profgraph.errors import RefusedError
from profgraph.loader.concepts.deciding import decide, decided, withdraw
from profgraph.loader.concepts.matches import NOWHERE, Match, ordered
from profgraph.loader.pipeline import Loaded, Refused, load
from profgraph.loader.versions import removal
from profgraph.ontology.terms import PS, RDF, RDFS, SKOS
from profgraph.store.digests import canonical_line
from profgraph.store.writer import Writer
from rdflib import URIRef

if TYPE_CHECKING:
    from collections.abc import Callable

    from profgraph.loader.concepts.matches import Verdict

# Texts by kind; two of a kind that look alike are different all the same.
POOL = {
    "actions": ("Учёт ёмкостей – плановый", "Учёт ёмкостей (плановый)"),
    "skills": ("Читать схему - чертёж", "Читать схему, чертёж"),
    "knowledge": ("Учёт ёмкостей – плановый", "Учёт ёмкости – плановый"),
}
KINDS = {"actions": "action", "skills": "skill", "knowledge": "knowledge"}
TAGS = {"actions": "LaborAction", "skills": "RequiredSkill", "knowledge": "NecessaryKnowledge"}
CLASSES = {"action": PS.LaborActionConcept, "skill": PS.SkillConcept, "knowledge": PS.KnowledgeConcept}
REQUIRES = {"action": PS.requiresAction, "skill": PS.requiresSkill, "knowledge": PS.requiresKnowledge}
WORDS = {"skills": "умения", "knowledge": "знания"}
FOOTNOTE = "<Footnote>1 Приказ Минтруда России от 12 апреля 2013 г. № 147н</Footnote>"
ACT = "Приказ Минтруда России от"
# How one text is spelled in a card; the reader takes the digit for the mark of a footnote.
SPELLINGS: tuple[Callable[[str], str], ...] = (
    str,
    str.upper,
    lambda text: f"{text}.",
    lambda text: f"{text}1",
    lambda text: text.replace("ё", "е"),
    lambda text: re.sub(" ?[-–] ?", " — ", text).replace(" ", "  "),
)
ORDERS = (("13н", "03.02.2020"), ("12н", "04.03.2021"), ("", ""))
WRONG = (b"", b"<XMLCardInfo>", b"\x00\xff\xfe", "Это не приказ".encode())
Row = tuple[int, int]  # which text of the pool, in which spelling


@dataclass(frozen=True)
class Function:
    """The rows of a function, and to which others it refers for skills and knowledge."""

    actions: tuple[Row, ...]
    skills: tuple[Row, ...]
    knowledge: tuple[Row, ...]
    refers: tuple[tuple[str, int], ...]


@dataclass(frozen=True)
class Card:
    """A small standard."""

    code: str
    order: tuple[str, str]
    functions: tuple[Function, ...]

    def targets(self, number: int, group: str) -> set[int]:
        """Return the functions that the n-th one refers to, itself and those of no card left out."""
        refers = self.functions[number].refers
        return {target for one, target in refers if one == group and target < len(self.functions)} - {number}


def rows_of(texts: int) -> st.SearchStrategy[tuple[Row, ...]]:
    """Return the rows of a group, of so many texts, in any spelling."""
    row = st.tuples(st.integers(0, texts - 1), st.integers(0, len(SPELLINGS) - 1))
    return st.lists(row, max_size=3, unique=True).map(tuple)


functions = st.builds(
    Function,
    **{group: rows_of(len(pool)) for group, pool in POOL.items()},
    refers=st.lists(st.tuples(st.sampled_from(sorted(WORDS)), st.integers(0, 2)), max_size=2, unique=True).map(tuple),
)
several = st.lists(functions, min_size=1, max_size=3).map(tuple)
cards = st.builds(Card, st.sampled_from(["40.001", "40.002"]), st.sampled_from(ORDERS), several)


def read(group: str, row: Row) -> str:
    """Return the text of a row as it is read."""
    return " ".join(SPELLINGS[row[1]](POOL[group][row[0]]).removesuffix("1").split())


def elements(card: Card, number: int) -> dict[str, str]:
    """Return the contents of the elements of the n-th function."""
    function, told = card.functions[number], {"code": f"A/0{number + 1}.5", "footnotes": FOOTNOTE}
    for group, tag in TAGS.items():
        texts = [SPELLINGS[spelling](POOL[group][text]) for text, spelling in getattr(function, group)]
        texts += [
            f'Необходимые {WORDS[group]}, соответствующие трудовой функции A/0{target + 1}.5 "Осмотр"'
            for target in sorted(card.targets(number, group) if group in WORDS else ())
        ]
        told[group] = "".join(f"<{tag}>{text}</{tag}>" for text in texts)
    return told


def written(card: Card, writing: Callable[..., str]) -> bytes:
    """Return the card as XML; the name of the standard is another in each edition."""
    number, day = card.order
    text = writing(*(elements(card, place) for place in range(len(card.functions))), code=card.code)
    return (
        text.replace("Линейщик", f"Линейщик {day}".strip()).replace("12н", number).replace("03.02.2020", day).encode()
    )


def expressed(card: Card, group: str, number: int) -> set[int]:
    """Return which texts of the pool the n-th function requires, by its rows and by those that it refers to."""
    reached, ahead = set(), {number}
    while ahead:
        reached |= ahead
        ahead = {target for one in ahead for target in card.targets(one, group)} - reached
    return {text for one in reached for text, _ in getattr(card.functions[one], group)}


def concepts(held: list[Card]) -> dict[tuple[str, int], str]:
    """Return the concepts that the cards give, each with its label."""
    spelled = defaultdict(set)
    for card in held:
        for function in card.functions:
            for group in POOL:
                for row in getattr(function, group):
                    spelled[KINDS[group], row[0]].add(read(group, row))
    return {concept: min(texts) for concept, texts in spelled.items()}


class Histories(RuleBasedStateMachine):
    """Cards come to one store and go; `states` are the data versions that were seen, by the cards that were held."""

    def __init__(self, writer: Writer, writing: Callable[..., str], states: dict[object, str]) -> None:
        super().__init__()
        self.writer, self.writing, self.states = writer, writing, states
        self.held: dict[URIRef, Card] = {}
        self.decided: list[Match] = []

    def hold(self, card: Card) -> None:
        result = loaded(self.written(card), self.writer)
        assert isinstance(result, Loaded), result.error
        version = result.built.graphs.version
        before = self.held.get(version)
        assert result.changed is (before is None or self.written(before) != self.written(card))
        self.held[version] = card

    def written(self, card: Card) -> bytes:
        return written(card, self.writing)

    @initialize(several=st.lists(cards, min_size=2, max_size=4))
    def cards_are_there(self, several: list[Card]) -> None:
        for card in several:
            self.hold(card)

    @rule(card=cards)
    def a_card_comes(self, card: Card) -> None:
        self.hold(card)

    @precondition(lambda self: self.held)
    @rule(data=st.data(), others=several)
    def another_text_comes(self, data: st.DataObject, others: tuple[Function, ...]) -> None:
        self.hold(replace(data.draw(st.sampled_from([*self.held.values()])), functions=others))

    @precondition(lambda self: self.held)
    @rule(data=st.data())
    def a_card_comes_again(self, data: st.DataObject) -> None:
        self.hold(data.draw(st.sampled_from([*self.held.values()])))

    @precondition(lambda self: self.held)
    @rule(data=st.data())
    def a_card_goes(self, data: st.DataObject) -> None:
        version = data.draw(st.sampled_from([*self.held]))
        assert self.writer.apply(removal(self.writer, version)) is True
        assert self.writer.apply(removal(self.writer, version)) is False
        del self.held[version]

    @precondition(lambda self: self.held)
    @rule(data=st.data(), verdict=st.sampled_from(["same", "close", "different"]))
    def people_decide(self, data: st.DataObject, verdict: Verdict) -> None:
        known = sorted({str(one) for _, _, one, _ in self.writer.triples(None, PS.expressesConcept, None)})
        one = data.draw(st.sampled_from(known))
        others = [other for other in known if other != one and other.split("/")[-2] == one.split("/")[-2]]
        if not others:
            return
        pair = ordered(URIRef(one), URIRef(data.draw(st.sampled_from(others))))
        wanted = Match(*pair, verdict, author="Иванова", day="2026-01-31")
        if contradicts(wanted, self.decided):
            with pytest.raises(RefusedError):
                decide(self.writer, {wanted: NOWHERE})
            return
        decide(self.writer, {wanted: NOWHERE})
        if pair not in {match.key for match in self.decided}:
            self.decided = decided(self.writer)

    @precondition(lambda self: self.decided)
    @rule(data=st.data())
    def people_think_better_of_it(self, data: st.DataObject) -> None:
        gone = data.draw(st.sampled_from(self.decided))
        withdraw(self.writer, {gone.key: NOWHERE})
        self.decided.remove(gone)

    @rule(data=st.sampled_from(WRONG), card=cards)
    def what_is_no_card_is_refused(self, data: bytes, card: Card) -> None:
        for wrong in (data, self.written(card)[:-1], self.written(replace(card, code=""))):
            assert isinstance(loaded(wrong, self.writer), Refused)

    @invariant()
    def the_state_is_that_of_what_is_held(self) -> None:
        cards = frozenset(map(self.written, self.held.values()))
        held = cards, frozenset(self.decided)
        assert self.states.setdefault(held, self.writer.data_version()) == self.writer.data_version()

    @invariant()
    def what_was_decided_stays_whatever_is_loaded(self) -> None:
        assert decided(self.writer) == self.decided
        merged = {(str(one), str(other)) for one, _, other in self.writer.graph(self.writer.minter.merged())}
        groups = classes(self.decided)
        assert merged == {(one, min(group)) for group in groups for one in group if one != min(group)}

    @invariant()
    def no_triple_is_in_two_graphs(self) -> None:
        times = Counter(quad.triple for quad in self.writer.engine)
        assert [triple for triple, count in times.items() if count > 1] == []

    @invariant()
    def the_concepts_are_those_that_are_expressed(self) -> None:
        told: dict[URIRef, set[tuple[object, str]]] = defaultdict(set)
        for concept, link, value in self.writer.graph(self.writer.minter.graph("concepts")):
            told[URIRef(concept)].add((link, str(value)))
        expected = Counter((kind, label) for (kind, _), label in concepts([*self.held.values()]).items())
        assert Counter((kind_of(links), label_of(links)) for links in told.values()) == expected
        assert {value for _, _, value, _ in self.writer.triples(None, PS.expressesConcept, None)} == set(told)

    @invariant()
    def a_function_requires_what_its_rows_and_references_say(self) -> None:
        labels = concepts([*self.held.values()])
        for version, card in self.held.items():
            for number, group in product(range(len(card.functions)), POOL):
                function = URIRef(f"{version}/A/0{number + 1}.5")
                found = [value for _, _, value, _ in self.writer.triples(function, REQUIRES[KINDS[group]], None)]
                expected = Counter(labels[KINDS[group], text] for text in expressed(card, group, number))
                assert Counter(map(self.label, found)) == expected

    @invariant()
    def what_is_cited_is_there_and_a_work_is_named_by_its_newest_edition(self) -> None:
        acts = {self.label(act) for act, _, _, _ in self.writer.triples(None, RDF.type, PS.NormativeAct)}
        assert (f"{ACT} 12.04.2013 N 147н" in acts) is bool(self.held)
        works = [work for work, _, _, _ in self.writer.triples(None, RDF.type, PS.ProfessionalStandard)]
        newest = {card.code: card for _, card in sorted(self.held.items(), key=age)}.values()
        expected = [f"{card.code} Линейщик {card.order[1]}".strip() for card in newest]
        assert sorted(map(self.label, works)) == sorted(expected)

    def label(self, node: object) -> str:
        (label,) = (str(value) for _, _, value, _ in self.writer.triples(URIRef(str(node)), RDFS.label, None))
        return label

    def teardown(self) -> None:
        withdraw(self.writer, dict.fromkeys([match.key for match in self.decided], NOWHERE))
        self.decided.clear()
        with TemporaryDirectory() as folder, Writer.open(Path(folder)) as fresh:
            for card in reversed(self.held.values()):
                assert isinstance(loaded(self.written(card), fresh), Loaded)
            assert lines(self.writer) == lines(fresh)
        for version in self.held:
            self.writer.apply(removal(self.writer, version))
        self.held.clear()
        self.the_state_is_that_of_what_is_held()


def classes(matches: list[Match]) -> set[frozenset[str]]:
    """Return the concepts that count as one, by joining whatever two groups have one in common."""
    groups: set[frozenset[str]] = set()
    for match in matches:
        if match.verdict == "same":
            pair = frozenset(map(str, match.key))
            near = {group for group in groups if group & pair}
            groups = (groups - near) | {pair.union(*near)}
    return groups


def contradicts(wanted: Match, held: list[Match]) -> bool:
    """Tell whether the pair was decided otherwise, or two that are different would be one."""
    earlier = {match.key: match.verdict for match in held}
    if wanted.key in earlier:
        return earlier[wanted.key] != wanted.verdict
    groups = classes([*held, wanted])
    apart = [match for match in [*held, wanted] if match.verdict == "different"]
    return any(set(map(str, match.key)) <= group for match in apart for group in groups)


def loaded(data: bytes, writer: Writer) -> Loaded | Refused:
    """Return what became of a file with these bytes; files have one name, as a name is part of what is loaded."""
    with TemporaryDirectory() as folder:
        path = Path(folder) / "карточка.xml"
        path.write_bytes(data)
        (result,) = load([path], writer)
    return result


def lines(writer: Writer) -> list[str]:
    """Return the canonical N-Quads of a store."""
    return sorted(map(canonical_line, writer.engine))


def age(one: tuple[URIRef, Card]) -> tuple[str, str]:
    """Return the day of the order, the year first, and the edition."""
    return ".".join(reversed(one[1].order[1].split("."))), one[0]


def kind_of(links: set[tuple[object, str]]) -> str:
    """Return the kind that the types of a concept say."""
    types = {value for link, value in links if link == RDF.type}
    (kind,) = (kind for kind, one in CLASSES.items() if str(one) in types)
    assert types == {str(CLASSES[kind]), str(PS.CompetenceConcept), str(SKOS.Concept)}
    return kind


def label_of(links: set[tuple[object, str]]) -> str:
    """Return the label of a concept, which is its preferred one too."""
    (label,) = {value for link, value in links if link in {RDFS.label, SKOS.prefLabel}}
    return label


@pytest.mark.timeout(1800)
def test_any_history_of_cards_ends_in_the_state_of_what_is_held(tmp_path: Path, card: Callable[..., str]) -> None:
    # A step takes a tenth of a second: a few histories here, a hundred by night.
    count = max(8, settings().max_examples // 20)
    size = settings(max_examples=count, stateful_step_count=10, suppress_health_check=[HealthCheck.too_slow])
    with Writer.open(tmp_path) as writer:
        states: dict[object, str] = {}
        machine = partial(Histories, writer, card, states)
        run_state_machine_as_test(machine, settings=size)  # type: ignore[arg-type]  # a factory does as well
