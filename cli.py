"""The command `chose-promise`: verbs only. Errors become one line and an exit code; nothing else is decided here."""

import logging
import os
import sys
import time
from collections.abc import Callable
from pathlib import Path
from typing import Any

import click

import flows
import scheduler
from cli_evaluate import evaluate
from cli_linking import learn_command
from cli_programmes import programme
from cli_shared import EXISTING_FOLDER, EXIT_OF_OUTCOME, JSON_OPTION, bars, tell, vars_of
from cli_towns import towns
from cli_worksheet import worksheet
from tracker import accounts, checks, dumps, settings
from tracker.errors import InputError, InvariantError, LockHeldError, SiteBlockedError, TrackerError
from tracker.exports.csv import export_csv
from tracker.ingest import ingest as ingest_town
from tracker.linking.link import link as link_town
from tracker.store import migrate
from tracker.towns import load_town
from tracker.vocabulary import Role


@click.group(context_settings={"help_option_names": ["-h", "--help"]})
@click.version_option(settings.VERSION, prog_name="chose-promise")
@click.option("--verbose", is_flag=True, help="Log every step on standard error.")
def cli(verbose: bool) -> None:
    """Chose promise: hold elected people to their word, with the proof.

    Pledges on one side, council acts on the other; the machine suggests, named people decide.
    """
    logging.basicConfig(level=logging.INFO if verbose else logging.WARNING, format="%(levelname)s %(name)s: %(message)s")


for group in (towns, programme, evaluate, worksheet, learn_command):
    cli.add_command(group)


@cli.command()
@click.option("--no-serve", is_flag=True, help="Build the store and the CSV, then stop.")
@click.option("--port", default=8501, show_default=True, type=click.IntRange(1, 65535))
def demo(no_serve: bool, port: int) -> None:
    """Show everything on a fictional town: crawl it, read it, link it, load its people's decisions, serve it."""
    started = time.monotonic()
    place = flows.demo_place()
    logins = flows.demo_store(place, stage=bars)
    click.echo(f"\nDemonstration ready in {time.monotonic() - started:.0f} s. Everything in it is fictional.")
    click.echo(f"store: {place}\ncsv:   {place / 'exports' / 'chose-promise.csv'}")
    click.echo("one-time logins (new at each start):")
    for login, password in logins.items():
        click.echo(f"  {login:<16} {password}")
    if not no_serve:
        os.environ.update(flows.demo_environment(place))
        _serve(port)


def _serve(port: int) -> None:
    from dashboard.launch import command  # streamlit is slow to import: only when serving

    click.echo(f"dashboard: http://127.0.0.1:{port} (Ctrl-C stops it)")
    arguments = command(port)
    os.execv(arguments[0], arguments)  # noqa: S606 - replaces this process, so that Ctrl-C and signals reach the server


@cli.command()
@click.option("--port", default=8501, show_default=True, type=click.IntRange(1, 65535))
def dashboard(port: int) -> None:
    """Serve the dashboard of this store on loopback."""
    migrate()
    _serve(port)


def _source_options(function: Callable[..., None]) -> Callable[..., None]:
    for option in (
        click.option(
            "--folder", type=EXISTING_FOLDER, help="Read documents from this folder (its manifest.csv, or its parent's, is used)."
        ),
        click.option("--source", help="Only the source of this key."),
        click.option("--frequency", type=click.Choice(list(scheduler.CRON)), help="Only the sources of this frequency."),
    ):
        function = option(function)
    return function


@cli.command()
@click.argument("towns", nargs=-1, required=True, metavar="TOWN...")
@_source_options
@JSON_OPTION
def crawl(towns: tuple[str, ...], folder: Path | None, source: str | None, frequency: str | None, as_json: bool) -> None:
    """Fetch the documents of a TOWN, or of several at once, into the archive and run folders."""
    configs = [load_town(town) for town in dict.fromkeys(towns)]
    if len(configs) == 1:
        config = configs[0]
        runs = flows.crawl(config, flows.sources_to_crawl(config, folder=folder, source=source, frequency=frequency), folder, bars)
    elif folder or source:
        raise InputError("crawl: --folder and --source belong to one town; expected one, found several")
    else:
        runs = flows.crawl_towns(configs, frequency)
    tell({run.source if len(configs) == 1 else f"{run.town}/{run.source}": f"{run.outcome} {run.counts}" for run in runs}, as_json)
    sys.exit(max(EXIT_OF_OUTCOME[run.outcome] for run in runs))


