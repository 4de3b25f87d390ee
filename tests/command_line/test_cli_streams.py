"""Documents from a stream, which cannot be read from any place: standard input, and pipes that have names."""

from __future__ import annotations

import subprocess
import sys
from typing import TYPE_CHECKING

import pytest
from profgraph.loader.pipeline import bundled

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

    Run = Callable[..., tuple[int, str, str]]
    Piped = Callable[..., tuple[int, str, str]]

ORDER = bundled().read_bytes()
STREAMS = ["cat {order} | {command} -", "cat {order} | {command} /dev/stdin", "{command} - < {order}"]
PIPE = "{command} <(cat {order})"
COMMANDS = {
    "load": (0, "loaded: 16.020 ", "profgraph --store {store} --lang en load"),
    "load --jobs": (0, "loaded: 16.020 ", "profgraph --store {store} --lang en load --jobs 1"),
    "validate": (0, "", "profgraph --lang en validate --format json"),
    "compare-sources": (0, "", "profgraph --lang en compare-sources {order}"),
    "diff": (0, "", "profgraph --lang en diff --format json {order}"),
}


@pytest.fixture(scope="module")
def order(tmp_path_factory: pytest.TempPathFactory) -> Path:
    path = tmp_path_factory.mktemp("order") / "order.txt"
    path.write_bytes(ORDER)
    return path


@pytest.fixture
def piped(environment: dict[str, str], order: Path, tmp_path: Path) -> Piped:
    """Return what runs a line of a shell; `{command}` in it is the one named."""

    def run(line: str, command: str) -> tuple[int, str, str]:
        words = COMMANDS[command][2].format(store=tmp_path / "store", order=order)
        words = words.replace("profgraph", f"{sys.executable} -m profgraph", 1)
        shell = ["bash", "-c", line.format(command=words, order=order)]
        done = subprocess.run(shell, capture_output=True, check=False, cwd=tmp_path, env=environment, text=True)
        return done.returncode, done.stdout, done.stderr

    return run


@pytest.mark.parametrize("line", [*STREAMS, PIPE])
def test_a_stream_is_loaded(piped: Piped, line: str) -> None:
    status, out, err = piped(line, "load")
    name, _, said = out.partition(": ")
    assert (status, err, said.startswith(COMMANDS["load"][1])) == (0, "", True)
    assert name == "stdin" or name.isdecimal()


@pytest.mark.parametrize("command", list(COMMANDS)[1:])
@pytest.mark.parametrize("line", [STREAMS[0], PIPE])
def test_every_command_that_reads_documents_reads_streams(piped: Piped, command: str, line: str) -> None:
    status, out, err = piped(line, command)
    assert (status, err) == (COMMANDS[command][0], "")
    assert COMMANDS[command][1] in out


def test_a_stream_without_a_document_is_refused_in_a_line(piped: Piped) -> None:
    assert piped("{command} - < /dev/null", "load") == (2, "", "stdin: the file is empty; name the file of an order\n")


def test_a_stream_without_an_end_is_not_read_for_ever(piped: Piped) -> None:
    status, out, err = piped("yes | {command} -", "validate")
    told = "stdin: the stream gives over 512 MB; save the documents to files and name those\n"
    assert (status, out, err) == (2, "", told)


def test_files_of_one_name_are_told_apart_by_their_folders(profgraph: Run, tmp_path: Path) -> None:
    for year, text in (("2014", ORDER), ("2015", b"no standard")):
        (tmp_path / "orders" / year).mkdir(parents=True)
        (tmp_path / "orders" / year / "order.txt").write_bytes(text)
    for number, options in enumerate([(), ("--jobs", "1")]):
        loading = ("--store", tmp_path / f"store-{number}", "--lang", "en", "load", *options, tmp_path / "orders")
        status, out, err = profgraph(*loading)
        assert (status, out.partition(": ")[0]) == (1, "2014/order.txt")
        assert err == (
            "2015/order.txt: this is not a professional standard: it has neither section III nor functions; "
            "name the file of an order\n"
        )
