"""An import beside what the package carries: standards follow it, whatever came first, and it goes without a trace."""

from __future__ import annotations

import re
from collections import Counter
from typing import TYPE_CHECKING

import pyoxigraph as ox
import pytest
from profgraph.cli import main
from profgraph.errors import ProfGraphError
from profgraph.loader.bulk.loading import load_in_bulk
from profgraph.loader.bulk.reader import Order
from profgraph.loader.classifiers.editions import edition
from profgraph.loader.importing import Asked, import_edition, read_edition, remove_edition, source_of
from profgraph.loader.pipeline import bundled, load
from profgraph.settings import BASE, Settings
from profgraph.shapes.rendering.json import from_json
from profgraph.store.backups import read, written
from profgraph.store.embedded import EmbeddedStore, canonical_nquads
from profgraph.store.writer import Writer
from profgraph.store.writing.opening import open_writer
from profgraph.web.app import create_app

if TYPE_CHECKING:
    from collections.abc import Callable
    from contextlib import AbstractContextManager
    from pathlib import Path

    from flask.testing import FlaskClient
    from profgraph.store.writing.protocol import Writing

    Editing = Callable[..., AbstractContextManager[FlaskClient]]

# The code that order 620n writes, with its name, is in no edition; an edition is made here that has it.
NAME = "Деятельность по обеспечению работоспособности электрических сетей"
TABLE = f"""Код;Наименование;name_en
40;Производство, передача и распределение электроэнергии, газа, пара и горячей воды;Energy
40.1;Производство, передача и распределение электрической энергии;Electricity
40.10;Производство, передача и распределение электроэнергии;Electricity
40.10.5;{NAME};Keeping nets at work
40.13;Распределение;Distribution
40.13.3;{NAME};Keeping nets at work
"""
BOUND = """
SELECT DISTINCT ?evidence ?item {
  ?reference ps:code "40.13.3" ; ps:editionEvidence ?evidence . OPTIONAL { ?reference ps:refersToItem ?item }
}"""


@pytest.fixture(scope="module")
def table(tmp_path_factory: pytest.TempPathFactory) -> Path:
    path = tmp_path_factory.mktemp("tables") / "okved.csv"
    path.write_text(TABLE, encoding="cp1251")
    return path


def import_table(writer: Writing, path: Path, kind: str = "okved", name: str = "2001") -> tuple[bool, int]:
    wanted = edition(kind, name)
    done = import_edition(writer, wanted, read_edition(path, wanted, Asked()), source_of(path), "turbo", partial=False)
    return done.changed, done.standards


def load_bundled(writer: Writing) -> None:
    list(load([bundled()], writer))


def held(folder: Path) -> list[bytes]:
    with EmbeddedStore(folder) as reader:
        return list(canonical_nquads(reader))


def asked(folder: Path, query: str) -> list[tuple[str, ...]]:
    with EmbeddedStore(folder) as reader:
        return [tuple(map(str, row)) for row in reader.query(query).rows]  # type: ignore[union-attr]  # a SELECT


@pytest.fixture(scope="module")
def plain(folder: Path) -> list[bytes]:
    """Return what a store holds in which nothing was imported."""
    return held(folder)


@pytest.fixture(scope="module")
def imported(tmp_path_factory: pytest.TempPathFactory, table: Path) -> Path:
    """Return the folder of a store into which the table was imported after the standard; tests only read it."""
    path = tmp_path_factory.mktemp("imported") / "store"
    with Writer.open(path) as writer:
        load_bundled(writer)
        assert import_table(writer, table) == (True, 1)
        assert import_table(writer, table) == (False, 0)
        writer.publish()
    return path


def test_it_does_not_matter_what_came_first(tmp_path: Path, imported: Path, table: Path) -> None:
    with Writer.open(tmp_path) as writer:
        assert import_table(writer, table) == (True, 0)
        load_bundled(writer)
        writer.publish()
    assert held(tmp_path) == held(imported)


def test_a_load_in_bulk_binds_to_what_was_imported(tmp_path: Path, imported: Path, table: Path) -> None:
    order = tmp_path / bundled().name
    order.write_bytes(bundled().read_bytes())
    with Writer.open(tmp_path / "store") as writer:
        assert import_table(writer, table) == (True, 0)
        assert [one.kind for one in load_in_bulk([order], writer, Order(BASE), jobs=1)] == ["loaded"]
        writer.publish()
    assert held(tmp_path / "store") == held(imported)


def test_references_are_bound_to_what_was_imported(folder: Path, imported: Path) -> None:
    item = "https://w3id.org/profgraph/id/classifier/okved/2001/40.13.3"
    assert asked(folder, BOUND) == [("not-provable", "None")]
    assert asked(imported, BOUND) == [("code-and-name", item)]


