"""The few chains that cross rooms: run, read, demo, rebuild; see also `flows_evaluate`, `flows_towns`. No other logic lives here."""

import logging
import os
import shutil
import sqlite3
import time
from collections.abc import Callable, Iterator, Sequence
from contextlib import closing, contextmanager
from dataclasses import dataclass
from functools import partial
from pathlib import Path

from scrapers.archive import Archive
from scrapers.crawl import crawl_many, crawl_source
from scrapers.documents.render import render_document
from scrapers.loopback import serve_folder
from scrapers.parsers.pledges.details import details_of, setting_of
from scrapers.parsers.pledges.themes import suggest_themes
from scrapers.programmes.command import Asked, Nothing, organization_of, term_of
from scrapers.programmes.command import read_programme as read_programme_into
from scrapers.programmes.proposals import Written
from scrapers.reading import read_town
from scrapers.restore import restore_runs
from tracker import accounts, borders, clock, decisions, dumps
from tracker.errors import InputError, LockHeldError
from tracker.exports.csv import export_csv
from tracker.ingest import IngestReport, ingest, refresh_anchors
from tracker.ingest.programmes import ingest_programmes
from tracker.items import RunItem, ThemeItem
from tracker.linking.link import LinkReport, link
from tracker.queries import searchable
from tracker.settings import ROOT, database_url, exports_dir, renders_dir, runs_dir, store_dir
from tracker.store import dispose, migrate, writing
from tracker.towns import SourceConfig, TownConfig, load_town, town_files
from tracker.vocabulary import RunOutcome

log = logging.getLogger(__name__)
Progress = Callable[[int, int], None]
Stage = Callable[[str], Progress]
DEMO_MARK = "DEMO"
DEMO_DATA = ROOT / "data" / "demo"
_GRAVITY = (RunOutcome.OK, RunOutcome.PARTIAL, RunOutcome.EMPTY, RunOutcome.BLOCKED, RunOutcome.FAILED)


def quiet(_name: str) -> Progress:
    """Return a progress callback that shows nothing."""
    return lambda _done, _total: None


@dataclass(frozen=True)
class TownRun:
    """What one `run` did, stage by stage."""

    crawls: tuple[RunItem, ...]
    reading: RunItem
    ingested: IngestReport
    linked: LinkReport

    @property
    def outcome(self) -> RunOutcome:
        """The gravest outcome of its crawls and reading."""
        return max((r.outcome for r in (*self.crawls, self.reading)), key=_GRAVITY.index)


def sources_to_crawl(
    town: TownConfig, *, folder: Path | None = None, source: str | None = None, frequency: str | None = None, confirmed: bool = False
) -> list[SourceConfig]:
    """Return the sources that a command names: by key, by frequency, or the folder source for `--folder`; `confirmed` drops guesses."""
    if source:
        return [town.source(source)]
    if folder:
        found = [s for s in town.sources if s.platform == "folder"]
        if not found:
            raise InputError(f"{town.slug}: --folder needs a source of platform `folder` in its file, found none")
        return found[:1]
    chosen = [s for s in town.sources if s.platform != "folder" or s.path]
    chosen = [s for s in chosen if frequency in (None, s.frequency)]
    chosen = [s for s in chosen if not (confirmed and s.awaits_confirmation)]
    if not chosen:
        raise InputError(f"{town.slug}: no source to crawl{f' {frequency}' if frequency else ''}; use --folder for a local folder")
    return chosen


def crawl(
    town: TownConfig, sources: list[SourceConfig], folder: Path | None = None, stage: Stage = quiet, *, by_hand: bool = True
) -> list[RunItem]:
    """Crawl sources and return their runs: by hand each one whole and at once, else what is due, and at night what wants the night."""
    if not by_hand:
        return crawl_many([(town, source) for source in sources], by_hand=False)
    progress = stage("crawl")
    runs = []
    for done, source in enumerate(sources, 1):
        runs.append(crawl_source(town, source, folder=folder))
        progress(done, len(sources))
    return runs


def crawl_towns(towns: Sequence[TownConfig], frequency: str | None = None) -> list[RunItem]:
    """Crawl every source of several towns at once, each host as politely as if it were alone."""
    chosen = [(town, source) for town in towns for source in sources_to_crawl(town, frequency=frequency)]
    return crawl_many(chosen, by_hand=frequency is None)


