"""The database itself: migrations both ways, foreign keys, one writer at a time, and the guards of human rows."""

import multiprocessing
import sqlite3
from datetime import UTC, date, datetime
from pathlib import Path
from typing import Any

import pytest
from sqlalchemy import text
from sqlalchemy.exc import IntegrityError, OperationalError
from sqlmodel import Session, SQLModel

from tests.people import add_people, judgement_row, verdict_row
from tracker.migrations.guards import HUMAN_TABLES, all_guards
from tracker.models import (
    Act,
    Amount,
    EvidenceJudgement,
    Notice,
    Sitting,
    SittingDocument,
    Verdict,
    VerdictEvidence,
    VerdictNote,
    VerdictReview,
)
from tracker.store import check_schema, migrate, reading, writer_engine, writing
from tracker.vocabulary import NoteKind, Outcome, VerdictState

NOW = datetime(2026, 5, 1, tzinfo=UTC)


def names(kind: str) -> set[str]:
    with reading() as session:
        return {row[0] for row in session.connection().execute(text("SELECT name FROM sqlite_master WHERE type = :k"), {"k": kind})}


def test_up_down_up_leaves_the_same_schema(store: Path) -> None:
    def schema() -> list[Any]:
        with sqlite3.connect(store / "chose-promise.db") as connection:
            return sorted(map(str, connection.execute("SELECT type, name, sql FROM sqlite_master")))

    before = schema()
    migrate("base")
    assert names("table") == {"alembic_version"}
    assert not names("trigger")
    migrate()
    assert schema() == before


def test_code_and_migration_say_the_same(store: Path) -> None:
    check_schema()
    assert set(SQLModel.metadata.tables) == names("table") - {"alembic_version"}
    assert names("trigger") == {guard.name for guard in all_guards()}
    assert {"one_live_judgement", "one_live_theme_tag", "one_published_verdict"} <= names("index")


def test_an_enum_is_stored_by_value_and_checked(store: Path) -> None:
    with writing() as session:
        add_people(session)
    with reading() as session:
        assert session.connection().execute(text('SELECT role FROM "user" WHERE id = :i'), {"i": "vera"}).scalar() == "volunteer"
    with pytest.raises(IntegrityError, match="user_role"), writing() as session:
        session.connection().execute(text("UPDATE \"user\" SET role = 'VOLUNTEER'"))


def test_foreign_keys_are_on(store: Path) -> None:
    with pytest.raises(IntegrityError, match="FOREIGN KEY"), writing() as session:
        session.add(judgement_row())


def test_the_reader_cannot_write(store: Path) -> None:
    with pytest.raises(OperationalError, match="readonly"), reading() as session:
        session.connection().execute(text("DELETE FROM body"))


def _count_up(times: int) -> None:
    for _ in range(times):
        with writing() as session:
            seats = session.connection().execute(text("SELECT seats FROM body")).scalar_one()
            session.connection().execute(text("UPDATE body SET seats = :n"), {"n": seats + 1})


def test_no_update_is_lost_between_processes(store: Path) -> None:
    with writing() as session:
        run = session.connection().execute
        run(text("INSERT INTO jurisdiction (slug, name, insee, timezone, fictional) VALUES ('x', 'X', '99001', 'UTC', 1)"))
        run(text("INSERT INTO body (id, jurisdiction, key, name, classification, seats) VALUES ('x/c', 'x', 'c', 'C', 'council', 0)"))
    writer_engine().dispose()
    workers = [multiprocessing.get_context("spawn").Process(target=_count_up, args=(25,)) for _ in range(2)]
    for worker in workers:
        worker.start()
    for worker in workers:
        worker.join(60)
        assert worker.exitcode == 0
    with reading() as session:
        assert session.connection().execute(text("SELECT seats FROM body")).scalar() == 50


