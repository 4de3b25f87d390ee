"""The commands that a manual shows run as it shows them, one after the other, and print what it says."""

from __future__ import annotations

import csv
import re
import shutil
import subprocess
from typing import TYPE_CHECKING

import pytest
import xlsxwriter

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

    Walking = Callable[..., tuple[list[str], list[str]]]

# Tables of publishers, which a reader of the manual has under the names that they give them.
TABLES = {
    "ISCOGroups_en.csv": "esco111-isco-groups.csv",
    "isco08-isco88.csv": "isco08-isco88.csv",
    "isco08-isco88-title-index.csv": "isco08-isco88-title-index.csv",
    "isco08.csv": "isco08.csv",
    "isco88.csv": "isco88.csv",
    "occupations_en.csv": "esco111-occupations.csv",
    "okved2.csv": "okved2-2023-12.csv",
}
MANUALS = ("classifiers", "concepts", "crosswalks", "exports", "foreign-graphs")
OF_TABLES = {"classifiers", "crosswalks"}
_FILE = re.compile(r"```turtle\n# (\S+\.ttl)\n(.*?)```", re.DOTALL)


def lay_out_files(text: str, place: Path) -> None:
    """Write the files that the manual gives."""
    for name, content in _FILE.findall(text):
        (place / name).write_text(content, encoding="utf-8")


def lay_out_tables(corpus: Path, place: Path) -> None:
    """Write the tables of publishers."""
    for name, source in TABLES.items():
        shutil.copyfile(corpus / "classifiers" / source, place / name)
    groups = list(csv.reader((place / "isco08.csv").read_text(encoding="utf-8").splitlines()))[1:]
    with xlsxwriter.Workbook(place / "isco08.xlsx") as book:
        sheet = book.add_worksheet("Groups")
        for number, row in enumerate([("Level", "Code", "Title"), *((len(code), code, name) for code, name in groups)]):
            sheet.write_row(number, 0, row)


@pytest.mark.parametrize("manual", MANUALS)
def test_the_commands_of_a_manual_do_what_it_says(
    manual: str, folder: Path, docs: Path, walking: Walking, tmp_path: Path, request: pytest.FixtureRequest
) -> None:
    lay_out_files((docs / f"{manual}.md").read_text(encoding="utf-8"), tmp_path)
    if manual in OF_TABLES:
        lay_out_tables(request.getfixturevalue("corpus"), tmp_path)
    shutil.copytree(folder, tmp_path / "store", symlinks=True)
    environment = {"PROFGRAPH_STORE": str(tmp_path / "store"), "PROFGRAPH_LANG": "en"}
    # What a command complains of, the manual shows like all else that it says.
    steps, printed = walking(f"{manual}.md", {}, only="profgraph ", complaints=subprocess.STDOUT, **environment)
    assert [_timeless(one) for one, shown in zip(printed, steps, strict=True) if shown] == [
        _timeless(shown) for shown in steps if shown
    ]


def _timeless(text: str) -> str:
    """Return what was printed but for how long it took."""
    return re.sub(r"(seconds: )[\d.]+", r"\1…", text)
