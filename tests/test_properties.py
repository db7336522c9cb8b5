"""No sequence of suggest, read again, decide, change one's mind, retract and tag lets a machine row replace a human one.

A state machine drives the real functions on a real database and remembers every human row that it has seen.
"""

import os
import shutil
import tempfile
from pathlib import Path
from typing import Any

from hypothesis import HealthCheck, settings
from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, invariant, rule
from sqlalchemy import text
from sqlmodel import col, select

from tests.databases import make_database
from tests.factories import Paper, crawl_and_read, sample_paper, sample_programme, sample_town, write_programme, write_run
from tests.people import add_people
from tracker import checks, evidence, ids
from tracker.errors import InputError
from tracker.ingest import ingest
from tracker.linking.link import link
from tracker.models import Act, EvidenceJudgement, Suggestion, ThemeTag
from tracker.store import reading, writer_engine, writing
from tracker.vocabulary import Direction, EvidenceStep, Judgement
from tracker.wording import themes

TOWN = sample_town()
PEOPLE = ("vera", "anna", "rita")
PLEDGES = tuple(ids.pledge_id("val-essai/ensemble-2026", key) for key in ("p1", "p2"))
NUMBERS = ("2026-01", "2026-02")
QUOTES = {"2026-01": "achète la parcelle", "2026-02": "fixe le repas"}
VARIABLES = ("CHOSE_PROMISE_STORE", "CHOSE_PROMISE_DATA", "CHOSE_PROMISE_DATABASE_URL", "CHOSE_PROMISE_NOW")
people, pledges, numbers = st.sampled_from(PEOPLE), st.sampled_from(PLEDGES), st.sampled_from(NUMBERS)


def human_rows() -> dict[str, dict[str, Any]]:
    """Return every judgement and tag by id."""
    with reading() as session:
        rows = [*session.exec(select(EvidenceJudgement)), *session.exec(select(ThemeTag))]
        return {row.id: row.model_dump() for row in rows}


class Decisions(RuleBasedStateMachine):
    """The store of a small town, its machine and three people."""

    def __init__(self) -> None:
        super().__init__()
        self.before = {name: os.environ.pop(name, None) for name in VARIABLES}
        self.folder = Path(tempfile.mkdtemp(prefix="chose-promise-property-"))
        os.environ["CHOSE_PROMISE_STORE"] = str(self.folder / "store")
        os.environ["CHOSE_PROMISE_DATA"] = str(self.folder / "data")
        self.seen: dict[str, dict[str, Any]] = {}
        self.said: dict[tuple[str, str, str], Judgement | None] = {}
        self.readings = 1
        self._begin()

    def _begin(self) -> None:
        make_database()
        write_programme(sample_programme())
        crawl_and_read(sample_paper())
        ingest(TOWN)
        with writing() as session:
            add_people(session)

    def teardown(self) -> None:
        """Check the whole store once, then forget it."""
        assert checks.check() == []
        writer_engine().dispose()
        shutil.rmtree(self.folder)
        for name, value in self.before.items():
            os.environ.pop(name, None)
            if value is not None:
                os.environ[name] = value

    def _act(self, number: str) -> str | None:
        with reading() as session:
            return session.exec(select(Act.id).where(Act.number == number)).first()

    @rule()
    def suggest(self) -> None:
        """The machine links again, as the verb does."""
        link(TOWN)

    @rule(kept=st.sets(numbers))
    def read_again(self, kept: set[str]) -> None:
        """A new reading holds more or fewer acts."""
        self.readings += 1
        paper = sample_paper()
        paper = Paper(acts=[act for act in paper.acts if act["number"] in kept])
        write_run("read", paper.items(), number=self.readings)
        ingest(TOWN, force=True)

    @rule(who=people, pledge=pledges, number=numbers, what=st.sampled_from(Judgement))
    def decide(self, who: str, pledge: str, number: str, what: Judgement) -> None:
        """A person speaks of a pair, for the first time or again."""
        act = self._act(number)
        if act is None:
            return
        evidence.judge(who, pledge, act, what, direction=Direction.SUPPORTS, step=EvidenceStep.VOTED, quote=QUOTES[number])
        self.said[who, pledge, act] = what

    @rule(who=people, pledge=pledges, number=numbers)
    def retract(self, who: str, pledge: str, number: str) -> None:
        """A person takes back what they said."""
        with reading() as session:
            live = [row for row in evidence.live_judgements(session, pledge) if row.user_id == who]
        for row in live[:1]:
            evidence.retract(who, row.id)
            self.said[who, pledge, row.act_id] = None

    @rule(who=people, pledge=pledges, on=st.booleans())
    def tag(self, who: str, pledge: str, on: bool) -> None:
        """A person puts a theme on a pledge, or takes it off."""
        theme = sorted(themes())[0]
        try:
            (evidence.tag_theme if on else evidence.untag_theme)(who, pledge, theme)
        except InputError:
            assert not on  # only taking off what is not there is refused

    @invariant()
    def human_rows_are_only_added_or_superseded(self) -> None:
        """Every human row ever seen is still there, word for word; only its end may have been set, once."""
        now = human_rows()
        for key, old in self.seen.items():
            new = now[key]
            assert {**new, "superseded_at": None} == {**old, "superseded_at": None}
            assert old["superseded_at"] in (None, new["superseded_at"])
        self.seen = now

    @invariant()
    def the_live_row_is_the_last_thing_said(self) -> None:
        """There is one live row for each pair and person that spoke and did not retract, and it says their last word."""
        with reading() as session:
            live = session.exec(select(EvidenceJudgement).where(col(EvidenceJudgement.superseded_at).is_(None))).all()
        found = [(row.user_id, row.pledge_id, row.act_id) for row in live]
        assert len(found) == len(set(found))
        assert {key: row.judgement for key, row in zip(found, live, strict=True)} == {k: v for k, v in self.said.items() if v is not None}

    @invariant()
    def suggestions_are_for_standing_acts_once(self) -> None:
        """The machine proposes a pair once, and only acts that stand."""
        with reading() as session:
            pairs = [(s.pledge_id, s.act_id) for s in session.exec(select(Suggestion))]
            acts = set(session.exec(select(Act.id)))
        assert len(pairs) == len(set(pairs))
        assert {act for _, act in pairs} <= acts


def test_no_sequence_lets_a_machine_row_replace_a_human_one() -> None:
    """Run the machine."""
    from hypothesis.stateful import run_state_machine_as_test

    slow = [HealthCheck.too_slow, HealthCheck.data_too_large, HealthCheck.filter_too_much]
    chosen = settings(max_examples=12, stateful_step_count=15, deadline=None, suppress_health_check=slow, derandomize=True)
    run_state_machine_as_test(Decisions, settings=chosen)


def test_the_machine_really_suggests(store: Path) -> None:
    """The property above would hold in an empty world: here the machine does propose pairs."""
    write_programme(sample_programme())
    crawl_and_read(sample_paper())
    ingest(TOWN)
    link(TOWN)
    with reading() as session:
        assert session.connection().execute(text("SELECT count(*) FROM suggestion")).scalar_one() >= 2