def fill(session: Session) -> None:
    """Write one row in every human table."""
    add_people(session)
    session.add(judgement_row())
    session.add(verdict_row("ver-1"))
    session.flush()
    session.add(VerdictReview(verdict_id="ver-1", reviewer_id="rita", author_id="anna", signed_at=NOW))
    session.add(VerdictEvidence(verdict_id="ver-1", judgement_id="jud-1", position=1))
    notice = Notice(id="not-1", verdict_id="ver-1", recipient_role="mairie", channel="letter", text_hash="x", sent_at=NOW,
                    planned_publication=date(2026, 6, 1))  # fmt: skip
    session.add(notice)
    session.add(VerdictNote(id="note-1", verdict_id="ver-1", user_id="rita", kind=NoteKind.RETURN_TO_DRAFT, reason="Date.", created_at=NOW))
    statements = (
        "INSERT INTO themetag (id, pledge_id, theme, user_id, created_at) VALUES ('tag-1', 'p', 'housing', 'vera', '2026-05-01')",
        "INSERT INTO reply (id, pledge_id, author_name, author_role, channel, text, received_at, due_at, state, refusal) VALUES "
        "('rep-1', 'p', 'A', 'maire', 'mail', 'Non.', '2026-05-01', '2026-05-04', 'received', '')",
        "INSERT INTO searchlog VALUES ('log-1', 'p', '[]', '[]', '2026-01-01', '2026-05-01', 'q', 1, 0, 0, 0, 'anna', '2026-05-01', "
        "'2026-11-01')",
        "INSERT INTO borderdecision VALUES ('bor-1', 'vera', 'a', 'v/c', 1, '[]', 0, '2026-05-01')",
        "INSERT INTO worksheetdecision VALUES ('wsd-1', 'v/l-2026', 1, 'vera', 'first', 'pro-1', 'a', 'q', 1, 'keep', '{}', 'b', "
        "'2026-05-01')",
        "INSERT INTO wordproposal VALUES ('wrd-1', 'vera', 'velo', 'bicloune', 'r', '2026-05-01')",
        "INSERT INTO wordreview VALUES ('wrv-1', 'wrd-1', 'rita', 1, '', '2026-05-01')",
        "INSERT INTO declaration (id, user_id, lists, declared_at) VALUES ('dec-1', 'anna', '[]', '2026-05-01')",
    )
    for statement in statements:
        session.connection().execute(text(statement))


@pytest.mark.parametrize("table", HUMAN_TABLES)
def test_a_human_row_is_never_deleted_nor_replaced(store: Path, table: str) -> None:
    with writing() as session:
        fill(session)
    with pytest.raises(IntegrityError, match="never deleted"), writing() as session:
        session.connection().execute(text(f"DELETE FROM {table}"))
    with pytest.raises(IntegrityError), writing() as session:
        session.connection().execute(text(f"INSERT OR REPLACE INTO {table} SELECT * FROM {table}"))


@pytest.mark.parametrize("change", ["quote = 'autre'", "judgement = 'rejected'", "act_id = 'act-2'", "note = 'x'", "user_id = 'rita'"])
def test_a_judgement_is_never_edited(store: Path, change: str) -> None:
    with writing() as session:
        fill(session)
    with pytest.raises(IntegrityError, match="only superseded_at"), writing() as session:
        session.connection().execute(text(f"UPDATE evidencejudgement SET {change}"))


@pytest.mark.parametrize("change", ["borders = '[1]'", "withdrawn = 1", "user_id = 'anna'", "version = 2"])
def test_borders_drawn_by_hand_are_never_edited(store: Path, change: str) -> None:
    with writing() as session:
        fill(session)
    with pytest.raises(IntegrityError, match="never edited"), writing() as session:
        session.connection().execute(text(f"UPDATE borderdecision SET {change}"))


