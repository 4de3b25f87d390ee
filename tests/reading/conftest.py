"""What the tests of the pages share: a page as a tree of its elements, and answers to compare it with."""

from __future__ import annotations

import csv
import io
from collections.abc import Callable
from dataclasses import dataclass, field
from html.parser import HTMLParser
from typing import TYPE_CHECKING

import pytest

if TYPE_CHECKING:
    from collections.abc import Iterator

    from flask.testing import FlaskClient

Rows = list[tuple[str, ...]]
Opened = Callable[..., "Element"]
Answering = Callable[..., Rows]

BLOCKS = {"dt", "dd", "div", "li", "p", "td", "th"}
VOID = {"meta", "link", "input", "br", "wbr", "hr", "img"}


@dataclass
class Element:
    """An element of a page with what is in it."""

    tag: str
    attributes: dict[str, str]
    parts: list[Element | str] = field(default_factory=list)

    def all(self, tag: str = "", name: str = "", **attributes: str) -> list[Element]:
        """Return the elements inside with this tag, this class and these attributes, in the order of the page."""
        return [
            one
            for one in self.inside()
            if (not tag or one.tag == tag)
            and (not name or name in one.attributes.get("class", "").split())
            and attributes.items() <= one.attributes.items()
        ]

    def one(self, tag: str = "", name: str = "", **attributes: str) -> Element:
        """Return the only such element."""
        (found,) = self.all(tag, name, **attributes)
        return found

    def section(self, heading: str) -> Element:
        """Return the section under the heading with this id."""
        return self.one("section", **{"aria-labelledby": heading})

    @property
    def text(self) -> str:
        """Return the words inside."""
        return " ".join("".join(self.words()).split())

    def inside(self) -> Iterator[Element]:
        """Yield the elements inside, each before those in it."""
        for part in self.parts:
            if isinstance(part, Element):
                yield part
                yield from part.inside()

    def words(self) -> Iterator[str]:
        """Yield the pieces of text inside, those of blocks set apart."""
        for part in self.parts:
            if isinstance(part, str):
                yield part
            else:
                yield from part.words() if part.tag not in BLOCKS else (" ", *part.words(), " ")


class Tree(HTMLParser):
    """Builds the tree of a page."""

    def __init__(self) -> None:
        super().__init__()
        self.open = [Element("", {})]

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        element = Element(tag, {name: value or "" for name, value in attrs})
        self.open[-1].parts.append(element)
        if tag not in VOID:
            self.open.append(element)

    def handle_endtag(self, tag: str) -> None:
        assert self.open.pop().tag == tag

    def handle_data(self, data: str) -> None:
        self.open[-1].parts.append(data)


@pytest.fixture(scope="session")
def opened(client: FlaskClient) -> Opened:
    """Return what opens the page of an address as a tree of elements."""

    def open_page(address: str, *, client: FlaskClient = client, status: int = 200) -> Element:
        response = client.get(address, headers={"Accept": "text/html"})
        assert response.status_code == status, address
        tree = Tree()
        tree.feed(response.text)
        return tree.open[0]

    return open_page


@pytest.fixture(scope="session")
def answering(client: FlaskClient) -> Answering:
    """Return what asks the service a query or a question and gives the rows of the answer."""

    def ask(*, question: str = "", **fields: str) -> Rows:
        address = f"/q/{question}" if question else "/sparql"
        response = client.get(address, query_string=fields, headers={"Accept": "text/csv"})
        assert response.status_code == 200, response.text
        return [tuple(row) for row in csv.reader(io.StringIO(response.text))][1:]

    return ask
