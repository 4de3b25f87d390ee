"""The files of YASGUI that the build has put among our own, if it could."""

from __future__ import annotations

from functools import cache
from importlib.resources import files

FOLDER = "yasgui"
_NEEDED = ("yasgui.min.js", "yasgui.min.css")


@cache
def has_editor() -> bool:
    """Tell whether this installation has the editor; without it the page of queries has a plain text area."""
    folder = files("profgraph") / "web" / "static" / FOLDER
    return all((folder / name).is_file() for name in _NEEDED)