@cli.command()
@click.argument("what", nargs=-1, required=True)
@click.option("--again", is_flag=True, help="Try once more the documents that could not be read.")
@JSON_OPTION
def read(what: tuple[str, ...], again: bool, as_json: bool) -> None:
    """Read a TOWN's archived documents again, without network; or read FILEs and print their items."""
    from scrapers.reading import read_files

    paths = [Path(name) for name in what]
    if all(path.is_file() for path in paths):
        _print_items(read_files(paths), as_json)
        return
    if len(what) > 1:
        raise InputError(f"read: expected one town or existing files, found {', '.join(str(p) for p in paths if not p.is_file())}")
    say_missing_tools()
    run = flows.read(load_town(what[0]), bars("read"), again=again)
    tell({"outcome": run.outcome, **run.counts}, as_json)
    sys.exit(EXIT_OF_OUTCOME[run.outcome])


def say_missing_tools() -> None:
    """Say in one line each which programs this computer lacks to read scans and old files: those documents wait, flagged."""
    from scrapers.documents.tools import missing

    for sentence in missing():
        click.echo(f"chose-promise: {sentence}", err=True)


def _print_items(items: list[Any], as_json: bool) -> None:
    for item in items:
        if as_json:
            click.echo(item.model_dump_json())
        elif item.item == "act":
            click.echo(f"{item.date}  {item.number or '-':<14} p.{item.page_from:<3} {item.outcome or 'unknown':<10} {item.title}")
        elif item.item == "issue":
            click.echo(f"! {item.code}: {item.message}")


@cli.command()
@click.argument("document")
@click.argument("page", type=click.IntRange(1, 100_000))
@click.option("--out", type=click.Path(dir_okay=False, path_type=Path), help="Default: the store's folder of page images.")
def render(document: str, page: int, out: Path | None) -> None:
    """Draw a PAGE of an archived DOCUMENT (its SHA-256) or of a file as a PNG; prints where the image is."""
    click.echo(flows.render(document, page, out).resolve())


@cli.command()
@click.argument("town")
@JSON_OPTION
@click.option("--force", is_flag=True, help="Go on although most known acts are missing from the new reading.")
def ingest(town: str, as_json: bool, force: bool) -> None:
    """Bring the finished runs of a town into the tables; the second time changes nothing."""
    migrate()
    tell(vars_of(ingest_town(load_town(town), progress=bars("ingest"), force=force)), as_json)


@cli.command()
@click.argument("town")
@JSON_OPTION
def link(town: str, as_json: bool) -> None:
    """Suggest acts for each pledge of a town; suggestions only, never decisions."""
    migrate()
    tell(vars_of(link_town(load_town(town), progress=bars("link"))), as_json)


@cli.command()
@click.argument("town")
@_source_options
@click.option("--confirmed", is_flag=True, help="Only the sources that a person confirmed; the scheduler's own choice.")
@JSON_OPTION
def run(town: str, folder: Path | None, source: str | None, frequency: str | None, confirmed: bool, as_json: bool) -> None:
    """Crawl, read, ingest and link a town."""
    config = load_town(town)
    sources = flows.sources_to_crawl(config, folder=folder, source=source, frequency=frequency, confirmed=confirmed)
    say_missing_tools()
    done = flows.run_town(config, sources, folder, bars, by_hand=not (confirmed or frequency))
    crawled = {f"crawl {r.source}": f"{r.outcome} {r.counts}" for r in done.crawls}
    rest = {"read": f"{done.reading.outcome} {done.reading.counts}", "ingest": vars_of(done.ingested), "link": vars_of(done.linked)}
    tell({**crawled, **rest, "outcome": done.outcome}, as_json)
    sys.exit(EXIT_OF_OUTCOME[done.outcome])


@cli.group()
def export() -> None:
    """Write what is published, for journalists and other programs."""


