"""A file that is no classifier, or a wrong one, is refused by the command in one line; the store is as before."""

from __future__ import annotations

from random import Random
from typing import TYPE_CHECKING

import pytest
from profgraph.cli import main
from profgraph.store.embedded import EmbeddedStore, canonical_nquads
from profgraph.store.writer import Writer

if TYPE_CHECKING:
    from pathlib import Path

RUBBISH = Random(7).randbytes(100_000)  # noqa: S311  (the same again is wanted)
# Which file, what is in it, the status of the command and what it says.
FILES: dict[str, tuple[str, bytes, int, str]] = {
    "a code twice": (
        "a.csv", "code;name\n35;а\n35;б\n".encode(), 1,
        "a.csv, row 3: the code 35 stands in row 2 already; leave one row",
    ),
    "a child without its parent": (
        "a.csv", "code;name\n35;а\n35.12;б\n".encode(), 1,
        (
            "a.csv, row 3: above the code 35.12 the item 35.1 is missing; add its row or, "
            "for a list that is not whole, say --partial"
        ),
    ),
    "another edition": (
        "a.csv", "code;name\n35;а\n40;б\n".encode("utf-16"), 1,
        "a.csv, row 3: the edition okved 2014 cannot have the code 40; name another edition or mend the code",
    ),
    "another edition by the names": (
        "a.csv",
        "35;Обеспечение электрической энергией, газом и паром; кондиционирование воздуха\n40.1;б\n".encode("cp1251"), 1,
        "a.csv, row 2: the edition okved 2014 cannot have the code 40.1; name another edition or mend the code",
    ),
    "nothing": ("a.csv", b"", 2, "a.csv: the file is empty; name another"),
    "white space": ("a.csv", b" \n\t\n", 1, "a.csv: the table has not one item; name the file of a classifier"),
    "a header alone": (
        "a.csv", b"\xef\xbb\xbfcode;name\n", 1, "a.csv: the table has not one item; name the file of a classifier"
    ),
    "an empty list": ("a.json", b"[]", 1, "a.json: the table has not one item; name the file of a classifier"),
    "rubbish as text": ("a.csv", RUBBISH, 2, "a.csv: the encoding cannot be told; save the file in UTF-8"),
    "rubbish as JSON": ("a.json", RUBBISH, 2, "a.json: the encoding cannot be told; save the file in UTF-8"),
    "rubbish as a workbook": (
        "a.xlsx", b"PK\x03\x04" + RUBBISH, 2,
        "a.xlsx: the XLSX workbook cannot be opened; save it again without a password, or as CSV",
    ),
}  # fmt: skip


@pytest.fixture(scope="module")
def store(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Return a store with an edition imported, which tests must leave as it is."""
    path = tmp_path_factory.mktemp("imported") / "store"
    with Writer.open(path) as writer:
        writer.publish()
    good = path.parent / "good.csv"
    good.write_text("code;name\n35;Энергия\n35.1;Передача\n", encoding="utf-8")
    with pytest.raises(SystemExit) as ended:
        main(["--store", str(path), "classifiers", "import", "okved", "2014", str(good)])
    assert ended.value.code == 0
    return path


def held(store: Path) -> tuple[str, list[bytes]]:
    with EmbeddedStore(store) as reader:
        return reader.data_version(), list(canonical_nquads(reader))


@pytest.mark.parametrize("case", FILES)
def test_it_is_refused_and_the_store_is_as_before(
    case: str, store: Path, tmp_path: Path, capfd: pytest.CaptureFixture[str]
) -> None:
    name, content, status, message = FILES[case]
    (tmp_path / name).write_bytes(content)
    before = held(store)
    capfd.readouterr()
    with pytest.raises(SystemExit) as ended:
        main(["--store", str(store), "--lang", "en", "classifiers", "import", "okved", "2014", str(tmp_path / name)])
    assert (ended.value.code, *capfd.readouterr()) == (status, "", f"{message}\n")
    assert held(store) == before
