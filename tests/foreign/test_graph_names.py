"""A graph as a parameter of a question: known by its name, refused with the names there are, offered on the page."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

import pytest
from profgraph.errors import UnknownNameError
from profgraph.queries.catalogue import bound_text, question
from profgraph.settings import Settings
from profgraph.store.embedded import EmbeddedStore
from profgraph.store.writer import Writer
from profgraph.web.app import create_app

if TYPE_CHECKING:
    from pathlib import Path

    from conftest import Put, Written

OURS = [f"alignment/{name}" for name in ("case", "ctdl", "dcterms", "eli", "esco", "org", "prov", "schema", "skos")]
OFFERED = {"competences-everywhere": ["own", "hr"], "alignments": [*OURS, "hr"]}


@pytest.fixture
def with_hr(store: Path, put: Put, written: Written) -> Path:
    with Writer.open(store) as writer:
        put(writer, "hr", written("<https://hr.example/a> <https://hr.example/b> <https://hr.example/c> ."))
    return store


def test_a_name_that_no_graph_has_is_refused_with_those_there_are(with_hr: Path) -> None:
    with EmbeddedStore(with_hr) as reader:
        for name, there in OFFERED.items():
            with pytest.raises(UnknownNameError) as refused:
                bound_text(question(name), {"from": "hp"}, reader)
            assert refused.value.message.ru == f"«hp»: такого графа здесь нет; есть: {', '.join(there)}"
            assert refused.value.message.en == f"'hp': there is no such graph here; there are: {', '.join(there)}"
            for known in there:
                assert f'VALUES ?from {{ "{known}" }}' in bound_text(question(name), {"from": known}, reader)


def test_the_page_offers_them_and_the_service_refuses_others(with_hr: Path) -> None:
    client = create_app(Settings(store=str(with_hr))).test_client()
    client.environ_base |= {"HTTP_ACCEPT_LANGUAGE": "en"}
    for name, there in OFFERED.items():
        page = client.get(f"/q/{name}?from=hr", headers={"Accept": "text/html"})
        (field,) = re.findall(r'<select id="field-from".*?</select>', page.text, re.DOTALL)
        assert re.findall(r'<option value="([^"]*)"', field) == ["", *there]
        assert re.findall(r">(.*?)</option>", field) == ["all graphs", *there]
        assert re.findall(r'value="([^"]*)" selected', field) == ["hr"]
        assert client.get(f"/q/{name}.csv?from=hp").status_code == 404
