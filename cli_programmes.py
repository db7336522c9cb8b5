"""The verbs of programmes: import, read, charter."""

import json
import sys
from pathlib import Path
from typing import Any

import click

import flows
from cli_shared import EXIT_OF_OUTCOME, vars_of
from tracker import charters, settings
from tracker.errors import InputError
from tracker.towns import load_town
from tracker.vocabulary import PledgeSourceKind, RunOutcome


@click.group()
def programme() -> None:
    """Bring programmes into pledges."""


@programme.command("import")
@click.argument("source", type=click.Path(exists=True, path_type=Path))
@click.option("--mapping", required=True, help="A mapping of data/importers, by name or path.")
@click.option("--town", required=True)
def programme_import(source: Path, mapping: str, town: str) -> None:
    """Turn a structured programme (JSON, JSON lines) into files of pledges, to be confirmed by a person."""
    from scrapers.programmes import import_programme

    path = Path(mapping) if Path(mapping).is_file() else settings.find_data_file("importers", f"{mapping}.yml")
    if not path.is_file():
        raise InputError(f"{mapping}: no such mapping in data/importers")
    for written in import_programme(source, path, town):
        click.echo(written)


@programme.command("read")
@click.argument("what", nargs=-1, required=True)
@click.option("--town", required=True)
@click.option("--list", "organization", required=True, help="Its key in the town's file.")
@click.option("--year", type=int, help="Year of the election (default: the list's).")
@click.option("--term", help="Key of the term (default: the one that begins in that year).")
@click.option("--kind", type=click.Choice([kind.value for kind in PledgeSourceKind]), default="programme", show_default=True)
@click.option("--mapping", help="For a table (CSV, JSON): a mapping of data/importers, by name or path.")
@click.option("--named", default="", help="The list's key in the table, when it is not ours.")
@click.option("--title", default="", help="Default: the document's own.")
@click.option("--url", default="", help="Where a file was found.")
@click.option("--prefix", default="", help="For a site: the path above the programme's pages (default: that of the address).")
@click.option("--max-pages", default=50, show_default=True, type=click.IntRange(1, 1000), help="For a site.")
@click.option("--json", "as_json", is_flag=True)
def programme_read(what: tuple[str, ...], as_json: bool, town: str, **options: Any) -> None:
    """Read a programme (files, a folder, a table, or an address and its pages) into proposals for its worksheet."""
    from scrapers.programmes.command import Asked

    options["kind"] = PledgeSourceKind(options["kind"])
    found = flows.read_programme(load_town(town), Asked(what=what, **options))
    if not options["url"] and any(Path(one).exists() for one in what):
        click.echo("! no --url was given: readers will find no link to the source of these pledges", err=True)
    for line in found.told() if not as_json else [json.dumps(vars_of(found), ensure_ascii=False, default=str)]:
        click.echo(line)
    sys.exit(EXIT_OF_OUTCOME[RunOutcome.OK if found.pledges else RunOutcome.EMPTY])


@programme.command("charter")
@click.argument("template")
@click.option("--town", required=True)
@click.option("--list", "organization", required=True, help="Its key in the town's file.")
@click.option("--measures", default="", help="Numbers of the signed measures, such as 1,4,7.")
@click.option("--principles", is_flag=True, help="The list took up the principles too.")
@click.option("--source", "source_url", required=True, help="Web address where the signature can be seen.")
def programme_charter(template: str, town: str, **options: Any) -> None:
    """Draft the pledges of a list that signed measures of a charter (a TEMPLATE of data/charters), to be confirmed by a person."""
    click.echo("{}: {} pledge(s) added".format(*charters.sign(template, load_town(town), **options)))
    if words := charters.load_charter(template).to_check:
        click.echo(f"! to check: {words}", err=True)
