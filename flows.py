"""The few chains that cross rooms: run, demo, rebuild, evaluate. No other logic lives here."""

import logging
import os
import shutil
import sqlite3
import tempfile
import time
from collections.abc import Callable, Iterator, Sequence
from contextlib import closing, contextmanager
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any

from scrapers.archive import Archive
from scrapers.crawl import crawl_many, crawl_source
from scrapers.discovery.address import check_address
from scrapers.discovery.identify import Identity
from scrapers.discovery.judge import LinkEvidence, judge
from scrapers.discovery.looking import LAST_RESORT, OF_THE_USER, SITE_KEY, Survey
from scrapers.discovery.sample import Sample
from scrapers.discovery.survey import survey_site
from scrapers.discovery.trial import EXPECTED_OF_A_TRIAL, Trial, by_kind, is_silent, last_signs, try_source
from scrapers.discovery.words import Lexicon
from scrapers.documents.render import render_document
from scrapers.loopback import serve_folder
from scrapers.outcomes import BLOCKING
from scrapers.parsers.stage import read_stage
from scrapers.parsers.votes import read_vote
from scrapers.reading import read_files, read_town
from scrapers.restore import restore_runs
from tracker import accounts, borders, clock, decisions, dumps
from tracker.errors import InputError, LockHeldError, SiteBlockedError, SiteFailedError
from tracker.exports.csv import export_csv
from tracker.ingest import IngestReport, ingest, refresh_anchors
from tracker.items import ActItem, IssueItem, ReadingItem, RunItem, SittingItem
from tracker.linking.link import LinkReport, link
from tracker.scoring.discovery import JudgedName, NameAnswer, read_names, score_names
from tracker.scoring.links import evaluate_links
from tracker.scoring.minutes import FileReading, MinuteAct, read_truth, score_minutes
from tracker.scoring.stages import read_stages, score_stages
from tracker.scoring.votes import read_votes, score_votes
from tracker.settings import ROOT, database_url, exports_dir, renders_dir, runs_dir, store_dir
from tracker.store import dispose, migrate, writing
from tracker.town_files import Place, free_path, new_town, slug_of, town_yaml, write_town
from tracker.town_report import CheckRow, Facts, FoundRow
from tracker.towns import SourceConfig, TownConfig, load_town, town_files
from tracker.vocabulary import Platform, RunOutcome, VoteOption

log = logging.getLogger(__name__)
Progress = Callable[[int, int], None]
Stage = Callable[[str], Progress]
FileItem = ReadingItem | SittingItem | ActItem | IssueItem
DEMO_MARK = "DEMO"
TRIAL_REQUESTS, SURVEY_REQUESTS, LEAST_REQUESTS, CHECK_REQUESTS = 30, 14, 3, 10
TO_REVIEW = frozenset({"no_segmentation", "low_confidence", "no_title", "needs_ocr", "pages_need_ocr", "ocr_weak", "border_lost"})
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
    return TownRun(tuple(crawls), reading, ingested, linked)


def read(town: TownConfig, progress: Progress | None = None, *, again: bool = False) -> RunItem:
    """Read a town's archived documents, with the borders that people drew; `again` tries once more what could not be read."""
    migrate()
    borders.write_decisions(town.slug)
    return read_town(town, progress=progress, again=again)


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
        accounts.restore_password_hashes(secrets)
    return towns


def _rebuild_town(town: TownConfig, stage: Stage) -> None:
    read_town(town, progress=stage("read"))
    ingest(town, progress=stage("ingest"))
    link(town, progress=stage("link"))


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


def evaluate(kind: str, folder: Path, **options: Any) -> dict[str, object]:
    """Score one judged set and return the object that the verb prints."""
    scorers: dict[str, Callable[..., dict[str, object]]] = {
        "links": evaluate_links, "minutes": _evaluate_minutes, "votes": _evaluate_votes, "stages": _evaluate_stages,
        "discovery": _evaluate_discovery,
    }  # fmt: skip
    return scorers[kind](folder, **options)


def _evaluate_minutes(folder: Path) -> dict[str, object]:
    truth = read_truth(folder / "truth.csv")
    return score_minutes(read_judged_files(folder, list(truth)), truth)


def read_judged_files(folder: Path, names: Sequence[str]) -> dict[str, FileReading]:
    """Read files of a judged folder as any document, without store, in the shape that the scorer takes."""
    read = read_each([folder / name for name in names])
    return {name: file_reading(items) for name, items in zip(names, read, strict=True)}


def read_each(paths: Sequence[Path]) -> list[list[FileItem]]:
    """Return the items of each file, in the order of the files."""
    found: list[list[FileItem]] = []
    for item in read_files(paths):
        if isinstance(item, ReadingItem):
            found.append([])
        found[-1].append(item)
    return found


def file_reading(items: Sequence[FileItem]) -> FileReading:
    """Return what the scorer needs of one file's items."""
    acts = tuple(MinuteAct(one.number, one.title, one.outcome, one.date) for one in items if isinstance(one, ActItem))
    pages = sum(len(one.pages) for one in items if isinstance(one, ReadingItem))
    return FileReading(acts, pages, any(isinstance(one, IssueItem) and one.code in TO_REVIEW for one in items))


def _evaluate_votes(folder: Path) -> dict[str, object]:
    judged = read_votes(folder / "items.jsonl")
    return score_votes([vote_answer(one.text) for one in judged], judged)


def vote_answer(text: str) -> dict[str, object]:
    """Return what the vote reader says of a passage; groups' counts are added up when the council's own is not printed."""
    vote = read_vote(text)
    answer: dict[str, object] = {"outcome": vote.outcome, "unanimous": vote.unanimous}
    for option in VoteOption:
        counts = [count for count in vote.counts if count.option is option]
        whole = [count.value for count in counts if not count.group]
        answer[option.value] = whole[0] if whole else sum(count.value for count in counts) if counts else None
    return answer


