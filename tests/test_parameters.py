"""How a person names a standard and a function, and what is said of a name that does not fit."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

import pytest
from profgraph.errors import Message, ProfGraphError, UnknownNameError, UsageError
from profgraph.loader.pipeline import Loaded, bundled, load
from profgraph.queries.parameters import resolve_function, resolve_single_edition, resolve_standard
from profgraph.settings import BASE
from profgraph.store.embedded import EmbeddedStore
from profgraph.store.writer import Writer

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

GARDENER = (Path(__file__).parent / "standards" / "broken-references.txt").read_text(encoding="utf-8")
NEW, OLD = "16.020/620n-2014-09-08", "16.020/521n-2013-09-08"


def filled(folder: Path, texts: list[str]) -> EmbeddedStore:
    with Writer.open(folder / "store") as writer:
        for number, text in enumerate(texts):
            (folder / f"{number}.txt").write_text(text, encoding="utf-8")
        results = list(load(sorted(folder.glob("*.txt")), writer))
        writer.publish()
    assert {type(result) for result in results} <= {Loaded}
    return EmbeddedStore(folder / "store")


@pytest.fixture(scope="module")
def store(tmp_path_factory: pytest.TempPathFactory) -> Iterator[EmbeddedStore]:
    """Yield a store with two editions of 16.020 and with 99.001, where the code A/02.3 is repeated."""
    newer = bundled().read_text(encoding="utf-8")
    older = newer.replace("620н", "521н").replace("сентября 2014", "сентября 2013")
    repeated = GARDENER.replace("A/03.3", "A/02.3")
    with filled(tmp_path_factory.mktemp("editions"), [newer, older, repeated]) as made:
        yield made


@pytest.mark.parametrize(
    ("given", "meant"),
    [
        (f"{BASE}standard/{OLD}/B/03.6", f"{OLD}/B/03.6"),
        (f"{BASE}standard/{NEW}/B", f"{NEW}/B"),
        ("16.020/B/03.6", f"{NEW}/B/03.6"),
        ("16.020/В/03.6", f"{NEW}/B/03.6"),
        ("16.020/в/03.6", f"{NEW}/B/03.6"),
        ("16.020/b/03.6", f"{NEW}/B/03.6"),
        (" 16.020/B/03.6\n", f"{NEW}/B/03.6"),
        ("16.020/B/ 03.6", f"{NEW}/B/03.6"),
        ("16.020 / B / 03.6", f"{NEW}/B/03.6"),
        ("16.020/А", f"{NEW}/A"),
        ("16.020@521n-2013-09-08/B/03.6", f"{OLD}/B/03.6"),
        ("16.020@521н-2013-09-08/В/03.6", f"{OLD}/B/03.6"),
        ("16.020@620N-2014-09-08/B", f"{NEW}/B"),
        ("A/01.3", "99.001/77n-2015-02-02/A/01.3"),
        ("А/01.3", "99.001/77n-2015-02-02/A/01.3"),
        (" а / 01.3 ", "99.001/77n-2015-02-02/A/01.3"),
        ("A/02.3", "99.001/77n-2015-02-02/A/02.3"),
        ("A/02.3~2", "99.001/77n-2015-02-02/A/02.3~2"),
        ("99.001/а/02.3~2", "99.001/77n-2015-02-02/A/02.3~2"),
    ],
)
def test_a_function_is_found(store: EmbeddedStore, given: str, meant: str) -> None:
    assert str(resolve_function(store, given)) == f"{BASE}standard/{meant}"


@pytest.mark.parametrize(
    ("given", "meant"),
    [
        ("16.020", NEW),
        (" 16.020\n", NEW),
        ("99.001", "99.001/77n-2015-02-02"),
        ("16.020@620n-2014-09-08", NEW),
        ("16.020@521n-2013-09-08", OLD),
        ("16.020@521н-2013-09-08", OLD),
        ("16.020@521N-2013-09-08", OLD),
        ("16.020 @521n-2013-09-08", OLD),
        (f"{BASE}standard/{OLD}", OLD),
    ],
)
def test_a_standard_is_found(store: EmbeddedStore, given: str, meant: str) -> None:
    assert str(resolve_standard(store, given)) == f"{BASE}standard/{meant}"


def no_function_code(name: str) -> Message:
    return Message(
        ru=f"«{name}» не код функции; пример: B/03.6, 16.020/B/03.6 или 16.020@620n-2014-09-08/B/03.6",
        en=f"{name!r} is not the code of a function; write B/03.6, 16.020/B/03.6 or 16.020@620n-2014-09-08/B/03.6",
    )


def no_function(name: str) -> Message:
    return Message(
        ru=f"«{name}»: такой функции нет; коды даёт вопрос function-map",
        en=f"{name!r}: there is no such function; the question function-map lists the codes",
    )


def no_standard_code(name: str) -> Message:
    return Message(
        ru=f"«{name}» не код стандарта; пример: 16.020 или 16.020@620n-2014-09-08",
        en=f"{name!r} is not the code of a standard; for example: 16.020 or 16.020@620n-2014-09-08",
    )


def no_standard(name: str) -> Message:
    nearest = ("16.020@521n-2013-09-08", "16.020@620n-2014-09-08", "99.001@77n-2015-02-02")
    loaded = ", ".join(sorted(nearest, key=lambda one: one[:6] != name[:6]))
    return Message(
        ru=f"«{name}»: такого стандарта в хранилище нет; загружены: {loaded}",
        en=f"{name!r}: the store has no such standard; loaded: {loaded}",
    )


def no_iri(name: str) -> Message:
    return Message(
        ru=f"<{name}>: такого адреса в хранилище нет; назовите код: 16.020 или 16.020/B/03.6",
        en=f"<{name}>: the store has no such IRI; name a code: 16.020 or 16.020/B/03.6",
    )


def several(*names: str) -> Message:
    return Message(
        ru=f"подходят несколько, уточните: {', '.join(names)}", en=f"several fit, say which: {', '.join(names)}"
    )


EDITIONS = ("16.020@521n-2013-09-08", "16.020@620n-2014-09-08")
NO_CODES = (
    "",
    "  ",
    "16.020",
    "16.020/",
    "16.020/B/3.6",
    "B/03.66",
    "Б/01.5",
    "16.020/B/03.6/skill/1",
    'A/01.5"}',
    "~2",
)
UNKNOWN = ("Z", "Z/99.9", "16.020/Z", "16.020/V/03.6", "A/02.3~3", "99.001/B/01.3")
FOREIGN = f"{BASE}standard/{NEW}"
UNFIT = f"{BASE}standard/ B>"


@pytest.mark.parametrize(
    ("given", "error", "message"),
    [
        *((name, UsageError, no_function_code(name)) for name in NO_CODES),
        *((name, UnknownNameError, no_function(name)) for name in UNKNOWN),
        *((name, UnknownNameError, no_standard(name)) for name in ("16.021/B/03.6", "16.020@620n/B", "XX/B/03.6")),
        *((name, UnknownNameError, no_iri(name)) for name in (FOREIGN, f"{FOREIGN}/Z", "http://example.org/", UNFIT)),
        ("B/03.6", UsageError, several(*(f"{one}/B/03.6" for one in EDITIONS))),
        ("в / 03.6", UsageError, several(*(f"{one}/B/03.6" for one in EDITIONS))),
        ("a", UsageError, several(*(f"{one}/A" for one in (*EDITIONS, "99.001@77n-2015-02-02")))),
    ],
)
def test_a_function_that_is_not_found(
    store: EmbeddedStore, given: str, error: type[ProfGraphError], message: Message
) -> None:
    assert refusal(resolve_function, store, given, error) == message


@pytest.mark.parametrize(
    ("given", "error", "message"),
    [
        *((name, UsageError, no_standard_code(name)) for name in ("", "16.02", "16.020@", "16.020/B", "x")),
        *((name, UnknownNameError, no_standard(name)) for name in ("16.021", "16.020@620n", "99.001@620n-2014-09-08")),
        *((name, UnknownNameError, no_iri(name)) for name in (f"{FOREIGN}/B", f"{BASE}standard/16.020", UNFIT)),
    ],
)
def test_a_standard_that_is_not_found(
    store: EmbeddedStore, given: str, error: type[ProfGraphError], message: Message
) -> None:
    assert refusal(resolve_standard, store, given, error) == message
    assert refusal(resolve_single_edition, store, given, error) == message


def test_what_is_removed_must_be_one_edition(store: EmbeddedStore) -> None:
    assert refusal(resolve_single_edition, store, "16.020", UsageError) == several(*EDITIONS)
    assert resolve_single_edition(store, "99.001").name == "99.001@77n-2015-02-02"
    assert str(resolve_single_edition(store, EDITIONS[0]).iri) == f"{BASE}standard/{OLD}"


def test_ten_candidates_are_named_and_that_there_are_more(tmp_path: Path) -> None:
    texts = [GARDENER.replace("99.001", f"99.{number:03}") for number in range(12)]
    with filled(tmp_path, texts) as many:
        first_ten = [f"99.{number:03}@77n-2015-02-02" for number in range(10)]
        assert refusal(resolve_function, many, "A", UsageError) == several(*(f"{one}/A" for one in first_ten), "…")
        error = refusal(resolve_standard, many, "98.000", UnknownNameError)
        assert error.en == f"'98.000': the store has no such standard; loaded: {', '.join(first_ten)}, …"
        with pytest.raises(UsageError) as refused:
            resolve_standard(many, None)
        assert refused.value.message == several(*(f"standard={one}" for one in first_ten), "…")


def test_a_store_without_a_standard_says_what_to_do(tmp_path: Path) -> None:
    with filled(tmp_path, []) as empty:
        with pytest.raises(UnknownNameError) as refused:
            resolve_standard(empty, None)
        assert refused.value.message == Message(
            ru="в хранилище нет стандартов; загрузите хотя бы один", en="the store has no standards; load at least one"
        )
        assert refusal(resolve_function, empty, "B", UnknownNameError) == no_function("B")
        assert refusal(resolve_standard, empty, "16.020", UnknownNameError).en == (
            "'16.020': the store has no such standard; loaded: —"
        )


def refusal(
    resolve: Callable[[EmbeddedStore, str], object], store: EmbeddedStore, given: str, error: type[ProfGraphError]
) -> Message:
    with pytest.raises(error) as refused:
        resolve(store, given)
    assert type(refused.value) is error
    return refused.value.message
