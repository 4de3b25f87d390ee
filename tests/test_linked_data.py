"""Every IRI of the bundled standard resolves, in every type; no link of a page is broken."""

from __future__ import annotations

import re
import shlex
from collections import defaultdict
from dataclasses import dataclass
from html.parser import HTMLParser
from pathlib import Path
from typing import TYPE_CHECKING
from urllib.parse import quote, urldefrag, urlsplit

import pyoxigraph as ox
import pytest
from profgraph.store.embedded import EmbeddedStore
from rdflib import RDF

if TYPE_CHECKING:
    from flask.testing import FlaskClient

BASE = "https://w3id.org/profgraph/id/"
FUNCTION = "standard/16.020/620n-2014-09-08/B/03.6"
TYPES = {
    "ttl": "text/turtle",
    "jsonld": "application/ld+json",
    "rdf": "application/rdf+xml",
    "nt": "application/n-triples",
}
HTML = {"Accept": "text/html"}
# The vocabularies that our terms are linked to.
FOREIGN = {
    "w3id.org", "www.w3.org", "purl.org", "rdfs.org", "rdf-vocabulary.ddialliance.org", "schema.org", "xmlns.com",
    "creativecommons.org", "data.europa.eu", "publications.europa.eu",
}  # fmt: skip


@dataclass(frozen=True)
class Held:
    """The IRIs under the base that stand anywhere in the store, and one or more of each class."""

    iris: frozenset[str]
    samples: tuple[str, ...]


@pytest.fixture(scope="module")
def held(folder: Path) -> Held:
    iris: set[str] = set()
    of_class: dict[str, list[str]] = defaultdict(list)
    with EmbeddedStore(folder) as store:
        for quad in store.quads():
            terms = (quad.subject, quad.predicate, quad.object, quad.graph_name)
            ours = {one.value for one in terms if isinstance(one, ox.NamedNode) and one.value.startswith(BASE)}
            iris |= ours
            if quad.predicate.value == str(RDF.type) and isinstance(quad.subject, ox.NamedNode):
                of_class[str(quad.object)].append(quad.subject.value)
    of_class["graph"] = [iri for iri in iris if iri.startswith(f"{BASE}graph/")]
    ours_of = (sorted(one for one in members if one.startswith(BASE)) for members in of_class.values())
    samples = {one for members in ours_of for one in (members[:1] + members[-1:])}
    return Held(frozenset(iris), tuple(sorted({urldefrag(one).url for one in samples})))


def at(iri: str, room: str = "doc") -> str:
    return f"/{room}/" + quote(urldefrag(iri).url.removeprefix(BASE), safe="/%:")


def triples(body: bytes, media_type: str) -> frozenset[ox.Triple]:
    form = ox.RdfFormat.from_media_type(media_type)
    assert form is not None
    dataset = ox.Dataset(ox.Quad(*one.triple) for one in ox.parse(body, format=form))
    dataset.canonicalize(ox.CanonicalizationAlgorithm.RDFC_1_0)
    return frozenset(quad.triple for quad in dataset)


def test_every_iri_resolves_to_triples_of_which_it_is_the_subject(held: Held, client: FlaskClient) -> None:
    assert len(held.iris) > 680
    described: dict[str, set[str]] = {}
    for address in sorted({at(iri, "id") for iri in held.iris}):
        sent_on = client.get(address)
        assert (address, sent_on.status_code) == (address, 303)
        document = client.get(sent_on.headers["Location"], headers={"Accept": TYPES["nt"]})
        assert (address, document.status_code, document.mimetype) == (address, 200, TYPES["nt"])
        found = ox.parse(document.data, format=ox.RdfFormat.N_TRIPLES)
        described[address] = {one.subject.value for one in found if isinstance(one.subject, ox.NamedNode)}
    assert [iri for iri in sorted(held.iris) if iri not in described[at(iri, "id")]] == []


