"""Files that are no good card: each is refused in one line, in bounded time and memory; nothing is fetched."""

from __future__ import annotations

from io import BytesIO
from itertools import chain, repeat
from typing import TYPE_CHECKING

import pytest
from hypothesis import given
from hypothesis import strategies as st
from profgraph.errors import ProfGraphError, SourceError
from profgraph.loader.sources.document import Row
from profgraph.loader.sources.parts import parts
from profgraph.loader.sources.registry_xml.cutting import holds_several, standards
from profgraph.loader.sources.registry_xml.detection import is_registry_xml
from profgraph.loader.sources.registry_xml.reader import read_registry_xml

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

BOMB = '<!DOCTYPE x [<!ENTITY a "&b;&b;"><!ENTITY b "bb">]><XMLCardInfo>&a;</XMLCardInfo>'
OUTSIDE = '<!DOCTYPE x SYSTEM "http://127.0.0.1:9/x.dtd"><XMLCardInfo/>'
NAME = "карточка.xml"
MEND = "; mend it or download the file again"
MANY = 50_000


@pytest.mark.parametrize(
    ("text", "said"),
    [
        (BOMB, "line 1: a document type declaration (DOCTYPE) is not accepted; remove it"),
        (OUTSIDE, "line 1: a document type declaration (DOCTYPE) is not accepted; remove it"),
        ("<a>" * 41 + "</a>" * 41, "line 1: nested deeper than 40; this is no export of the registry of standards"),
        (f"<a>{'<a/>' * MANY}</a>", f"more than {MANY} elements; this is no card of a standard"),
        ("<XMLCardInfo><b></XMLCardInfo>", "line 1: not well-formed XML (mismatched tag)" + MEND),
        ("<XMLCardInfo>", "line 1: the file is cut off; load the whole of it"),
        ("<XMLCardInfo>\n<Profess", "line 2: the file is cut off; load the whole of it"),
        ("<XMLCardInfo>&x;</XMLCardInfo>", "line 1: not well-formed XML (undefined entity)" + MEND),
        ("<svg/>", "XML, but no card of a standard: the root element is <svg>; name a registry export"),
        ("<XMLCardInfo/>", "the export of the registry holds no standard (<ProfessionalStandart>); download it again"),
        (
            "<ProfessionalStandarts><ProfessionalStandart/><ProfessionalStandart/></ProfessionalStandarts>",
            "the file holds 2 standards; check it with profgraph validate, or divide it",
        ),
    ],
)  # fmt: skip
def test_a_bad_file_is_refused_in_one_line(text: str, said: str) -> None:
    with pytest.raises(ProfGraphError) as refused:
        read_registry_xml(text.encode(), NAME)
    message = str(refused.value)
    assert "\n" not in message
    assert message.removeprefix(NAME).lstrip(":, ") == said


@pytest.mark.parametrize(
    ("data", "is_ours"),
    [
        (b"<?xml version='1.0'?><XMLCardInfo>", True),
        (b"\xef\xbb\xbf<?xml version='1.0'?>\n<!-- card -->\n<XMLCardInfo a='b'>", True),
        (b"  <ProfessionalStandart>", True),
        ("<?xml version='1.0' encoding='utf-16'?><XMLCardInfo>".encode("utf-16"), True),
        (b"<?xml version='1.0'?><svg>", True),
        (b"<?xml version='1.0'?><!DOCTYPE html><html>", False),
        (b"<html><body>", False),
        ("Приказ от 01.01.2020 N 1н".encode(), False),
        (b"%PDF-1.7", False),
        (b"PK\x03\x04", False),
        (b"", False),
    ],
)
def test_a_card_is_told_by_its_beginning(data: bytes, is_ours: bool) -> None:  # noqa: FBT001  (a column)
    assert is_registry_xml(data) == is_ours


ENCODED = [
    ("utf-8", "utf-8", "utf-8", []),
    ("utf-8-sig", "utf-8", "utf-8", []),
    ("cp1251", "windows-1251", "cp1251", []),
    ("koi8-r", "KOI8-R", "koi8-r", []),
    ("utf-16", "utf-16", "utf-16", []),
    ("cp1251", "utf-8", "cp1251", ["encoding-declared"]),
    ("utf-8", "windows-1251", "utf-8", ["encoding-declared"]),
    ("cp1251", "x-of-nobody", "cp1251", ["encoding-declared"]),
]


@pytest.mark.parametrize(("written", "declared", "encoding", "found"), ENCODED)
def test_a_card_is_read_in_the_encoding_that_it_has(
    written: str, declared: str, encoding: str, found: list[str], card: Callable[..., str]
) -> None:
    text = card().replace('encoding="utf-8"', f'encoding="{declared}"')
    document = read_registry_xml(text.encode(written), NAME)
    assert (document.source.encoding, [one.code for one in document.findings]) == (encoding, found)
    assert document.blocks == read_registry_xml(text.encode(), NAME).blocks


