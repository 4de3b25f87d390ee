"""The quality report of an edition as its page shows it: what the checks found, the worst first, and where."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from .asking import answered, grouped, unique

if TYPE_CHECKING:
    from rdflib import URIRef

    from ...errors import Language
    from ...store.protocol import Store
    from .asking import Answered, Group

_FINDINGS = """
SELECT ?severity ?check ?message ?result ?function ?code ?value ?place ?placeName ?page ?first ?last
WHERE {
  ?result ps:concerns ?node ; sh:resultSeverity ?level ; sh:sourceShape ?shape ; sh:focusNode ?focus ;
    sh:resultMessage ?message .
  FILTER(LANG(?message) = ?lang)
  BIND(STRAFTER(STR(?level), "#") AS ?severity)
  BIND(STRAFTER(STR(?shape), "#") AS ?check)
  OPTIONAL { ?function ps:states? ?focus ; a ps:WorkFunction ; ps:code ?code }
  OPTIONAL { ?result prov:wasDerivedFrom ?place . ?place rdfs:label ?placeName }
  OPTIONAL { ?result prov:wasDerivedFrom ?place . ?place ps:firstLine ?first ; ps:lastLine ?last }
  OPTIONAL { ?result prov:wasDerivedFrom ?place . ?place ps:page ?page }
  OPTIONAL { ?result sh:value ?stated }
  OPTIONAL { ?result sh:value/rdfs:label ?label FILTER(LANG(?label) = "ru") }
  BIND(COALESCE(?label, ?stated) AS ?value)
}
ORDER BY DESC(?severity = "Violation") DESC(?severity = "Warning") ?check ?first ?result
"""
# More findings than a page shows still count.
_COUNTS = """
SELECT ?severity (COUNT(?result) AS ?count)
WHERE {
  ?result ps:concerns ?node ; sh:resultSeverity ?level .
  BIND(STRAFTER(STR(?level), "#") AS ?severity)
}
GROUP BY ?severity
"""
SEVERITIES = ("Violation", "Warning", "Info")


@dataclass(frozen=True)
class Quality:
    """How many findings of each severity there are, and the findings of each check, the worst first."""

    counts: dict[str, int]
    checks: tuple[Group, ...]
    found: Answered


def quality(store: Store, node: URIRef, lang: Language) -> Quality:
    """Return the report of an edition."""
    found = answered(store, _FINDINGS, node, lang)
    counted = {row["severity"]: int(row["count"]) for row in answered(store, _COUNTS, node, lang).rows}
    counts = {severity: counted.get(severity, 0) for severity in SEVERITIES}
    return Quality(counts, grouped(unique(found.rows, "result"), "severity", "check"), found)
