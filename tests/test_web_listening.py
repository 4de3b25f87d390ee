"""The limit on readers who do not read, as the system keeps it."""

from __future__ import annotations

import errno
import socket

import pytest
from profgraph.web.listening import give_up_who_does_not_read


def test_a_reader_who_takes_nothing_is_given_up() -> None:
    with socket.create_server(("127.0.0.1", 0)) as listener, socket.create_server(("127.0.0.1", 0)) as other:
        give_up_who_does_not_read(listener.getsockname()[1], 1)
        assert other.getsockopt(socket.IPPROTO_TCP, socket.TCP_USER_TIMEOUT) == 0
        with socket.create_connection(listener.getsockname()), listener.accept()[0] as line:
            with pytest.raises(TimeoutError) as ended:
                line.sendall(b"x" * 100_000_000)
            assert ended.value.errno == errno.ETIMEDOUT