def repeated(folder: Path) -> list[ox.Triple]:
    """Return what stands in more than one graph."""
    triples = Counter(quad.triple for quad in ox.parse(b"".join(held(folder)), format=ox.RdfFormat.N_QUADS))
    return [triple for triple, number in triples.items() if number > 1]


def test_no_triple_stands_in_two_graphs(imported: Path) -> None:
    assert repeated(imported) == []


def test_an_item_has_one_name_a_language_and_one_place(imported: Path) -> None:
    names = asked(
        imported,
        """
        SELECT ?code ?name ?above {
          ?item skos:inScheme ?edition ; skos:notation ?code ; skos:prefLabel ?name .
          OPTIONAL { ?item skos:broader/skos:notation ?above }
          FILTER(STRENDS(STR(?edition), "okved/2001") && LANG(?name) = "ru")
        } ORDER BY ?code""",
    )
    rows = [line.split(";") for line in TABLE.splitlines()[1:]]
    above = ("None", "40", "40.1", "40.10", "40.1", "40.13")
    assert names == [(code, name, one) for (code, name, _), one in zip(rows, above, strict=True)]
    assert asked(
        imported, 'SELECT ?l { ?i skos:notation "40.1" ; rdfs:label ?l FILTER CONTAINS(STR(?i), "2001") }'
    ) == [("40.1 Производство, передача и распределение электрической энергии",)]


def test_removed_it_leaves_the_store_as_it_was(tmp_path: Path, imported: Path, plain: list[bytes]) -> None:
    with EmbeddedStore(imported) as reader:
        copied = written(reader, tmp_path / "backup.gz")
    with Writer.open(tmp_path / "store") as writer:
        writer.restore(copied.lines, copied.empty_graphs)
    assert held(tmp_path / "store") == held(imported)
    assert read(tmp_path / "backup.gz").data_version == copied.data_version
    with Writer.open(tmp_path / "store") as writer:
        assert writer.data_version() == copied.data_version
        assert remove_edition(writer, edition("okved", "2001"), "turbo") == 1
        with pytest.raises(ProfGraphError) as caught:
            remove_edition(writer, edition("okved", "2001"), "turbo")
        writer.publish()
    assert caught.value.message.en == "okved 2001: this edition was not imported; imported are: —"
    assert held(tmp_path / "store") == plain


RESTATED = """code;name
3;Специалисты среднего уровня квалификации
31;Специалисты среднего уровня квалификации физических и инженерных направлений деятельности
311;Техники физических и инженерных направлений деятельности
3113;Техники-электрики
"""


def test_what_an_import_said_of_items_of_the_package_goes_with_it(tmp_path: Path, plain: list[bytes]) -> None:
    first, second, path = tmp_path / "okz.csv", tmp_path / "other.csv", tmp_path / "store"
    first.write_text(RESTATED, encoding="utf-8")
    second.write_text("code;name\n2;Специалисты высшего уровня квалификации\n", encoding="utf-8")
    with Writer.open(tmp_path / "direct") as writer:
        load_bundled(writer)
        import_table(writer, second, "okz", "1993")
        writer.publish()
    with Writer.open(path) as writer:
        load_bundled(writer)
        assert import_table(writer, first, "okz", "1993") == (True, 1)
        assert import_table(writer, second, "okz", "1993") == (True, 1)
        writer.publish()
    assert held(path) == held(tmp_path / "direct")
    with Writer.open(path) as writer:
        assert import_table(writer, first, "okz", "1993") == (True, 1)
        assert remove_edition(writer, edition("okz", "1993"), "turbo") == 1
        writer.publish()
    assert held(path) == plain


def test_an_import_of_another_edition_is_refused_and_nothing_changes(tmp_path: Path) -> None:
    path = tmp_path / "okz.csv"
    names = ("Управляющие", "Управление", "Службы", "Руководители служб по рекламе и связям с общественностью")
    path.write_text("".join(f"{'1222'[: n + 1]},{name}\n" for n, name in enumerate(names)), encoding="utf-8")
    with Writer.open(tmp_path / "store") as writer:
        before = writer.data_version()
        with pytest.raises(ProfGraphError) as caught:
            import_table(writer, path, "okz", "1993")
        assert writer.data_version() == before
    assert caught.value.message.en == (
        "okz.csv, row 4: the edition 2014 has «Руководители служб по рекламе и связям с общественностью» at the code "
        "1222, this one «Руководители специализированных (производственно-эксплуатационных) подразделений (служб) в "
        "промышленности»; name the other edition or another file"
    )


