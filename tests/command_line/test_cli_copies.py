"""`backup` and `restore`, alone and beside a server; `load` and `remove` beside a server."""

from __future__ import annotations

import json
import os
import shutil
import signal
import socket
import subprocess
import sys
import time
import urllib.request
from pathlib import Path
from typing import TYPE_CHECKING

import pytest
from profgraph.loader.pipeline import bundled
from profgraph.store.embedded import EmbeddedStore, canonical_nquads

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    Command = Callable[..., tuple[int, str, str]]

OLDER = bundled().read_text(encoding="utf-8").replace("620н", "521н").replace("сентября 2014", "сентября 2013")
COUNT = "SELECT (COUNT(?v) AS ?n) { ?v ps:isVersionOf ?w }"


def whole(folder: Path) -> tuple[str, bytes]:
    with EmbeddedStore(folder) as reader:
        return reader.data_version(), b"".join(canonical_nquads(reader))


def free_port() -> int:
    with socket.create_server(("127.0.0.1", 0)) as probe:
        return int(probe.getsockname()[1])


def editions(port: int) -> int:
    """Return how many editions the server answers with; 0 while it does not answer."""
    request = urllib.request.Request(
        f"http://127.0.0.1:{port}/sparql",
        data=COUNT.encode(),
        headers={"Content-Type": "application/sparql-query", "Accept": "application/sparql-results+json"},
    )
    try:
        with urllib.request.urlopen(request, timeout=10) as answer:  # noqa: S310  (our own server)
            return int(json.load(answer)["results"]["bindings"][0]["n"]["value"])
    except OSError:
        return 0


def until(holds: Callable[[], bool]) -> None:
    deadline = time.monotonic() + 120
    while not holds():
        assert time.monotonic() < deadline
        time.sleep(0.05)


def is_alive(pid: int) -> bool:
    try:
        return Path(f"/proc/{pid}/stat").read_text().rpartition(")")[2].split()[0] != "Z"
    except FileNotFoundError:
        return False


@pytest.fixture
def store(filled: Path, tmp_path: Path) -> Path:
    """Return a copy of the filled store that a test may change."""
    return Path(shutil.copytree(filled, tmp_path / "store", symlinks=True))


@pytest.fixture
def older(tmp_path: Path) -> Path:
    """Return a file with another edition."""
    path = tmp_path / "older.txt"
    path.write_text(OLDER, encoding="utf-8")
    return path


@pytest.fixture
def served(store: Path, environment: dict[str, str], tmp_path: Path) -> Iterator[tuple[subprocess.Popen[str], int]]:
    """Give a server over the store, and its port."""
    port = free_port()
    command = [sys.executable, "-m", "profgraph", "--store", str(store), "serve", "--port", str(port)]
    with subprocess.Popen(command, cwd=tmp_path, env=environment, stdout=subprocess.PIPE, encoding="utf-8") as server:
        try:
            until(lambda: editions(port) == 1)
            yield server, port
        finally:
            server.terminate()


def test_a_store_goes_into_a_file_and_comes_back(profgraph: Command, filled: Path, tmp_path: Path) -> None:
    file, new = tmp_path / "copy.nq.gz", tmp_path / "new"
    version, lines = whole(filled)
    count = lines.count(b"\n")
    assert profgraph("--store", filled, "backup", file) == (
        0,
        f"{file}: backup of version {version}, triples: {count}\n",
        "",
    )
    assert profgraph("--store", new, "restore", file) == (0, f"{file}: restored, version {version}\n", "")
    assert whole(new) == whole(filled)
    assert profgraph("--store", new, "--lang", "ru", "backup", file) == (
        0,
        f"{file}: копия версии {version}, троек: {count}\n",
        "",
    )


def test_a_store_that_holds_something_needs_force(profgraph: Command, store: Path, older: Path, tmp_path: Path) -> None:
    file = tmp_path / "copy.nq.gz"
    before = whole(store)
    profgraph("--store", store, "backup", file)
    assert profgraph("--store", store, "load", older)[0] == 0
    refusal = f"{store}: the store is not empty; to replace what it holds by the backup, add --force\n"
    assert profgraph("--store", store, "restore", file) == (1, "", refusal)
    assert profgraph("--store", store, "restore", "--force", file)[0] == 0
    assert whole(store) == before


