"""The chains of `towns add` and `towns check`: a first look at a site, test crawls in a store of their own, the town's file."""

import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, replace
from pathlib import Path

from flows import Stage, environment, quiet
from scrapers.archive import Archive
from scrapers.discovery.address import check_address
from scrapers.discovery.identify import Identity
from scrapers.discovery.looking import LAST_RESORT, OF_THE_USER, SITE_KEY, Survey
from scrapers.discovery.sample import Sample
from scrapers.discovery.survey import survey_site
from scrapers.discovery.trial import EXPECTED_OF_A_TRIAL, Trial, by_kind, is_silent, last_signs, try_source
from scrapers.outcomes import BLOCKING
from tracker import clock
from tracker.errors import InputError, SiteBlockedError, SiteFailedError
from tracker.issue_words import told_issue
from tracker.town_files import Place, free_path, new_town, slug_of, town_yaml, write_town
from tracker.town_report import CheckRow, Facts, FoundRow
from tracker.towns import TownConfig
from tracker.vocabulary import Platform, RunOutcome

TRIAL_REQUESTS, SURVEY_REQUESTS, LEAST_REQUESTS, CHECK_REQUESTS = 30, 14, 3, 10


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
    missing = [words for trial in proposal.trials for words in _told(trial)]
    return Facts(
        place=Place(**survey.identity.model_dump(exclude={"population"})), url=survey.home, engine=survey.engine, rows=tuple(rows),
        requests=proposal.requests, missing=tuple(dict.fromkeys([*survey.warnings, *missing])), path=proposal.path,
    )  # fmt: skip


def _told(trial: Trial) -> tuple[str, ...]:
    """Return what went wrong in a trial in the words of the report's reader, with the log's own sentence where it says more."""
    known = [told_issue(issue.message, issue.code) for issue in trial.issues if issue.code not in EXPECTED_OF_A_TRIAL]
    return tuple(f"{one.words} ({one.detail})" if one.detail else one.words for one in known)


def check_town(town: TownConfig) -> list[CheckRow]:
    """Test every source of a town that is asked on the network, each with a few requests; nothing enters the archive."""
    known = last_signs(Archive().fetches(town.slug))
    rows = []
    for source in (one for one in town.sources if one.platform != Platform.FOLDER):
        with trial_store():
            trial = try_source(town, source, Sample(requests=CHECK_REQUESTS, documents=2))
        silent = is_silent(trial, clock.today())
        last = max(filter(None, (known.get(source.key), trial.newest)), default=None)
        said = _told(trial)
        state = RunOutcome.OK if trial.found and trial.run.outcome == RunOutcome.PARTIAL and not said else trial.run.outcome
        named = f"{town.slug}/{source.key}"
        rows.append(CheckRow(named, source.platform.value, state, len(trial.found), trial.newest, silent, last if silent else None, said))
    return rows