def test_beside_a_server_it_is_the_same(tmp_path: Path, imported: Path, table: Path, editing: Editing) -> None:
    with Writer.open(tmp_path) as writer:
        load_bundled(writer)
        writer.publish()
    with editing(tmp_path) as client:
        with open_writer(tmp_path, purpose="import") as writing:
            assert import_table(writing, table) == (True, 1)
            writing.publish()
        graph = "https://w3id.org/profgraph/id/graph/classifier/okved/2001/imported"
        answer = client.post("/update", data={"update": f"CLEAR GRAPH <{graph}>"})
        assert (answer.status_code, answer.get_json()["detail"]) == (
            409,
            (
                f"the graph <{graph}> cannot be changed: it was imported: profgraph classifiers import|remove, "
                "profgraph crosswalks import|remove"
            ),
        )
    assert held(tmp_path) == held(imported)


def run(capsys: pytest.CaptureFixture[str], store: Path, *words: object) -> tuple[object, str, str]:
    with pytest.raises(SystemExit) as ended:
        main(["--store", str(store), "--lang", "en", "classifiers", *map(str, words)])
    return ended.value.code, *capsys.readouterr()


def test_the_command_imports_shows_and_removes(tmp_path: Path, table: Path, capsys: pytest.CaptureFixture[str]) -> None:
    store = tmp_path / "store"
    told = "okved.csv: okved 2001 imported: items 6, columns code=1, name=2, name-en=3, rows above the table 1, "
    assert run(capsys, store, "import", "okved", "2001", table) == (
        0, f"{told}left out 0; standards bound anew: 0\n", ""
    )  # fmt: skip
    status, out, err = run(capsys, store, "list", "--format", "csv")
    rows = [line.split(",", 8) for line in out.splitlines() if line.startswith("okved")]
    assert (status, err) == (0, "")
    digest = source_of(table).en
    assert rows == [
        ["okved", "2001", '"OKVED', ' OK 029-2001"', "obsolete", "2003-01-01", "2016-12-31", "6", f'6,"{digest}"'],
        ["okved", "2014", '"OKVED 2', ' OK 029-2014"', "current", "2014-02-01", "", "4", "6,"],
    ]
    rows_of_40_10 = ["broader,40,Energy", "broader,40.1,Electricity", "item,40.10,Electricity"]
    shown = ["relation,code,name", *rows_of_40_10, "narrower,40.10.5,Keeping nets at work", ""]
    assert run(capsys, store, "show", "okved", "2001", "40.10", "--format", "csv") == (0, "\r\n".join(shown), "")
    assert run(capsys, store, "remove", "okved", "2001") == (
        0, "okved 2001: the import was removed; standards bound anew: 0\n", ""
    )  # fmt: skip
    assert run(capsys, store, "show", "okved", "2001", "40.13.3") == (
        2, "", "okved 2001 40.13.3: the store does not have it; profgraph classifiers list shows what there is\n"
    )  # fmt: skip


def test_an_item_with_an_english_name_alone_has_its_page(tmp_path: Path) -> None:
    path = tmp_path / "isco.csv"
    path.write_text("code,name\n2,Professionals\n21,Science professionals\n", encoding="utf-8")
    with Writer.open(tmp_path / "store") as writer:
        assert import_table(writer, path, "isco", "08") == (True, 0)
        writer.publish()
    client = create_app(Settings(store=str(tmp_path / "store"))).test_client()
    page = client.get("/doc/classifier/isco/08/21?lang=en", headers={"Accept": "text/html"}).text
    assert re.findall(r"<h1[^>]*>(.*?)</h1>", page) == [
        '<span class="code">21</span> <span lang="en">Science professionals</span>'
    ]
    assert re.findall(r'href="(/doc/classifier/isco/08/\d+)[^"]*"><span class="code">', page) == [
        "/doc/classifier/isco/08/2",
        "/doc/classifier/isco/08/214",
        "/doc/classifier/isco/08/215",
    ]


def test_validation_knows_what_the_named_store_imported(
    tmp_path: Path, imported: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    order = tmp_path / "order.txt"
    order.write_bytes(bundled().read_bytes())

    def codes(*words: str) -> list[str]:
        with pytest.raises(SystemExit):
            main([*words, "validate", "--format", "json", str(order)])
        (told,) = from_json(capsys.readouterr().out)
        return [one.code for one in told.findings]

    client = create_app(Settings(store=str(imported))).test_client()
    answer = client.post("/validate", data=order.read_bytes(), headers={"Accept": "application/json"})
    (told,) = from_json(answer.text)
    without, named = codes(), codes("--store", str(imported))
    assert sorted(named) == sorted(one.code for one in told.findings)
    assert Counter(without) - Counter(named) == Counter(["EditionCanBeTold"])
    assert codes("--store", str(tmp_path / "none")) == without