def test_what_is_no_backup_changes_nothing(profgraph: Command, store: Path, older: Path, tmp_path: Path) -> None:
    before = whole(store)
    damaged = f"{older}: no backup of a store, or a damaged one; take another, the store is unchanged\n"
    assert profgraph("--store", store, "restore", older, "--force") == (2, "", damaged)
    missing = tmp_path / "none.gz"
    unread = f"{missing}: the file cannot be read (No such file or directory); check its name and permissions\n"
    assert profgraph("--store", store, "restore", missing) == (2, "", unread)
    assert whole(store) == before
    assert profgraph("--store", tmp_path / "new", "restore", older)[0] == 2
    assert not (tmp_path / "new").exists()


def test_a_backup_that_cannot_be_written_leaves_the_old_one(profgraph: Command, store: Path, tmp_path: Path) -> None:
    folder = tmp_path / "none"
    status, out, err = profgraph("--store", store, "backup", folder / "copy.gz")
    assert (status, out) == (2, "")
    assert err == (
        f"{folder}/copy.gz: cannot be written (No such file or directory); check the folder and its permissions\n"
    )
    assert profgraph("--store", tmp_path / "nothing", "backup", tmp_path / "copy.gz")[0] == 2
    assert sorted(entry.name for entry in tmp_path.iterdir()) == ["store"]


def test_everything_is_written_beside_a_server(
    profgraph: Command, served: tuple[subprocess.Popen[str], int], store: Path, older: Path, tmp_path: Path
) -> None:
    server, port = served
    before, file = whole(store), tmp_path / "copy.nq.gz"
    assert profgraph("--store", store, "backup", file)[0] == 0
    status, out, err = profgraph("--store", store, "load", older)
    assert (status, err) == (0, "")
    assert out.startswith("older.txt: loaded: 16.020 ")
    assert editions(port) == 2
    assert profgraph("--store", store, "remove", "16.020@521n-2013-09-08") == (
        0,
        "removed: 16.020@521n-2013-09-08\n",
        "",
    )
    assert editions(port) == 1
    assert whole(store) == before
    profgraph("--store", store, "load", older)
    assert profgraph("--store", store, "restore", file, "--force")[0] == 0
    assert editions(port) == 1
    assert whole(store) == before
    log = [json.loads(line) for line in (store / "audit.jsonl").read_text(encoding="utf-8").splitlines()]
    assert [(one["what"], one["outcome"]) for one in log[-8:]] == [
        (what, outcome) for what in ("load", "remove", "load", "restore") for outcome in ("intended", "done")
    ]
    writer = json.loads((store / "server.json").read_text())["pid"]
    status, out, err = profgraph("--store", store, "serve", "--port", free_port())
    assert (status, out) == (2, "")
    assert err == f"{store}: another server (process {writer}) serves this store already; stop it\n"
    server.terminate()
    assert server.wait(120) == 0
    assert not (store / "server.json").exists()
    assert not is_alive(writer)


def writer_of(store: Path) -> int | None:
    """Return the number of the writer process; None while another one is started."""
    try:
        return int(json.loads((store / "server.json").read_text())["pid"])
    except FileNotFoundError:
        return None


def test_a_server_whose_writer_dies_goes_on_and_its_own_end_leaves_nobody(
    profgraph: Command, served: tuple[subprocess.Popen[str], int], store: Path, older: Path
) -> None:
    server, port = served
    first = writer_of(store)
    assert first is not None
    os.kill(first, signal.SIGKILL)
    assert editions(port) == 1
    until(lambda: writer_of(store) not in {first, None})
    assert profgraph("--store", store, "load", older)[0] == 0
    assert editions(port) == 2
    second = writer_of(store)
    assert second is not None
    server.kill()
    server.wait(120)
    until(lambda: not is_alive(second))
    assert profgraph("--store", store, "remove", "16.020@521n-2013-09-08")[0] == 0
