"""`profgraph load` of a folder: lines and counts, a bar on a terminal, reports, and what it skips."""

from __future__ import annotations

import csv
import io
import json
import os
import pty
import re
import subprocess
import sys
from html.parser import HTMLParser
from typing import TYPE_CHECKING

import pytest

if TYPE_CHECKING:
    from pathlib import Path

TORN = "torn.xml, line 5: the file is cut off; load the whole of it"
TOTAL = "loaded: 3, unchanged: 0, refused: 1, with repairs: {repaired}"


class Table(HTMLParser):
    """The cells of a page."""

    def __init__(self, text: str) -> None:
        super().__init__()
        self.cells: list[str] = []
        self.is_cell = False
        self.feed(text)

    def handle_starttag(self, tag: str, attrs: object) -> None:  # noqa: ARG002  (the parser's signature)
        self.is_cell = tag in {"td", "th"}
        self.cells += [""] * self.is_cell

    def handle_endtag(self, tag: str) -> None:
        self.is_cell = self.is_cell and tag not in {"td", "th"}

    def handle_data(self, data: str) -> None:
        if self.is_cell:
            self.cells[-1] += data


def run(*words: object, stderr: int = subprocess.PIPE) -> tuple[int, str, str]:
    command = [sys.executable, "-m", "profgraph", "--lang", "en", *map(str, words)]
    done = subprocess.run(command, stdout=subprocess.PIPE, stderr=stderr, check=False)
    return done.returncode, done.stdout.decode(), (done.stderr or b"").decode()


@pytest.fixture(scope="module")
def few(corpus: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Return a folder of three standards and a torn file."""
    folder = tmp_path_factory.mktemp("few")
    for number in (1, 4, 5):
        (folder / f"{number}.xml").write_bytes((corpus / f"synthetic-0000{number}.xml").read_bytes())
    whole = (folder / "1.xml").read_bytes()
    (folder / "torn.xml").write_bytes(whole[: len(whole) // 2])
    return folder


@pytest.fixture(scope="module")
def told(few: Path, tmp_path_factory: pytest.TempPathFactory) -> tuple[Path, list[dict[str, object]]]:
    """Return the folder of a store into which the files were loaded, and the report on that."""
    place = tmp_path_factory.mktemp("told")
    status, out, err = run("--store", place / "store", "load", "--jobs", "1", "--report", place / "r.json", few)
    report = json.loads((place / "r.json").read_text(encoding="utf-8"))
    repaired = sum(bool(one["repairs"]) for one in report)
    heads = [line for line in out.splitlines() if re.match(r"\d\.xml: loaded: ", line)]
    assert (status, err, len(heads), out.splitlines()[-1]) == (2, f"{TORN}\n", 3, TOTAL.format(repaired=repaired))
    return place / "store", report


def test_the_report_tells_what_became_of_each_file(told: tuple[Path, list[dict[str, object]]], few: Path) -> None:
    *good, bad = told[1]
    assert [(one["file"], one["outcome"], one["reason"]) for one in good] == [
        (f"{number}.xml", "loaded", None) for number in (1, 4, 5)
    ]
    assert bad == dict.fromkeys(bad) | {"file": "torn.xml", "outcome": "refused", "reason": TORN}
    for one in good:
        text = (few / str(one["file"])).read_text(encoding="utf-8")
        assert one["functions"] == text.count("<CodeTF>")
        status, out, _ = run("--store", told[0], "query", "defects", f"standard={one['edition']}", "--format", "csv")
        assert status == 0
        levels = [row["severity"] for row in csv.DictReader(io.StringIO(out))] if "severity" in out else []
        assert not levels or len(levels) == sum(int(str(one[kind])) for kind in ("violations", "warnings", "remarks"))


def test_reports_of_all_kinds_say_the_same(
    told: tuple[Path, list[dict[str, object]]], few: Path, tmp_path: Path
) -> None:
    said = [["" if cell is None else str(cell) for cell in one.values()] for one in told[1]]
    for suffix in ("csv", "html"):
        run("--store", tmp_path / suffix, "load", "--jobs", "1", "--report", tmp_path / f"r.{suffix}", few)
    head, *rows = csv.reader(io.StringIO((tmp_path / "r.csv").read_text(encoding="utf-8")))
    assert (head, rows) == (list(told[1][0]), said)
    cells = Table((tmp_path / "r.html").read_text(encoding="utf-8")).cells
    assert cells[len(head) :] == [cell for row in said for cell in row]


def test_a_load_again_skips_and_may_be_quiet(told: tuple[Path, list[dict[str, object]]], few: Path) -> None:
    skipped = [f"{number}.xml: unchanged, loaded already" for number in (1, 4, 5)]
    total = "loaded: 0, unchanged: 3, refused: 1, with repairs: 0"
    again = run("--store", told[0], "load", "--jobs", "1", few)
    assert again == (2, "\n".join([*skipped, total, ""]), f"{TORN}\n")
    assert run("--store", told[0], "load", "--jobs", "1", "--quiet", few) == (2, "", f"{TORN}\n")


def test_a_load_anew_reads_what_has_not_changed(told: tuple[Path, list[dict[str, object]]], few: Path) -> None:
    status, out, _ = run("--store", told[0], "load", "--jobs", "1", "--anew", few)
    assert status == 2
    assert len(re.findall(r"^\d\.xml: unchanged: 70\.00\d ", out, re.MULTILINE)) == 3


def test_a_terminal_has_a_bar_and_the_refusals(few: Path, tmp_path: Path) -> None:
    screen, other = pty.openpty()
    status, out, _ = run("--store", tmp_path, "load", "--jobs", "1", few, stderr=other)
    os.close(other)
    shown = b""
    while part := _read(screen):
        shown += part
    os.close(screen)
    assert (status, len(out.splitlines())) == (2, 1)
    assert TORN in shown.decode()
    assert "loaded: 3" in shown.decode()


def _read(screen: int) -> bytes:
    try:
        return os.read(screen, 2**16)
    except OSError:
        # The other side of the terminal is closed.
        return b""


@pytest.mark.parametrize(
    ("report", "reason"),
    [
        (
            "r.pdf",
            "{folder}/r.pdf: there is no report of the kind '.pdf'; name a file that ends with .csv, .json, .html\n",
        ),
        (
            "1.csv",
            "{folder}/1.csv: this is a document to load, which the report would erase; {another}\n",
        ),
    ],
)
def test_a_report_that_cannot_be_is_refused_before_the_load(report: str, reason: str, tmp_path: Path) -> None:
    (tmp_path / "1.csv").write_text("a document")
    told = run("--store", tmp_path / "store", "load", "--report", tmp_path / report, tmp_path / "1.csv")
    assert told == (2, "", reason.format(folder=tmp_path, another="name another file: --report FILE"))
    assert not (tmp_path / "store").exists()


def test_a_strict_load_refuses_what_has_violations(corpus: Path, tmp_path: Path) -> None:
    status, out, err = run(
        "--store", tmp_path / "store", "load", "--jobs", "1", "--strict", "--report", tmp_path / "r.csv", corpus
    )
    refused = err.count(": --strict: ")
    assert (status, len(err.splitlines())) == (1, refused)
    assert out.splitlines()[-1].startswith(f"loaded: {13 - refused - out.count(': unchanged: ')}, ")
    assert refused > 0
