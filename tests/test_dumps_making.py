"""How dumps come to be: once, whole or not at all, within limits, and only as long as their data are the newest."""

from __future__ import annotations

import fcntl
import json
import resource
import shutil
import subprocess
import sys
import time
from concurrent.futures import ThreadPoolExecutor
from contextlib import contextmanager
from dataclasses import replace
from typing import TYPE_CHECKING

import pytest
from profgraph.loader.pipeline import Loaded, bundled, load
from profgraph.settings import Settings
from profgraph.store.embedded import EmbeddedStore
from profgraph.store.writer import Writer
from profgraph.web.app import create_app
from profgraph.web.preparing import Ending, Preparation
from profgraph.web.shelf import Shelf
from profgraph.web.site import EXTENSION
from profgraph.web.wishes import program

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from flask.testing import FlaskClient

MEGABYTE = 1_000_000
NAME = "profgraph.nq"
COMMAND = [sys.executable, "-P", "-m", "profgraph.web.preparing"]
ENGLISH = {"Accept-Language": "en"}


@pytest.fixture
def copy(folder: Path, tmp_path: Path) -> Path:
    """Return a store of which no dump was made."""
    return shutil.copytree(folder, tmp_path / "store", symlinks=True, ignore=shutil.ignore_patterns("dumps"))


@pytest.fixture
def task(copy: Path) -> Preparation:
    return Preparation(str(copy), version_of(copy), NAME, 1000 * MEGABYTE, program())


def version_of(store: Path) -> str:
    return (store / "current").readlink().name


def served(store: Path, *, patience: float = 60, most_seconds: float = 60) -> FlaskClient:
    app = create_app(settings := Settings(store=str(store)))
    app.extensions[EXTENSION].shelf = Shelf(settings, patience=patience, most_seconds=most_seconds)
    return app.test_client()


def made(store: Path) -> list[str]:
    """Return what is in the folder of the dumps, unfinished files included."""
    return sorted(path.name for path in (store / "dumps").rglob("*") if path.is_file() and path.name != ".lock")


@contextmanager
def nobody_makes(store: Path) -> Iterator[None]:
    """Keep every process waiting that would make a dump of the store."""
    (store / "dumps").mkdir(exist_ok=True)
    with (store / "dumps" / ".lock").open("w") as lock:
        fcntl.flock(lock, fcntl.LOCK_EX)
        yield


def run(task: Preparation, file_size: int = resource.RLIM_INFINITY) -> int:
    def bounded() -> None:
        resource.setrlimit(resource.RLIMIT_FSIZE, (file_size, file_size))

    with subprocess.Popen(COMMAND, stdin=subprocess.PIPE, stderr=subprocess.DEVNULL, preexec_fn=bounded) as process:  # noqa: PLW1509  (no threads here)
        assert process.stdin is not None
        process.stdin.write(task.line())
        process.stdin.flush()
        return process.wait(60)


STARTED: list[str] = []


@pytest.fixture(scope="module")
def started() -> list[str]:
    """Return the list that the start of each process that makes a dump is added to."""

    def noted(event: str, arguments: tuple[object, ...]) -> None:
        if event == "subprocess.Popen" and "profgraph.web.preparing" in str(arguments):
            STARTED.append(event)

    sys.addaudithook(noted)
    return STARTED


def test_eight_readers_at_once_have_it_made_once(copy: Path, started: list[str]) -> None:
    client = served(copy)
    before = len(started)

    def asked(_: int) -> tuple[int, bytes]:
        response = client.application.test_client().get(f"/dumps/{NAME}", buffered=True)
        return response.status_code, response.data

    with ThreadPoolExecutor(8) as readers:
        answers = set(readers.map(asked, range(8)))
    ((status, data),) = answers
    assert (status, len(started) - before) == (200, 1)
    assert (len(data) > MEGABYTE, made(copy)) == (True, [NAME, f"{NAME}.sha256"])
    assert asked(9) == (status, data)
    assert len(started) - before == 1


def test_two_processes_make_it_once(copy: Path, task: Preparation) -> None:
    assert run(task) == Ending.MADE
    path = copy / "dumps" / task.version / program() / NAME
    first = path.stat().st_ino
    assert run(task) == Ending.MADE
    assert path.stat().st_ino == first


def test_who_does_not_want_to_wait_is_told_when_to_come_back(copy: Path) -> None:
    client = served(copy, patience=0.2)
    with nobody_makes(copy):
        response = client.get(f"/dumps/{NAME}", headers=ENGLISH, buffered=True)
        assert (response.status_code, response.headers["Retry-After"]) == (503, "15")
        assert json.loads(response.text)["detail"] == f"{NAME}: the file is being prepared; try again in 15 s"
        assert client.get("/dumps/", headers={"Accept": "application/json"}).status_code == 200
    deadline = time.monotonic() + 60
    while client.get(f"/dumps/{NAME}", buffered=True).status_code != 200:
        assert time.monotonic() < deadline
        time.sleep(0.1)


def test_what_takes_too_long_is_given_up_until_the_data_change(copy: Path, tmp_path: Path, started: list[str]) -> None:
    client = served(copy, most_seconds=8)
    before = len(started)
    with nobody_makes(copy):
        first = client.get(f"/dumps/{NAME}", headers=ENGLISH, buffered=True)
    again = client.get(f"/dumps/{NAME}", headers=ENGLISH, buffered=True)
    detail = f"{NAME}: the file could not be prepared within its time and memory; take one edition, or another format"
    assert [(one.status_code, json.loads(one.text)["detail"]) for one in (first, again)] == [(503, detail)] * 2
    assert "Retry-After" not in again.headers
    assert len(started) - before == 1
    assert client.get("/dumps/profgraph.xlsx", buffered=True).status_code == 200
    neighbour(copy, tmp_path)
    assert client.get(f"/dumps/{NAME}", buffered=True).status_code == 200


