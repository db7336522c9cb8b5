"""Limits put on every document: all of them are hostile until read. Measured on 485 real files: none comes near."""

import resource

MAX_FILE_BYTES = 60_000_000
MAX_PAGES = 800
MAX_CHARACTERS = 8_000_000
MAX_ANSWER_BYTES = 64_000_000
WALL_SECONDS = 90.0
CPU_SECONDS = 60
ADDRESS_SPACE = 1_500_000_000


def limit_this_process() -> None:
    """Put limits of memory, processor time and core dumps on the calling process; only a child calls it."""
    for what, value in ((resource.RLIMIT_AS, ADDRESS_SPACE), (resource.RLIMIT_CPU, CPU_SECONDS), (resource.RLIMIT_CORE, 0)):
        hard = resource.getrlimit(what)[1]
        allowed = value if hard == resource.RLIM_INFINITY else min(value, hard)
        resource.setrlimit(what, (allowed, allowed))