def _evaluate_stages(folder: Path) -> dict[str, object]:
    judged = read_stages(folder / "judged.jsonl")
    return score_stages([read_stage(one.title).stage for one in judged], judged)


def _evaluate_discovery(folder: Path) -> dict[str, object]:
    judged = read_names(folder / "names.csv")
    return score_names([answer_name(one) for one in judged], judged)


def answer_name(name: JudgedName, lexicon: Lexicon | None = None) -> NameAnswer:
    """Return what the judge of links says of a name, in the shape that the scorer takes."""
    found = judge(LinkEvidence(name.doc_url, name.link_text, *name.around), lexicon)
    return NameAnswer(found.is_record, found.kind, found.date, found.date_certain)


@contextmanager
def trial_store() -> Iterator[None]:
    """Let test crawls write in a store of their own, which ends with them: nothing that nobody confirmed enters the archive."""
    with tempfile.TemporaryDirectory(prefix="chose-promise-") as place, environment(CHOSE_PROMISE_STORE=place):
        yield


@dataclass(frozen=True)
class Proposal:
    """What `towns add` learned of a site, and the file it wrote, if any."""

    survey: Survey
    trials: tuple[Trial, ...]
    path: Path | None = None
    town: TownConfig | None = None

    @property
    def requests(self) -> int:
        """Every request that was made, to the site and to the directories."""
        return self.survey.requests + sum(one.requests for one in self.trials)


def add_town(url: str, typed: Identity, *, elsewhere: bool = False, stage: Stage = quiet) -> Proposal:
    """Identify the commune of a site, try what would read it with at most `TRIAL_REQUESTS` requests, and write the town's file."""
    progress = stage("look")
    survey = survey_site(check_address(url), typed, requests=SURVEY_REQUESTS, year=clock.today().year, elsewhere=elsewhere)
    _refuse(survey)
    place = Place(**survey.identity.model_dump(exclude={"population"}))
    path = free_path(slug_of(place.name))
    town = new_town(place, survey.candidates)
    progress(1, 2)
    with trial_store():
        trials = try_sources(town, TRIAL_REQUESTS - survey.requests)
    progress(2, 2)
    sources = tuple(trial.source for trial in trials if trial.found)
    proposal = Proposal(survey, trials)
    if not sources:
        return proposal
    notes = f"Found by `towns add` on {clock.today()}: see docs/add-a-town.md for what to confirm."
    return replace(proposal, path=path, town=write_town(path, town_yaml(new_town(place, sources), url, notes)))


def _refuse(survey: Survey) -> None:
    """Raise the error of what stops everything at the first look."""
    if survey.problem in OF_THE_USER:
        raise InputError(survey.message)
    if survey.problem in BLOCKING:
        raise SiteBlockedError(survey.message)
    if survey.problem:
        raise SiteFailedError(survey.message)


def try_sources(town: TownConfig, requests: int) -> tuple[Trial, ...]:
    """Try the proposed sources: each machine route a little, then the ways of reading the site until one shows documents."""
    trials: list[Trial] = []
    for source in town.sources:
        left = requests - sum(one.requests for one in trials)
        if left < LEAST_REQUESTS or (source.key == LAST_RESORT and any(one.found and one.source.key == SITE_KEY for one in trials)):
            continue
        site = source.key in (SITE_KEY, LAST_RESORT)
        trials.append(try_source(town, source, Sample(requests=left if site else min(left, 4), documents=4 if site else 1)))
    return tuple(trials)


def proposal_facts(proposal: Proposal) -> Facts:
    """Return what the report of `towns add` says, without anything of the crawler."""
    survey = proposal.survey
    rows: list[FoundRow] = []
    for trial in proposal.trials:
        key, platform = trial.source.key, trial.source.platform.value
        rows += [FoundRow(key, platform, *one) for one in by_kind(trial)] or [FoundRow(key, platform, None)]
    missing = [issue.message for trial in proposal.trials for issue in trial.issues if issue.code not in EXPECTED_OF_A_TRIAL]
    return Facts(
        place=Place(**survey.identity.model_dump(exclude={"population"})), url=survey.home, engine=survey.engine, rows=tuple(rows),
        requests=proposal.requests, missing=tuple(dict.fromkeys([*survey.warnings, *missing])), path=proposal.path,
    )  # fmt: skip


def check_town(town: TownConfig) -> list[CheckRow]:
    """Test every source of a town that is asked on the network, each with a few requests; nothing enters the archive."""
    known = last_signs(Archive().fetches(town.slug))
    rows = []
    for source in (one for one in town.sources if one.platform != Platform.FOLDER):
        with trial_store():
            trial = try_source(town, source, Sample(requests=CHECK_REQUESTS, documents=2))
        silent = is_silent(trial, clock.today())
        last = max(filter(None, (known.get(source.key), trial.newest)), default=None)
        said = tuple(issue.message for issue in trial.issues if issue.code not in EXPECTED_OF_A_TRIAL)
        state = RunOutcome.OK if trial.found and trial.run.outcome == RunOutcome.PARTIAL and not said else trial.run.outcome
        named = f"{town.slug}/{source.key}"
        rows.append(CheckRow(named, source.platform.value, state, len(trial.found), trial.newest, silent, last if silent else None, said))
    return rows


def known_towns() -> list[TownConfig]:
    """Return every town whose file is valid, in order of slug."""
    return [load_town(slug) for slug in sorted(town_files())]
