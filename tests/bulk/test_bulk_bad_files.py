"""A bad file, or one at which the reading process ends or hangs, is reported and skipped, and all others are loaded."""

from __future__ import annotations

import io
import multiprocessing
import os
import signal
import tracemalloc
import zipfile
from typing import TYPE_CHECKING

import pytest
from profgraph.errors import SourceError
from profgraph.loader.bulk.reader import Order
from profgraph.loader.bulk.readers import READER, read
from profgraph.loader.bulk.shelf import Job
from profgraph.settings import BASE

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator
    from pathlib import Path

    from conftest import Loading

    Lines = Callable[[Path], list[bytes]]

ENTITIES = (
    '<?xml version="1.0"?><!DOCTYPE XMLCardInfo [<!ENTITY a "aa"><!ENTITY b "&a;&a;">]><XMLCardInfo>&b;</XMLCardInfo>'
)
PDF = b"""%PDF-1.4
1 0 obj
<< /Type /Catalog /Pages 2 0 R >>
endobj
2 0 obj
<< /Type /Pages /Kids [3 0 R] /Count 1 >>
endobj
3 0 obj
<< /Type /Page /Parent 2 0 R /MediaBox [0 0 595 842] >>
endobj
trailer
<< /Size 4 /Root 1 0 R >>
%%EOF
"""


def zipped(**files: bytes) -> bytes:
    """Return an archive."""
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, data in files.items():
            archive.writestr(name, data)
    return out.getvalue()


BAD = {
    "bomb.zip/bomb": "bomb.zip/bomb: unpacks to over 32 MB; it is not the text of an order",
    "encoding.xml": "encoding.xml: a binary file, not a text; save the order as text (UTF-8 or cp1251)",
    "entities.xml": "entities.xml, line 1: a document type declaration (DOCTYPE) is not accepted; remove it",
    "password.docx": "password.docx: the document is locked with a password; save it without one",
    "pictures.pdf": "pictures.pdf: the PDF has no text, only pictures; run character recognition on it or find "
    "the order as text",
    "sparse.xml": "sparse.xml: the file is over 32 MB; it is not an order",
    "torn.xml": "torn.xml, line 5: the file is cut off; load the whole of it",
}


def write_bad_files(folder: Path, whole: bytes) -> None:
    """Write a file for each of `BAD`."""
    folder.mkdir()
    (folder / "sparse.xml").touch()
    os.truncate(folder / "sparse.xml", 2**31)
    (folder / "bomb.zip").write_bytes(zipped(bomb=bytes(2**28)))
    (folder / "encoding.xml").write_bytes(whole.replace(b"utf-8", b"cp1251")[:200] + b"\x98" + whole[200:])
    (folder / "entities.xml").write_text(ENTITIES, encoding="ascii")
    locked = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(512) + "EncryptedPackage".encode("utf-16-le")
    (folder / "password.docx").write_bytes(locked)
    (folder / "pictures.pdf").write_bytes(PDF)
    (folder / "torn.xml").write_bytes(whole[: len(whole) // 2])


def test_bad_files_are_told_and_skipped(corpus: Path, in_bulk: Loading, tmp_path: Path) -> None:
    good = [corpus / "synthetic-00001.xml", corpus / "synthetic-00004.xml"]
    write_bad_files(tmp_path / "files", good[0].read_bytes())
    tracemalloc.start()
    found = in_bulk([good[0], *sorted((tmp_path / "files").iterdir()), good[1]], tmp_path / "store")
    most = tracemalloc.get_traced_memory()[1]
    tracemalloc.stop()
    assert {one.name: one.error.message.en for one in found if one.error} == BAD
    assert {one.error.exit_status for one in found if one.error} == {2}
    assert [one.name for one in found if one.kind == "loaded"] == [file.name for file in good]
    # The bytes of one document at its largest, on their way to another process.
    assert most < 4 * 33 * 2**20


def reading() -> list[multiprocessing.Process]:
    """Return the reading processes of this one, which other tests have started others in."""
    return [one for one in multiprocessing.active_children() if one.name == READER]


def killing(number: int, paths: list[Path]) -> Iterator[Path]:
    """Yield the paths; after the first six, send the signal to the process that reads."""
    for count, path in enumerate(paths):
        if count == 6:
            (process,) = reading()
            os.kill(process.pid or 0, number)
        yield path


@pytest.mark.parametrize(
    ("number", "reason"),
    [
        (signal.SIGKILL, "the reading process ended at it; save the file in another form and try again"),
        (
            signal.SIGSTOP,
            "reading took over 20 s and was stopped; divide the file or save it in another form",
        ),
    ],
)
def test_a_reading_process_that_ends_or_hangs_costs_one_document(
    number: int, reason: str, corpus: Path, one_by_one: list[bytes], in_bulk: Loading, lines: Lines, tmp_path: Path
) -> None:
    files = sorted(corpus.iterdir())
    found = in_bulk(killing(number, files), tmp_path, jobs=1, seconds=20)
    (refused,) = [one for one in found if one.error]
    assert refused.error is not None
    assert refused.error.message.en == f"{refused.name}: {reason}"
    assert [one.name for one in found] == [file.name for file in files]
    assert reading() == []
    again = in_bulk(files, tmp_path)
    assert [one.name for one in again if one.kind == "loaded"] == [refused.name]
    assert lines(tmp_path) == one_by_one


def test_no_more_is_read_ahead_than_is_asked_for(corpus: Path) -> None:
    data = (corpus / "synthetic-00001.xml").read_bytes()
    taken: list[int] = []

    def endless() -> Iterator[Job]:
        while True:
            taken.append(len(taken))
            yield Job("one.xml", data)

    answers = read(endless(), Order(BASE), jobs=1, seconds=60, is_called_off=lambda: False)
    for _ in range(3):
        assert not isinstance(next(answers), Exception)
    answers.close()
    assert len(taken) <= 3 + 12
    assert reading() == []


def test_a_failure_to_look_for_documents_is_raised(corpus: Path) -> None:
    def failing() -> Iterator[Job]:
        yield Job("one.xml", (corpus / "synthetic-00001.xml").read_bytes())
        raise PermissionError(13, "no way")

    answers = read(failing(), Order(BASE), jobs=2, seconds=60, is_called_off=lambda: False)
    assert not isinstance(next(answers), SourceError)
    with pytest.raises(PermissionError, match="no way"):
        next(answers)
