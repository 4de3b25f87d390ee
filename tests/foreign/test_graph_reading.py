"""What is read as a graph of others, and what is refused: in one line, with its place and what to do."""

from __future__ import annotations

import gzip
import os
import signal
import time

import pyoxigraph as ox
import pytest
from hypothesis import given
from hypothesis import strategies as st
from profgraph.errors import ProfGraphError, SourceError
from profgraph.loader.apart import Limits, apart
from profgraph.loader.foreign.forms import data_in
from profgraph.loader.foreign.reading import read
from profgraph.settings import BASE
from profgraph.store.protocol import JSON_LD, RDF_XML, TURTLE
from profgraph.store.writing.frames import Frame

MOST = 1_000_000
NODES = f"{BASE}foreign/theirs/"
PREFIXES = "@prefix e: <https://e.example/> .\n"
RDF = '<rdf:RDF xmlns:rdf="http://www.w3.org/1999/02/22-rdf-syntax-ns#" xmlns:e="https://e.example/">'
ONE = "<https://e.example/a> <https://e.example/b> <https://e.example/c> .\n"
BOMB = (
    '<?xml version="1.0"?>\n<!DOCTYPE r [\n<!ENTITY a "aaaaaaaaaa">\n<!ENTITY b "&a;&a;&a;&a;&a;&a;&a;&a;">\n]>\n'
    f'{RDF}<rdf:Description rdf:about="https://e.example/a"><e:b>&b;</e:b></rdf:Description></rdf:RDF>'
)


def lines_of(raw: bytes, name: str = "theirs") -> str:
    return read(data_in(raw, name, MOST), NODES, BASE).parts[0].decode()


def read_or_told(raw: bytes) -> bool:
    """Tell whether the bytes are read into whole lines, or refused in one."""
    try:
        return lines_of(raw).endswith(" .\n")
    except ProfGraphError as error:
        return "\n" not in error.message.ru + error.message.en


def complaint(raw: bytes, name: str = "theirs") -> str:
    with pytest.raises(ProfGraphError) as refused:
        lines_of(raw, name)
    assert "\n" not in refused.value.message.ru + refused.value.message.en
    assert refused.value.message.ru.startswith(name)
    return refused.value.message.en


@pytest.mark.parametrize(
    ("text", "media_type"),
    [
        (f"{PREFIXES}e:a e:b e:c .", TURTLE),
        (ONE, TURTLE),
        (f"\ufeff  {ONE}", TURTLE),
        ("[] <https://e.example/b> <https://e.example/c> .", TURTLE),
        ((f'{RDF}<rdf:Description rdf:about="https://e.example/a"><e:b rdf:resource="https://e.example/c"/>'
         "</rdf:Description></rdf:RDF>"), RDF_XML),
        (('<?xml version="1.0"?><!DOCTYPE r [<!ENTITY e "https://e.example/">]>'
         f'{RDF}<rdf:Description rdf:about="&e;a"><e:b rdf:resource="&e;c"/></rdf:Description></rdf:RDF>'), RDF_XML),
        ('{"@id": "https://e.example/a", "https://e.example/b": {"@id": "https://e.example/c"}}', JSON_LD),
        ('[{"@id": "https://e.example/a", "https://e.example/b": {"@id": "https://e.example/c"}}]', JSON_LD),
    ],
)  # fmt: skip
def test_the_form_is_told_by_the_content(text: str, media_type: str) -> None:
    raw = text.encode()
    assert data_in(raw, "theirs", MOST).media_type == media_type
    expected = ONE if "[] " not in text else ONE.replace("https://e.example/a", f"{NODES}1")
    assert [lines_of(raw), lines_of(gzip.compress(raw, mtime=0))] == [expected, expected]


