"""What the verbs share: kinds of argument, exit codes, and how a result or a progress is shown."""

import json
import sys
import time
from pathlib import Path
from typing import Any

import click

import flows
from tracker.vocabulary import RunOutcome

EXIT_OF_OUTCOME = {RunOutcome.OK: 0, RunOutcome.PARTIAL: 4, RunOutcome.EMPTY: 4, RunOutcome.BLOCKED: 4, RunOutcome.FAILED: 5}
EXISTING_FOLDER = click.Path(exists=True, file_okay=False, path_type=Path)
EXISTING_FILE = click.Path(exists=True, dir_okay=False, path_type=Path)
JSON_OPTION = click.option("--json", "as_json", is_flag=True, help="Print one JSON object for programs.")


def bars(name: str) -> flows.Progress:
    """Return a progress callback: a bar on a terminal, a line each ten seconds elsewhere."""
    state = {"shown": 0.0}

    def show(done: int, total: int) -> None:
        on_screen, moment = sys.stderr.isatty(), time.monotonic()
        if done < total and moment - state["shown"] < (0.1 if on_screen else 10):
            return
        state["shown"] = moment
        width = 30 * done // max(total, 1)
        line = f"{name:<8} [{'#' * width}{'.' * (30 - width)}] {done}/{total}"
        click.echo(("\r" if on_screen else "") + line, err=True, nl=not on_screen or done >= total)

    return show


def tell(data: dict[str, Any], as_json: bool) -> None:
    """Print a result for a program, or as `name: value` lines."""
    if as_json:
        click.echo(json.dumps(data, ensure_ascii=False, default=str))
        return
    for key, value in data.items():
        click.echo(f"{key}: {value}")


def vars_of(report: Any) -> dict[str, Any]:
    """Return a report's fields as a dictionary."""
    return {key: getattr(report, key) for key in report.__dataclass_fields__}