def test_every_type_says_the_same_of_every_class(held: Held, client: FlaskClient) -> None:
    assert len(held.samples) > 50
    for iri in held.samples:
        bodies = {}
        for media_type in TYPES.values():
            response = client.get(at(iri), headers={"Accept": media_type})
            assert (iri, response.status_code, response.mimetype) == (iri, 200, media_type)
            bodies[media_type] = triples(response.data, media_type)
        assert len(set(bodies.values())) == 1
        assert ox.NamedNode(iri) in {one.subject for one in bodies[TYPES["nt"]]}


def test_an_iri_with_all_that_the_store_says_of_it(held: Held, client: FlaskClient, folder: Path) -> None:
    with EmbeddedStore(folder) as store:
        quads = [quad for quad in store.quads() if isinstance(quad.subject, ox.NamedNode)]
    for iri in held.samples:
        said = {quad.triple for quad in quads if quad.subject == ox.NamedNode(iri)}
        found = {one.triple for one in ox.parse(client.get(f"{at(iri)}.nt").data, format=ox.RdfFormat.N_TRIPLES)}
        assert said - found == set()


class Links(HTMLParser):
    """The links of a page, and the names of the places that it can be entered at."""

    def __init__(self, text: str) -> None:
        super().__init__()
        self.links: set[str] = set()
        self.ids: list[str] = []
        self.feed(text)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        found = dict(attrs)
        self.links |= {found["href"] or ""} if tag in {"a", "link"} else set()
        self.ids += [found["id"] or ""] if "id" in found else []


def test_no_link_of_a_page_of_any_class_is_broken(held: Held, client: FlaskClient) -> None:
    pages: dict[str, Links] = {}
    links: dict[str, str] = {}
    for iri in held.samples:
        response = client.get(at(iri), headers=HTML)
        assert (iri, response.status_code, response.mimetype) == (iri, 200, "text/html")
        pages[at(iri)] = Links(response.text)
        links |= {link if link[0] != "#" else at(iri) + link: iri for link in pages[at(iri)].links}
    hosts = {urlsplit(link).netloc for link in links} - {""}
    assert hosts - FOREIGN == set()
    broken = []
    for link in sorted(one for one in links if one.startswith("/")):
        address, fragment = urldefrag(link)
        if address not in pages:
            # A dump is a file: closed, though nobody reads it.
            with client.get(address, headers=HTML) as response:
                pages[address] = Links(response.text if response.mimetype == "text/html" else "")
            if response.status_code != 200:
                broken.append((link, response.status_code))
        if fragment and fragment not in pages[address].ids:
            broken.append((link, 0))
    assert broken == []


@pytest.mark.parametrize("lang", ["ru", "en"])
def test_everything_on_the_pages_has_a_name(lang: str, held: Held, client: FlaskClient) -> None:
    nameless = set()
    for iri in held.samples:
        text = client.get(at(iri), query_string={"lang": lang}, headers=HTML).text
        nameless |= set(re.findall(r"(?:<dt>|<p class=\"kinds\">\s*)<a [^>]*>([a-z]+:\w+|https?:[^<]*)</a>", text))
    assert nameless == set()


def test_the_query_string_and_the_language_are_kept(client: FlaskClient) -> None:
    response = client.head(f"/id/{FUNCTION}?lang=en&x=%D0%B0")
    assert (response.status_code, response.data) == (303, b"")
    assert response.headers["Location"] == f"/doc/{FUNCTION}?lang=en&x=%D0%B0"
    assert response.headers["Link"] == f'</doc/{FUNCTION}>; rel="describedby"'
    page = Links(client.get(f"/doc/{FUNCTION}?lang=en", headers=HTML).text)
    kept = [link for link in page.links if link.startswith("/doc/") and not link.endswith(tuple(TYPES))]
    assert kept
    assert [link for link in kept if "lang=" not in link] == []