@pytest.mark.parametrize(
    ("raw", "told"),
    [
        (b"", "theirs: the file is empty; a graph of RDF is needed"),
        (b"# nothing\n", "theirs: not one triple; check whether this is the file"),
        (b"<!DOCTYPE html><html></html>",
         "theirs: it is a page of HTML, not RDF; name the file or the address of the data themselves"),
        ('<https://e.example/a> <https://e.example/b> "ы" .'.encode("cp1251"),
         "theirs: it is not in UTF-8; save the file in UTF-8"),
        (ONE.encode("utf-16"), "theirs: it is not in UTF-8; save the file in UTF-8"),
        (b"\x89PNG\r\n\x1a\n\0\0", "theirs: it is not in UTF-8; save the file in UTF-8"),
        (gzip.compress(ONE.encode(), mtime=0)[:-9], "theirs: the gzip is damaged; get the file once more"),
        (b"\x1f\x8bnothing", "theirs: the gzip is damaged; get the file once more"),
        (f"{PREFIXES}e:a e:b e:c .\ne:a e:b .\n".encode(),
         "theirs, line 3, column 9: not readable as Turtle: . is not a valid RDF object; correct the file"),
        (f"{PREFIXES}e:a e:b <c> .".encode(),
         ("theirs, line 2, column 9: a relative IRI (No scheme found in an absolute IRI); write all of it, or give an "
         "@base (xml:base)")),
        (f'{RDF}<rdf:Description rdf:about="a"><e:b>x</e:b></rdf:Description></rdf:RDF>'.encode(),
         ("theirs: a relative IRI (error while parsing IRI 'a': No scheme found in an absolute IRI); write all of it, "
         "or give an @base (xml:base)")),
        (b'{"@id": "a", "https://e.example/b": 1}',
         ('theirs, triple 1 (<https://relative.invalid/a> <https://e.example/b> "1"^^'
         "<http://www.w3.org/2001/XMLSchema#integer>): the relative IRI 'a'; write all of it, or give an @base")),
        (b'{"@context": "https://e.example/context", "@id": "https://e.example/a"}',
         "theirs: a remote @context is not fetched here; write the whole of it into the document"),
        (b'{"@id": "https://e.example/g", "@graph": [{"@id": "https://e.example/a", "https://e.example/b": 1}]}',
         "theirs: the file holds several graphs; save one of them as Turtle"),
        (b'<https://e.example/a> <https://e.example/b> "c" <https://e.example/g> .',
         "theirs, line 1, column 49: the file holds several graphs; save one of them as Turtle"),
        (b'<https://e.example/g> { <https://e.example/a> <https://e.example/b> "c" }',
         "theirs, line 1, column 23: the file holds several graphs; save one of them as Turtle"),
        (b'{"a": ' * 201 + b"1" + b"}" * 201, "theirs, line 1: nested deeper than 200; flatten the JSON-LD"),
        (f"{RDF}\n{'<e:a><e:b>' * 251}{'</e:b></e:a>' * 251}</rdf:RDF>".encode(),
         "theirs, line 2: nested deeper than 500; write the nodes one by one, or as Turtle"),
        (BOMB.encode(), ("theirs, line 4: the entity b holds others or is longer than 1000 characters; expand the "
         "entities in the file")),
        (f'<?xml version="1.0"?>\n<!DOCTYPE r [<!ENTITY a SYSTEM "file:///etc/passwd">]>{RDF}</rdf:RDF>'.encode(),
         "theirs, line 2: the entity a leads elsewhere or into the DTD; expand the entities in the file"),
        (f'<?xml version="1.0"?>\n<!DOCTYPE r [<!ENTITY % a "x">]>{RDF}</rdf:RDF>'.encode(),
         "theirs, line 2: the entity a leads elsewhere or into the DTD; expand the entities in the file"),
        (f"{RDF}\n<e:a>".encode(), "theirs, line 2: no element found; correct the XML"),
        (f"{PREFIXES}e:a e:b <<( e:a e:b e:c )>> .".encode(),
         ("theirs, triple 1 (<https://e.example/a> <https://e.example/b> <<( <https://e.example/a> "
         "<https://e.example/b> <https://e.example/c> )>>): that is RDF 1.2, and this is RDF 1.1")),
        (f'{PREFIXES}e:a e:b "x"@ar--rtl .'.encode(),
         ('theirs, triple 1 (<https://e.example/a> <https://e.example/b> "x"@ar--rtl): that is RDF 1.2, and this is '
         "RDF 1.1")),
        (f'{ONE}<{BASE}standard/16.020> <https://e.example/b> "x" .'.encode(),
         (f'theirs, triple 2 (<{BASE}standard/16.020> <https://e.example/b> "x"): a graph of others speaks of a node '
         "of this store; take the triple out, align nodes by --mapping")),
    ],
)  # fmt: skip
def test_what_must_not_be_read_is_refused_with_place_and_cure(raw: bytes, told: str) -> None:
    assert complaint(raw) == told


