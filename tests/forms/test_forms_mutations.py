"""Whole files of every form, cut, flipped, spliced, repeated and in other encodings: read or refused in one line.

A minute in CI; `.ci/nightly` has ten times the examples, other ones each night.
"""

from __future__ import annotations

import io
import os
import resource
import zipfile
from collections.abc import Callable
from typing import TYPE_CHECKING

import pytest
from archives import packed
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from lxml import etree
from lxml import html as lxml_html
from profgraph.comparison.forms.differences import compared
from profgraph.errors import ProfGraphError
from profgraph.loader.classification import Classification
from profgraph.loader.graph.version import asserted, version_iri
from profgraph.loader.intake import from_bytes
from profgraph.loader.known import of_package
from profgraph.loader.pipeline import bundled
from profgraph.loader.recognition.recogniser import Recognised, recognise
from profgraph.loader.sources.choice import read_document
from profgraph.ontology.terms import Minter
from profgraph.settings import BASE

if TYPE_CHECKING:
    from pathlib import Path

Draw = Callable[[st.SearchStrategy[int]], int]
Mutate = Callable[[Draw, bytes], bytes]

TIMES = 10 if os.environ.get("PROFGRAPH_NIGHTLY") else 1
CALM = [HealthCheck.too_slow, HealthCheck.data_too_large, HealthCheck.large_base_example]
MOST_GROWTH = 1024**2  # kilobytes that reading files of these sizes may take beyond what the tests before took
ENCODINGS = ("utf-8", "utf-16", "cp1251", "koi8-r", "cp866", "utf-7")
ORDER = bundled().read_bytes()
MINTER = Minter(BASE)
CLASSIFICATION = Classification(of_package(MINTER), None)


def at(draw: Draw, data: bytes) -> int:
    return draw(st.integers(0, len(data)))


def cut(draw: Draw, data: bytes) -> bytes:
    return data[: at(draw, data)]


def flipped(draw: Draw, data: bytes) -> bytes:
    written = bytearray(data)
    for _ in range(draw(st.integers(1, 8)) if written else 0):
        written[draw(st.integers(0, len(written) - 1))] ^= draw(st.integers(1, 255))
    return bytes(written)


def dropped(draw: Draw, data: bytes) -> bytes:
    start = at(draw, data)
    return data[:start] + data[start + draw(st.integers(1, 3000)) :]


def repeated(draw: Draw, data: bytes) -> bytes:
    start = at(draw, data)
    piece = data[start : start + draw(st.integers(1, 3000))]
    return data[:start] + piece * draw(st.integers(2, 40)) + data[start:]


def spliced(draw: Draw, data: bytes) -> bytes:
    start, other = at(draw, data), at(draw, ORDER)
    return data[:start] + ORDER[other : other + draw(st.integers(1, 3000))] + data[start:]


def recoded(draw: Draw, data: bytes) -> bytes:
    before, after = (ENCODINGS[draw(st.integers(0, len(ENCODINGS) - 1))] for _ in range(2))
    return data.decode(before, errors="replace").encode(after, errors="replace")


def lines_moved(draw: Draw, data: bytes) -> bytes:
    """Move, drop or repeat up to five lines."""
    lines = data.split(b"\n")
    for _ in range(draw(st.integers(1, 5))):
        line = lines.pop(draw(st.integers(0, len(lines) - 1))) if lines else b""
        for _ in range(draw(st.integers(0, 3))):
            lines.insert(draw(st.integers(0, len(lines))), line)
    return b"\n".join(lines)


def elements_moved(draw: Draw, data: bytes) -> bytes:
    """Move, drop or repeat up to five elements, so that the markup stays well formed; leave what is none alone."""
    try:
        root = etree.fromstring(data) if data.startswith(b"<?xml") else lxml_html.document_fromstring(data)
    except (etree.LxmlError, ValueError):
        return data
    for _ in range(draw(st.integers(1, 5))):
        elements = [one for one in root.iter() if one.getparent() is not None]
        if not elements:
            break
        moved = elements[draw(st.integers(0, len(elements) - 1))]
        moved.getparent().remove(moved)
        for _ in range(draw(st.integers(0, 3))):
            left = list(root.iter(etree.Element))
            left[draw(st.integers(0, len(left) - 1))].append(etree.fromstring(etree.tostring(moved, with_tail=False)))
    return bytes(etree.tostring(root, encoding="utf-8", xml_declaration=data.startswith(b"<?xml")))


ANYWHERE: tuple[Mutate, ...] = (cut, flipped, dropped, repeated, spliced)


