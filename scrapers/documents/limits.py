"""Limits put on every document: all of them are hostile until read. Measured on 485 real files: none comes near.

Pages that must be recognised from their image get more time each, up to a cap: the child says how many there are, and its parent
believes it up to that cap.
"""

import resource
from collections.abc import Callable

MAX_FILE_BYTES = 100_000_000
MAX_PAGES = 800
MAX_CHARACTERS = 8_000_000
MAX_ANSWER_BYTES = 64_000_000
WALL_SECONDS = 90.0
CPU_SECONDS = 60
ADDRESS_SPACE = 1_500_000_000
SECONDS_A_PAGE = 20  # a page that Tesseract reads takes 1 to 5 seconds, on a busy computer and in four orientations up to 20
MOST_SECONDS = 3_600  # for the recognition of one document
CPU_SECONDS_A_PAGE = 1  # drawing it; Tesseract is a process of its own

_tell: list[Callable[[int], None]] = []


def limit_this_process(tell: Callable[[int], None] | None = None) -> None:
    """Put limits of memory and core dumps on the calling process, a child; `tell` passes seconds asked for to its parent."""
    for what, value in ((resource.RLIMIT_AS, ADDRESS_SPACE), (resource.RLIMIT_CORE, 0)):
        hard = resource.getrlimit(what)[1]
        allowed = value if hard == resource.RLIM_INFINITY else min(value, hard)
        resource.setrlimit(what, (allowed, allowed))
    _tell[:] = [tell] if tell else []


def limit_processor_time(seconds: int = CPU_SECONDS) -> None:
    """Let the calling process use so many more seconds of processor time; the kernel ends it at that moment."""
    used = resource.getrusage(resource.RUSAGE_SELF)
    hard = resource.getrlimit(resource.RLIMIT_CPU)[1]
    soft = int(used.ru_utime + used.ru_stime) + 1 + seconds
    resource.setrlimit(resource.RLIMIT_CPU, (soft if hard == resource.RLIM_INFINITY else min(soft, hard), hard))


def allow_recognition(pages: int) -> None:
    """Give the document being read the time that recognising so many pages takes."""
    seconds = min(pages * SECONDS_A_PAGE, MOST_SECONDS)
    limit_processor_time(CPU_SECONDS + seconds * CPU_SECONDS_A_PAGE // SECONDS_A_PAGE)
    for tell in _tell:
        tell(seconds)
