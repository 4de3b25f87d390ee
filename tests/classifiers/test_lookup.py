"""From a code to functions and standards: names of codes, counts beside the registry files, other editions."""

from __future__ import annotations

import csv
import xml.etree.ElementTree as ET
from contextlib import suppress
from typing import TYPE_CHECKING

import pytest
from profgraph.errors import UnknownNameError, UsageError
from profgraph.loader.classifiers.editions import edition, editions_of
from profgraph.loader.importing import Asked, import_edition, read_edition, source_of
from profgraph.loader.pipeline import load
from profgraph.queries.catalogue import catalogue, text_with
from profgraph.queries.codes import resolve_code
from profgraph.queries.rendering import serialised
from profgraph.store.embedded import EmbeddedStore
from profgraph.store.writer import Writer

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

ITEMS = "https://w3id.org/profgraph/id/classifier/"
KINDS = ("okz", "okved", "okso", "okpdtr")
SECTIONS = {"62": "J", "72": "K"}
# Who names a code: the order, the function (none is section I); the code as it is repaired.
Named = tuple[str, str, str]


@pytest.fixture(scope="module")
def stores(corpus: Path, tmp_path_factory: pytest.TempPathFactory) -> Iterator[dict[str, EmbeddedStore]]:
    """Yield the registry files by the codes of the package alone, and with a whole edition imported."""
    folder = tmp_path_factory.mktemp("lookup") / "store"
    with Writer.open(folder) as writer:
        list(load(sorted((corpus / "registry-xml").glob("*.xml")), writer))
        writer.publish()
        with EmbeddedStore(folder) as package:
            path, wanted = corpus / "classifiers" / "okved2-2023-12.csv", edition("okved", "2014")
            table = read_edition(path, wanted, Asked(skip=("-1",)))
            import_edition(writer, wanted, table, source_of(path), "turbo", partial=False)
            writer.publish()
            with EmbeddedStore(folder) as imported:
                yield {"package": package, "imported": imported}


def counted(corpus: Path) -> dict[str, list[Named]]:
    """Return what the registry files name, by the XML alone, for each classifier.

    Of the repairs that are documented these bear on codes: a full stop behind one goes, Cyrillic letters of functions
    become Latin ones, a code that stands twice in one list counts once.
    """
    found: dict[str, set[Named]] = {kind: set() for kind in KINDS}
    for path in sorted((corpus / "registry-xml").glob("*.xml")):
        root = ET.parse(path).getroot()  # noqa: S314  (a file of our own corpus)
        order = path.stem.split("-")[1].replace("n", "н")
        lists = [("", one) for one in root.iter("EmploymentGroup")]
        for function in root.iter("GeneralizedWorkFunction"):
            letter = function.findtext("CodeOTF", "").strip().translate(str.maketrans("АВС", "ABC"))
            lists += [(letter, one) for one in function.findall("OtherCharacteristicPlus")]
        for owner, parent in lists:
            for kind in KINDS:
                written = {(code.text or "").strip().rstrip(".") for code in parent.iter(f"Code{kind.upper()}")}
                found[kind] |= {(order, owner, one) for one in written if one.strip("-")}
    return {kind: sorted(named) for kind, named in found.items()}


def chain(kind: str, code: str) -> list[str]:
    """Return the code and all above it; none for what is no code of the classifier."""
    digits = code.replace(".", "")
    if kind == "okz":
        return [code[:end] for end in range(1, 5)] if len(code) == 4 else []
    if kind == "okved":
        if "." not in code:
            return []
        pointed = [digits[:end] for end in range(2, len(digits) + 1)]
        groups = [".".join(filter(None, (one[:2], one[2:4], one[4:]))) for one in pointed]
        return [*groups, SECTIONS[digits[:2]]]
    if kind == "okso" and "." in code:
        parts = code.split(".")
        return list(dict.fromkeys(".".join([*parts[:end], *["00"] * (4 - end)]) for end in range(1, 5)))
    if kind == "okso":
        return list(dict.fromkeys((f"{code[:2]}0000", f"{code[:4]}00", code))) if len(code) == 6 else []
    return [code]


