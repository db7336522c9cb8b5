"""Dump and load: the same rows come back, byte for byte; nothing is ever overwritten; nothing secret leaves."""

import json
from datetime import date, timedelta
from pathlib import Path
from typing import Any

import pytest
from sqlmodel import select

from tests.databases import make_database
from tests.people import NOW, add_people, judgement_row, verdict_row
from tracker import borders, checks
from tracker.dumps import dump, load
from tracker.errors import InputError, InvariantError
from tracker.models import (
    BorderDecision,
    Declaration,
    DocumentPage,
    EvidenceJudgement,
    Notice,
    Reply,
    SearchLog,
    ThemeTag,
    User,
    Verdict,
    VerdictEvidence,
    VerdictNote,
    VerdictReview,
    WordProposal,
    WordReview,
    WorksheetDecision,
)  # fmt: skip
from tracker.store import reading, writer_engine, writing
from tracker.vocabulary import NoteKind, VerdictState


def fill() -> None:
    """Write a history: a superseded and a published verdict, a withdrawn code 6 with its notice, a draft, and the rest."""
    with writing() as session:
        add_people(session)
        session.get_one(User, "anna").password_hash = "$argon2id$secret"
        session.add(DocumentPage(sha256="0" * 64, page=1, text="Hier, le conseil\nachète la parcelle."))
        session.add(judgement_row(superseded_at=NOW + timedelta(hours=1)))
        session.add(judgement_row(id="jud-2", note="mieux"))
        session.add(ThemeTag(id="tag-1", pledge_id="ple-1", theme="housing", user_id="vera", created_at=NOW))
        log = {"period_from": date(2026, 1, 1), "period_to": date(2026, 5, 1), "documents_read": 9, "documents_known_missing": 1}
        log |= {"unreadable": 0, "hits_examined": 4, "next_review_at": date(2026, 11, 1), "query": "crèche", "bodies": ["v/council"]}
        session.add(SearchLog(id="log-1", pledge_id="ple-2", author_id="anna", done_at=NOW, **log))
        session.add(Declaration(id="dec-1", user_id="anna", lists=["v/ensemble"], declared_at=NOW))
        session.flush()
        _sign(session, "ver-1", {}, ["rita"], VerdictState.SUPERSEDED, superseded_at=NOW)
        _sign(session, "ver-2", {"version": 2}, ["remi"], VerdictState.PUBLISHED)
        _sign(session, "ver-3", {"status": 6, "pledge_id": "ple-2"}, ["rita", "remi"], VerdictState.WITHDRAWN)
        session.add(verdict_row("ver-4", status=1, pledge_id="ple-2", version=2, search_log_id="log-1", state=VerdictState.IN_REVIEW))
        session.flush()
        letter = {"recipient_role": "liste", "channel": "courrier", "text_hash": "ab", "planned_publication": date(2026, 6, 1)}
        session.add(Notice(id="not-1", verdict_id="ver-3", sent_at=NOW, **letter))
        for key, verdict, kind in (("note-1", "ver-2", NoteKind.CORRECTION), ("note-2", "ver-3", NoteKind.WITHDRAWAL)):
            session.add(VerdictNote(id=key, verdict_id=verdict, user_id="anna", kind=kind, reason="Date corrigée.", created_at=NOW))
        line = {"page": 1, "first_line": "Halle", "title": "Halle", "number": None}
        session.add(BorderDecision(id="bor-1", user_id="vera", sha256="a" * 64, body_id="v/c", version=1, borders=[line], decided_at=NOW))
        session.add(WorksheetDecision(id="wsd-1", worksheet="v/ensemble-2026", sequence=1, user_id="vera", reading="first", target="pro-1",
                                      action="keep", value={"page": 1}, batch="bat-1", decided_at=NOW))  # fmt: skip
        session.add(WordProposal(id="wrd-1", user_id="vera", group_name="velo", word="bicloune", reason="Dit au marché.", proposed_at=NOW))
        session.flush()
        session.add(WordReview(id="wrv-1", proposal_id="wrd-1", user_id="rita", accepted=True, decided_at=NOW))
        session.add(Reply(id="rep-1", pledge_id="ple-2", verdict_id="ver-3", author_name="A", author_role="maire", channel="mail",
                          text="Non.", received_at=NOW, due_at=NOW, state="received"))  # fmt: skip
    borders.write_decisions("v")


def _sign(session: Any, key: str, content: dict[str, Any], reviewers: list[str], state: VerdictState, **later: Any) -> None:
    verdict = verdict_row(key, **content)
    session.add(verdict)
    session.flush()
    session.add(VerdictEvidence(verdict_id=key, judgement_id="jud-2", position=1))
    session.add_all([VerdictReview(verdict_id=key, reviewer_id=name, author_id="anna", signed_at=NOW) for name in reviewers])
    session.flush()
    for name, value in {"state": state, "published_by": reviewers[0], "published_at": NOW, **later}.items():
        setattr(verdict, name, value)
    session.flush()


