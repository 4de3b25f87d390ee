"""What the codes of a classifier look like, and what a written code looks like beside them."""

from __future__ import annotations

import re
from types import MappingProxyType
from typing import Literal

Form = Literal["proper", "stray", "several", "foreign", "other"]

_PATTERNS = MappingProxyType(
    {
        "okz": "[0-9]{4}",
        # A class, a subclass, a group; a subgroup and a kind only below a whole group.
        "okved": r"[0-9]{2}(?:\.[0-9]{1,2}|\.[0-9]{2}\.[0-9]{1,2})?",
        # The editions of 1993, 2003 and 2009; the lists of 2013; the edition of 2016.
        "okso": r"(?:[0-9]{6}|[0-9]{2}\.[0-9]{2}\.[0-9]{2}|[0-9](?:\.[0-9]{2}){3})",
        "okpdtr": "[0-9]{5}",
        # Six digits, with or without points, up to 2013; branch, group and speciality, whose point may end it, since.
        "oksvnk": r"(?:[0-9]{2}([. ]?)[0-9]{2}\1[0-9]{2}|[0-9]\.[0-9]{1,2}(?:\.[0-9]{1,2})?\.?)",
    }
)
_EDGES = re.compile(r"^[^0-9]+|[^0-9]+$")


def plain(written: str) -> str:
    """Return the code without white space, and without anything but digits at its ends."""
    return _EDGES.sub("", re.sub(r"\s+", "", written))


def form(classifier: str, written: str) -> Form | None:
    """Return what a code written under a classifier looks like; None where the classifier's codes have no one form.

    It is proper, or would be so without `stray` signs; it is `several` codes in one cell, or has the form of a code
    of another (`foreign`) classifier, or is no code that is known.
    """
    own = _PATTERNS.get(classifier)
    if own is None:
        return None
    if re.fullmatch(own, written):
        return "proper"
    if re.fullmatch(own, plain(written)):
        return "stray"
    if _is_several(own, written):
        return "several"
    return "foreign" if _is_telling(_EDGES.sub("", written)) else "other"


def _is_several(own: str, written: str) -> bool:
    codes = [plain(part) for part in re.findall("[0-9][0-9.]*", written)]
    return len(codes) > 1 and all(_is_telling(code) and re.fullmatch(own, code) for code in codes)


def _is_telling(code: str) -> bool:
    """Tell whether a code has the form of some classifier; two digits alone may be a group of any of them."""
    return not re.fullmatch("[0-9]{2}", code) and any(re.fullmatch(one, code) for one in _PATTERNS.values())
