"""A command writes its answer to any place but the folder of its store, which would be spoilt by it."""

from __future__ import annotations

from typing import TYPE_CHECKING

import click
import pytest
from profgraph.cli import cli
from profgraph.commands.outputs import WRITTEN, WRITTEN_FILE

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator
    from pathlib import Path

    Command = Callable[..., tuple[int, str, str]]

# Words that go before the name of the file.
WRITING = {
    "backup": ("backup",),
    "compare-sources": ("compare-sources", "a.txt", "b.txt", "-o"),
    "concepts propose": ("concepts", "propose", "-o"),
    "crosswalks export": ("crosswalks", "export", "isco-88", "isco-08", "-o"),
    "diff": ("diff", "a", "b", "-o"),
    "export": ("export", "-o"),
    "load": ("load", "--report"),
    "query": ("query", "approval", "-o"),
    "validate": ("validate", "a.txt", "-o"),
}


def commands(group: click.Group, above: str = "") -> Iterator[tuple[str, click.Command]]:
    for name, command in group.commands.items():
        if isinstance(command, click.Group):
            yield from commands(command, f"{above}{name} ")
        else:
            yield f"{above}{name}", command


def test_no_command_that_writes_is_left_out_here() -> None:
    guarded = {name for name, one in commands(cli) if {WRITTEN, WRITTEN_FILE} & {option.type for option in one.params}}
    writing = {
        name for name, one in commands(cli) if {"output", "report"} & {str(option.name) for option in one.params}
    }
    assert (guarded, writing - guarded) == (WRITING.keys(), set())


@pytest.mark.parametrize("words", WRITING.values(), ids=WRITING)
def test_the_folder_of_the_store_is_no_place_for_an_answer(
    words: tuple[str, ...], profgraph: Command, tmp_path: Path
) -> None:
    store = tmp_path / "store"
    store.mkdir()
    assert profgraph("--lang", "ru", "--store", store, *words, store / "a.nq") == (
        2, "", f"{store}/a.nq: это в папке хранилища {store}, там только его данные; назовите другое место\n"
    )  # fmt: skip
    assert list(store.iterdir()) == []


def test_no_way_leads_there(profgraph: Command, tmp_path: Path) -> None:
    store = tmp_path / "store"
    (store / "live").mkdir(parents=True)
    (tmp_path / "link").symlink_to(store / "live")
    for place in (store, store / ".." / "store" / "x" / "a.nq", tmp_path / "link" / "a.nq"):
        assert profgraph("--lang", "en", "--store", store, "export", "-o", place) == (
            2,
            "",
            f"{place}: that is in the folder of the store {store}, which is for its data only; name another place\n",
        )
    assert [one.name for one in store.iterdir()] == ["live"]