def run_town(
    town: TownConfig, sources: list[SourceConfig], folder: Path | None = None, stage: Stage = quiet, *, by_hand: bool = True
) -> TownRun:
    """Crawl, read, ingest and link one town; a partial crawl goes on, a failed one is recorded and not ingested."""
    migrate()
    crawls = crawl(town, sources, folder, stage, by_hand=by_hand)
    reading = read(town, stage("read"))
    ingested = ingest(town, progress=stage("ingest"))
    linked = link(town, progress=stage("link"))
    searchable.prepare(town.slug)
    return TownRun(tuple(crawls), reading, ingested, linked)


def read(town: TownConfig, progress: Progress | None = None, *, again: bool = False) -> RunItem:
    """Read a town's archived documents, with the borders that people drew; `again` tries once more what could not be read."""
    migrate()
    borders.write_decisions(town.slug)
    return read_town(town, progress=progress, again=again)


def read_programme(town: TownConfig, asked: Asked) -> Written | Nothing:
    """Read a programme into the proposals of its worksheet, each with its details and the themes it suggests, and make its town known."""
    term = term_of(town, organization_of(town, asked.organization), asked)
    written = read_programme_into(town, asked, partial(details_of, setting=setting_of(town, term)), themes_suggested)
    migrate()
    ingest_programmes(town)
    return written


def themes_suggested(text: str, headings: Sequence[str]) -> tuple[ThemeItem, ...]:
    """Return the themes suggested for a pledge, the best first."""
    return tuple(ThemeItem(key=one.key, score=one.score, words=one.words) for one in suggest_themes(text, headings))


def render(document: str, page: int, out: Path | None = None) -> Path:
    """Draw a page of an archived document (its SHA-256) or of a file as a PNG, once; return where the image is."""
    path = Path(document) if Path(document).is_file() else Archive().path(document)
    kept = renders_dir() / f"{path.name}-{page}.png"
    archived = path.parent.parent == Archive().folder
    if out is None and not archived:
        raise InputError(f"{document}: --out is needed for a file outside the archive")
    target = out or kept
    if out is None and kept.is_file():
        return kept
    image = render_document(path, page)
    target.parent.mkdir(parents=True, exist_ok=True)
    part = target.with_name(f".{target.name}.{os.getpid()}")
    part.write_bytes(image)
    part.replace(target)
    return target


@contextmanager
def environment(**values: str) -> Iterator[None]:
    """Set environment variables for a while: settings, clock and child processes all read them."""
    before = {key: os.environ.get(key) for key in values}
    os.environ.update(values)
    try:
        yield
    finally:
        for key, value in before.items():
            if value is None:
                os.environ.pop(key, None)
            else:
                os.environ[key] = value


def demo_town() -> TownConfig:
    """Return the fictional town of `data/demo`."""
    with environment(CHOSE_PROMISE_DATA=str(DEMO_DATA)):
        slugs = sorted(p.stem for p in (DEMO_DATA / "towns").glob("*.yml"))
        return load_town(slugs[0])


def demo_environment(store: Path) -> dict[str, str]:
    """Return the settings under which the demonstration runs: its store, its files, its pinned day."""
    town = demo_town()
    return {
        "CHOSE_PROMISE_STORE": str(store),
        "CHOSE_PROMISE_DATA": str(DEMO_DATA),
        "CHOSE_PROMISE_DATABASE_URL": f"sqlite:///{store / 'chose-promise.db'}",
        "CHOSE_PROMISE_NOW": f"{town.as_of}T12:00:00+00:00",
    }


def demo_place() -> Path:
    """Return the demonstration's store: the named one if empty or a demo already, else data/store-demo."""
    named = os.environ.get("CHOSE_PROMISE_STORE")
    place = Path(named).resolve() if named else ROOT / "data" / "store-demo"
    if place.exists() and any(place.iterdir()) and not (place / DEMO_MARK).exists():
        raise InputError(f"{place}: expected an empty store or a demonstration's, found another town's; set CHOSE_PROMISE_STORE elsewhere")
    return place


