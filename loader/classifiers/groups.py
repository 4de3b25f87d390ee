"""The groups, divisions and sections that editions of classifiers have."""

from __future__ import annotations

from types import MappingProxyType
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Mapping


def _groups(codes: str) -> frozenset[str]:
    return frozenset(codes.split())


def _sections(table: str) -> Mapping[str, tuple[str, ...]]:
    """Return the divisions by the letter of their section."""
    rows = (row.split() for line in table.strip().splitlines() for row in line.split("/"))
    return MappingProxyType({letter: tuple(divisions) for letter, *divisions in rows})


# The minor groups of ISCO-88 and ISCO-08, on which the editions of ОКЗ are built; major and sub-major groups follow.
MINOR_88 = _groups(
    """
    011 111 112 113 114 121 122 123 131 211 212 213 214 221 222 223 231 232 233 234 235 241 242 243 244 245 246
    311 312 313 314 315 321 322 323 324 331 332 333 334 341 342 343 344 345 346 347 348 411 412 413 414 419 421
    422 511 512 513 514 515 516 521 522 523 611 612 613 614 615 621 711 712 713 714 721 722 723 724 731 732 733
    734 741 742 743 744 811 812 813 814 815 816 817 821 822 823 824 825 826 827 828 829 831 832 833 834 911 912
    913 914 915 916 921 931 932 933
    """
)
MINOR_08 = _groups(
    """
    011 021 031 111 112 121 122 131 132 133 134 141 142 143 211 212 213 214 215 216 221 222 223 224 225 226 231
    232 233 234 235 241 242 243 251 252 261 262 263 264 265 311 312 313 314 315 321 322 323 324 325 331 332 333
    334 335 341 342 343 351 352 411 412 413 421 422 431 432 441 511 512 513 514 515 516 521 522 523 524 531 532
    541 611 612 613 621 622 631 632 633 634 711 712 713 721 722 723 731 732 741 742 751 752 753 754 811 812 813
    814 815 816 817 818 821 831 832 833 834 835 911 912 921 931 932 933 941 951 952 961 962
    """
)
# The divisions of NACE 1.1 and 2, and so of the two editions of ОКВЭД.
DIVISIONS_1 = _groups(
    """
    01 02 05 10 11 12 13 14 15 16 17 18 19 20 21 22 23 24 25 26 27 28 29 30 31 32 33 34 35 36 37 40 41 45 50 51
    52 55 60 61 62 63 64 65 66 67 70 71 72 73 74 75 80 85 90 91 92 93 95 96 97 99
    """
)
DIVISIONS_2 = _groups(
    """
    01 02 03 05 06 07 08 09 10 11 12 13 14 15 16 17 18 19 20 21 22 23 24 25 26 27 28 29 30 31 32 33 35 36 37 38
    39 41 42 43 45 46 47 49 50 51 52 53 55 56 58 59 60 61 62 63 64 65 66 68 69 70 71 72 73 74 75 77 78 79 80 81
    82 84 85 86 87 88 90 91 92 93 94 95 96 97 98 99
    """
)
# The divisions of each section, which codes do not tell.
SECTIONS_1 = _sections(
    """
    A 01 02/B 05/C 10 11 12 13 14/D 15 16 17 18 19 20 21 22 23 24 25 26 27 28 29 30 31 32 33 34 35 36 37/E 40 41/F 45
    G 50 51 52/H 55/I 60 61 62 63 64/J 65 66 67/K 70 71 72 73 74/L 75/M 80/N 85/O 90 91 92 93/P 95 96 97/Q 99
    """
)
SECTIONS_2 = _sections(
    """
    A 01 02 03/B 05 06 07 08 09/C 10 11 12 13 14 15 16 17 18 19 20 21 22 23 24 25 26 27 28 29 30 31 32 33/D 35
    E 36 37 38 39/F 41 42 43/G 45 46 47/H 49 50 51 52 53/I 55 56/J 58 59 60 61 62 63/K 64 65 66/L 68
    M 69 70 71 72 73 74 75/N 77 78 79 80 81 82/O 84/P 85/Q 86 87 88/R 90 91 92 93/S 94 95 96/T 97 98/U 99
    """
)
