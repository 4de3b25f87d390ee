"""`query` and `export`: a question by its name, a file or a text, in every format."""

from __future__ import annotations

import csv
import gzip
import subprocess
import sys
import zipfile
from io import BytesIO
from pathlib import Path
from typing import TYPE_CHECKING

import pyoxigraph as ox
import pytest
from profgraph.queries.catalogue import catalogue
from profgraph.queries.export import SUFFIXES, export
from profgraph.queries.parameters import resolve_standard
from profgraph.store.embedded import EmbeddedStore

if TYPE_CHECKING:
    from collections.abc import Callable

    Command = Callable[..., tuple[int, str, str]]

ANSWERS = Path(__file__).parent.parent / "answers"
KNOWLEDGE = ("query", "effective-knowledge", "function=B/03.6")
LEVELS = "CONSTRUCT WHERE { ?function ps:level 6 ; ps:code 'B/03.6' }"
FUNCTION = "<https://w3id.org/profgraph/id/standard/16.020/620n-2014-09-08/B/03.6>"

TURTLE = f"""@prefix ps: <https://w3id.org/profgraph/ns#> .
@prefix xsd: <http://www.w3.org/2001/XMLSchema#> .

{FUNCTION} ps:code "B/03.6" ;
    ps:level 6 .
"""
N_TRIPLES = f"""{FUNCTION} <https://w3id.org/profgraph/ns#code> "B/03.6" .
{FUNCTION} <https://w3id.org/profgraph/ns#level> "6"^^<http://www.w3.org/2001/XMLSchema#integer> .
"""


def answer(name: str) -> list[list[str]]:
    with (ANSWERS / f"{name}.csv").open(encoding="utf-8", newline="") as file:
        return list(csv.reader(file))


def test_the_knowledge_of_a_function_comes_with_the_functions_it_is_from(profgraph: Command, filled: Path) -> None:
    status, out, err = profgraph("--store", filled, *KNOWLEDGE, "--format", "csv")
    assert (status, err) == (0, "")
    assert out == (ANSWERS / "effective-knowledge.csv").read_bytes().decode()
    assert [row[0] for row in answer("effective-knowledge")[1:]] == ["A/01.5"] * 9 + ["A/02.5"] * 5 + ["B/03.6"] * 2


@pytest.mark.parametrize("form", ["tsv", "json", "xml"])
def test_a_machine_reads_the_same_rows(profgraph: Command, filled: Path, form: str) -> None:
    status, out, err = profgraph("--store", filled, *KNOWLEDGE, "--format", form)
    assert (status, err) == (0, "")
    solutions = ox.parse_query_results(
        out, format=ox.QueryResultsFormat.from_extension("srx" if form == "xml" else form)
    )
    assert isinstance(solutions, ox.QuerySolutions)
    rows = [[term.value for term in solution] for solution in solutions]
    assert [[variable.value for variable in solutions.variables], *rows] == answer("effective-knowledge")


@pytest.mark.parametrize("lang", ["ru", "en"])
def test_a_person_reads_a_table(profgraph: Command, filled: Path, lang: str) -> None:
    status, out, err = profgraph("--store", filled, "--lang", lang, "query", "level-distribution")
    heads = {"ru": "Уровень Функций", "en": "Level Functions"}[lang]
    count = {"ru": "строк: 2", "en": "rows: 2"}[lang]
    assert (status, err) == (0, "")
    lines = [" ".join(line.split()) for line in out.splitlines() if line.strip() and "─" not in line]
    assert lines == [heads, "5 3", "6 4", count]


def test_a_spreadsheet_has_headings_in_the_language_of_the_person(profgraph: Command, filled: Path) -> None:
    for lang, heads in (("ru", ["Стандарт", "Функция"]), ("en", ["Standard", "Function"])):
        words = ("--lang", lang, "query", "competence-counts", "--format", "xlsx")
        status, out, err = profgraph("--store", filled, *words)
        assert (status, err) == (0, "")
        with zipfile.ZipFile(BytesIO(out.encode(errors="surrogateescape"))) as book:
            texts = book.read("xl/sharedStrings.xml").decode()
            sheet = book.read("xl/worksheets/sheet1.xml").decode()
        assert [head for head in heads if f">{head}<" not in texts] == []
        assert (sheet.count("<row "), sheet.count("<v>")) == (8, 8 * 6)


@pytest.mark.parametrize("lang", ["ru", "en"])
def test_the_questions_are_listed_without_a_store(profgraph: Command, tmp_path: Path, lang: str) -> None:
    status, out, err = profgraph("--store", tmp_path / "none", "--lang", lang, "query", "--list")
    assert (status, err) == (0, "")
    names, titles = out.splitlines()[::2], out.splitlines()[1::2]
    assert [name.partition(" ")[0] for name in names] == sorted(catalogue())
    assert titles == [f"    {getattr(question.title, lang)}" for question in catalogue().values()]
    assert "transition from=… to=… [asOf=…]" in names
    assert "approval [standard=…] [asOf=…]" in names


