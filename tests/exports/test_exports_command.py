"""`profgraph export --format`: the same bytes for the same data, and one line for what cannot be done."""

from __future__ import annotations

import errno
import gzip
import os
import re
import shlex
from pathlib import Path
from typing import TYPE_CHECKING

import pytest
from click.testing import CliRunner
from profgraph.cli import cli
from profgraph.commands.asking import export
from profgraph.errors import ProfGraphError
from profgraph.queries.exports.writing import NAMED_FORMATS, refuse_other_ending
from profgraph.store.writer import Writer

if TYPE_CHECKING:
    from collections.abc import Callable

    from profgraph.store.embedded import EmbeddedStore

    Exported = Callable[..., bytes]

MANUAL = (Path(__file__).parent.parent.parent / "docs" / "exports.md").read_text(encoding="utf-8")
EDITIONS = ["16.020", "16.020@620n-2014-09-08", "https://w3id.org/profgraph/id/standard/16.020/620n-2014-09-08"]


def run(folder: Path, *words: object) -> str:
    """Run `profgraph export` and return what it says; an error in English."""
    done = CliRunner().invoke(cli, ["--lang", "en", "--store", str(folder), "export", *map(str, words)])
    if isinstance(done.exception, ProfGraphError):
        return done.exception.message.en
    assert done.exception is None or isinstance(done.exception, SystemExit), done.exception
    return done.output


def test_the_command_knows_every_format() -> None:
    (option,) = [one for one in export.params if one.name == "form"]
    assert option.type.to_info_dict()["choices"] == tuple(NAMED_FORMATS)


@pytest.mark.parametrize("form", NAMED_FORMATS)
def test_the_order_of_loading_changes_no_byte(
    form: str, several: EmbeddedStore, turned: EmbeddedStore, exported: Exported
) -> None:
    standards = ["99.001"] if form == "case" else [None, "99.001"]
    for standard in standards:
        assert exported(several, form, standard) == exported(turned, form, standard)


@pytest.mark.parametrize("form", [form for form in NAMED_FORMATS if form != "xlsx"])
def test_a_file_is_what_the_store_gives(
    form: str, tmp_path: Path, several_folder: Path, several: EmbeddedStore, exported: Exported
) -> None:
    expected = exported(several, form, "16.020")
    names = [f"out{NAMED_FORMATS[form][0]}", "out", *(() if form == "csvw" else ("out.gz",))]
    for name, standard in zip(names, EDITIONS, strict=False):
        file = tmp_path / name
        assert run(several_folder, "--format", form, "--standard", standard, "-o", file) == ""
        body = file.read_bytes()
        assert (gzip.decompress(body) if name.endswith(".gz") else body) == expected
    assert {path.name for path in tmp_path.iterdir()} == {*names}


@pytest.mark.parametrize("line", re.findall(r"^profgraph export (.*)$", MANUAL, re.MULTILINE))
def test_the_commands_of_the_manual_work(line: str, tmp_path: Path, folder: Path) -> None:
    words = shlex.split(line)
    name = words[words.index("-o") + 1]
    assert run(folder, *(str(tmp_path / word) if word == name else word for word in words)) == ""
    assert [path.name for path in tmp_path.iterdir()] == [name]


def test_the_manual_tells_of_every_format() -> None:
    rows = dict(re.findall(r"^\| `(\w+)` \| `(\.\w+)` \|", MANUAL, re.MULTILINE))
    assert rows == {form: endings[0] for form, endings in NAMED_FORMATS.items()}