@pytest.mark.parametrize(("written", "declared", "encoding", "found"), ENCODED)
def test_each_standard_of_an_export_is_read_in_the_encoding_that_the_export_has(
    written: str, declared: str, encoding: str, found: list[str], exporting: Callable[[int], bytes]
) -> None:
    plain = exporting(3)
    text = plain.decode().replace('encoding="utf-8"', f'encoding="{declared}"')
    documents = [read_registry_xml(data, name) for name, data in parts(BytesIO(text.encode(written)), NAME)]
    told = [(one.source.encoding, [finding.code for finding in one.findings]) for one in documents]
    assert told == [(encoding, found)] * 3
    expected = [read_registry_xml(data, name).blocks for name, data in parts(BytesIO(plain), NAME)]
    assert [[block.texts for block in one.blocks if isinstance(block, Row)] for one in documents] == [
        [block.texts for block in blocks if isinstance(block, Row)] for blocks in expected
    ]


@given(share=st.floats(0, 1), byte=st.integers(0, 255))
def test_a_cut_or_broken_card_is_read_or_refused(share: float, byte: int, card: Callable[..., str]) -> None:
    data = card().encode()
    at = int(share * (len(data) - 1))
    told: list[str] = []
    for bad in (data[:at], data[:at] + bytes([byte]) + data[at + 1 :]):
        try:
            document = read_registry_xml(bad, NAME)
        except ProfGraphError as error:
            told.append(error.message.ru + error.message.en)
        else:
            assert document.blocks
    assert not any("\n" in one for one in told)


def codes(found: list[tuple[str, bytes]]) -> list[tuple[str, bool]]:
    return [(name, f"40.{number:03}".encode() in data) for number, (name, data) in enumerate(found, start=1)]


@pytest.mark.parametrize("size", [7, 1000, 2**18])
def test_an_export_is_cut_into_its_standards(
    size: int, card: Callable[..., str], exporting: Callable[[int], bytes]
) -> None:
    data = exporting(5)
    chunks = [data[at : at + size] for at in range(0, len(data), size)]
    found = list(standards(chunks, NAME))
    assert codes(found) == [(f"{NAME}#{number}", True) for number in range(1, 6)]
    assert holds_several(chunks)
    assert found == list(parts(BytesIO(data), NAME))
    alone = [read_registry_xml(one, name) for name, one in found]
    assert [len(one.blocks) for one in alone] == [len(read_registry_xml(card().encode(), NAME).blocks)] * 5


def test_a_file_of_one_standard_stays_as_it_is(card: Callable[..., str]) -> None:
    data = card().encode("cp1251", errors="replace")
    assert not holds_several([data])
    assert list(parts(BytesIO(data), NAME)) == [(NAME, data)]


def test_of_a_cut_export_the_whole_standards_are_read(exporting: Callable[[int], bytes]) -> None:
    data = exporting(5)
    found: list[tuple[str, bytes]] = []
    cut = data[: data.rindex(b"<ProfessionalStandart>") + 200]
    with pytest.raises(SourceError, match=r"line 5: the file is cut off; load the whole of it$"):
        found.extend(standards([cut], NAME))
    assert codes(found) == [(f"{NAME}#{number}", True) for number in range(1, 5)]


def test_what_stands_outside_of_the_standards_is_said(exporting: Callable[[int], bytes]) -> None:
    data = exporting(2).replace(b"</XMLCardInfo>", b"<Total>2</Total></XMLCardInfo>")
    found: list[tuple[str, bytes]] = []
    with pytest.raises(SourceError, match=r"line 2: the element <Total> stands outside of the standards"):
        found.extend(standards([data], NAME))
    assert len(found) == 2


@pytest.mark.parametrize(
    ("begun", "said"),
    [
        (b"<XMLCardInfo>", "the file is over 512 MB; divide the export into parts"),
        (b"<ProfessionalStandart>", "one standard takes over 32 MB; this is no export of the registry"),
    ],
)
def test_an_endless_file_is_read_up_to_its_limit(begun: bytes, said: str) -> None:
    assert holds_several(chain([begun], repeat(b" " * 2**22)))
    with pytest.raises(SourceError) as refused:
        list(standards(chain([begun], repeat(b" " * 2**22)), NAME))
    assert str(refused.value) == f"{NAME}: {said}"


def test_a_large_text_is_read_no_further_than_its_limit(tmp_path: Path) -> None:
    path = tmp_path / "large.txt"
    with path.open("wb") as file:
        file.truncate(2**28)
    with path.open("rb") as file:
        ((_, data),) = parts(file, path.name)
    assert len(data) == 2**25 + 1