def order_of(label: str) -> str:
    """Return the number of the order in the label of a standard; one of the files does not tell it."""
    order = label.rpartition("приказ ")[2].split()[0]
    return "679н" if order == "не" else order


def asked(store: EmbeddedStore, kind: str, code: str) -> list[tuple[str, Named]]:
    """Return by which edition each row is found, over all editions of the classifier."""
    rows: set[tuple[str, Named]] = set()
    for one in (one for one in editions_of(kind) if one.admits(code)):
        with suppress(UnknownNameError):
            values = {"code": [resolve_code(store, f"{kind} {one.name} {code}")], "standard": None}
            answer = serialised(store, text_with(catalogue()["functions-by-code"], values, "ru"), "csv").decode()
            for row in csv.DictReader(answer.splitlines()):
                rows.add((row["foundEdition"], (order_of(row["edition"]), row["function"], row["found"])))
    return sorted(rows)


@pytest.mark.parametrize("kind", KINDS)
@pytest.mark.parametrize("known", ["package", "imported"])
def test_what_is_found_at_every_level_is_what_the_files_name(
    stores: dict[str, EmbeddedStore], corpus: Path, kind: str, known: str
) -> None:
    named = counted(corpus)[kind]
    chains = {code: chain(kind, code) for _, _, code in named}
    codes = sorted({above for one in chains.values() for above in one})
    assert codes
    for code in codes:
        found = [one for _, one in asked(stores[known], kind, code)]
        assert (code, sorted(found)) == (code, [one for one in named if code in chains[one[2]]])


@pytest.mark.parametrize(
    ("known", "name", "item"),
    [
        ("package", "okz 25", "okz/2014/25"),
        ("package", " ОКЗ  25 ", "okz/2014/25"),
        ("package", "okz/2014/251", "okz/2014/251"),
        ("package", f"{ITEMS}okso/2016/2.09.00.00", "okso/2016/2.09.00.00"),
        ("package", "09.00.00", "okso/2016/2.09.00.00"),
        ("package", "62.0", "okved/2014/62.0"),
        ("package", "j", "okved/2014/J"),
        ("package", "оквэд 2001 К", "okved/2001/K"),
        ("package", "okz 2014 1222", "okz/2014/1222"),
        ("imported", "okved 62.01", "okved/2014/62.01"),
        ("imported", "okved 2014 01", "okved/2014/01"),
    ],
)
def test_a_code_means_an_item_of_one_edition(
    stores: dict[str, EmbeddedStore], known: str, name: str, item: str
) -> None:
    assert str(resolve_code(stores[known], name)) == ITEMS + item


@pytest.mark.parametrize(
    ("name", "said"),
    [
        ("okz 1", "several fit, say which: okz 1993 1, okz 2014 1"),
        ("okz 2014 52", "'okz 2014 52': neither a loaded classifier nor a standard has this code"),
        ("okz 2014 25121", "'okz 2014 25121': no edition has such a code; for example: okz 2014 311"),
        ("okz 2013 25", "'okz 2013 25': no edition has such a code; for example: okz 2014 311"),
        ("", "'': no edition has such a code; for example: okz 2014 311"),
        ("http://example.org/okz/2014/25", "'http://example.org/okz/2014/25': no edition has such a code"),
        ('okz 2014 2"5', "'okz 2014 2\"5': no edition has such a code"),
    ],
)
def test_what_is_no_code_of_one_edition_is_refused(stores: dict[str, EmbeddedStore], name: str, said: str) -> None:
    with pytest.raises(UsageError) as refused:
        resolve_code(stores["package"], name)
    assert refused.value.message.en.startswith(said)
