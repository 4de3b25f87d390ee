"""The words and signs that SPARQL 1.1, SPARQL 1.2 and the engine's extensions are written with."""

from __future__ import annotations

import re

_BASE = (
    "A-Za-z\u00c0-\u00d6\u00d8-\u00f6\u00f8-\u02ff\u0370-\u037d\u037f-\u1fff\u200c\u200d\u2070-\u218f"
    "\u2c00-\u2fef\u3001-\ud7ff\uf900-\ufdcf\ufdf0-\ufffd"
)
_NAME = rf"{_BASE}_0-9\u00b7\u0300-\u036f\u203f\u2040"
# A colon is looked for no further than a prefix may be long, nine parts of 64 letters: so the time to cut stays linear.
_PREFIX = rf"(?:[{_BASE}][-{_NAME}]{{0,64}}+(?:\.{{1,8}}+[-{_NAME}]{{1,64}}+){{0,8}}+)?:"
_ESCAPED = r"%[0-9A-Fa-f]{2}|\\[_~.\-!$&'()*+,;=/?#@%]"
_LOCAL = rf"(?:(?:[{_BASE}_:0-9]|{_ESCAPED})(?:[-{_NAME}:]|{_ESCAPED})*(?:\.+(?:[-{_NAME}:]|{_ESCAPED})+)*)?"
_CODE_POINT = r"\\u[0-9A-Fa-f]{4}|\\U[0-9A-Fa-f]{8}"
_CHARACTER = rf"(?:\\[tbnrf\"'\\]|{_CODE_POINT})"

TOKEN = re.compile(
    rf"""
      (?P<gap>(?:[ \t\r\n]|\#[^\r\n]*)+)
    | (?P<string>
          \"{{3}}(?:\"{{0,2}}(?:[^\"\\]|{_CHARACTER}))*\"{{3}} | '{{3}}(?:'{{0,2}}(?:[^'\\]|{_CHARACTER}))*'{{3}}
        | \"(?!\"\")(?:[^\"\\\r\n]|{_CHARACTER})*\" | '(?!'')(?:[^'\\\r\n]|{_CHARACTER})*'
      )
    | (?P<iri><[^<>\"{{}}|^`\x00-\x20]*>)
    | (?P<variable>[?$][{_BASE}_0-9][{_NAME}]*)
    | (?P<tag>@[A-Za-z]+(?:-[A-Za-z0-9]+)*(?:--[A-Za-z]+)?)
    | (?P<blank>_:[{_BASE}_0-9][-{_NAME}]*(?:\.+[-{_NAME}]+)*)
    | (?P<name>{_PREFIX}{_LOCAL})
    | (?P<number>(?:[0-9]+\.[0-9]*|\.[0-9]+|[0-9]+)[eE][+-]?[0-9]+|[0-9]*\.[0-9]+|[0-9]+)
    | (?P<word>(?:[A-Za-z]|{_CODE_POINT})(?:[A-Za-z0-9_]|{_CODE_POINT})*)
    | (?P<sign><<|>>|\{{\||\|\}}|\^\^|\|\||&&|!=|<=|>=|[{{}}()\[\].,;=<>!|/^+*?~-])
    """,
    re.VERBOSE,
)
IRI = re.compile(r"<[^<>\"{}|^`\\\x00-\x20]*>")
IN_STRING = re.compile(r"\\(?:u[0-9A-Fa-f]{4}|U[0-9A-Fa-f]{8}|.)", re.DOTALL)
ESCAPE = re.compile(r"\\u([0-9A-Fa-f]{4})|\\U([0-9A-Fa-f]{8})")

# Which make a query's answer another one at any time, or may.
VOLATILE = frozenset({"NOW", "RAND", "UUID", "STRUUID", "BNODE", "SERVICE"})
# No prefix may hide a word from us that the engine, which knows no word boundaries, would read and that changes where
# the text reaches (`SERVICEex:a`, `true.SERVICE:a`, `MOVE SILENTex:a TO GRAPHex:b`).
HIDDEN_IN_QUERY = re.compile("SERVICE", re.IGNORECASE)
HIDDEN_IN_UPDATE = re.compile("SERVICE|SILENT|LOAD|GRAPH", re.IGNORECASE)
_WORDS = """
    SERVICE SILENT LOAD GRAPH WITH INTO USING FROM CLEAR DROP CREATE ADD MOVE COPY INSERT DELETE DEFAULT NAMED ALL
    DATA WHERE TO BASE PREFIX VERSION SELECT CONSTRUCT DESCRIBE ASK DISTINCT REDUCED AS GROUP BY HAVING ORDER ASC
    DESC LIMIT OFFSET VALUES OPTIONAL BIND UNDEF MINUS UNION FILTER LATERAL A TRUE FALSE NOT IN EXISTS COUNT SUM MIN
    MAX AVG SAMPLE GROUP_CONCAT SEPARATOR STR LANG LANGMATCHES LANGDIR DATATYPE BOUND IRI URI BNODE RAND ABS CEIL
    FLOOR ROUND CONCAT SUBSTR STRLEN REPLACE UCASE LCASE ENCODE_FOR_URI CONTAINS STRSTARTS STRENDS STRBEFORE
    STRAFTER YEAR MONTH DAY HOURS MINUTES SECONDS TIMEZONE TZ NOW UUID STRUUID MD5 SHA1 SHA256 SHA384 SHA512
    COALESCE IF STRLANG STRLANGDIR STRDT SAMETERM ISIRI ISURI ISBLANK ISLITERAL ISNUMERIC HASLANG HASLANGDIR REGEX
    ISTRIPLE TRIPLE SUBJECT PREDICATE OBJECT ADJUST
"""
WORDS = frozenset(_WORDS.split())