def test_a_store_of_the_first_schema_is_upgraded_with_its_rows(store: Path) -> None:
    migrate("base")
    migrate("0001")
    with sqlite3.connect(store / "chose-promise.db") as old:
        old.execute("INSERT INTO jurisdiction VALUES ('x', 'X', '99001', 'UTC', 1, NULL)")
        old.execute("INSERT INTO body VALUES ('x/c', 'x', 'c', 'C', NULL, 'council', NULL)")
        old.execute("INSERT INTO sitting VALUES ('sit-1', 'x/c', '2024-03-12', '', 'text')")
        old.execute("INSERT INTO sittingdocument VALUES ('a', 'x/c', 'sit-1', 'numbered', 0.9, 't@1')")
        old.execute("INSERT INTO run (id, town, source, verb, started_at, counts, version, message) "
                    "VALUES ('r', 'x', '', 'read', '2026-05-01', '{}', '', '')")  # fmt: skip
        old.execute("INSERT INTO act VALUES ('act-1', 'x/c', 'sit-1', 'a', NULL, 0, NULL, '2024-03-12', 'Halle', 'Halle', NULL, 1, 1, 0, "
                    "5, 'numbered', 0.9, 'adopted', NULL, '', 't@1', 'r')")  # fmt: skip
        old.execute("INSERT INTO amount VALUES ('act-1', 0, '5 EUR', 5, NULL, 0, 5)")
    migrate()
    check_schema()
    with reading() as session:
        sitting, act = session.get_one(Sitting, "sit-1"), session.get_one(Act, "act-1")
        assert (sitting.date_certain, sitting.place, sitting.quorum) == (False, "", None)  # certain only once it is read again
        assert (act.stage, act.ocr, act.outcome) == (None, False, Outcome.ADOPTED)
        assert session.get_one(SittingDocument, ("a", "x/c")).agenda == []
        assert session.get_one(Amount, ("act-1", 0)).role is None
    with pytest.raises(IntegrityError, match="act_stage"), writing() as session:
        session.connection().execute(text("UPDATE act SET stage = 'built'"))


@pytest.mark.parametrize("change", ["reason = 'autre'", "kind = 'withdrawal'", "user_id = 'anna'", "created_at = '2030-01-01'"])
def test_the_reason_of_a_correction_is_never_edited(store: Path, change: str) -> None:
    with writing() as session:
        fill(session)
    with pytest.raises(IntegrityError, match="never edited"), writing() as session:
        session.connection().execute(text(f"UPDATE verdictnote SET {change}"))


def test_an_empty_reason_is_refused_by_the_database(store: Path) -> None:
    with writing() as session:
        fill(session)
    empty = VerdictNote(id="note-2", verdict_id="ver-1", user_id="rita", kind=NoteKind.CORRECTION, reason="  ", created_at=NOW)
    with pytest.raises(IntegrityError, match="verdict_note_has_reason"), writing() as session:
        session.add(empty)


def test_a_published_reply_stays_published(store: Path) -> None:
    with writing() as session:
        fill(session)
        session.connection().execute(text("UPDATE reply SET state = 'published', published_at = '2026-05-02'"))
    for change in ("state = 'received'", "published_at = '2026-05-03'", "text = 'Oui.'"):
        with pytest.raises(IntegrityError), writing() as session:
            session.connection().execute(text(f"UPDATE reply SET {change}"))


def test_a_judgement_is_superseded_once(store: Path) -> None:
    with writing() as session:
        fill(session)
        session.get_one(EvidenceJudgement, "jud-1").superseded_at = NOW
    for value in ("NULL", "'2030-01-01'"):
        with pytest.raises(IntegrityError, match="only superseded_at"), writing() as session:
            session.connection().execute(text(f"UPDATE evidencejudgement SET superseded_at = {value}"))


def test_two_live_judgements_of_one_person_are_refused(store: Path) -> None:
    with pytest.raises(IntegrityError, match="UNIQUE"), writing() as session:
        fill(session)
        session.add(judgement_row(id="jud-2"))


def test_a_confirmation_without_a_quote_is_refused(store: Path) -> None:
    for missing in ({"quote": None}, {"quote": ""}, {"sha256": None}, {"page": None}, {"step": None}):
        with pytest.raises(IntegrityError, match="confirmed_judgement_is_sourced"), writing() as session:
            add_people(session)
            session.add(judgement_row(**missing))


