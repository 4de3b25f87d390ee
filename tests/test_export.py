"""Files that are exported: nothing lost, the same bytes for the same data, one standard apart from the others."""

from __future__ import annotations

import re
import zipfile
from io import BytesIO
from pathlib import Path
from typing import TYPE_CHECKING

import pyoxigraph as ox
import pytest
from profgraph.errors import RefusedError, UsageError
from profgraph.loader.pipeline import Loaded, bundled, load
from profgraph.queries.closure import export_closure
from profgraph.queries.export import RDF_FORMATS, SUFFIXES, export
from profgraph.queries.parameters import resolve_standard
from profgraph.store.embedded import EmbeddedStore, canonical_nquads
from profgraph.store.writer import Writer

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from profgraph.errors import Language

ANSWERS = Path(__file__).parent / "answers"
BUNDLED = bundled().read_text(encoding="utf-8")
NEIGHBOUR = BUNDLED.replace("16.020", "16.099").replace("620н", "621н").replace("Устав ", "План ")
GARDENER = (Path(__file__).parent / "standards" / "broken-references.txt").read_text(encoding="utf-8")
# Without the references that make its circles or lead nowhere; A/01.3 still inherits from A/02.3.
CONSISTENT = re.sub(r'Необходимые \w+, соответствующие трудовой функции (?!A/02\.3 "Полив).*\n\t', "", GARDENER)
TEXTS = {"16.020": BUNDLED, "16.099": NEIGHBOUR, "99.001": CONSISTENT}


def filled(folder: Path, codes: Iterable[str]) -> EmbeddedStore:
    with Writer.open(folder / "store") as writer:
        for code in codes:
            path = folder / f"{code}.txt"
            path.write_text(TEXTS[code], encoding="utf-8")
            (result,) = load([path], writer)
            assert isinstance(result, Loaded)
        writer.publish()
    return EmbeddedStore(folder / "store")


@pytest.fixture(scope="module")
def stores(tmp_path_factory: pytest.TempPathFactory) -> Iterator[dict[str, EmbeddedStore]]:
    """Yield one standard alone, and three loaded in two orders."""
    orders = {"alone": ["16.020"], "there": list(TEXTS), "back": list(reversed(TEXTS))}
    made = {name: filled(tmp_path_factory.mktemp(name), codes) for name, codes in orders.items()}
    yield made
    for store in made.values():
        store.close()


def canonical(quads: Iterable[ox.Quad | ox.Triple]) -> ox.Dataset:
    dataset = ox.Dataset(ox.Quad(*one) if isinstance(one, ox.Triple) else one for one in quads)
    dataset.canonicalize(ox.CanonicalizationAlgorithm.RDFC_1_0)
    return dataset


@pytest.mark.parametrize("suffix", RDF_FORMATS)
def test_what_is_exported_is_what_the_store_holds(stores: dict[str, EmbeddedStore], suffix: str) -> None:
    form = RDF_FORMATS[suffix]
    read = canonical(ox.parse(exported(stores["alone"], suffix, None), format=form))
    held = list(stores["alone"].quads())
    assert read == canonical(held if form.supports_datasets else {quad.triple for quad in held})


def test_n_quads_are_canonical(stores: dict[str, EmbeddedStore]) -> None:
    store = stores["there"]
    assert exported(store, ".nq", None) == b"".join(canonical_nquads(store))


@pytest.mark.parametrize("suffix", SUFFIXES)
@pytest.mark.parametrize("standard", [None, "16.020"])
def test_the_order_of_loading_changes_no_byte(
    stores: dict[str, EmbeddedStore], suffix: str, standard: str | None
) -> None:
    there, back = (exported(stores[name], suffix, standard) for name in ("there", "back"))
    assert there == back


@pytest.mark.parametrize("suffix", [".nq", ".nt", ".jsonld", ".csv", ".xlsx", ".zip"])
def test_a_standard_is_exported_as_if_it_were_alone(stores: dict[str, EmbeddedStore], suffix: str) -> None:
    assert exported(stores["there"], suffix, "16.020") == exported(stores["alone"], suffix, "16.020")


