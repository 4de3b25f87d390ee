"""A page as its elements and its texts."""

from __future__ import annotations

from html.parser import HTMLParser

VOID = {"meta", "link", "input", "br", "wbr", "hr", "img"}


class Markup(HTMLParser):
    """A page as its elements and its texts, checked for balance on the way."""

    def __init__(self, text: str) -> None:
        super().__init__()
        self.elements: list[tuple[str, dict[str, str]]] = []
        self.texts: list[str] = []
        self.open: list[str] = []
        self.feed(text)
        assert self.open == []

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        """Take an element in."""
        self.elements.append((tag, {name: value or "" for name, value in attrs}))
        if tag not in VOID:
            self.open.append(tag)

    def handle_endtag(self, tag: str) -> None:
        """Find the end of the innermost element."""
        assert self.open.pop() == tag

    def handle_data(self, data: str) -> None:
        """Take a text in, but for styles."""
        if data.strip() and self.open[-1] != "style":
            self.texts.append(" ".join(data.split()))

    def named(self, *tags: str) -> list[dict[str, str]]:
        """Return the attributes of the elements that are called so."""
        return [attrs for tag, attrs in self.elements if tag in tags]

    def values(self, name: str) -> list[str]:
        """Return the values of an attribute, wherever it is."""
        return [attrs[name] for _, attrs in self.elements if name in attrs]
