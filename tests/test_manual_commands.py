"""The commands that a manual shows run as it shows them, one after the other, and print what it says."""

from __future__ import annotations

import csv
import os
import re
import shutil
import subprocess
import sys
from pathlib import Path

import pytest
import xlsxwriter

DOCS = Path(__file__).parent.parent / "docs"
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
_FILE = re.compile(r"```turtle\n# (\S+\.ttl)\n(.*?)```", re.DOTALL)
_COMMANDS = re.compile(r"```sh\n(profgraph .*?)```(?:\n\n```text\n(.*?)```)?", re.DOTALL)


def ready(manual: str, text: str, place: Path) -> None:
    """Lay out the files that the commands name: those that the manual gives, and the tables of publishers."""
    for name, content in _FILE.findall(text):
        (place / name).write_text(content, encoding="utf-8")
    if manual not in {"classifiers", "crosswalks"}:
        return
    if "PROFGRAPH_SHARED" not in os.environ:
        pytest.skip("PROFGRAPH_SHARED names no corpus with the tables of publishers")
    corpus = Path(os.environ["PROFGRAPH_SHARED"]) / "corpus" / "classifiers"
    for name, source in TABLES.items():
        shutil.copyfile(corpus / source, place / name)
    groups = list(csv.reader((place / "isco08.csv").read_text(encoding="utf-8").splitlines()))[1:]
    with xlsxwriter.Workbook(place / "isco08.xlsx") as book:
        sheet = book.add_worksheet("Groups")
        for number, row in enumerate([("Level", "Code", "Title"), *((len(code), code, name) for code, name in groups)]):
            sheet.write_row(number, 0, row)


@pytest.mark.parametrize("manual", MANUALS)
def test_the_commands_of_a_manual_do_what_it_says(manual: str, folder: Path, tmp_path: Path) -> None:
    text = (DOCS / f"{manual}.md").read_text(encoding="utf-8")
    steps = _COMMANDS.findall(text)
    assert len(steps) == text.count("```sh\nprofgraph ")
    ready(manual, text, tmp_path)
    shutil.copytree(folder, tmp_path / "store", symlinks=True)
    command = f'profgraph() {{ "{sys.executable}" -m profgraph "$@"; }}'
    script = "\necho ----\n".join(["set -e", *(f"{{\n{commands}}} 2>&1" for commands, _ in steps)])
    done = subprocess.run(
        ["/bin/sh", "-c", f"{command}\n{script}"],
        cwd=tmp_path,
        env=os.environ | {"PROFGRAPH_STORE": str(tmp_path / "store"), "PROFGRAPH_LANG": "en"},
        capture_output=True,
        check=False,
        encoding="utf-8",
        timeout=300,
    )
    assert (done.returncode, done.stderr) == (0, ""), done.stdout
    printed = done.stdout.split("----\n")[1:]
    assert [_timeless(one) for one, (_, shown) in zip(printed, steps, strict=True) if shown] == [
        _timeless(shown) for _, shown in steps if shown
    ]


def _timeless(text: str) -> str:
    """Return what was printed but for how long it took."""
    return re.sub(r"(seconds: )[\d.]+", r"\1…", text)
