"""`profgraph diff`: editions of the store and files, its exit statuses, its files, and what it says of bad input."""

from __future__ import annotations

import json
import shutil
import zipfile
from importlib.resources import files
from typing import TYPE_CHECKING

import pytest
from profgraph.loader.pipeline import Loaded, bundled, load
from profgraph.store.writer import Writer

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

    Command = Callable[..., tuple[int, str, str]]

OLD, NEW = "16.020@620n-2014-09-08", "16.020@621n-2015-09-08"
SOURCE = files("profgraph") / "data" / "16.020-620n-2014.txt"
LOADED = f"loaded: {OLD}, {NEW}"


def amended(text: str) -> str:
    """Return the bundled order as another edition: one word of one skill is another."""
    text = text.replace("N 620н", "N 621н").replace("8 сентября 2014 г. N 621н", "8 сентября 2015 г. N 621н")
    return text.replace("Проводить оперативные совещания", "Проводить ежедневные совещания")


@pytest.fixture(scope="module")
def order(tmp_path_factory: pytest.TempPathFactory) -> Path:
    path = tmp_path_factory.mktemp("diff") / "order.txt"
    path.write_text(amended(SOURCE.read_text(encoding="utf-8")), encoding="utf-8")
    return path


@pytest.fixture(scope="module")
def store(tmp_path_factory: pytest.TempPathFactory, order: Path) -> Path:
    folder = tmp_path_factory.mktemp("diff") / "store"
    with Writer.open(folder) as writer:
        assert [type(one) for one in load([bundled(), order], writer)] == [Loaded, Loaded]
        writer.publish()
    return folder


def test_two_editions(profgraph: Command, store: Path) -> None:
    status, out, complaints = profgraph("--store", store, "diff", OLD, NEW)
    assert (status, complaints) == (1, "")
    assert out.splitlines()[6:] == [
        "",
        "Summary",
        "  skill: reworded 1",
        "",
        "B/03.6 Управление процессом эксплуатации муниципальных линий электропередачи",
        "  ~ skill, reworded: Проводить [-оперативные-]{+ежедневные+} совещания с целью координации работ",
        "    по техническому обслуживанию и ремонту линий электропередачи",
    ]


def test_a_bare_code_is_the_newest_edition(profgraph: Command, store: Path) -> None:
    assert profgraph("--store", store, "--lang", "ru", "diff", "16.020", NEW) == (0, SAME, "")


SAME = """\
Сравнение редакций
Было: 16.020 Специалист по эксплуатации воздушных и кабельных муниципальных линий электропередачи,
  приказ 621н от 08.09.2015
Стало: 16.020 Специалист по эксплуатации воздушных и кабельных муниципальных линий
  электропередачи, приказ 621н от 08.09.2015
Это одна и та же редакция: сравниваются её прочтения.
Различий нет.
Сравнивается содержание; приказ, его номер и даты называют редакцию и изменением не считаются.
"""


def test_a_file_that_is_not_loaded(profgraph: Command, store: Path, order: Path) -> None:
    loaded, read = (
        json.loads(profgraph("--store", store, "diff", OLD, new, "--format", "json")[1]) for new in (NEW, order)
    )
    assert loaded == read


def test_two_files_need_no_store(profgraph: Command, order: Path, tmp_path: Path) -> None:
    status, out, complaints = profgraph("--store", tmp_path / "none", "diff", SOURCE, order, "--format", "json")
    assert (status, complaints) == (1, "")
    assert json.loads(out)["counts"] == {"skill": {"reworded": 1}}


def test_the_answer_does_not_depend_on_the_process(profgraph: Command, order: Path, tmp_path: Path) -> None:
    other = tmp_path / "other.txt"
    other.write_text(order.read_text(encoding="utf-8").replace("линий", "сетей"), encoding="utf-8")
    words = ("diff", SOURCE, other, "--format", "json")
    assert profgraph(*words, PYTHONHASHSEED="1") == profgraph(*words, PYTHONHASHSEED="2")


@pytest.mark.parametrize(
    ("suffix", "begins"),
    [
        ("d.txt", b"Comparison"),
        ("d.html", b"<!doctype html>"),
        ("d.json", b"{"),
        ("d.xlsx", b"PK"),
        ("d.ttl", b"@prefix"),
    ],
)
def test_the_name_of_the_file_decides(
    suffix: str, begins: bytes, profgraph: Command, store: Path, tmp_path: Path
) -> None:
    assert profgraph("--store", store, "diff", OLD, NEW, "-o", tmp_path / f"d.{suffix}") == (1, "", "")
    assert (tmp_path / f"d.{suffix}").read_bytes().startswith(begins)


def packed(folder: Path) -> Path:
    path = folder / "two.zip"
    with zipfile.ZipFile(path, "w") as archive:
        for name in ("a.txt", "b.txt"):
            archive.writestr(name, SOURCE.read_text(encoding="utf-8"))
    return path


def broken(folder: Path) -> Path:
    path = folder / "letter.txt"
    path.write_text("Это не приказ.\n", encoding="utf-8")
    return path


@pytest.mark.parametrize(
    ("old", "new", "status", "complaint"),
    [
        ("16.020@x", NEW, 2, f"'16.020@x': the store has no such standard; {LOADED}"),
        (OLD, "99.999", 2, f"'99.999': the store has no such standard; {LOADED}"),
        (
            "https://example.org/x",
            NEW,
            2,
            "<https://example.org/x>: the store has no such IRI; name a code: 16.020 or 16.020/B/03.6",
        ),
    ],
)
def test_what_there_is_not(old: str, new: str, status: int, complaint: str, profgraph: Command, store: Path) -> None:
    assert profgraph("--store", store, "diff", old, new) == (status, "", f"{complaint}\n")


def test_files_that_cannot_be_compared(profgraph: Command, store: Path, tmp_path: Path) -> None:
    two, letter = packed(tmp_path), broken(tmp_path)
    status, out, complaint = profgraph("--store", store, "diff", two, NEW)
    assert (status, out) == (2, "")
    assert complaint == f"{two}: the file holds 2 documents, one is compared; take it out into a file of its own\n"
    status, out, complaint = profgraph("--store", store, "diff", letter, NEW)
    assert (status, out, complaint.startswith(f"{letter}: "), complaint.count("\n")) == (2, "", True, 1)


def test_a_document_is_not_overwritten(profgraph: Command, store: Path, order: Path, tmp_path: Path) -> None:
    copy = tmp_path / "copy.txt"
    shutil.copy(order, copy)
    status, out, complaint = profgraph("--store", store, "diff", OLD, copy, "-o", copy)
    assert (status, out) == (2, "")
    assert (
        complaint
        == f"{copy}: this is a document to compare, which the answer would erase; name another file: -o FILE\n"
    )
    assert copy.read_bytes() == order.read_bytes()
