"""A store that the tests of the graph store protocol share, empty before each of them."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator
    from contextlib import AbstractContextManager

    from flask.testing import FlaskClient

    Editing = Callable[..., AbstractContextManager[FlaskClient]]

MOST = 5_000  # bytes of a body, which the tests of refusals go beyond


@pytest.fixture(scope="session")
def editor(editing: Editing, tmp_path_factory: pytest.TempPathFactory) -> Iterator[FlaskClient]:
    """Give a client that may write."""
    with editing(tmp_path_factory.mktemp("graphs") / "store", upload_bytes=MOST) as client:
        yield client


@pytest.fixture(autouse=True)
def _empty(editor: FlaskClient) -> Iterator[None]:
    yield
    for address in ("/graphs?graph=http://x/g", "/graphs/dir/x", "/graphs?default"):
        assert editor.delete(address).status_code in {204, 404}