def test_of_a_long_triple_its_beginning_is_told() -> None:
    triple = f'<{BASE}a> <https://e.example/b> "{"x" * 1000}"'
    assert complaint(f"{triple} .".encode()) == (
        f"theirs, triple 1 ({triple[:400]}…): a graph of others speaks of a node of this store; "
        "take the triple out, align nodes by --mapping"
    )


def test_a_term_that_the_engine_does_not_hold_is_told_as_that() -> None:
    raw = b'<https://e.example/a> <https://e.example/b> "' + b"x" * 2**24 + b'" .'
    with pytest.raises(SourceError) as refused:
        read(data_in(raw, "theirs", 2**25), NODES, BASE)
    assert refused.value.message.en == (
        "theirs: a text or an IRI is longer than 16 MB; shorten it, or take the triple out"
    )


def test_what_is_packed_is_unpacked_no_further_than_is_read() -> None:
    raw = gzip.compress(b"# " + b"a" * 30_000_000, mtime=0)
    with pytest.raises(SourceError) as refused:
        data_in(raw, "theirs", MOST)
    assert refused.value.message.en == (
        "theirs: the data are larger than 1000000 bytes; take a part of the graph, or set PROFGRAPH_UPLOAD_BYTES"
    )


def test_our_nodes_may_be_objects_and_odd_literals_stay() -> None:
    text = (
        f'{PREFIXES}e:a e:b <{BASE}standard/16.020> , "x"@EN-us , "abc"^^<http://www.w3.org/2001/XMLSchema#integer> , '
        '"""two\nlines""" , "\\u0000" , "01"^^<http://www.w3.org/2001/XMLSchema#integer> .'
    )
    found = {str(quad.object) for quad in ox.parse(lines_of(text.encode()), ox.RdfFormat.N_TRIPLES)}
    # The engine itself writes a number in its shortest form, whoever stores it.
    assert found == {
        f"<{BASE}standard/16.020>", '"x"@en-us', '"abc"^^<http://www.w3.org/2001/XMLSchema#integer>',
        '"two\\nlines"', '"\\u0000"', '"1"^^<http://www.w3.org/2001/XMLSchema#integer>',
    }  # fmt: skip


def test_blank_nodes_are_named_in_the_order_in_which_they_appear() -> None:
    text = f"{PREFIXES}_:z e:b [ e:b _:a ] . _:a e:b ( 1 ) ."
    first = read(data_in(text.encode(), "theirs", MOST), NODES, BASE)
    again = read(data_in(text.encode(), "theirs", MOST), NODES, BASE)
    assert (first.parts, first.header["blank_nodes"]) == (again.parts, 4)
    assert [line for line in first.parts[0].decode().splitlines() if "_:" in line] == []


@given(st.binary(max_size=200))
def test_any_bytes_are_read_or_refused_in_one_line(raw: bytes) -> None:
    assert read_or_told(raw)


@given(st.text(alphabet='{}[]":,\\a ', max_size=60))
def test_the_depth_of_json_ends_with_any_text(text: str) -> None:
    assert read_or_told(f'{{"{text}'.encode())


def forever(_: str) -> Frame:
    time.sleep(600)
    return Frame()


def end(_: str) -> Frame:
    os.kill(os.getpid(), signal.SIGKILL)
    return Frame()


def hoard(_: str) -> Frame:
    return Frame(parts=(bytes(8 * 1024**3),))


@pytest.mark.parametrize("work", [forever, end, hoard])
def test_work_that_hangs_dies_or_hoards_is_told_in_one_line(work: object) -> None:
    limits = Limits(seconds=3) if work is forever else Limits()
    with pytest.raises(SourceError) as refused:
        apart(work, "", name="theirs", limits=limits)  # type: ignore[arg-type]  # one of the three
    assert refused.value.message.en == (
        f"theirs: not read within {limits.seconds:g} s and 4 GiB of memory; take a part of the graph"
    )