def approve(session: Session, verdict: str, *reviewers: str) -> Verdict:
    for reviewer in reviewers:
        session.add(VerdictReview(verdict_id=verdict, reviewer_id=reviewer, author_id="anna", signed_at=NOW))
    session.flush()
    row = session.get_one(Verdict, verdict)
    row.state = VerdictState.APPROVED
    session.flush()
    return row


def start(status: int) -> None:
    with writing() as session:
        add_people(session)
        session.add(verdict_row("ver-1", status=status))


@pytest.mark.parametrize(
    ("status", "reviewers", "enough"), [(3, (), False), (3, ("rita",), True), (6, ("rita",), False), (6, ("rita", "remi"), True)]
)
def test_approval_needs_the_signatures_of_other_people(store: Path, status: int, reviewers: tuple[str, ...], enough: bool) -> None:
    start(status)
    if enough:
        with writing() as session:
            approve(session, "ver-1", *reviewers)
        return
    with pytest.raises(IntegrityError, match="sign before approval"), writing() as session:
        approve(session, "ver-1", *reviewers)


def test_nobody_reviews_or_publishes_their_own_verdict(store: Path) -> None:
    start(3)
    with pytest.raises(IntegrityError, match="review_four_eyes"), writing() as session:
        approve(session, "ver-1", "anna")
    with pytest.raises(IntegrityError, match="FOREIGN KEY"), writing() as session:
        session.add(VerdictReview(verdict_id="ver-1", reviewer_id="anna", author_id="rita", signed_at=NOW))
    with pytest.raises(IntegrityError, match="verdict_four_eyes"), writing() as session:
        row = approve(session, "ver-1", "rita")
        row.state, row.published_by, row.published_at = VerdictState.PUBLISHED, "anna", NOW


def publish(session: Session) -> None:
    row = approve(session, "ver-1", "rita")
    row.state, row.published_by, row.published_at = VerdictState.PUBLISHED, "rita", NOW


EDITS = ("status = 4", "rationale = 'x'", "author_id = 'rita'", "flags = '[\"late\"]'", "coverage = 0.1", "as_of = '2020-01-01'")


@pytest.mark.parametrize("change", [*EDITS, "published_by = 'remi'", "state = 'draft'", "methodology_version = '9'"])
def test_a_published_verdict_is_never_edited(store: Path, change: str) -> None:
    start(3)
    with writing() as session:
        publish(session)
    with pytest.raises(IntegrityError), writing() as session:
        session.connection().execute(text(f"UPDATE verdict SET {change}"))


def test_a_published_verdict_is_superseded_for_good(store: Path) -> None:
    start(3)
    with writing() as session:
        publish(session)
    with writing() as session:
        row = session.get_one(Verdict, "ver-1")
        row.state, row.superseded_at = VerdictState.SUPERSEDED, NOW
    with pytest.raises(IntegrityError, match="only be superseded"), writing() as session:
        session.connection().execute(text("UPDATE verdict SET state = 'published', superseded_at = NULL"))


def test_signed_content_is_fixed_and_a_verdict_is_not_born_public(store: Path) -> None:
    start(3)
    with writing() as session:
        session.add(VerdictReview(verdict_id="ver-1", reviewer_id="rita", author_id="anna", signed_at=NOW))
    with pytest.raises(IntegrityError, match="never edited"), writing() as session:
        session.get_one(Verdict, "ver-1").rationale = "autre chose"
    with pytest.raises(IntegrityError, match="not approved yet"), writing() as session:
        session.add(verdict_row("ver-2", version=2, state=VerdictState.PUBLISHED, published_by="rita", published_at=NOW))
    with pytest.raises(IntegrityError, match="cited before approval"), writing() as session:
        approve(session, "ver-1")
        session.add(judgement_row())
        session.flush()
        session.add(VerdictEvidence(verdict_id="ver-1", judgement_id="jud-1", position=1))
