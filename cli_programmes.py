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
@click.option("--year", type=int, help="Year of the election, for a mapping that does not say it.")
@click.option("--term", help="Key of the term, for a mapping of many towns (default: the one that begins in that year).")
def programme_import(source: Path, mapping: str, town: str, year: int | None, term: str | None) -> None:
    """Turn a structured programme (JSON, JSON lines) into files of pledges, to be confirmed by a person."""
    from scrapers.programme_mapping import load_mapping
    from scrapers.programmes import import_programme

    path = Path(mapping) if Path(mapping).is_file() else settings.find_data_file("importers", f"{mapping}.yml")
    if not path.is_file():
        raise InputError(f"{mapping}: no such mapping in data/importers")
    rules = load_mapping(path)
    if rules.term is None and term is None:
        term = _term_of(town, rules.year or year)
    for written in import_programme(source, path, town, year, term):
        click.echo(written)


def _term_of(town: str, year: int | None) -> str:
    """Return the term of the town's file that begins in the year of the election: a mapping of many towns cannot name it."""
    if year is None:
        raise InputError("this mapping serves many towns and elections: expected --year, the year of the election")
    terms = load_town(town).terms
    found = [term.key for term in terms if term.start.year == year]
    if len(found) != 1:
        known = ", ".join(term.key for term in terms) or "none"
        raise InputError(f"{town}: {len(found)} terms of its file begin in {year}: expected --term, one of {known}")
    return found[0]


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
@click.option("--url", default="", help="Address where a file was found: readers follow it to the source.")
@click.option("--no-url", is_flag=True, help="The file has no address online (paper, e-mail): readers open the stored copy.")
@click.option("--prefix", default="", help="For a site: the path above the programme's pages (default: that of the address).")
@click.option("--max-pages", default=50, show_default=True, type=click.IntRange(1, 1000), help="For a site.")
@click.option("--json", "as_json", is_flag=True)
def programme_read(what: tuple[str, ...], as_json: bool, town: str, no_url: bool, **options: Any) -> None:
    """Read a programme (files, a folder, a table, or an address and its pages) into proposals for its worksheet."""
    from scrapers.programmes.command import Asked

    options["kind"] = PledgeSourceKind(options["kind"])
    options["url"] = _address(options["url"], no_url or not any(Path(one).exists() for one in what))
    found = flows.read_programme(load_town(town), Asked(what=what, **options))
    for line in found.told() if not as_json else [json.dumps(vars_of(found), ensure_ascii=False, default=str)]:
        click.echo(line)
    sys.exit(EXIT_OF_OUTCOME[RunOutcome.OK if found.pledges else RunOutcome.EMPTY])


def _address(url: str, none: bool) -> str:
    """Return where the programme was found: asked for at a terminal, for elsewhere nobody is there to answer."""
    if not url and not none and sys.stdin.isatty():
        url = click.prompt("Address where this programme was found (empty: it has none online)", default="", show_default=False, err=True)
    if url and not url.startswith(("https://", "http://")):
        raise InputError(f"--url {url[:80]}: expected an address that begins with https:// or http://")
    if not url and not none:
        click.echo("! no --url: expected the address where this was found, or --no-url; readers will open the stored copy", err=True)
    return url


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
