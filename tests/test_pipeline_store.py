"""What the loader leaves in a store: labelled nodes with ASCII names under the base, each triple in one graph."""

from __future__ import annotations

from collections import Counter
from typing import TYPE_CHECKING

import pytest
from profgraph.loader.files import sources
from profgraph.loader.pipeline import Loaded, Refused, bundled, load
from profgraph.ontology.terms import PREFIXES, RDFS
from profgraph.settings import BASE
from profgraph.store.embedded import EmbeddedStore, canonical_nquads
from profgraph.store.writer import Writer
from rdflib import Literal, URIRef

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from profgraph.store.protocol import Triple

OTHER_BASE = "http://data.example.org/standards/"
VERSION = "16.020/620n-2014-09-08"
GRAPHS = [
    f"asserted/{VERSION}",
    f"inferred/{VERSION}",
    f"report/{VERSION}",
    f"source/{VERSION}",
    "concepts",
    "registry",
]


@pytest.fixture(scope="module", params=[BASE, OTHER_BASE])
def writer(request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Writer]:
    with Writer.open(tmp_path_factory.mktemp("store"), base=request.param) as opened:
        (result,) = load([bundled()], opened)
        assert isinstance(result, Loaded)
        yield opened


def written(writer: Writer) -> list[Triple]:
    """Return the triples of the graphs that the loader writes."""
    return [triple for name in GRAPHS for triple in writer.graph(writer.minter.graph(name))]


def test_the_loader_writes_these_graphs_and_no_others(writer: Writer) -> None:
    graphs = {
        str(graph).removeprefix(f"{writer.minter.base}graph/") for _, _, _, graph in writer.triples(None, None, None)
    }
    static = {"ontology", "meta"}
    of_package = ("alignment/", "classifier/", "correspondence/")
    loaded = {name for name in graphs if name not in static and not name.startswith(of_package)}
    assert loaded == set(GRAPHS)


def test_no_triple_is_in_two_graphs(writer: Writer) -> None:
    found = Counter(quad[:3] for quad in writer.triples(None, None, None))
    assert [triple for triple, times in found.items() if times > 1] == []


def test_every_node_has_exactly_one_label_and_it_is_russian(writer: Writer) -> None:
    triples = written(writer)
    labels = Counter(subject for subject, link, _ in triples if link == RDFS.label)
    assert labels == Counter({subject for subject, _, _ in triples})
    texts = [value for _, link, value in triples if link == RDFS.label]
    assert [text for text in texts if not isinstance(text, Literal) or text.language != "ru" or not text.strip()] == []


def test_every_name_is_ascii_and_under_the_base_or_of_a_vocabulary(writer: Writer) -> None:
    triples = written(writer)
    subjects = {str(subject) for subject, _, _ in triples}
    others = {str(term) for _, link, value in triples for term in (link, value) if isinstance(term, URIRef)}
    known = (writer.minter.base, *map(str, PREFIXES.values()))
    assert [name for name in subjects if not name.startswith(writer.minter.base)] == []
    assert [name for name in others if not name.startswith(known)] == []
    assert [name for name in subjects | others if not name.isascii() or " " in name] == []


def test_what_a_statement_leads_to_is_described(writer: Writer) -> None:
    described = {str(subject) for subject, _, _, _ in writer.triples(None, None, None)}
    linked = {str(value) for _, _, value in written(writer) if isinstance(value, URIRef)}
    assert {name for name in linked if name.startswith(writer.minter.base)} <= described


def test_another_base_gives_the_same_graph_under_other_names(tmp_path: Path) -> None:
    found = {}
    for base in (BASE, OTHER_BASE):
        folder = tmp_path / str(len(base))
        with Writer.open(folder, base=base) as writer:
            assert [type(result) for result in load([bundled()], writer)] == [Loaded]
            writer.publish()
        with EmbeddedStore(folder) as store:
            lines = [line.decode().replace(base, BASE) for line in canonical_nquads(store)]
        found[base] = sorted(line for line in lines if not line.endswith("graph/meta> .\n"))
    assert found[OTHER_BASE] == found[BASE]


def test_a_batch_goes_on_past_bad_files(tmp_path: Path) -> None:
    text = bundled().read_text(encoding="utf-8")
    files = {
        "1-good.txt": text.encode(),
        "2-binary.txt": b"\x89PNG\r\n\x1a\n\x00\x00",
        "3-empty.txt": b"",
        "4-cut.md": text[: len(text) // 2].encode(),
        "5-good.TXT": text.replace("N 620н", "N 621н").encode("cp1251"),
        "6-cut.txt": b"%PDF-1.7",
        ".hidden.txt": text.encode(),
    }
    (tmp_path / "orders" / "inner").mkdir(parents=True)
    for name, data in files.items():
        (tmp_path / "orders" / ("inner" if name < "3" else "") / name).write_bytes(data)
    paths = [*sources([tmp_path / "orders"]), *sources([tmp_path / "7-missing.txt"])]
    with Writer.open(tmp_path / "store") as writer:
        results = list(load(paths, writer))
        told = {result.name: result for result in results}
        assert sorted(told) == [
            "3-empty.txt",
            "4-cut.md",
            "5-good.TXT",
            "6-cut.txt",
            "7-missing.txt",
            "inner/1-good.txt",
            "inner/2-binary.txt",
        ]
        assert [name for name, result in sorted(told.items()) if isinstance(result, Loaded)] == [
            "5-good.TXT",
            "inner/1-good.txt",
        ]
        missing = told["7-missing.txt"]
        assert isinstance(missing, Refused)
        assert missing.error.message.ru == (
            f"{tmp_path / '7-missing.txt'}: файл не читается (No such file or directory); проверьте имя и права"
        )
        versions = {str(subject).rpartition("/")[2] for subject, _, _, _ in writer.triples(None, RDFS.label, None)}
        assert {"620n-2014-09-08", "621n-2014-09-08"} <= versions


def test_strict_refuses_a_violation_and_not_a_repair(tmp_path: Path) -> None:
    path = tmp_path / "x.txt"
    with Writer.open(tmp_path / "store") as writer:
        assert [type(result) for result in load([bundled()], writer, strict=True)] == [Loaded]
        before = writer.data_version()
        text = bundled().read_text(encoding="utf-8")
        path.write_text(text.replace('функции A/01.5 "Проверка', 'функции A/09.5 "Проверка'), encoding="utf-8")
        (result,) = load([path], writer, strict=True)
        assert isinstance(result, Refused)
        assert result.error.message.ru == (
            "x.txt, строка 211: --strict: Ссылка на трудовую функцию, которой в стандарте нет («A/09.5»); "
            "все и что сделать: profgraph validate x.txt"
        )
        assert result.error.exit_status == 1
        assert writer.data_version() == before