@pytest.mark.parametrize(
    ("words", "said"),
    [
        (["--format", "case"], "several fit, say which: standard=16.020@620n-2014-09-08, "),
        (["--format", "esco", "--standard", "07.007"], "'07.007': the store has no such standard; loaded: "),
        (["--format", "sssom", "--standard", "electric"], "'electric' is not the code of a standard; "),
        (["--format", "skos", "--all"], "--all exports everything; leave out --standard, --format and --entailment"),
        (["--format", "ctdl", "--entailment", "owl-rl"], "--entailment exports RDF by the end of the file's name; "),
        (["--format", "elm"], "Error: Invalid value for '--format': 'elm' is not one of 'esco', 'ctdl', "),
    ],
)
def test_what_cannot_be_exported_is_one_line(words: list[str], said: str, tmp_path: Path, several_folder: Path) -> None:
    file = tmp_path / "out"
    last = run(several_folder, *words, "-o", file).strip().splitlines()[-1]
    assert (last.startswith(said), file.exists(), list(tmp_path.iterdir())) == (True, False, [])


def test_a_file_that_is_there_stays_when_nothing_can_be_written(tmp_path: Path, several_folder: Path) -> None:
    file = tmp_path / "out"
    file.write_text("mine", encoding="utf-8")
    assert run(several_folder, "--format", "esco", "--standard", "07.007", "-o", file).startswith("'07.007': ")
    assert (file.read_text(encoding="utf-8"), [*tmp_path.iterdir()]) == ("mine", [file])
    assert "cannot be written" in run(several_folder, "--format", "esco", "-o", tmp_path / "nowhere" / "out")


@pytest.mark.parametrize("words", [["--format", "csvw"], ["--format", "esco"], []])
def test_what_is_no_file_is_not_replaced_by_one(
    words: list[str], tmp_path: Path, folder: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(tmp_path)
    suffix = "" if words else ".nq"
    (tmp_path / f"folder{suffix}").mkdir()
    os.mkfifo(tmp_path / f"pipe{suffix}")
    (tmp_path / f"circle{suffix}").symlink_to(f"circle{suffix}")
    names = [f"folder{suffix}", f"pipe{suffix}", f"circle{suffix}", *(["."] if words else [])]
    reasons = ["Is a directory", "not a regular file", os.strerror(errno.ELOOP), "Is a directory"]
    assert [run(folder, *words, "-o", name) for name in names] == [
        f"{name}: cannot be written ({reason}); check the folder and its permissions"
        for name, reason in zip(names, reasons, strict=False)
    ]
    assert ((tmp_path / names[0]).is_dir(), (tmp_path / names[1]).is_fifo(), len([*tmp_path.iterdir()])) == (
        True,
        True,
        3,
    )


def test_a_link_to_a_file_stays_one(tmp_path: Path, folder: Path) -> None:
    (tmp_path / "there").mkdir()
    (tmp_path / "out.nt").symlink_to(tmp_path / "there" / "all.nt")
    assert run(folder, "-o", tmp_path / "out.nt") == ""
    assert (tmp_path / "out.nt").is_symlink()
    assert [one.name for one in (tmp_path / "there").iterdir()] == ["all.nt"]


@pytest.mark.parametrize("form", NAMED_FORMATS)
def test_a_store_without_standards(form: str, tmp_path: Path) -> None:
    with Writer.open(tmp_path / "store") as writer:
        writer.publish()
    said = run(tmp_path / "store", "--format", form, "-o", tmp_path / "out")
    assert (said, (tmp_path / "out").exists()) == ("the store has no standards; load at least one", False)


@pytest.mark.parametrize(
    ("form", "suffix"),
    [
        *(("esco", ".nq"), ("ctdl", ".ttl"), ("case", ".csv"), ("skos", ".tsv"), ("sssom", ".csv")),
        *(("csvw", ".csv"), ("xlsx", ".zip"), ("csvw", ".zip.gz"), ("xlsx", ".gz")),
        *(("esco", ".rdf"), ("skos", ".xml"), ("xlsx", ".xls")),
    ],
)
def test_a_name_that_promises_another_format_is_refused(form: str, suffix: str, tmp_path: Path, folder: Path) -> None:
    said = run(folder, "--format", form, "-o", tmp_path / f"out{suffix}")
    assert said == (
        f"--format {form}: a file that ends with {suffix!r} promises something else; "
        f"let it end with {', '.join(NAMED_FORMATS[form])}"
    )
    refuse_other_ending(form, ".data")
