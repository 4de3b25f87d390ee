"""The commands that check documents: what they say, where they write it, and with which status they end."""

from __future__ import annotations

import os
import pty
import subprocess
import sys
from pathlib import Path
from typing import TYPE_CHECKING

import pytest
from profgraph.loader.findings import review
from profgraph.loader.pipeline import bundled
from profgraph.ontology.terms import RDF, SH, Minter
from profgraph.settings import BASE
from profgraph.shapes.catalogue import bundled_catalogue
from profgraph.shapes.examples import examples
from profgraph.shapes.rendering.checks import check_text, listed_checks
from profgraph.shapes.rendering.html import render_page
from profgraph.shapes.rendering.json import from_json, to_json
from profgraph.shapes.rendering.terminal import to_text
from profgraph.shapes.rendering.turtle import to_turtle
from profgraph.shapes.report import Level, Spot
from rdflib import Graph

if TYPE_CHECKING:
    from collections.abc import Callable

    from profgraph.shapes.report import FileReport

    Command = Callable[..., tuple[int, str, str]]

SMALL = Path(__file__).parents[1] / "standards" / "broken-references.txt"
TEXT = bundled().read_text(encoding="utf-8")
# Without the number of the order a published standard is in violation.
WRONG = TEXT.replace("от 8 сентября 2014 г. N 620н", "").replace("от 08.09.2014 N 620н", "")
NO_STANDARD = "это не профессиональный стандарт: нет ни раздела III, ни трудовых функций; укажите файл приказа"
OWN = """
@prefix ex: <http://example.org/shapes#> .
@prefix ps: <https://w3id.org/profgraph/ns#> .
@prefix sh: <http://www.w3.org/ns/shacl#> .
ex:ShortSkill a sh:PropertyShape ; sh:targetClass ps:SkillStatement ; sh:path ps:verbatimText ; sh:maxLength 140 ;
  sh:message "Умение длиннее 140 знаков."@ru , "The skill is longer than 140 characters."@en .
"""


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Return a folder with a standard, one in violation, a text that is none, and a hidden file."""
    folder = tmp_path_factory.mktemp("documents")
    for name, text in (("a.txt", TEXT), ("b.TXT", WRONG), ("c.md", "Расписание занятий\n"), (".hidden.txt", "\0")):
        (folder / name).write_text(text, encoding="utf-8")
    return folder


@pytest.fixture(scope="module")
def reports(folder: Path) -> tuple[FileReport, ...]:
    """Return the reports on the documents of that folder."""
    paths = [folder / name for name in ("a.txt", "b.TXT", "c.md")]
    return tuple(review(path.read_bytes(), str(path), Minter(BASE)) for path in paths)


def test_the_bundled_standard_has_no_violation(
    profgraph: Command, folder: Path, reports: tuple[FileReport, ...]
) -> None:
    assert reports[0].conforms
    for lang in ("ru", "en"):
        assert profgraph("validate", "--lang", lang, folder / "a.txt") == (0, to_text(reports[:1], lang), "")
    details = profgraph("--lang", "ru", "validate", "--details", folder / "a.txt")
    assert details == (0, to_text(reports[:1], "ru", details=True), "")


def test_a_folder_is_searched_in_every_format(
    profgraph: Command, folder: Path, reports: tuple[FileReport, ...], tmp_path: Path
) -> None:
    wanted = {
        "text": to_text(reports, "ru"),
        "html": render_page(reports, "ru"),
        "json": to_json(reports),
        "ttl": to_turtle(reports),
    }
    for form, text in wanted.items():
        # By the name of the option for some, by the name of the file for the others.
        output = tmp_path / (f"отчёт.{form}" if form in {"html", "json"} else "отчёт")
        words = ["-o", output] if output.suffix else ["-o", output, "--format", form]
        assert profgraph("validate", folder, "--lang", "ru", *words) == (1, "", "")
        assert output.read_text(encoding="utf-8") == text
    assert from_json(wanted["json"]) == reports
    graph = Graph().parse(data=wanted["ttl"], format="turtle")
    assert len(set(graph.subjects(RDF.type, SH.ValidationReport))) == len(reports)


def test_no_store_is_touched(profgraph: Command, folder: Path, tmp_path: Path) -> None:
    assert profgraph("validate", folder / "a.txt", XDG_DATA_HOME=str(tmp_path))[0] == 0
    assert profgraph("--store", tmp_path / "store", "validate", folder / "a.txt")[0] == 0
    assert list(tmp_path.iterdir()) == []


def test_the_standard_input_is_a_document(environment: dict[str, str], reports: tuple[FileReport, ...]) -> None:
    command = [sys.executable, "-m", "profgraph", "validate", "-", "--format", "json"]
    done = subprocess.run(command, input=TEXT.encode(), capture_output=True, check=True, env=environment)
    (report,) = from_json(done.stdout.decode())
    assert (report.name, report.findings) == ("stdin", reports[0].findings)


def test_what_cannot_be_read_is_told_and_stops_nothing(
    profgraph: Command, folder: Path, reports: tuple[FileReport, ...], tmp_path: Path
) -> None:
    missing, empty, binary = (tmp_path / name for name in ("missing.txt", "empty.txt", "binary.txt"))
    empty.write_bytes(b"")
    binary.write_bytes(bytes(range(256)) * 8)
    words = ["--lang", "ru", "validate", missing, empty, binary]
    status, out, err = profgraph(*words, folder / "a.txt")
    assert (status, out) == (2, to_text(reports[:1], "ru"))
    assert err.splitlines()[0] == f"{missing}: файл не читается (No such file or directory); проверьте имя и права"
    assert [line.partition(": ")[0] for line in err.splitlines()] == [str(missing), str(empty), str(binary)]
    assert profgraph(*words) == (2, "", err)


def test_a_document_that_is_no_standard_is_refused_in_the_report(profgraph: Command, folder: Path) -> None:
    path = folder / "c.md"
    status, out, err = profgraph("--lang", "ru", "validate", path)
    assert (status, " ".join(out.split()), err) == (1, f"{path} Документ не принят: {NO_STANDARD}", "")


@pytest.mark.parametrize(
    ("written", "level", "said"),
    [
        (
            "16.20",
            Level.VIOLATION,
            "the activity code “16.20” does not do; mend it in section I: it must be NN.NNN, like 16.020",
        ),
        (
            "",
            Level.WARNING,
            "section I has no activity code (NN.NNN); to load the standard, add the code that was assigned to it",
        ),
    ],
)
def test_a_draft_without_a_code_is_reported_on_as_a_whole(
    profgraph: Command, tmp_path: Path, written: str, level: Level, said: str
) -> None:
    draft = tmp_path / "draft.txt"
    draft.write_text(TEXT.replace("\n16.020\n", f"\n{written}\n", 1), encoding="utf-8")
    status, out, _ = profgraph("validate", str(draft), "--format", "json")
    (report,) = from_json(out)
    whole = review(bundled().read_bytes(), "draft.txt", Minter(BASE))
    known = {(one.level, one.message.en) for one in whole.findings}
    assert status == int(level == Level.VIOLATION)
    assert report.title == f"Без кода: {str(whole.title).partition(' ')[2]}"
    assert {(one.level, one.message.en) for one in report.findings} - known == {(level, said)}
    assert report.counts[level] == whole.counts[level] + 1


def test_the_name_of_a_file_need_not_be_text(environment: dict[str, str], tmp_path: Path) -> None:
    path = os.fsencode(tmp_path) + b"/\xff.txt"
    with open(path, "wb") as file:  # noqa: PTH123  (pathlib would not show which bytes are meant)
        file.write(b"no standard")
    for form in ("text", "html", "json", "ttl"):
        command = [sys.executable, "-m", "profgraph", "validate", path, "--format", form]
        done = subprocess.run(command, capture_output=True, check=False, env=environment)
        assert (done.returncode, done.stderr) == (1, b"")
        assert "\ufffd.txt" in done.stdout.decode()


NO_FORMAT = "Invalid value for '--format': 'pdf' is not one of 'text', 'html', 'json', 'ttl'"
NO_FILE = "no.ttl: the file cannot be read (No such file or directory); check its name and permissions"


@pytest.mark.parametrize(
    ("words", "said"),
    [
        ((), "Missing argument 'PATH...'; see profgraph validate --help"),
        (("x.txt", "--format", "pdf"), f"{NO_FORMAT}; see profgraph validate --help"),
        (("x.txt", "--shapes", "no.ttl"), NO_FILE),
        ((".",), "there is not one file"),
    ],
)
def test_misuse_is_told_in_one_line(profgraph: Command, words: tuple[str, ...], said: str) -> None:
    assert profgraph("validate", *words) == (2, "", f"{said}\n")


def test_a_bad_base_of_identifiers_is_told(profgraph: Command, folder: Path) -> None:
    said = "PROFGRAPH_BASE: 'me' does not fit; it must be an http(s) address that ends with a slash"
    assert profgraph("validate", folder / "a.txt", PROFGRAPH_BASE="me") == (2, "", f"{said}\n")


def test_a_document_is_not_overwritten_by_its_report(profgraph: Command, tmp_path: Path) -> None:
    path = tmp_path / "a.txt"
    path.write_text(TEXT, encoding="utf-8")
    said = "this is a document to validate, which the report would erase; name another file: -o FILE"
    assert profgraph("validate", path, "-o", path) == (2, "", f"{path}: {said}\n")
    assert path.read_text(encoding="utf-8") == TEXT


def test_a_report_that_cannot_be_written_is_told(profgraph: Command, folder: Path, tmp_path: Path) -> None:
    said = "cannot be written (Is a directory); check the folder and its permissions"
    assert profgraph("validate", folder / "a.txt", "-o", tmp_path) == (2, "", f"{tmp_path}: {said}\n")


def test_both_engines_give_one_report(profgraph: Command) -> None:
    first, second = (profgraph("validate", SMALL, PROFGRAPH_SHACL_ENGINE=engine) for engine in ("turbo", "pyshacl"))
    assert first == second
    assert first[0] == 1
    said = "PROFGRAPH_SHACL_ENGINE: 'other' is not a value of it; choose from turbo | pyshacl\n"
    assert profgraph("validate", SMALL, PROFGRAPH_SHACL_ENGINE="other") == (2, "", said)


def test_shapes_of_ones_own_are_run_besides(profgraph: Command, folder: Path, tmp_path: Path) -> None:
    own = tmp_path / "own.ttl"
    own.write_text(OWN, encoding="utf-8")
    status, out, err = profgraph("validate", folder / "a.txt", "--shapes", own, "--format", "json")
    (report,) = from_json(out)
    found = [one for one in report.findings if one.shape == "http://example.org/shapes#ShortSkill"]
    assert (status, err) == (1, "")
    assert [(one.function, one.spots) for one in found] == [
        ("A/01.5", (Spot(155, 155),)),
        ("A/01.5", (Spot(159, 159),)),
        ("A/01.5", (Spot(160, 160),)),
        ("A/03.5", (Spot(205, 205),)),
        ("B/01.6", (Spot(275, 275),)),
        ("B/03.6", (Spot(322, 322),)),
    ]


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("", "the file has not one SHACL shape; describe one: a sh:NodeShape with a sh:targetClass"),
        (
            "<https://w3id.org/profgraph/shapes#VersionIdentity> a <http://www.w3.org/ns/shacl#NodeShape> .",
            "the shape https://w3id.org/profgraph/shapes#VersionIdentity exists already; give yours another IRI",
        ),
    ],
)
def test_a_file_of_shapes_that_adds_none_is_told(profgraph: Command, tmp_path: Path, text: str, said: str) -> None:
    own = tmp_path / "own.ttl"
    own.write_text(text, encoding="utf-8")
    assert profgraph("validate", "x.txt", "--shapes", own) == (2, "", f"{own}: {said}\n")


@pytest.mark.parametrize(
    "text",
    ["no Turtle", OWN.replace("sh:maxLength 140", 'sh:pattern "("'), OWN.replace("sh:path ps:verbatimText ;", "")],
)
def test_shapes_that_are_wrong_are_told_in_one_line_with_their_file(
    profgraph: Command, folder: Path, tmp_path: Path, text: str
) -> None:
    own = tmp_path / "own.ttl"
    own.write_text(text, encoding="utf-8")
    for lang in ("ru", "en"):
        status, out, err = profgraph("--lang", lang, "validate", folder / "a.txt", "--shapes", own)
        assert (status, out, len(err.splitlines())) == (2, "", 1)
        assert err.startswith(f"{own}: ")


@pytest.mark.parametrize(
    ("variables", "is_coloured"), [({}, True), ({"NO_COLOR": "1"}, False), ({"TERM": "dumb"}, False)]
)
def test_colour_is_for_terminals_that_want_it(
    environment: dict[str, str], folder: Path, variables: dict[str, str], *, is_coloured: bool
) -> None:
    shown, terminal = pty.openpty()
    command = [sys.executable, "-m", "profgraph", "validate", str(folder / "c.md")]
    given = environment | {"TERM": "xterm", "COLUMNS": "80"} | variables
    with subprocess.Popen(command, stdout=terminal, env=given) as process:
        os.close(terminal)
        read = b""
        while "функций" not in (told := read.decode(errors="replace")) and "order" not in told:
            read += os.read(shown, 4096)
        assert process.wait() == 1
    os.close(shown)
    assert ("\x1b[" in told) == is_coloured
    assert all(len(line) <= 80 for line in told.splitlines() if not is_coloured)


def test_the_checks_are_listed_and_explained(profgraph: Command) -> None:
    shapes = tuple(bundled_catalogue().values())
    for lang in ("ru", "en"):
        assert profgraph("checks", "--lang", lang) == (0, listed_checks(shapes, lang), "")
    one = shapes[0]
    wanted = check_text(one, examples().get(one.code), "ru")
    assert profgraph("--lang", "ru", "checks", one.code) == (0, wanted, "")
    assert profgraph("--lang", "ru", "checks", one.code.upper()) == (0, wanted, "")


def test_a_check_that_is_none_is_told(profgraph: Command) -> None:
    assert profgraph("checks", "Nothing") == (
        2,
        "",
        "'Nothing': there is no such check; for the checks: profgraph checks\n",
    )
