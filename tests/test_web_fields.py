"""The fields of an address, as the standard library reads them."""

from __future__ import annotations

from urllib.parse import parse_qsl

import pytest
from hypothesis import given
from hypothesis import strategies as st
from profgraph.errors import UsageError
from profgraph.web.fields import fields_of
from profgraph.web.negotiation import may_name_language

PIECES = ("%", "%4", "%41", "%d0%bf", "%D0", "%zz", "%5C", "\\", "\\x41", "\\u0041", "\\N{DIGIT ONE}", "\\\n", "x41")
ADDRESSES = st.lists(st.sampled_from((*PIECES, "a", "п", "+", "=", "&", "q=", " ", "\n")), max_size=12).map("".join)
# How its letters may be sent.
LETTERS = [(letter, f"%{ord(letter):02x}", f"%{ord(letter):02X}") for letter in "lang"]
NAMES = st.tuples(*map(st.sampled_from, LETTERS)).map("".join)


@given(ADDRESSES)
def test_fields_are_those_of_the_standard_library(address: str) -> None:
    try:
        expected = tuple(parse_qsl(address, keep_blank_values=True, errors="strict"))
    except UnicodeDecodeError:
        with pytest.raises(UsageError):
            fields_of(address.encode())
        return
    assert fields_of(address.encode()) == expected


@given(ADDRESSES, NAMES, ADDRESSES)
def test_a_field_that_names_a_language_is_never_overlooked(before: str, name: str, after: str) -> None:
    assert may_name_language(f"{before}&{name}=en{after}")