def test_a_standard_brings_the_shared_nodes_that_it_mentions(stores: dict[str, EmbeddedStore]) -> None:
    store = stores["there"]
    quads = set(ox.parse(exported(store, ".nq", "16.020"), format=ox.RdfFormat.N_QUADS))
    version = "https://w3id.org/profgraph/id/standard/16.020/620n-2014-09-08"
    assert {quad.graph_name.value.partition("/id/")[2] for quad in quads} == {
        *(f"graph/{kind}/16.020/620n-2014-09-08" for kind in ("asserted", "inferred", "report", "source")),
        "graph/concepts",
        "graph/registry",
    }
    named = {str(quad.subject) for quad in quads}
    shared = (
        "/id/concept/",
        "/id/act/",
        "/id/organization/",
        f"{version}/",
        f"{version}>",
        "/id/source/",
        "/id/standard/",
    )
    mentioned = {str(quad.object) for quad in quads if any(part in str(quad.object) for part in shared)}
    assert {one for one in mentioned if one.startswith("<")} - named == set()
    assert [one for one in named if "16.099" in one or "99.001" in one] == []


def test_tables_hold_the_answer_of_competences(stores: dict[str, EmbeddedStore]) -> None:
    expected = (ANSWERS / "competences.csv").read_bytes()
    assert exported(stores["there"], ".csv", "16.020") == exported(stores["alone"], ".csv", None) == expected
    with zipfile.ZipFile(BytesIO(exported(stores["alone"], ".xlsx", None))) as book:
        sheets = "".join(book.read(f"xl/worksheets/sheet{number}.xml").decode() for number in (3, 4, 5))
        texts = book.read("xl/sharedStrings.xml").decode()
    # Of actions, skills and knowledge each its own, with a header.
    assert len(re.findall("<row ", sheets)) == 103 + 3
    assert "<t>Стандарт</t>" in texts
    assert "<t>Стандарт</t>" not in str(exported(stores["alone"], ".xlsx", None, "en"))


@pytest.mark.parametrize("standard", [None, "16.020"])
@pytest.mark.parametrize("suffix", ["", ".rdf", ".NQ", ".txt"])
def test_an_unknown_format_is_refused_with_the_list(
    stores: dict[str, EmbeddedStore], suffix: str, standard: str | None
) -> None:
    with pytest.raises(UsageError) as refused:
        exported(stores["alone"], suffix, standard)
    listed = ".nq, .trig, .ttl, .nt, .jsonld, .csv, .xlsx, .zip"
    assert refused.value.message.en == f"unknown format {suffix!r}; the file's name should end with one of: {listed}"
    assert refused.value.message.ru == (
        f"формат «{suffix}» неизвестен; окончание имени файла должно быть одним из: {listed}"
    )


@pytest.fixture(scope="module")
def closure(stores: dict[str, EmbeddedStore]) -> bytes:
    return closed(stores["there"], ".nt")


def test_the_closure_holds_all_that_is_asserted_and_inferred(stores: dict[str, EmbeddedStore], closure: bytes) -> None:
    triples = {quad.triple for quad in ox.parse(closure, format=ox.RdfFormat.N_TRIPLES)}
    graphs = [f"https://w3id.org/profgraph/id/graph/{kind}/99.001/77n-2015-02-02" for kind in ("asserted", "inferred")]
    assert {quad.triple for quad in stores["there"].quads(graphs)} - triples == set()
    assert [one for one in triples if "agent-ont#" in str(one)] == []


def test_a_standard_that_contradicts_the_ontology_has_no_closure(tmp_path: Path) -> None:
    path = tmp_path / "circles.txt"
    path.write_text(GARDENER, encoding="utf-8")
    with Writer.open(tmp_path / "store") as writer:
        assert [type(result) for result in load([path], writer)] == [Loaded]
        writer.publish()
    with EmbeddedStore(tmp_path / "store") as store, pytest.raises(RefusedError) as refused:
        closed(store, ".nt")
    assert re.fullmatch(
        r"99\.001@77n-2015-02-02: contradicts the ontology, so its closure means nothing \(Erroneous usage of .*\); "
        r"for circles of references see profgraph query broken-references standard=99\.001@77n-2015-02-02",
        refused.value.message.en,
    )


def test_the_closure_is_the_same_bytes(stores: dict[str, EmbeddedStore], closure: bytes) -> None:
    assert closed(stores["back"], ".nt") == closure


def test_a_closure_is_no_table(stores: dict[str, EmbeddedStore]) -> None:
    with pytest.raises(UsageError) as refused:
        closed(stores["there"], ".csv")
    assert refused.value.message.en == (
        "unknown format '.csv'; the file's name should end with one of: .nq, .trig, .ttl, .nt, .jsonld"
    )


def exported(store: EmbeddedStore, suffix: str, standard: str | None, lang: Language = "ru") -> bytes:
    output = BytesIO()
    export(store, suffix, resolve_standard(store, standard) if standard else None, output, lang=lang)
    return output.getvalue()


def closed(store: EmbeddedStore, suffix: str) -> bytes:
    output = BytesIO()
    export_closure(store, suffix, resolve_standard(store, "99.001"), output)
    return output.getvalue()