@pytest.mark.parametrize(
    ("accept", "media_type"),
    [
        ("", "text/turtle"),
        ("*/*", "text/turtle"),
        ("text/html,application/xhtml+xml,application/xml;q=0.9,*/*;q=0.8", "text/html"),
        ("application/rdf+xml", "application/rdf+xml"),
        ("text/html;q=0.5, application/ld+json", "application/ld+json"),
        ("image/png, application/n-triples;q=0.1", "application/n-triples"),
    ],
)
def test_the_type_is_the_one_that_the_reader_likes_best(accept: str, media_type: str, client: FlaskClient) -> None:
    response = client.get(f"/doc/{FUNCTION}", headers={"Accept": accept})
    others = {"ttl": "text/turtle", "jsonld": "application/ld+json", "rdf": "application/rdf+xml",
              "nt": "application/n-triples", "html": "text/html"}  # fmt: skip
    assert (response.status_code, response.mimetype) == (200, media_type)
    assert "Accept" in response.headers["Vary"].split(", ")
    assert response.headers["Link"].split(", ") == [
        f'<{BASE}{FUNCTION}>; rel="describes"',
        *(
            f'</doc/{FUNCTION}.{end}>; rel="alternate"; type="{other}"'
            for end, other in others.items()
            if other != media_type
        ),
    ]


@pytest.mark.parametrize(("end", "media_type"), [*TYPES.items(), ("html", "text/html")])
def test_a_format_has_an_address_of_its_own(end: str, media_type: str, client: FlaskClient) -> None:
    response = client.get(f"/doc/{FUNCTION}.{end}", headers={"Accept": "image/png"})
    same = client.get(f"/doc/{FUNCTION}", headers={"Accept": media_type})
    assert (response.status_code, response.mimetype) == (200, media_type)
    assert response.headers["Link"] == same.headers["Link"]
    if end != "html":
        assert response.data == same.data


def test_more_than_a_document_names_is_counted_and_can_be_asked_for(client: FlaskClient) -> None:
    version = f"{BASE}standard/16.020/620n-2014-09-08"
    found = [one.triple for one in ox.parse(client.get(f"{at(version)}.nt").data, format=ox.RdfFormat.N_TRIPLES)]
    about = ox.NamedNode(f"http://localhost{at(version)}")
    (rest,) = (one.object.value for one in found if one.subject == about and "seeAlso" in one.predicate.value)
    said = {str(one.object) for one in found if one.subject == about and "comment" in one.predicate.value}
    answered = client.get(rest.removeprefix("http://localhost"), headers={"Accept": "text/csv"})
    named = [one for one in found if one.object == ox.NamedNode(version) and one.predicate.value in "".join(said)]
    total = len(answered.text.splitlines()) - 1
    assert len(named) == 50 < total
    link = named[0].predicate.value
    en = f"Links here by <{link}>: {total}, the first 50 are given; rdfs:seeAlso has the query for all."
    ru = f"Ссылок сюда по свойству <{link}>: {total}, здесь первые 50; все — по запросу в rdfs:seeAlso."
    assert said == {f'"{en}"@en', f'"{ru}"@ru'}
    page = client.get(f"{at(version)}.html?lang=en").text
    assert f"50 of {total} are shown; all of them" in page


@pytest.mark.parametrize("manual", ["README.md", "README.ru.md", "docs/linked-data.md"])
def test_the_examples_of_the_manuals_answer(manual: str, client: FlaskClient) -> None:
    lines = (Path(__file__).parent.parent / manual).read_text(encoding="utf-8").splitlines()
    examples = [shlex.split(line, comments=True) for line in lines if re.match("curl .*/(id|doc)/", line)]
    assert len(examples) == 2
    for words in examples:
        (address,) = (word.removeprefix("http://127.0.0.1:8014") for word in words if word.startswith("http:"))
        (accept,) = [word.partition(": ")[2] for word in words if word.startswith("Accept")] or ["*/*"]
        response = client.get(address, headers={"Accept": accept}, follow_redirects="-L" in words)
        wanted = TYPES["jsonld"] if "json" in " ".join(words) else TYPES["ttl"]
        assert (response.status_code, response.mimetype) == (200, wanted)
