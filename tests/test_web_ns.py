"""`/ns` and `/shapes`: every term is explained, every link leads somewhere, every syntax holds the same triples."""

from __future__ import annotations

import re
from html.parser import HTMLParser
from importlib.resources import files
from typing import TYPE_CHECKING

import pyoxigraph as ox
import pytest
from profgraph.ontology.resources import ontology_graph, rules
from profgraph.ontology.terms import PS, RDF, RDFS
from profgraph.settings import Settings
from profgraph.shapes.catalogue import bundled_shapes
from profgraph.store.convert import to_ox, to_ox_triple
from profgraph.store.embedded import EmbeddedStore
from profgraph.web.app import create_app
from profgraph.web.vocabulary.examples import examples
from profgraph.web.vocabulary.sections import SECTIONS
from profgraph.web.vocabulary.terms import terms
from rdflib import URIRef

if TYPE_CHECKING:
    from collections.abc import Iterable
    from pathlib import Path

    from flask.testing import FlaskClient
    from profgraph.store.protocol import Triple

HTML = {"Accept": "text/html"}
TTL = files("profgraph") / "ontology" / "profgraph.ttl"
SYNTAXES = {
    "ttl": "text/turtle",
    "jsonld": "application/ld+json",
    "rdf": "application/rdf+xml",
    "nt": "application/n-triples",
}
INHERITED = """
наследуемое умение
ps:inheritedSkillStatement свойство-связь
{definition}
Частный случай свойства: действующее умение
У кого бывает: Функция
Что в значении: Необходимое умение
Свойство выводится: имеет трудовую функцию ∘ наследуемое умение наследует умения от ∘ наследуемое умение наследует умения от ∘ содержит умение
Правила вывода: Функция наследует умения функции, на которую ссылается, и унаследованное ею, на любую глубину. 10-inherited-skills.rq Обобщенная трудовая функция наследует всё, что наследуют её трудовые функции. 20-inherited-skills-of-generalized.rq
Проверки: Своя строка не повторяет унаследованную
Вопросы: Что известно о функции? Что есть у каждой функции — собственное и унаследованное? Какая доля умений и знаний получена наследованием?
"""  # noqa: E501  (a fact is a line)


class Page(HTMLParser):
    """A page as its ids, its links, and the lines of one article."""

    def __init__(self, text: str, article: str = "") -> None:
        super().__init__()
        self.ids: list[str] = []
        self.links: list[str] = []
        self.lines: list[str] = []
        self._article, self._inside = article, False
        self.feed(text)
        self.lines = [" ".join(line.split()) for line in self.lines]

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        found = dict(attrs)
        self.ids += [found["id"] or ""] if "id" in found else []
        self.links += [found["href"] or ""] if tag == "a" else []
        self._inside = found["id"] == self._article if tag == "article" else self._inside
        if self._inside and tag in {"h3", "p", "dt"}:
            self.lines.append("")
        elif self._inside and tag == "li":
            self.lines[-1] += " "

    def handle_endtag(self, tag: str) -> None:
        self._inside = self._inside and tag != "article"
        if self._inside and tag == "dt":
            self.lines[-1] += ": "

    def handle_data(self, data: str) -> None:
        if self._inside and self.lines:
            self.lines[-1] += f" {data}" if data.startswith("\n") else data


def canonical(triples: Iterable[ox.Triple]) -> ox.Dataset:
    """Return triples under blank nodes that do not depend on the syntax."""
    dataset = ox.Dataset(ox.Quad(one.subject, one.predicate, one.object) for one in triples)
    dataset.canonicalize(ox.CanonicalizationAlgorithm.RDFC_1_0)
    return dataset


def read(body: bytes, media_type: str) -> ox.Dataset:
    syntax = ox.RdfFormat.from_media_type(media_type)
    assert syntax is not None
    return canonical(quad.triple for quad in ox.parse(body, syntax))


def of_graph(triples: Iterable[Triple]) -> ox.Dataset:
    return canonical(map(to_ox_triple, triples))


def test_the_page_explains_every_term_of_the_file(client: FlaskClient) -> None:
    page = Page(client.get("/ns", headers=HTML).text)
    named = {str(one).removeprefix(str(PS)) for one in ontology_graph().subjects(RDF.type) if one in PS}
    assert terms().keys() == named
    assert named - set(page.ids) == set()
    assert len(named) > 100


@pytest.mark.parametrize("lang", ["ru", "en"])
def test_every_link_of_the_page_leads_to_something(lang: str, client: FlaskClient) -> None:
    page = Page(client.get(f"/ns?lang={lang}", headers=HTML).text)
    checks = Page(client.get("/checks", headers=HTML).text)
    inside = {link.removeprefix("#") for link in page.links if link.startswith("#")}
    assert inside - set(page.ids) == set()
    assert {link.partition("#")[2] for link in page.links if link.startswith("/checks")} - set(checks.ids) == set()
    elsewhere = {link.partition("#")[0] for link in page.links if not link.startswith("#")}
    assert {
        link: client.get(link, headers=HTML, follow_redirects=True).status_code for link in elsewhere
    } == dict.fromkeys(elsewhere, 200)


def test_a_term_says_in_words_how_it_is_inferred_and_checked(client: FlaskClient) -> None:
    page = Page(client.get("/ns", headers=HTML).text, "inheritedSkillStatement")
    term = terms()["inheritedSkillStatement"]
    expected = INHERITED.format(definition=term.definition.ru).replace("наследуемое умение", term.label.ru)
    told = [line for line in page.lines if not line.startswith("Например")]
    assert told == expected.strip().splitlines()


