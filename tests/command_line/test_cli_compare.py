"""`compare-sources` as a person runs it: agreement, a difference told whole, and what cannot be compared."""

from __future__ import annotations

import json
import zipfile
from typing import TYPE_CHECKING

import pytest
from profgraph.loader.pipeline import bundled

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

    Run = Callable[..., tuple[int, str, str]]

ORDER = bundled().read_bytes().decode()
ROW = "Устав предприятия электрических сетей"
TITLE = (
    "16.020 Специалист по эксплуатации воздушных и кабельных муниципальных линий электропередачи,"
    " приказ 620н от 08.09.2014"
)


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Return a folder with an order, another wording of it, and what is no order."""
    path = tmp_path_factory.mktemp("compared")
    (path / "a.txt").write_text(ORDER, encoding="utf-8")
    (path / "b.txt").write_text(ORDER.replace(ROW, "Устав организации электрических сетей"), encoding="utf-16")
    (path / "note.txt").write_text("Просто текст", encoding="utf-8")
    with zipfile.ZipFile(path / "one.zip", "w") as packed:
        packed.writestr("order.txt", ORDER)
    with zipfile.ZipFile(path / "two.zip", "w") as packed:
        packed.writestr("1.txt", ORDER)
        packed.writestr("2.txt", ORDER)
    with zipfile.ZipFile(path / "none.zip", "w") as packed:
        packed.writestr(".hidden", ORDER)
    return path


def test_forms_that_agree(profgraph: Run, folder: Path) -> None:
    status, out, err = profgraph("--lang", "ru", "compare-sources", folder / "a.txt", folder / "one.zip")
    assert (status, err) == (0, "")
    assert out.splitlines() == [
        f"A: {folder}/a.txt: {TITLE}; исправлено при чтении: 29",
        f"B: {folder}/one.zip/order.txt: {TITLE}; исправлено при чтении: 29",
        "",
        "Расхождений нет.",
        "",
        "Функций в обоих: 9; одинаковых текстов: 180; расхождений: 0.",
    ]


def test_a_difference_is_told_with_its_words_and_places(profgraph: Run, folder: Path) -> None:
    a, b = folder / "a.txt", folder / "b.txt"
    status, out, err = profgraph("compare-sources", "--lang", "en", a, b)
    line = ORDER.splitlines().index(next(line for line in ORDER.splitlines() if ROW in line)) + 1
    assert (status, err) == (1, "")
    assert out.splitlines()[3:] == [
        "B/03.6, knowledge: other words",
        f"  A (no. 3, line {line}): Устав [-предприятия-] электрических сетей",
        f"  B (no. 3, line {line}): Устав {{+организации+}} электрических сетей",
        "",
        "Functions in both: 9; texts that are the same: 179; differences: 1.",
    ]


def test_the_file_that_is_named_tells_the_format(profgraph: Run, folder: Path, tmp_path: Path) -> None:
    written = tmp_path / "found.json"
    status, out, err = profgraph("compare-sources", folder / "a.txt", folder / "b.txt", "-o", written)
    assert (status, out, err) == (1, "", "")
    (one,) = json.loads(written.read_text(encoding="utf-8"))["differences"]
    assert (one["kind"], one["function"], one["part"], one["words"]) == (
        "words",
        "B/03.6",
        "knowledge",
        [["both", "Устав "], ["a", "предприятия"], ["b", "организации"], ["both", " электрических сетей"]],
    )


REFUSED = {
    "none.txt": "the file cannot be read (No such file or directory); check its name and permissions",
    "": "the file cannot be read (Is a directory); check its name and permissions",
    "note.txt": "this is not a professional standard: it has neither section III nor functions; name the file of an "
    "order",
    "two.zip": "one document is compared with one, and the file does not hold one; name the file of one order",
    "none.zip": "the archive holds no document; choose another file",
}


@pytest.mark.parametrize("name", REFUSED)
def test_what_cannot_be_compared(profgraph: Run, folder: Path, name: str) -> None:
    path = folder / name
    assert profgraph("--lang", "en", "compare-sources", folder / "a.txt", path) == (2, "", f"{path}: {REFUSED[name]}\n")


@pytest.mark.parametrize("name", ["found.html", "found.xlsx", "found.CSV.old"])
def test_a_file_of_an_unknown_kind_is_refused(profgraph: Run, folder: Path, tmp_path: Path, name: str) -> None:
    written = tmp_path / name
    told = f"no comparison is of the kind '{written.suffix}'; name a file that ends with .txt, .json, .csv, or give"
    compared = profgraph("--lang", "en", "compare-sources", folder / "a.txt", folder / "b.txt", "-o", written)
    assert compared == (2, "", f"{written}: {told} --format\n")
    assert not written.exists()


def test_a_document_is_not_written_over(profgraph: Run, folder: Path) -> None:
    path = folder / "b.txt"
    status, out, err = profgraph("--lang", "en", "compare-sources", folder / "a.txt", path, "-o", path)
    said = "this is a document to compare, which the answer would erase; name another file: -o FILE"
    assert (status, out, err) == (2, "", f"{path}: {said}\n")
    assert path.read_text(encoding="utf-16").startswith(ORDER[:20])
