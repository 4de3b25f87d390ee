"""Two readings of one edition, one of them without its order: the loader says so, and `--as` joins them."""

from __future__ import annotations

from typing import TYPE_CHECKING

from profgraph.loader.pipeline import Loaded, bundled, load
from profgraph.ontology.terms import DCTERMS, PS
from profgraph.store.writer import Writer
from rdflib import URIRef

if TYPE_CHECKING:
    from pathlib import Path

EDITION = "620n-2014-09-08"


def without_order(folder: Path) -> Path:
    """Return the bundled standard with the numbers of its order taken out, and one item reworded."""
    text = bundled().read_text(encoding="utf-8")
    text = text.replace("от 8 сентября 2014 г. N 620н", "").replace("Этика делового общения", "Этика общения")
    path = folder / "no-order.txt"
    path.write_text(text.replace("от 08.09.2014 N 620н", ""), encoding="utf-8")
    return path


def only(writer: Writer, *paths: Path, version: str | None = None) -> Loaded:
    (result,) = load(paths or [bundled()], writer, version=version)
    assert isinstance(result, Loaded)
    return result


def versions(writer: Writer) -> set[str]:
    return {str(subject).rpartition("/")[2] for subject, _, _, _ in writer.triples(None, PS.isVersionOf, None)}


def test_a_second_reading_is_noticed_and_joined(tmp_path: Path) -> None:
    with Writer.open(tmp_path / "store") as writer:
        unnamed = only(writer, without_order(tmp_path))
        name = unnamed.built.graphs.version.rpartition("/")[2]
        assert name.startswith("x-")
        assert [one.code for one in unnamed.built.diagnostics].count("order-unknown") == 1
        named = only(writer)
        assert named.hint is not None
        assert (
            named.hint.ru
            == f"та же редакция уже загружена как {name}; чтобы объединить, загрузите файл с --as {EDITION}"
        )
        assert versions(writer) == {name, EDITION}
        joined = only(writer, version=EDITION)
        assert (joined.changed, joined.hint) == (True, None)
        assert versions(writer) == {EDITION}
        pointers = [(quad[0], quad[2]) for quad in writer.triples(None, DCTERMS.isReplacedBy, None)]
        assert pointers == [(unnamed.built.graphs.version, named.built.graphs.version)]


def test_an_edition_with_other_items_is_another_edition(tmp_path: Path) -> None:
    text = bundled().read_text(encoding="utf-8").replace("N 620н", "N 621н").replace("линий электропередачи", "сетей")
    path = tmp_path / "other.txt"
    path.write_text(text, encoding="utf-8")
    with Writer.open(tmp_path / "store") as writer:
        only(writer)
        assert only(writer, path).hint is None
        assert versions(writer) == {EDITION, "621n-2014-09-08"}


def test_the_name_given_is_the_edition(tmp_path: Path) -> None:
    with Writer.open(tmp_path / "store") as writer:
        loaded = only(writer, without_order(tmp_path), version="620н-2014-09-08")
        assert loaded.built.graphs.version == URIRef(f"{writer.minter.base}standard/16.020/{EDITION}")