def test_a_text_and_a_file_are_asked(profgraph: Command, filled: Path, tmp_path: Path) -> None:
    text = "SELECT ?code { ?f a ps:ParticularWorkFunction ; ps:code ?code } ORDER BY ?code"
    path = tmp_path / "codes.rq"
    path.write_text(f"# Коды\n{text}\n", encoding="utf-8")
    codes = ["A/01.5", "A/02.5", "A/03.5", "B/01.6", "B/02.6", "B/03.6", "B/04.6"]
    expected = (0, "".join(f"{line}\r\n" for line in ["code", *codes]), "")
    assert profgraph("--store", filled, "query", "-q", text, "--format", "csv") == expected
    assert profgraph("--store", filled, "query", "-f", path, "--format", "csv") == expected


@pytest.mark.parametrize(
    ("text", "form", "written"),
    [
        ("ASK { ?f ps:code 'B/03.6' }", "table", "true\n"),
        ("ASK { ?f ps:code 'B/09.6' }", "csv", "false"),
        ("ASK {}", "json", '{"head":{},"boolean":true}'),
        (LEVELS, "table", TURTLE),
        (LEVELS, "nt", N_TRIPLES),
    ],
)
def test_what_is_no_table_is_written_plainly(
    profgraph: Command, filled: Path, text: str, form: str, written: str
) -> None:
    status, out, err = profgraph("--store", filled, "query", "-q", text, "--format", form)
    assert (status, err) == (0, "")
    assert sorted(out.splitlines()) == sorted(written.splitlines())


@pytest.mark.parametrize("form", ["ttl", "jsonld"])
def test_a_graph_is_written_in_its_formats(profgraph: Command, filled: Path, form: str) -> None:
    status, out, err = profgraph("--store", filled, "query", "-q", LEVELS, "--format", form)
    assert (status, err) == (0, "")
    assert {quad.subject.value for quad in ox.parse(out, format=ox.RdfFormat.from_extension(form))} == {FUNCTION[1:-1]}


def test_the_default_graph_may_be_strict(profgraph: Command, filled: Path) -> None:
    asked = ("query", "-q", "ASK { ?f ps:code 'B/03.6' }")
    assert profgraph("--store", filled, *asked) == (0, "true\n", "")
    assert profgraph("--store", filled, "--default-graph", "strict", *asked) == (0, "false\n", "")
    assert profgraph("--store", filled, *asked, PROFGRAPH_DEFAULT_GRAPH="strict") == (0, "false\n", "")
    words = ("--store", filled, "--default-graph", "union", *asked)
    assert profgraph(*words, PROFGRAPH_DEFAULT_GRAPH="strict") == (0, "true\n", "")


@pytest.mark.parametrize("suffix", [*SUFFIXES, ".NQ"])
def test_everything_is_exported(profgraph: Command, filled: Path, tmp_path: Path, suffix: str) -> None:
    path = tmp_path / f"all{suffix}"
    assert profgraph("--store", filled, "export", "-o", path) == (0, "", "")
    with EmbeddedStore(filled) as store:
        export(store, suffix.lower(), None, expected := BytesIO(), lang="en")
    assert path.read_bytes() == expected.getvalue()


def test_an_export_is_packed_by_its_name(profgraph: Command, filled: Path, tmp_path: Path) -> None:
    plain, packed = tmp_path / "all.TTL", tmp_path / "all.ttl.gz"
    for path in (plain, packed):
        assert profgraph("--store", filled, "export", "-o", path) == (0, "", "")
    assert gzip.decompress(packed.read_bytes()) == plain.read_bytes()
    assert sorted(path.name for path in tmp_path.glob(".*")) == []


def test_a_standard_is_exported(profgraph: Command, filled: Path, tmp_path: Path) -> None:
    paths = [tmp_path / "standard.nq", tmp_path / "edition.nq"]
    for path, standard in zip(paths, ("16.020", "16.020@620n-2014-09-08"), strict=True):
        assert profgraph("--store", filled, "export", "-o", path, "--standard", standard) == (0, "", "")
    with EmbeddedStore(filled) as store:
        export(store, ".nq", resolve_standard(store, "16.020"), expected := BytesIO(), lang="en")
    assert [path.read_bytes() for path in paths] == [expected.getvalue()] * 2


def test_the_closure_holds_what_is_inferred(profgraph: Command, filled: Path, tmp_path: Path) -> None:
    path = tmp_path / "closure.nt"
    assert profgraph("--store", filled, "export", "-o", path, "--entailment", "owl-rl") == (0, "", "")
    closure = {quad.triple for quad in ox.parse(path=path)}
    graphs = [f"https://w3id.org/profgraph/id/graph/{kind}/16.020/620n-2014-09-08" for kind in ("asserted", "inferred")]
    with EmbeddedStore(filled) as store:
        assert {quad.triple for quad in store.quads(graphs)} - closure == set()


@pytest.mark.parametrize(
    "words",
    [
        ("query", "-q", "SELECT * { ?s ?p ?o }", "--format", "csv"),
        ("query", "competences"),
        ("query", "--list"),
        ("list",),
        ("--help",),
    ],
    ids=" ".join,
)
def test_a_closed_pipe_ends_the_command_without_a_word(
    environment: dict[str, str], filled: Path, tmp_path: Path, words: tuple[str, ...]
) -> None:
    command = [sys.executable, "-m", "profgraph", "--store", str(filled), *words]
    with subprocess.Popen(
        command, stdout=subprocess.PIPE, stderr=subprocess.PIPE, cwd=tmp_path, env=environment
    ) as running:
        assert running.stdout is not None
        assert running.stderr is not None
        running.stdout.close()
        assert running.stderr.read() == b""
        assert running.wait() in {0, 1}
