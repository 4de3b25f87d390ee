"""What a worker gives up before its first query: memory without bound, the network, and life beyond its service."""

from __future__ import annotations

import ctypes
import os
import resource
import select
import signal
import sys
from contextlib import suppress
from pathlib import Path
from threading import Thread
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from _typeshed import HasFileno

_CLONE_NEWNET, _CLONE_NEWUSER = 0x40000000, 0x10000000
_M_ARENA_MAX = -8  # mallopt(3)


def end_with(connection: HasFileno) -> None:
    """Have this process killed when the other end of the connection closes: a running query would not notice."""
    Thread(target=_killed_at_the_end_of, args=(connection.fileno(),), daemon=True).start()


def _killed_at_the_end_of(descriptor: int) -> None:
    watch = select.poll()
    # No event is asked for: what is told all the same is that the other end has gone.
    watch.register(descriptor, 0)
    watch.poll()
    os.kill(os.getpid(), signal.SIGKILL)


def bound_memory(allowance: int) -> None:
    """Let the process allocate `allowance` bytes beyond what it has mapped now."""
    cap_memory(_mapped() + allowance)


def cap_memory(most: int) -> bool:
    """Tell whether the process maps so many bytes at most from now on; where the system refuses, nothing changes."""
    _, hard = resource.getrlimit(resource.RLIMIT_AS)
    limit = most if hard == resource.RLIM_INFINITY else min(most, hard)
    # macOS refuses any limit below the hundreds of GiB that every process has mapped there.
    with suppress(ValueError, OSError):
        resource.setrlimit(resource.RLIMIT_AS, (limit, limit))
        _reserve_little()
        return True
    return False


def _reserve_little() -> None:
    """Have threads share one arena: glibc else reserves 64 MB or more of address space for each, as chance has it."""
    with suppress(AttributeError, OSError):
        ctypes.CDLL(None).mallopt(_M_ARENA_MAX, 1)


def leave_network() -> bool:
    """Tell whether the process has no network from now on; where the system does not let it, nothing changes."""
    if sys.platform != "linux":
        return False
    unshare = ctypes.CDLL(None, use_errno=True).unshare
    # Without privileges, a namespace of users of its own lets a process have a network of its own.
    return any(unshare(flags) == 0 for flags in (_CLONE_NEWNET, _CLONE_NEWUSER | _CLONE_NEWNET))


def _mapped() -> int:
    """Return the bytes of address space that the process has mapped."""
    with suppress(OSError):
        return int(Path("/proc/self/statm").read_text(encoding="ascii").split()[0]) * resource.getpagesize()
    return 0
