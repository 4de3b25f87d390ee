"""The editions of a standard in the store: in force one after the other, whichever was loaded or removed first."""

from __future__ import annotations

from itertools import permutations
from typing import TYPE_CHECKING

import pytest
from profgraph.errors import Message
from profgraph.loader.building import Built, build
from profgraph.loader.gate import consequences
from profgraph.loader.pipeline import bundled
from profgraph.loader.succession import LINKS
from profgraph.loader.versions import KINDS, VersionGraphs, removal, replacement
from profgraph.ontology.terms import PS, XSD, Minter
from profgraph.settings import BASE
from profgraph.store.writer import Writer
from profgraph.store.writing.protocol import RefusedWriteError
from rdflib import Literal, URIRef

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from profgraph.store.protocol import Triple

TEXT = bundled().read_text(encoding="utf-8")
MINTER = Minter(BASE)
PROVISIONS = """
2. Признать утратившим силу приказ Министерства труда и социальной защиты Российской Федерации от 8 сентября 2014 г. \
N 620н "Об утверждении профессионального стандарта".

3. Настоящий приказ вступает в силу с 1 марта 2023 г. и действует до 1 марта 2029 г.

Министр  """


def edition(*changes: tuple[str, str]) -> Built:
    text = TEXT
    for old, new in changes:
        assert old in text, old
        text = text.replace(old, new)
    return build(text.encode(), "x.txt", MINTER)


def order(number: str, day: str, short: str) -> Sequence[tuple[str, str]]:
    return (("8 сентября 2014 г. N 620н", f"{day} г. N {number}"), ("08.09.2014 N 620н", f"{short} N {number}"))


def is_thin(triple: Triple, built: Built) -> bool:
    version = built.graphs.version
    return triple[0] == version or str(triple[0]).startswith(f"{version}/passage/")


REGISTERED = (
    ("10 октября 2014 г. N 34284", "1 ноября 2018 г. N 50000"),
    ("10.10.2014 N 34284", "01.11.2018 N 50000"),
)
BUILT = {
    "620n": edition(),
    "500n": edition(*order("500н", "1 октября 2018", "01.10.2018"), *REGISTERED),
    "424n": edition(*order("424н", "20 июля 2022", "20.07.2022"), ("\nМинистр  ", PROVISIONS)),
    "1n": edition(("16.020", "16.021"), *order("1н", "1 октября 2018", "01.10.2018")),
}
# All that shared nodes are described from: the version itself, and its passages.
THIN = {
    name: VersionGraphs(
        one.graphs.version,
        dict.fromkeys(KINDS, frozenset())
        | {"asserted": frozenset(triple for triple in one.graphs.triples["asserted"] if is_thin(triple, one))},
    )
    for name, one in BUILT.items()
}
IRI = {name: one.graphs.version for name, one in BUILT.items()}
Lines = set[tuple[str, str, str]]


@pytest.fixture
def writer(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Writer]:
    with Writer.open(tmp_path_factory.mktemp("succession")) as opened:
        yield opened


@pytest.fixture(scope="module")
def two(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Writer]:
    with Writer.open(tmp_path_factory.mktemp("two")) as opened:
        for name in ("620n", "424n"):
            opened.apply(replacement(opened, BUILT[name].graphs))
        yield opened


def said(writer: Writer) -> Lines:
    """Return what the registry says of editions in time, each by the number of its order."""
    names = {str(iri): name for name, iri in IRI.items()}
    return {
        (names[str(subject)], link.removeprefix(PS), names.get(str(value), str(value)))
        for subject, link, value in writer.graph(MINTER.graph("registry"))
        if link in LINKS
    }