def test_a_process_without_memory_leaves_nothing(copy: Path, task: Preparation) -> None:
    assert run(replace(task, memory=MEGABYTE)) not in {Ending.MADE, Ending.OTHER_DATA, Ending.UNWRITTEN}
    assert made(copy) == []


@pytest.mark.parametrize("room", [0, 10_000, 1_000_000])
def test_a_full_disk_leaves_nothing(copy: Path, task: Preparation, room: int) -> None:
    assert run(task, room) == Ending.UNWRITTEN
    assert made(copy) == []
    assert run(task) == Ending.MADE


def test_a_server_that_cannot_write_says_so(copy: Path) -> None:
    (copy / "dumps").write_bytes(b"in the way")
    client = served(copy)
    for _ in range(2):
        response = client.get(f"/dumps/{NAME}", headers=ENGLISH, buffered=True)
        assert (response.status_code, json.loads(response.text)["detail"]) == (
            507,
            f"{NAME}: the server has no room to write the file; get what you need by a query at /sparql",
        )
    (copy / "dumps").unlink()
    assert client.get(f"/dumps/{NAME}", buffered=True).status_code == 200


@pytest.mark.parametrize("moment", [0.1, 0.3, 0.5, 0.6, 0.7, 0.8, 1.0])
def test_a_killed_process_leaves_nothing_that_is_taken_for_whole(copy: Path, task: Preparation, moment: float) -> None:
    with subprocess.Popen(COMMAND, stdin=subprocess.PIPE) as process:
        assert process.stdin is not None
        process.stdin.write(task.line())
        process.stdin.flush()
        time.sleep(moment)
        process.kill()
    client = served(copy)
    response = client.get(f"/dumps/{NAME}", buffered=True)
    with EmbeddedStore(copy) as store:
        lines = "".join(sorted(f"{quad} .\n" for quad in store.quads())).encode()
    assert (response.status_code, response.data) == (200, lines)
    assert made(copy) == [NAME, f"{NAME}.sha256"]


def test_leftovers_are_cleared_away(copy: Path, task: Preparation) -> None:
    left = copy / "dumps" / task.version / program() / ".profgraph.trig.part"
    left.parent.mkdir(parents=True)
    left.write_bytes(b"half of it")
    client = served(copy)
    assert client.get("/dumps/.profgraph.trig.part", buffered=True).status_code == 404
    assert run(task) == Ending.MADE
    assert made(copy) == [NAME, f"{NAME}.sha256"]


def test_files_of_another_release_are_not_sent_and_go(copy: Path) -> None:
    other = copy / "dumps" / version_of(copy) / "another"
    other.mkdir(parents=True)
    for name in (NAME, f"{NAME}.sha256"):
        (other / name).write_text("of another release", encoding="utf-8")
        (other.parent / name).write_text("of another release", encoding="utf-8")
    sent = create_app(Settings(store=str(copy))).test_client().get(f"/dumps/{NAME}", buffered=True)
    assert (sent.status_code, sent.text == "of another release") == (200, False)
    assert [path.name for path in other.parent.iterdir()] == [program()]


def test_the_process_ends_with_the_service(copy: Path, task: Preparation) -> None:
    with nobody_makes(copy), subprocess.Popen(COMMAND, stdin=subprocess.PIPE) as process:
        assert process.stdin is not None
        process.stdin.write(task.line())
        process.stdin.close()
        assert process.wait(30) == -9
    assert made(copy) == []


def test_dumps_are_those_of_the_newest_data(copy: Path, tmp_path: Path) -> None:
    client = served(copy)
    old = client.get(f"/dumps/{NAME}", buffered=True)
    before = version_of(copy)
    neighbour(copy, tmp_path)
    headers = {"Range": "bytes=1000-", "If-Range": old.headers["ETag"]}
    new = client.get(f"/dumps/{NAME}", headers=headers, buffered=True)
    assert (new.status_code, new.headers["ETag"] == old.headers["ETag"]) == (200, False)
    assert b"/standard/16.099/" in new.data
    assert client.get("/dumps/16.099@621n-2014-09-08.ttl", buffered=True).status_code == 200
    assert run(Preparation(str(copy), before, NAME, 1000 * MEGABYTE, program())) == Ending.OTHER_DATA
    # An idle worker of the service may have had the old data open.
    client.application.extensions[EXTENSION].pool.close()
    with Writer.open(copy):
        assert [path.name for path in (copy / "dumps").glob("*/")] == [version_of(copy)]
    assert not (copy / "dumps" / before).exists()


def test_dumps_of_a_snapshot_stay_while_it_is_read(copy: Path, task: Preparation, tmp_path: Path) -> None:
    assert run(task) == Ending.MADE
    with EmbeddedStore(copy, is_pinned=True) as reader:
        neighbour(copy, tmp_path)
        assert reader.data_version() == task.version
        assert (copy / "dumps" / task.version / program() / NAME).exists()
    with Writer.open(copy):
        assert [path.name for path in (copy / "dumps").glob("*/")] == []


def neighbour(store: Path, tmp_path: Path) -> None:
    """Load another standard into the store."""
    text = bundled().read_text(encoding="utf-8").replace("16.020", "16.099").replace("620н", "621н")
    source = tmp_path / "order.txt"
    source.write_text(text, encoding="utf-8")
    with Writer.open(store) as writer:
        assert [type(result) for result in load([source], writer)] == [Loaded]
        writer.publish()