@export.command("csv")
@click.option("--out", type=click.Path(dir_okay=False, path_type=Path), help="Default: the store's exports folder.")
@click.option("--town", help="Only this town.")
@click.option("--delimiter", default=";", show_default=True, type=click.Choice([";", ",", "\t", "|"]))
@click.option("--no-bom", is_flag=True, help="Leave out the byte order mark that French Excel wants.")
@click.option("--all-pledges", is_flag=True, help="Add the pledges not examined yet, as status 0.")
@click.option("--demands", is_flag=True, help="Write residents' demands, which are never in the file of the promises.")
def export_csv_command(out: Path | None, town: str | None, delimiter: str, no_bom: bool, all_pledges: bool, demands: bool) -> None:
    """Write one row per published verdict, with its source."""
    path = out or settings.exports_dir() / ("chose-promise-demandes.csv" if demands else "chose-promise.csv")
    rows = export_csv(path, town=town, delimiter=delimiter, bom=not no_bom, all_pledges=all_pledges, demands=demands)
    click.echo(f"{path}: {rows} row(s)")


@cli.command()
@click.argument("folder", type=click.Path(file_okay=False, path_type=Path))
def dump(folder: Path) -> None:
    """Write every human decision to a folder of JSON lines (no password, no e-mail)."""
    migrate()
    tell(dumps.dump(folder), False)


@cli.command()
@click.argument("folder", type=EXISTING_FOLDER)
def load(folder: Path) -> None:
    """Load a dump of human decisions; what is already there stays as it is."""
    migrate()
    tell(dumps.load(folder), False)


@cli.command()
@click.option("--dump", "dump_folder", type=EXISTING_FOLDER, help="Decisions to load (default: those of the present database).")
def rebuild(dump_folder: Path | None) -> None:
    """Make the derived tables again from the archive, the curated files and the human decisions."""
    click.echo(f"rebuilt: {', '.join(flows.rebuild(dump_folder, bars)) or 'nothing: the archive is empty'}")


@cli.command()
def check() -> None:
    """Verify the invariants of the store; exit 1 and name each one that fails."""
    problems = checks.check()
    for problem in problems:
        click.echo(problem)
    if problems:
        raise InvariantError(f"{len(problems)} invariant(s) fail")
    click.echo("every invariant holds")


@cli.command()
@click.option("--once", is_flag=True, help="Run what is overdue, then stop.")
def schedule(once: bool) -> None:
    """Run each town's sources at their frequency; one scheduler per store."""
    codes = scheduler.main(once)
    if once:
        click.echo(f"{len(codes)} run(s) were due")
        sys.exit(max(codes, default=0))


@cli.group()
def users() -> None:
    """Manage the local accounts."""


@users.command("add")
@click.argument("login")
@click.option("--name", required=True, help="The name that readers see beside a decision.")
@click.option("--role", type=click.Choice([r.value for r in Role]), default=Role.VOLUNTEER.value, show_default=True)
@click.password_option(help="Asked when not given.")
def users_add(login: str, name: str, role: str, password: str) -> None:
    """Create an account; the first one should be an administrator."""
    migrate()
    accounts.create_user(login, name, Role(role), password)
    click.echo(f"{login}: {role} created")


@users.command("list")
def users_list() -> None:
    """List the accounts."""
    migrate()
    for user in accounts.list_users():
        click.echo(f"{user.id:<20} {user.role:<10} {user.display_name}")


def exit_code_of(error: TrackerError) -> int:
    """Return the exit code of the architecture document for an error."""
    if isinstance(error, InputError):
        return 2
    if isinstance(error, LockHeldError):
        return 3
    if isinstance(error, SiteBlockedError):
        return 4
    return 1 if isinstance(error, InvariantError) else 5


def main() -> None:
    """Run the command; every refusal is one line on standard error, every surprise too (details with --verbose)."""
    try:
        cli(standalone_mode=True)
    except TrackerError as error:
        click.echo(f"chose-promise: {error}", err=True)
        sys.exit(exit_code_of(error))
    except Exception as error:
        if "--verbose" in sys.argv:
            raise
        said = " ".join(str(error).split())[:300]
        click.echo(f"chose-promise: unexpected {type(error).__name__}: {said} (run with --verbose for the details)", err=True)
        sys.exit(5)


if __name__ == "__main__":
    main()
