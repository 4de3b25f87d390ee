"""The quality report of an edition as its page shows it: what checks and loader found, the worst first, and where."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from .asking import answered, grouped, unique

if TYPE_CHECKING:
    from rdflib import URIRef

    from ...errors import Language
    from ...store.protocol import Store
    from .asking import Answered, Group

# What the loader doubted counts beside what the checks found; what it put right is no fault.
_OWN = '("error" "Violation") ("warning" "Warning") ("note" "Info")'
_FINDINGS = """
SELECT ?severity ?shape ?check ?message ?result ?function ?code ?value ?place ?placeName ?page ?first ?last
WHERE {
  {
    ?result ps:concerns ?node ; sh:resultSeverity ?level ; sh:sourceShape ?shape ; sh:focusNode ?focus ;
      sh:resultMessage ?message .
    BIND(STRAFTER(STR(?level), "#") AS ?severity)
    BIND(STRAFTER(STR(?shape), "#") AS ?check)
    OPTIONAL { ?function ps:states? ?focus ; a ps:WorkFunction ; ps:code ?code }
  } UNION {
    ?result ps:concerns ?node ; ps:severity ?own ; ps:diagnosticCode ?check ; ps:message ?message .
    VALUES (?own ?severity) { OWN }
  }
  FILTER(LANG(?message) = ?lang)
  OPTIONAL { ?result prov:wasDerivedFrom ?place . ?place rdfs:label ?placeName }
  OPTIONAL { ?result prov:wasDerivedFrom ?place . ?place ps:firstLine ?first ; ps:lastLine ?last }
  OPTIONAL { ?result prov:wasDerivedFrom ?place . ?place ps:page ?page }
  OPTIONAL { ?result sh:value ?stated }
  OPTIONAL { ?result sh:value/rdfs:label ?label FILTER(LANG(?label) = "ru") }
  BIND(COALESCE(?label, ?stated) AS ?value)
}
ORDER BY DESC(?severity = "Violation") DESC(?severity = "Warning") ?check ?first ?result
""".replace("OWN", _OWN)
# More findings than a page shows still count.
_COUNTS = """
SELECT ?severity (COUNT(?result) AS ?count)
WHERE {
  { ?result ps:concerns ?node ; sh:resultSeverity ?level BIND(STRAFTER(STR(?level), "#") AS ?severity) }
  UNION
  { ?result ps:concerns ?node ; ps:severity ?own VALUES (?own ?severity) { OWN } }
}
GROUP BY ?severity
""".replace("OWN", _OWN)
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
    return Quality(counts, grouped(unique(found.rows, "result"), "severity", "check", "message"), found)