def test_every_rule_is_told_at_what_it_makes(client: FlaskClient) -> None:
    page = client.get("/ns", headers=HTML).text
    told = set(re.findall(r"<code>(\S+\.rq)</code>", page))
    # The rule of types makes no term of ours.
    assert {name for name, _ in rules()} - told == {"70-types.rq"}


def test_the_sections_are_those_of_the_file() -> None:
    headings = re.findall(r"^# (\d+) ── (.+?) ─+$", TTL.read_text(encoding="utf-8"), re.MULTILINE)
    titles = {int(number): title for number, title in headings}
    with_terms = {term.section for term in terms().values()}
    assert SECTIONS.keys() == with_terms
    assert {n: said.en for n, said in SECTIONS.items() if n != 4} == {n: titles[n] for n in with_terms if n != 4}


@pytest.mark.parametrize("lang", ["ru", "en"])
def test_examples_are_triples_of_the_data(lang: str, folder: Path) -> None:
    labelled = {"ru", ""}
    with EmbeddedStore(folder) as store:
        found = examples(store, tuple(terms().values()), "ru" if lang == "ru" else "en")
        quads = ox.Store()
        quads.extend(store.quads())
    assert len(found) > 60
    for name, example in found.items():
        term, subject = terms()[name], ox.NamedNode(example.subject.iri)
        predicate, value = (RDF.type, term.iri) if term.kind == "class" else (term.iri, None)
        pattern = (subject, to_ox(predicate), None if value is None else to_ox(value))
        held = [quad.object.value for quad in quads.quads_for_pattern(*pattern)]  # type: ignore[arg-type,union-attr]  # terms keep their kinds
        assert held
        assert example.value is None or (example.value.iri or example.value.text) in held
        labels = {
            quad.object.value: quad.object.language or ""  # type: ignore[union-attr]  # a label is a literal
            for quad in quads.quads_for_pattern(subject, to_ox(RDFS.label), None)  # type: ignore[arg-type]  # as above
        }
        assert example.subject.text in labels or (not labels and example.subject.text == example.subject.iri)
        # Items of international classifiers have English names only.
        assert example.subject.lang in labelled or lang == "en" or labelled.isdisjoint(labels.values())


def test_turtle_is_the_file_as_it_is_written(client: FlaskClient) -> None:
    for answer in (client.get("/ns", headers={"Accept": "text/turtle"}), client.get("/ns.ttl", headers=HTML)):
        assert (answer.status_code, answer.mimetype, answer.data) == (200, "text/turtle", TTL.read_bytes())


@pytest.mark.parametrize(("end", "media_type"), SYNTAXES.items())
def test_each_syntax_has_the_same_triples(end: str, media_type: str, client: FlaskClient) -> None:
    expected = {"/ns": of_graph(ontology_graph()), "/shapes": of_graph(bundled_shapes())}  # type: ignore[arg-type]  # rdflib allows more than RDF does
    for path, triples in expected.items():
        for answer in (client.get(path, headers={"Accept": media_type}), client.get(f"{path}.{end}")):
            assert (answer.status_code, answer.mimetype) == (200, media_type)
            assert read(answer.data, media_type) == triples


@pytest.mark.parametrize("path", ["/ns", "/shapes", "/void", "/.well-known/void", "/catalog"])
def test_other_types_are_refused_with_the_list(path: str, client: FlaskClient) -> None:
    answer = client.get(path, headers={"Accept": "image/png"})
    assert (answer.status_code, answer.mimetype) == (406, "application/problem+json")
    assert answer.json is not None
    assert answer.json["supported"] == ["text/html", *SYNTAXES.values()]


@pytest.mark.parametrize("path", ["/ns", "/shapes", "/void", "/catalog"])
def test_each_form_names_the_others(path: str, client: FlaskClient) -> None:
    forms = [(path, "text/html"), *((f"{path}.{end}", media_type) for end, media_type in SYNTAXES.items())]
    for accept in ("text/html", *SYNTAXES.values()):
        answer = client.get(path, headers={"Accept": accept})
        links = ", ".join(f'<{address}>; rel="alternate"; type="{kind}"' for address, kind in forms)
        assert (answer.headers["Link"], "Accept" in answer.headers["Vary"]) == (links, True)
    assert [client.get(address, headers={"Accept": kind}).mimetype for address, kind in forms[1:]] == [
        *SYNTAXES.values()
    ]


@pytest.mark.parametrize("path", ["/ns.xlsx", "/shapes.", "/void.TTL", "/catalog.html", "/ns.ttl.gz"])
def test_an_unknown_end_is_not_found(path: str, client: FlaskClient) -> None:
    assert client.get(path, headers={"Accept": "*/*"}).status_code == 404


def test_the_page_of_the_shapes_is_that_of_the_checks(client: FlaskClient) -> None:
    answers = [client.get(path, headers=HTML) for path in ("/shapes", "/shapes?lang=en")]
    assert [(one.status_code, one.location) for one in answers] == [(303, "/checks"), (303, "/checks?lang=en")]


def test_the_ontology_can_be_read_before_there_are_data(tmp_path: Path, client: FlaskClient) -> None:
    empty = create_app(Settings(store=str(tmp_path / "none"))).test_client()
    page = Page(empty.get("/ns", headers=HTML).text)
    assert set(page.ids) == set(Page(client.get("/ns", headers=HTML).text).ids)
    assert empty.get("/ns.ttl").data == TTL.read_bytes()


def test_labels_of_terms_are_words_in_both_languages() -> None:
    bare = [name for name, term in terms().items() if not all((term.label.ru, term.label.en, term.definition.ru))]
    assert bare == []
    assert terms()["level"].range == (URIRef("http://www.w3.org/2001/XMLSchema#positiveInteger"),)
    assert terms()["LaborActionStatement"].only == ((PS.expressesConcept, PS.LaborActionConcept),)