ALONE = {("620n", "validFrom", "2014-10-10"), ("620n", "validFromEvidence", "registration-date")}
PAIR = ALONE | {
    ("620n", "validTo", "2023-02-28"),
    ("620n", "validToEvidence", "revocation"),
    ("424n", "validFrom", "2023-03-01"),
    ("424n", "validFromEvidence", "stated"),
    ("424n", "validTo", "2029-02-28"),
    ("424n", "validToEvidence", "stated"),
    ("424n", "replacesVersion", "620n"),
    ("424n", "replacementEvidence", "revocation"),
}
# Its registration is older than its order, so it says nothing.
OTHER = {("1n", "validFrom", "2018-10-01"), ("1n", "validFromEvidence", "order-date")}
ALL = (
    {one for one in PAIR if not one[1].startswith(("validTo", "replace")) or one[2] in {"2029-02-28", "stated"}}
    | {
        ("620n", "validTo", "2018-10-31"),
        ("620n", "validToEvidence", "later-order"),
        ("500n", "validFrom", "2018-11-01"),
        ("500n", "validFromEvidence", "registration-date"),
        ("500n", "validTo", "2023-02-28"),
        ("500n", "validToEvidence", "later-order"),
        ("500n", "replacesVersion", "620n"),
        ("500n", "replacementEvidence", "later-order"),
        ("424n", "replacesVersion", "500n"),
        ("424n", "replacementEvidence", "later-order"),
    }
    | OTHER
)


def test_editions_follow_each_other_whatever_comes_and_goes_first(writer: Writer) -> None:
    def put(name: str) -> None:
        writer.apply(replacement(writer, THIN[name]))

    def take(name: str) -> None:
        writer.apply(removal(writer, IRI[name]))

    for names in permutations(THIN):
        for name in names:
            put(name)
        assert said(writer) == ALL
        put(names[0])
        assert said(writer) == ALL
        for name in ("500n", "1n"):
            take(name)
        assert said(writer) == PAIR
        take("424n")
        assert said(writer) == ALONE
        take("620n")
        assert said(writer) == set()


def test_the_order_itself_states_its_days_and_what_it_revokes(writer: Writer) -> None:
    writer.apply(replacement(writer, THIN["424n"]))
    links = (PS.statedValidFrom, PS.statedValidTo, PS.revokes)
    asserted = MINTER.graph("asserted", IRI["424n"])
    assert {(link, value) for _, link, value in writer.graph(asserted) if link in links} == {
        (PS.statedValidFrom, Literal("2023-03-01", datatype=XSD.date)),
        (PS.statedValidTo, Literal("2029-02-28", datatype=XSD.date)),
        (PS.revokes, URIRef(f"{BASE}act/mintrud/2014-09-08/620n")),
    }


@pytest.mark.parametrize(
    ("link", "day"),
    [
        pytest.param(PS.validTo, "2030-01-01", id="a second last day"),
        pytest.param(PS.validFrom, "2014-11-01", id="a second first day"),
        pytest.param(PS.validFrom, "2024-01-01", id="a first day while another edition is in force"),
    ],
)
def test_a_time_written_by_hand_is_refused(two: Writer, link: URIRef, day: str) -> None:
    asserted = MINTER.graph("asserted", IRI["620n"])
    after = two.graph(asserted) | {(IRI["620n"], link, Literal(day, datatype=XSD.date))}
    with pytest.raises(RefusedWriteError) as refused:
        consequences("turbo", two, {asserted: after})
    assert refused.value.message.en.partition(": ")[2].endswith(
        "Two versions of the standard are in force on one day, or a version has several first or last days. "
        "(OneVersionInForce)"
    )


def test_an_overlap_of_editions_is_told_of_both(two: Writer) -> None:
    # The edition that ends before the other one begins gets no days from the registry once it has no dates.
    asserted = MINTER.graph("asserted", IRI["620n"])
    dates = {PS.orderDate, PS.registrationDate, PS.registeredAs, PS.approvedBy}
    stated = frozenset(one for one in two.graph(asserted) if one[1] not in dates)
    assert consequences("turbo", two, {asserted: stated})
    overlapping = stated | {(IRI["620n"], PS.validFrom, Literal("2024-01-01", datatype=XSD.date))}
    with pytest.raises(RefusedWriteError) as refused:
        consequences("turbo", two, {asserted: overlapping})
    words = Message(
        ru="Две редакции стандарта действуют в один день, или у редакции несколько начал или концов действия. "
        "(OneVersionInForce)",
        en="Two versions of the standard are in force on one day, or a version has several first or last days. "
        "(OneVersionInForce)",
    )
    assert refused.value.report == tuple(
        Message(ru=f"{one}: {words.ru}", en=f"{one}: {words.en}") for one in (IRI["424n"], IRI["620n"])
    )
