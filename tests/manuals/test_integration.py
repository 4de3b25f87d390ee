"""docs/integration.md: its commands, with the server that they start, print what it says."""

from __future__ import annotations

import socket
from typing import TYPE_CHECKING

import pytest

if TYPE_CHECKING:
    from collections.abc import Callable

    Walking = Callable[[str, dict[str, str]], tuple[list[str], list[str]]]


@pytest.mark.timeout(600)  # forty commands, one after the other
def test_the_commands_of_integration_print_what_it_says(walking: Walking) -> None:
    with socket.create_server(("127.0.0.1", 0)) as one, socket.create_server(("127.0.0.1", 0)) as other:
        ports = {shown: str(free.getsockname()[1]) for shown, free in (("8014", one), ("7878", other))}
    shown, printed = walking("integration.md", ports)
    assert len(shown) > 10
    assert printed == shown
    for port in ports.values():
        with pytest.raises(ConnectionRefusedError):
            socket.create_connection(("127.0.0.1", int(port)), timeout=10)
