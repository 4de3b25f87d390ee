"""Normative acts named in running text: their kind, issuer, number and date."""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import date

from ...ontology.terms import fold
from ..model import ActCitation


@dataclass(frozen=True)
class Issuer:
    """A body that issues acts: its key in IRIs, the kind of its acts, its names, and how texts call it."""

    key: str
    kind: str
    genitive: str
    name: str
    called: tuple[str, ...]


# In the order of trial: a longer name stands before the shorter one that it contains.
ISSUERS = (
    Issuer(
        "government",
        "Постановление",
        "Правительства РФ",
        "Правительство Российской Федерации",
        ("правительства рф", "правительства российской федерации", "правительства россии"),
    ),
    Issuer(
        "mintrud",
        "Приказ",
        "Минтруда России",
        "Министерство труда и социальной защиты Российской Федерации",
        ("минтруда", "министерства труда и социальной защиты"),
    ),
    Issuer(
        "minzdravsoc",
        "Приказ",
        "Минздравсоцразвития России",
        "Министерство здравоохранения и социального развития Российской Федерации",
        ("минздравсоцразвития", "министерства здравоохранения и социального развития"),
    ),
    Issuer(
        "minzdrav",
        "Приказ",
        "Минздрава России",
        "Министерство здравоохранения Российской Федерации",
        ("минздрава", "министерства здравоохранения"),
    ),
    Issuer(
        "minobrnauki",
        "Приказ",
        "Минобрнауки России",
        "Министерство образования и науки Российской Федерации",
        ("минобрнауки", "министерства образования и науки"),
    ),
)
ISSUER_BY_KEY = {issuer.key: issuer for issuer in ISSUERS}

_MONTHS = [
    "января",
    "февраля",
    "марта",
    "апреля",
    "мая",
    "июня",
    "июля",
    "августа",
    "сентября",
    "октября",
    "ноября",
    "декабря",
]
DATE = rf"(?:\d{{1,2}}\.\d{{2}}\.\d{{4}}|\d{{1,2}}\s+(?:{'|'.join(_MONTHS)})\s+\d{{4}}\s*(?:г\.|года)?)"
NUMBER = r"(?:N|№)\s*([0-9]+(?:\s?н\b|[-/]?[а-яa-z]{1,3}\b)?)"
_CITATION = re.compile(rf"(?:приказ|постановлени)[а-я]*\s+([^\d]{{3,120}}?)\s+от\s+({DATE})\s*{NUMBER}", re.IGNORECASE)
_NOMINATIVE = re.compile(r"(?:приказы?|постановление)\s", re.IGNORECASE)
_POINT = re.compile(r"\bпункт(?:ом|е|а|у|ы|ов|ам|ами|ах)?\s+(\d+(?:\.\d+)*)", re.IGNORECASE)


def citations(text: str) -> tuple[ActCitation, ...]:
    """Return the acts that `text` names in full (kind, known issuer, date, number), each once, in order."""
    found = (_citation(issuer, day, number) for issuer, day, number in _CITATION.findall(text))
    return tuple(dict.fromkeys(citation for citation in found if citation))


def whole_acts(text: str) -> tuple[ActCitation, ...]:
    """Return the acts that `text` names themselves, «приказ …», and not a part or an author of them, «… приказа»."""
    named = (found for found in _CITATION.finditer(text) if _NOMINATIVE.match(found[0]))
    return tuple(dict.fromkeys(act for found in named if (act := _citation(*found.groups()))))


def cited_point(text: str) -> str | None:
    """Return the number of the first point («пунктом 22») that `text` names."""
    found = _POINT.search(text)
    return found[1] if found else None


def issuer_key(text: str) -> str | None:
    """Return the key of the issuer that `text` names in the genitive."""
    folded = fold(text)
    return next((issuer.key for issuer in ISSUERS if any(name in folded for name in issuer.called)), None)


def parse_date(text: str) -> date | None:
    """Return the day in «08.09.2014» or «8 сентября 2014 г.»; None where it is not a day."""
    parts = re.findall(r"\d+|[а-я]{3,}", text.lower())
    if len(parts) < 3:
        return None
    month = _MONTHS.index(parts[1]) + 1 if parts[1] in _MONTHS else int(parts[1]) if parts[1].isdigit() else 0
    try:
        return date(int(parts[2]), month, int(parts[0]))
    except ValueError:
        return None


def act_label(act: ActCitation) -> str:
    """Return the usual short form: «Приказ Минтруда России от 08.09.2014 N 620н»."""
    issuer = ISSUER_BY_KEY[act.issuer]
    return f"{issuer.kind} {issuer.genitive} от {act.date:%d.%m.%Y} N {act.number}"


def _citation(issuer: str, day: str, number: str) -> ActCitation | None:
    key = issuer_key(issuer)
    parsed = parse_date(day)
    if key is None or parsed is None:
        return None
    return ActCitation(key, "".join(number.split()), parsed)
