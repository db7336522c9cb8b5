"""`chose-promise` as a person types it, in a process of its own.

The process is forked from one that has imported the program and done nothing else: the imports take longer than most verbs. The real
command from a cold start is what makes the demonstration (`tests.demo`) and what is killed in `test_flows`.
"""

import multiprocessing
import os
import sys
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from pathlib import Path
from subprocess import CompletedProcess
from tempfile import TemporaryDirectory
from types import ModuleType

_WARM = multiprocessing.get_context("forkserver")
_WARM.set_forkserver_preload(["cli", __name__])


def run_command(*words: str, env: Mapping[str, str]) -> CompletedProcess[str]:
    """Run the command with exactly this environment; return its exit code and what it printed."""
    with TemporaryDirectory() as folder:
        said = [Path(folder) / "output", Path(folder) / "errors"]
        child = _WARM.Process(target=_live, args=(words, dict(env), *map(str, said)))
        with _without_main():
            child.start()
        child.join()
        assert child.exitcode is not None
        return CompletedProcess(words, child.exitcode, *(path.read_text(encoding="utf-8") for path in said))


@contextmanager
def _without_main() -> Iterator[None]:
    """Hide the program that runs the tests: a fork would run it again, and a test of a page leaves the page in its place."""
    present = sys.modules["__main__"]
    sys.modules["__main__"] = ModuleType("__main__")
    try:
        yield
    finally:
        sys.modules["__main__"] = present


def _live(words: tuple[str, ...], env: dict[str, str], *said: str) -> None:
    for number, path in enumerate(said, start=1):
        os.dup2(os.open(path, os.O_WRONLY | os.O_CREAT | os.O_TRUNC), number)
    os.environ.clear()
    os.environ.update(env)
    import cli  # imported already, before the fork

    sys.argv = [cli.__file__, *words]
    cli.main()
