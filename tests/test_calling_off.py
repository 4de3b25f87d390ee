"""The names of running queries in the store folder: what killed processes left goes, and none is a path."""

from __future__ import annotations

import os
import time
from secrets import token_hex
from typing import TYPE_CHECKING

import pytest
from profgraph.errors import UsageError
from profgraph.store.folder import Folder
from profgraph.store.workers.cancelling import call_off, cancellable, clear_forgotten

if TYPE_CHECKING:
    from pathlib import Path

HOUR = 3600


def names(folder: Folder) -> list[str]:
    return [path.name for path in folder.running.iterdir()]


def test_a_name_is_there_as_long_as_its_query_runs(tmp_path: Path) -> None:
    folder, name = Folder(tmp_path), token_hex(16)
    assert call_off(folder, name) is False
    with cancellable(folder, name) as end:
        assert end is not None
        assert (names(folder), call_off(folder, name)) == ([name], True)
        with pytest.raises(UsageError), cancellable(folder, name):
            pass
        assert names(folder) == [name]
    assert (names(folder), call_off(folder, name)) == ([], False)


def test_only_the_owner_of_the_store_may_reach_it(tmp_path: Path) -> None:
    folder, name = Folder(tmp_path), token_hex(16)
    with cancellable(folder, name):
        modes = [path.stat().st_mode & 0o777 for path in (folder.running, folder.running / name)]
    assert modes == [0o700, 0o600]


def test_what_a_killed_process_left_is_no_query_and_goes_in_time(tmp_path: Path) -> None:
    folder, old, new = Folder(tmp_path), token_hex(16), token_hex(16)
    folder.running.mkdir()
    for name in (old, new):
        os.mkfifo(folder.running / name)
    os.utime(folder.running / old, (time.time() - HOUR, time.time() - HOUR))
    assert (call_off(folder, old), call_off(folder, new)) == (False, False)
    clear_forgotten(folder, HOUR / 2)
    assert names(folder) == [new]


def test_a_folder_that_cannot_hold_names_answers_queries_all_the_same(tmp_path: Path) -> None:
    folder = Folder(tmp_path / "none")
    clear_forgotten(folder, HOUR)
    with cancellable(folder, token_hex(16)) as end:
        assert end is None
    assert not folder.path.exists()


@pytest.mark.parametrize("name", ["x", "0" * 33, "../store.json", "é" * 32, "0" * 31 + "\n"])
def test_a_name_is_never_a_path(name: str, tmp_path: Path) -> None:
    folder = Folder(tmp_path)
    assert call_off(folder, name) is False
    with pytest.raises(UsageError), cancellable(folder, name):
        pass
    assert list(tmp_path.iterdir()) == []
