"""Settings of what stands in front: taken from the environment, refused in both languages when they are wrong."""

from __future__ import annotations

import pytest
from profgraph.errors import UsageError
from profgraph.settings import from_environment

STORE = {"PROFGRAPH_STORE": "store"}


def test_what_is_usual() -> None:
    settings = from_environment(STORE)
    assert (settings.cache_bytes, settings.access_log, settings.log_clients, settings.rate, settings.proxies) == (
        64_000_000,
        "text",
        False,
        0,
        0,
    )


@pytest.mark.parametrize(
    ("name", "value", "field", "expected"),
    [
        ("PROFGRAPH_CACHE_BYTES", "0", "cache_bytes", 0),
        ("PROFGRAPH_CACHE_BYTES", "1000000", "cache_bytes", 1_000_000),
        ("PROFGRAPH_ACCESS_LOG", "off", "access_log", "off"),
        ("PROFGRAPH_ACCESS_LOG", "json", "access_log", "json"),
        ("PROFGRAPH_LOG_CLIENTS", "1", "log_clients", True),
        ("PROFGRAPH_LOG_CLIENTS", "", "log_clients", False),
        ("PROFGRAPH_RATE", "60", "rate", 60),
        ("PROFGRAPH_PROXIES", "2", "proxies", 2),
        ("PROFGRAPH_UPLOAD_BYTES", "5", "upload_bytes", 5),
        ("PROFGRAPH_UPLOAD_BYTES", "", "upload_bytes", 100_000_000),
    ],
)
def test_what_is_taken(name: str, value: str, field: str, expected: object) -> None:
    assert getattr(from_environment({**STORE, name: value}), field) == expected


@pytest.mark.parametrize(
    ("name", "value", "most"),
    [
        ("PROFGRAPH_CACHE_BYTES", "64MB", 1_000_000_000_000),
        ("PROFGRAPH_CACHE_BYTES", "-1", 1_000_000_000_000),
        ("PROFGRAPH_LOG_CLIENTS", "yes", 1),
        ("PROFGRAPH_LOG_CLIENTS", "2", 1),
        ("PROFGRAPH_RATE", "1.5", 1_000_000),
        ("PROFGRAPH_RATE", "²", 1_000_000),
        ("PROFGRAPH_RATE", "9" * 5000, 1_000_000),
        ("PROFGRAPH_PROXIES", "11", 10),
    ],
)
def test_what_is_refused(name: str, value: str, most: int) -> None:
    with pytest.raises(UsageError) as refused:
        from_environment({**STORE, name: value})
    assert (refused.value.message.en, refused.value.message.ru) == (
        f"{name}: {value!r} is not a value of it; a whole number from 0 to {most} is needed",
        f"{name}: значение «{value}» не подходит; нужно целое число от 0 до {most}",
    )


def test_an_unknown_form_of_the_log_is_refused() -> None:
    with pytest.raises(UsageError) as refused:
        from_environment({**STORE, "PROFGRAPH_ACCESS_LOG": "xml"})
    assert refused.value.message.en == "PROFGRAPH_ACCESS_LOG: 'xml' is not a value of it; choose from off | text | json"
