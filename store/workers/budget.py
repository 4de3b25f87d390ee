"""How many bytes of answers lie in files until their readers have taken them: slow readers may not fill the disk."""

from __future__ import annotations

import io
from threading import Lock
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from typing import BinaryIO


class Budget:
    """So many bytes for all answers together."""

    def __init__(self, most: int) -> None:
        self._left = most
        self._counting = Lock()

    def take(self, size: int) -> bool:
        """Take bytes if there are so many; tell whether."""
        with self._counting:
            if size > self._left:
                return False
            self._left -= size
            return True

    def give_back(self, size: int) -> None:
        """Give bytes back."""
        with self._counting:
            self._left += size


class BudgetedFile(io.BufferedReader):
    """The file of an answer, whose bytes are given back when it is closed."""

    def __init__(self, file: BinaryIO, size: int, budget: Budget) -> None:
        super().__init__(io.FileIO(file.fileno(), closefd=False))
        self._file = file
        self._size = size
        self._budget = budget

    def close(self) -> None:
        """Close the file; its bytes are free."""
        if self.closed:
            return
        super().close()
        self._file.close()
        self._budget.give_back(self._size)