def demo_store(store: Path, stage: Stage = quiet) -> dict[str, str]:
    """Build (or refresh) the demonstration's store and return one-time logins: login -> password."""
    store.mkdir(parents=True, exist_ok=True)
    (store / DEMO_MARK).write_text("made by `chose-promise demo`; may be deleted\n", encoding="utf-8")
    with environment(**demo_environment(store)), serve_folder(DEMO_DATA / "site") as base:
        town = demo_town()
        address = base.removeprefix("http://").rstrip("/")
        rewrite = f"{decisions.demo_host(town)}=http://{address}"
        with environment(CHOSE_PROMISE_ALLOW_LOOPBACK=address, CHOSE_PROMISE_REWRITE=rewrite):
            run_town(town, sources_to_crawl(town), stage=stage)
        if not accounts.list_users():
            decisions.load(DEMO_DATA / "decisions.yml", town.slug, store / "demo-decisions")
        export_csv(exports_dir() / "chose-promise.csv")
        return _one_time_logins()


def _one_time_logins() -> dict[str, str]:
    """Give fresh passwords to one volunteer and two reviewers."""
    users = accounts.list_users()
    chosen = [u for u in users if u.role == "volunteer"][:1] + [u for u in users if u.role == "reviewer"][:2]
    logins = {user.id: accounts.one_time_password() for user in chosen}
    for login, password in logins.items():
        accounts.set_password(login, password)
    return logins


def rebuild(dump_folder: Path | None = None, stage: Stage = quiet) -> list[str]:
    """Make the derived tables again from archive, curated files and human decisions; return the towns rebuilt.

    The decisions come from `dump_folder`, else from the present database, which is kept beside as `.before-rebuild-…`.
    """
    if dump_folder is None:
        migrate()
        dump_folder = store_dir() / "dumps" / f"{clock.now():%Y%m%dT%H%M%SZ}"
        dumps.dump(dump_folder)
    archived = sorted({fetch.document.town for fetch in Archive().fetches()})
    configs = [load_town(slug) for slug in archived]  # a missing town file refuses before anything is touched
    secrets = accounts.password_hashes() if _database_file().exists() else {}
    with _replacing(_database_file()):
        shutil.rmtree(runs_dir(), ignore_errors=True)
        migrate()
        dumps.load_before_reading(dump_folder)
        towns = restore_runs(Archive())
        for config in configs:
            _rebuild_town(config, stage)
        dumps.load(dump_folder)
        with writing() as session:  # the judgements came after the acts: tie them again
            for slug in towns:
                refresh_anchors(session, slug)
        for config in configs:  # confirmed links widen the search: they must be back
            link(config, progress=stage("link"))
        accounts.restore_password_hashes(secrets)
    return towns


def _rebuild_town(town: TownConfig, stage: Stage) -> None:
    read_town(town, progress=stage("read"))
    ingest(town, progress=stage("ingest"))


def _database_file() -> Path:
    url = database_url()
    if not url.startswith("sqlite:///"):
        raise InputError(f"rebuild works on the embedded SQLite store; on {url.split(':')[0]} drop and migrate by hand, then `load`")
    return Path(url.removeprefix("sqlite:///"))


@contextmanager
def _replacing(database: Path) -> Iterator[None]:
    """Keep the database beside, with what its journal holds, while a new one is made; a failure puts it back."""
    aside = database.with_name(f"{database.name}.before-rebuild-{time.time_ns()}")
    if database.exists():
        _close_journal(database)
        database.replace(aside)
    try:
        yield
    except BaseException:
        dispose()
        for suffix in ("-wal", "-shm"):
            database.with_name(database.name + suffix).unlink(missing_ok=True)
        if aside.exists():
            aside.replace(database)
        raise


def _close_journal(database: Path) -> None:
    dispose()
    with closing(sqlite3.connect(database)) as connection:
        busy = connection.execute("PRAGMA wal_checkpoint(TRUNCATE)").fetchone()[0]
    if busy:
        raise LockHeldError(f"{database}: another process is using the database; stop the dashboard and the scheduler, then rebuild")
    for suffix in ("-wal", "-shm"):
        database.with_name(database.name + suffix).unlink(missing_ok=True)


def known_towns() -> list[TownConfig]:
    """Return every town whose file is valid, in order of slug."""
    return [load_town(slug) for slug in sorted(town_files())]
