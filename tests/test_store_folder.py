"""Folders that are missing, foreign, damaged or not ours to write: one line, and nothing broken."""

from __future__ import annotations

import subprocess
import sys
from typing import TYPE_CHECKING

import pytest
from profgraph.errors import StoreError
from profgraph.settings import Settings
from profgraph.store.embedded import EmbeddedStore
from profgraph.store.notebook import open_graph
from profgraph.store.open import open_store
from profgraph.store.remote import RemoteStore
from profgraph.store.writer import Writer

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path


@pytest.fixture
def store(tmp_path: Path) -> Path:
    """Return the folder of a store that holds what every store holds."""
    with Writer.open(tmp_path / "store"):
        return tmp_path / "store"


def write(folder: Path) -> None:
    with Writer.open(folder):
        pass


def read(folder: Path) -> None:
    with EmbeddedStore(folder) as reader:
        assert reader.query("ASK { ?any ?property ?value }") is True


def complaint(use: Callable[[Path], object], folder: Path) -> str:
    with pytest.raises(StoreError) as refused:
        use(folder)
    message = refused.value.message
    assert "\n" not in message.ru + message.en
    return message.en.replace(str(folder), "FOLDER")


@pytest.mark.parametrize("use", [read, open_graph, lambda folder: open_store(Settings(str(folder)))])
def test_a_folder_with_nothing_loaded_says_what_to_do(tmp_path: Path, use: Callable[[Path], object]) -> None:
    (tmp_path / "empty").mkdir()
    for folder in (tmp_path / "missing", tmp_path / "empty"):
        assert complaint(use, folder) == "FOLDER: nothing is loaded here yet; run `profgraph load`"
    assert [entry.name for entry in tmp_path.iterdir()] == ["empty"]


def test_a_folder_of_something_else_is_left_alone(tmp_path: Path) -> None:
    (tmp_path / "thesis.docx").write_text("a year of work")
    foreign = "FOLDER: not a ProfGraph store; name an empty or a new folder: --store FOLDER"
    assert [complaint(use, tmp_path) for use in (read, write)] == [foreign, foreign]
    assert [entry.name for entry in tmp_path.iterdir()] == ["thesis.docx"]


def test_a_file_is_not_a_folder(tmp_path: Path) -> None:
    file = tmp_path / "file"
    file.touch()
    ending = "restore a backup or name a new folder"
    for use, path in ((read, "FOLDER/store.json"), (write, "FOLDER")):
        reason = f"[Errno 20] Not a directory: '{path}'"
        assert complaint(use, file) == f"FOLDER: the store cannot be used ({reason}); {ending}"


@pytest.mark.parametrize(
    "description",
    ["", "{", "[]", '{"format": 1}', '{"format": 2, "base": "b"}', '{"format": 1, "base": 3}', "\xff"],
)
def test_a_damaged_description_is_named(store: Path, description: str) -> None:
    (store / "store.json").write_text(description, encoding="latin-1")
    damaged = "FOLDER/store.json: damaged, or written by another release of ProfGraph; restore it from a backup"
    assert [complaint(use, store) for use in (read, write)] == [damaged, damaged]


def test_a_folder_that_was_left_half_made_is_made(tmp_path: Path) -> None:
    (tmp_path / "writer.lock").write_text("4711")
    (tmp_path / "store.json.new").write_text("{")
    assert complaint(read, tmp_path) == "FOLDER: nothing is loaded here yet; run `profgraph load`"
    write(tmp_path)
    read(tmp_path)


def test_a_damaged_engine_is_said_in_one_line(store: Path) -> None:
    (store / "live" / "CURRENT").write_text("junk")
    (store / "current" / "engine" / "CURRENT").write_text("junk")
    damaged = (
        "FOLDER: the store cannot be used (Corruption: CURRENT file does not end with newline); "
        "restore a backup or name a new folder"
    )
    assert [complaint(use, store) for use in (read, write)] == [damaged, damaged]


def test_a_link_that_leads_nowhere_is_mended_by_the_next_writer(store: Path) -> None:
    (store / "current").unlink()
    (store / "current").symlink_to("snapshots/0123456789abcdef")
    assert complaint(read, store) == "FOLDER/current: the link leads nowhere; run `profgraph load`, which mends it"
    write(store)
    read(store)


def test_a_store_that_may_only_be_read_is_read(store: Path) -> None:
    script = """
import sys
from pathlib import Path
from profgraph.errors import StoreError
from profgraph.store.embedded import EmbeddedStore
from profgraph.store.writer import Writer
folder = Path(sys.argv[1])
with EmbeddedStore(folder) as reader:
    print(reader.query("ASK { ?any ?property ?value }"))
for place in (folder, folder / "new"):
    try:
        with Writer.open(place):
            pass
    except StoreError as error:
        print(error)
"""
    # Permissions do not bind root: give up the capability to override them, which takes effect on exec.
    bound = """
import ctypes, os, sys
getattr(ctypes.CDLL(None), "prctl", lambda *_: 0)(24, 1, 0, 0, 0)
os.execv(sys.executable, [sys.executable, "-c", *sys.argv[1:]])
"""
    paths = [store, *store.rglob("*")]
    modes = {path: path.stat().st_mode for path in paths if not path.is_symlink()}
    for path, mode in modes.items():
        path.chmod(mode & ~0o222)
    try:
        command = [sys.executable, "-c", bound, script, str(store)]
        ran = subprocess.run(command, capture_output=True, text=True, check=True)
    finally:
        for path, mode in modes.items():
            path.chmod(mode)
    assert ran.stdout.replace(str(store), "FOLDER").splitlines() == [
        "True",
        "FOLDER/writer.lock: permission denied; check it or name another folder: --store FOLDER",
        "FOLDER/new: permission denied; check it or name another folder: --store FOLDER",
    ]


def test_the_settings_choose_the_kind_of_store(store: Path) -> None:
    with (
        open_store(Settings(str(store))) as folder,
        open_store(Settings("http://127.0.0.1:9/sparql")) as address,
    ):
        assert (type(folder), type(address)) == (EmbeddedStore, RemoteStore)
