"""docs/walk.md: the commands of the walk by IRIs print what it says."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Callable
    from contextlib import AbstractContextManager
    from pathlib import Path

    Running = Callable[..., AbstractContextManager[str]]
    Walking = Callable[[str, dict[str, str]], tuple[list[str], list[str]]]


def test_the_commands_of_the_walk_print_what_it_says(folder: Path, running: Running, walking: Walking) -> None:
    with running(folder) as address:
        shown, printed = walking("walk.md", {"8014": address.rpartition(":")[2]})
    assert (printed, len(shown)) == (shown, 7)