def altered(draw: Draw, whole: bytes, ways: tuple[Mutate, ...]) -> bytes:
    """Return the bytes after one to three changes."""
    data = whole
    for _ in range(draw(st.integers(1, 3))):
        data = ways[draw(st.integers(0, len(ways) - 1))](draw, data)
    return data


def tell(data: bytes) -> None:
    """Assert that each document in a file is read and makes a graph, or is refused in one line of both languages."""
    for one in from_bytes(data, "x"):
        try:
            if one.error:
                raise one.error
            read = recognise(read_document(one.data, one.name), draft=True)
        except ProfGraphError as error:
            said = (error.message.ru, error.message.en)
            assert [text for text in said if not text.startswith(one.name) or "\n" in text or len(text) > 600] == []
        else:
            is_sound(read)


def is_sound(read: Recognised) -> None:
    standard = read.standard
    assert compared(standard, standard).differences == ()
    last = standard.document_text.count("\n") + 1
    places = [item.place for function in standard.particular_functions for item in function.items]
    places += [one.place for one in read.diagnostics if one.place]
    assert [place for place in places if not 1 <= place.first <= place.last <= last] == []
    assert asserted(standard, version_iri(standard, MINTER), MINTER, CLASSIFICATION)
    assert all(one.message.ru and one.message.en for one in read.diagnostics)


def fuzz(whole: bytes, ways: tuple[Mutate, ...], examples: int, dressed: Callable[[bytes], bytes] = bytes) -> None:
    """Read altered files; `dressed` puts what was altered into the file that it is a part of."""

    @settings(max_examples=examples * TIMES, suppress_health_check=CALM, print_blob=True)
    @given(st.data())
    def run(data: st.DataObject) -> None:
        tell(dressed(altered(data.draw, whole, ways)))

    tell(dressed(whole))
    before = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
    run()
    assert resource.getrusage(resource.RUSAGE_SELF).ru_maxrss - before < MOST_GROWTH


@pytest.mark.timeout(300 * TIMES)
def test_a_text() -> None:
    fuzz(ORDER, (*ANYWHERE, recoded), 50)
    fuzz(ORDER, (lines_moved,), 50)


@pytest.mark.timeout(300 * TIMES)
@pytest.mark.parametrize("name", ["06.001-679n-2013", "06.035-44n-2017"])
def test_a_card_of_the_registry(name: str, shared: Path) -> None:
    card = (shared / f"corpus/registry-xml/{name}.xml").read_bytes()
    fuzz(card, (*ANYWHERE, recoded), 30)
    fuzz(card, (elements_moved,), 30)


@pytest.mark.timeout(300 * TIMES)
def test_an_export_of_the_registry(shared: Path) -> None:
    cards = [(shared / f"corpus/registry-xml/06.001-{name}.xml").read_bytes() for name in ("679n-2013", "424n-2022")]
    begin, end = b"<ProfessionalStandart>", b"</ProfessionalStandart>"
    inner = b"\n".join(card[card.index(begin) : card.index(end) + len(end)] for card in cards)
    whole = cards[0][: cards[0].index(begin)] + inner + cards[0][cards[0].index(end) + len(end) :]
    fuzz(whole, (*ANYWHERE, recoded), 15)
    fuzz(whole, (elements_moved,), 15)


@pytest.mark.timeout(300 * TIMES)
def test_an_order_in_other_forms(written: bytes) -> None:
    if written.startswith(b"PK"):
        with zipfile.ZipFile(io.BytesIO(written)) as archive:
            files = {name: archive.read(name) for name in archive.namelist()}
        part = "word/document.xml"
        fuzz(files[part], (elements_moved,), 12, lambda data: packed(files | {part: data}))
        fuzz(written, ANYWHERE, 20)
    elif written.startswith(b"%PDF"):
        fuzz(written, ANYWHERE, 4)
    elif written.startswith(b"<"):
        fuzz(written, (*ANYWHERE, recoded), 15)
        fuzz(written, (elements_moved,), 15)
    else:
        fuzz(written, (*ANYWHERE, recoded, lines_moved), 15)


@pytest.mark.timeout(300 * TIMES)
@pytest.mark.parametrize("name", ["06.001-679n-2013-consultant", "06.001-424n-2022-libreoffice"])
def test_a_real_order_in_pdf(name: str, shared: Path) -> None:
    fuzz((shared / f"corpus/orders/{name}.pdf").read_bytes(), ANYWHERE, 2)


@pytest.mark.timeout(300 * TIMES)
def test_an_archive() -> None:
    fuzz(packed({"a/order.txt": ORDER, "б.html": b"<p>\xd0\x90", "note.rtf": b"{\\rtf"}), ANYWHERE, 40)
