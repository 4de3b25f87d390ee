"""A request of the SPARQL protocol as a value, so that tables of cases hold it."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING
from urllib.parse import urlencode

if TYPE_CHECKING:
    from flask.testing import FlaskClient
    from werkzeug.test import TestResponse


@dataclass(frozen=True)
class Sent:
    """A request; `body` is sent as `content_type`."""

    method: str = "GET"
    fields: tuple[tuple[str, str], ...] = ()
    address: str = "/sparql"
    body: str | bytes | None = None
    content_type: str | None = None
    headers: tuple[tuple[str, str], ...] = ()

    def to(self, client: FlaskClient) -> TestResponse:
        """Return the answer to it."""
        return client.open(
            f"{self.address}?{urlencode(self.fields)}" if self.fields else self.address,
            method=self.method,
            data=self.body,
            content_type=self.content_type,
            headers=list(self.headers),
        )