def files(folder: Path) -> dict[str, bytes]:
    return {path.name: path.read_bytes() for path in sorted(folder.iterdir())}


def other_store(folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("CHOSE_PROMISE_STORE", str(folder))
    make_database()


def test_load_then_dump_gives_the_same_bytes(store: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    fill()
    counts = dump(tmp_path / "a")
    assert counts["verdict"] == 4
    assert min(counts.values()) >= 1
    other_store(tmp_path / "other", monkeypatch)
    assert load(tmp_path / "a") == counts
    dump(tmp_path / "b")
    assert files(tmp_path / "a") == files(tmp_path / "b")
    assert set(load(tmp_path / "a").values()) == {0}
    with reading() as session:
        assert session.get_one(Verdict, "ver-2").state == VerdictState.PUBLISHED
        assert session.get_one(User, "anna").password_hash is None


def test_a_dump_holds_no_secret(store: Path, tmp_path: Path) -> None:
    fill()
    dump(tmp_path / "a")
    assert b"argon2" not in b"".join(files(tmp_path / "a").values())
    assert b"password" not in b"".join(files(tmp_path / "a").values())


def edit(path: Path, key: str, **changes: Any) -> None:
    lines = [json.loads(line) for line in path.read_text().splitlines()]
    edited = [row | changes if row.get("id", row.get("verdict_id")) == key else row for row in lines]
    path.write_text("".join(json.dumps(row) + "\n" for row in edited))


def test_a_row_that_contradicts_the_store_stops_the_whole_load(store: Path, tmp_path: Path) -> None:
    fill()
    dump(tmp_path / "a")
    edit(tmp_path / "a" / "evidencejudgement.jsonl", "jud-2", note="autre")
    (tmp_path / "a" / "themetag.jsonl").write_text(
        (tmp_path / "a" / "themetag.jsonl").read_text().replace("tag-1", "tag-9").replace("housing", "x")
    )
    with pytest.raises(InvariantError, match=r"evidencejudgement\.jsonl:2: evidencejudgement jud-2: note is 'mieux'"):
        load(tmp_path / "a")
    with reading() as session:
        assert session.get(ThemeTag, "tag-9") is None
        assert session.get_one(EvidenceJudgement, "jud-2").note == "mieux"


@pytest.mark.parametrize(
    ("table", "key", "change", "expected"),
    [
        ("user", "anna", {"password_hash": "x"}, "unknown field 'password_hash'"),
        ("user", "anna", {"role": "king"}, "role"),
        ("evidencejudgement", "jud-2", {"page": "two"}, "page"),
        ("evidencejudgement", "jud-2", {"email": "a@b"}, "unknown field 'email'"),
    ],
)
def test_a_line_that_is_not_a_row_names_file_and_place(
    store: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, table: str, key: str, change: dict[str, Any], expected: str
) -> None:
    fill()
    dump(tmp_path / "a")
    edit(tmp_path / "a" / f"{table}.jsonl", key, **change)
    other_store(tmp_path / "other", monkeypatch)
    with pytest.raises(InputError, match=rf"{table}\.jsonl:\d: .*{expected}"):
        load(tmp_path / "a")


def test_a_folder_that_is_no_dump_is_refused(store: Path, tmp_path: Path) -> None:
    with pytest.raises(InputError, match="expected a dump"):
        load(tmp_path)


def test_a_published_verdict_without_signatures_is_not_loaded(store: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    fill()
    dump(tmp_path / "a")
    reviews = tmp_path / "a" / "verdictreview.jsonl"
    reviews.write_text("".join(line + "\n" for line in reviews.read_text().splitlines() if "ver-2" not in line))
    other_store(tmp_path / "other", monkeypatch)
    with pytest.raises(InvariantError, match="ver-2: refused by the database"):
        load(tmp_path / "a")
    with reading() as session:
        assert session.exec(select(User)).all() == []


def test_check_names_what_does_not_hold(store: Path) -> None:
    fill()
    assert checks.check() == []
    with writer_engine().connect() as connection:
        connection.exec_driver_sql("UPDATE documentpage SET text = 'Rien.'")
        connection.exec_driver_sql("DROP TRIGGER verdictreview_never_deleted")
        connection.exec_driver_sql("DELETE FROM verdictreview WHERE verdict_id = 'ver-2'")
        connection.commit()
    problems = "\n".join(checks.check())
    assert "judgement jud-2: its quote is not found" in problems
    assert "verdict ver-2 (published): 0 signature(s)" in problems
