"""Two readings of one edition, one of them without its order: the loader says so, and `--as` joins them."""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING
from zipfile import ZipFile

import pytest
from profgraph.errors import UsageError
from profgraph.loader.pipeline import Loaded, Refused, bundled, load
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
        assert [one.shape.code for one in unnamed.built.results].count("OrderNumberAndDate") == 1
        named = only(writer)
        assert [hint.ru for hint in named.hints] == [
            f"та же редакция уже загружена как {name}; чтобы объединить, загрузите файл с --as {EDITION}"
        ]
        assert versions(writer) == {name, EDITION}
        joined = only(writer, version=EDITION)
        assert joined.changed
        assert [hint.en for hint in joined.hints] == [
            f"warning: the edition without an order, {name}, from no-order.txt, was replaced by this one"
        ]
        assert versions(writer) == {EDITION}
        pointers = [(quad[0], quad[2]) for quad in writer.triples(None, DCTERMS.isReplacedBy, None)]
        assert pointers == [(unnamed.built.graphs.version, named.built.graphs.version)]


def test_an_edition_with_other_items_is_another_edition(tmp_path: Path) -> None:
    text = bundled().read_text(encoding="utf-8").replace("N 620н", "N 621н").replace("линий электропередачи", "сетей")
    path = tmp_path / "other.txt"
    path.write_text(text, encoding="utf-8")
    with Writer.open(tmp_path / "store") as writer:
        only(writer)
        assert only(writer, path).hints == ()
        assert versions(writer) == {EDITION, "621n-2014-09-08"}


def test_the_name_given_is_the_edition(tmp_path: Path) -> None:
    with Writer.open(tmp_path / "store") as writer:
        loaded = only(writer, without_order(tmp_path), version="620н-2014-09-08")
        assert loaded.built.graphs.version == URIRef(f"{writer.minter.base}standard/16.020/{EDITION}")
        order = loaded.built.standard.order
        assert (order.number, order.date) == ("620н", date(2014, 9, 8))
        told = [one.message.en for one in loaded.built.diagnostics if one.code.startswith("order-")]
        assert told == [f"the document does not state the number and date of the order; taken from --as: {EDITION}"]


def test_a_name_that_the_document_contradicts_is_refused(tmp_path: Path) -> None:
    with Writer.open(tmp_path / "store") as writer:
        before = writer.data_version()
        (result,) = load([bundled()], writer, version="999n-2020-01-01")
        assert isinstance(result, Refused)
        assert result.error.message.en == (
            "16.020-620n-2014.txt: the document states the order 620n-2014-09-08, not 999n-2020-01-01; "
            "drop --as or take another file"
        )
        assert writer.data_version() == before


def test_a_name_is_not_given_to_several_documents(tmp_path: Path) -> None:
    path = tmp_path / "orders.zip"
    with ZipFile(path, "w") as archive:
        archive.write(without_order(tmp_path), "a.txt")
        archive.writestr("b.txt", bundled().read_bytes())
    with Writer.open(tmp_path / "store") as writer:
        with pytest.raises(UsageError) as caught:
            list(load([path], writer, version=EDITION))
        assert caught.value.message.en == (
            "--as: there are several documents: orders.zip/a.txt, orders.zip/b.txt; name a file with one"
        )
        assert versions(writer) == set()


def reworded(folder: Path, name: str) -> Path:
    path = folder / name
    path.write_text(bundled().read_text(encoding="utf-8").replace("Основы конфликтологии", "Конфликтология"), "utf-8")
    return path


def test_another_text_of_an_edition_is_told_and_refused_by_strict(tmp_path: Path) -> None:
    with Writer.open(tmp_path / "store") as writer:
        only(writer)
        (refused,) = load([reworded(tmp_path, "b.txt")], writer, strict=True)
        assert isinstance(refused, Refused)
        assert refused.error.message.en == (
            "b.txt: --strict: another text of this edition is loaded, from 16.020-620n-2014.txt; "
            "drop --strict to replace it"
        )
        loaded = only(writer, tmp_path / "b.txt")
        assert [hint.en for hint in loaded.hints] == [
            "warning: another text of the same edition, from 16.020-620n-2014.txt, was replaced"
        ]


LEFT_OUT = (
    "(Зарегистрировано в Минюсте России  \n10.10.2014 N 34284)",
    "Зарегистрировано в Минюсте России 10 октября 2014 г. N 34284\n",
    "Министр  \nМ.А.ТОПИЛИН\n",
    '4\tОАО "Ижевские электрические сети", город Ижевск, Удмуртская Республика\n',
)
LOST_RU = (
    "предупреждение: с заменой утрачено: номер регистрации (34284), день регистрации (2014-10-10), "
    "кто подписал (М.А.ТОПИЛИН), абзацев приказа и вводной части: 19 → 17, разработчиков: 5 → 4; "
    "чтобы вернуть это, загрузите снова 16.020-620n-2014.txt"
)
LOST_EN = (
    "warning: lost with it: registration number (34284), day of registration (2014-10-10), "
    "signatory (М.А.ТОПИЛИН), passages of the order and the preamble: 19 → 17, developers: 5 → 4; "
    "to have it back, load 16.020-620n-2014.txt again"
)


def shorter(folder: Path) -> Path:
    """Return the bundled standard without its registration, its signature and one organisation."""
    text = bundled().read_text(encoding="utf-8")
    for part in LEFT_OUT:
        assert part in text
        text = text.replace(part, "")
    path = folder / "shorter.txt"
    path.write_text(text, encoding="utf-8")
    return path


def test_what_only_the_text_that_gives_way_said_is_told(tmp_path: Path) -> None:
    with Writer.open(tmp_path / "store") as writer:
        only(writer)
        first, second = only(writer, shorter(tmp_path)).hints
        assert first.en == "warning: another text of the same edition, from 16.020-620n-2014.txt, was replaced"
        assert second.en == LOST_EN
        assert second.ru == LOST_RU
        # What it lacked comes back with the other text, and nothing of its own is lost.
        assert [one.en for one in only(writer).hints] == [
            "warning: another text of the same edition, from shorter.txt, was replaced"
        ]


def test_two_texts_of_an_edition_in_one_run_are_not_chosen_from(tmp_path: Path) -> None:
    path = tmp_path / "a.txt"
    path.write_bytes(bundled().read_bytes())
    with Writer.open(tmp_path / "store") as writer:
        first, second = load([path, reworded(tmp_path, "b.txt")], writer)
        assert isinstance(first, Loaded)
        assert isinstance(second, Refused)
        assert second.error.message.ru == (
            "b.txt: та же редакция, но другой текст, чем в a.txt; загружайте только один из них"
        )


def test_the_same_bytes_under_two_names_are_one_text(tmp_path: Path) -> None:
    paths = [tmp_path / "x.txt", tmp_path / "y.txt"]
    for path in paths:
        path.write_bytes(bundled().read_bytes())
    found = set()
    for order, turn in ((paths, "one"), (paths[::-1], "other")):
        with Writer.open(tmp_path / turn) as writer:
            assert [type(result) for result in load(order, writer)] == [Loaded, Loaded]
            found.add(writer.data_version())
    assert len(found) == 1
