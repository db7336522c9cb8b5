"""Write what an ingest wants, table by table: parents before children, removals of machine rows last."""

from collections.abc import Iterable
from typing import Any

from sqlalchemy import ColumnElement, Select
from sqlmodel import Session, SQLModel, col, select

from tracker import clock
from tracker.errors import InvariantError, TownConfigError
from tracker.ingest import places
from tracker.ingest.documents import CLOCK, Documents
from tracker.ingest.folders import Runs, Trouble, issue_id
from tracker.ingest.merging import Facts
from tracker.ingest.rows import Counts, Key, Row, missing_keys, remove_rows, stored_rows, table_of, write_rows
from tracker.models import (
    Act,
    Amount,
    Attendance,
    Ballot,
    Body,
    Document,
    DocumentPage,
    DocumentVersion,
    EvidenceJudgement,
    Issue,
    Jurisdiction,
    Organization,
    PersonVote,
    Pledge,
    Programme,
    Reply,
    Run,
    SearchLog,
    Sitting,
    SittingDocument,
    Source,
    Term,
    ThemeTag,
    Verdict,
    VoteCount,
)  # fmt: skip
from tracker.models.borders import HAND
from tracker.programmes import ProgrammeConfig
from tracker.towns import TownConfig
from tracker.vocabulary import RunOutcome

MOST_MISSING = 0.5
RUN_SILENT = frozenset({"ingested_at"})
ACT_SILENT = frozenset({"run_id"})
ISSUE_SILENT = frozenset({"run_id", "first_seen", "last_seen"})
ABOUT_PLEDGES = (EvidenceJudgement, ThemeTag, Verdict, SearchLog, Reply)


class Writer:
    """Writes one town inside one session and counts, by table, what changed."""

    def __init__(self, session: Session, town: TownConfig) -> None:
        self.session = session
        self.town = town
        self.counts: dict[str, Counts] = {}

    def _count(self, model: type[SQLModel], counts: Counts) -> None:
        name = str(model.__tablename__)
        self.counts[name] = self.counts.get(name, Counts()) + counts

    def write(self, model: type[SQLModel], rows: Iterable[Row], scope: ColumnElement[bool], silent: frozenset[str] = frozenset()) -> None:
        """Insert or update rows of one table."""
        self._count(model, write_rows(self.session, model, rows, scope, silent))

    def remove(self, model: type[SQLModel], keys: Iterable[Key]) -> None:
        """Delete machine rows of one table."""
        self._count(model, remove_rows(self.session, model, keys))

    def places(self) -> None:
        """Write the town's file."""
        slug, town = self.town.slug, self.town
        self._refuse_twin()
        self.write(Jurisdiction, [places.jurisdiction_row(town)], col(Jurisdiction.slug) == slug)
        self.write(Body, places.body_rows(town), col(Body.jurisdiction) == slug)
        self.write(Term, places.term_rows(town), col(Term.jurisdiction) == slug)
        self.write(Organization, places.organization_rows(town), col(Organization.jurisdiction) == slug)
        self.write(Source, places.source_rows(town), col(Source.jurisdiction) == slug)

    def _refuse_twin(self) -> None:
        twin = self.session.exec(select(Jurisdiction).where(Jurisdiction.insee == self.town.insee)).first()
        if twin is not None and twin.slug != self.town.slug:
            raise TownConfigError(f"{self.town.slug}: insee: {self.town.insee} is already the code of {twin.slug} in this store")

    def programmes(self, programmes: list[ProgrammeConfig], trouble: Trouble) -> None:
        """Write programmes and pledges; a pledge gone from its file stays when a person spoke of it."""
        self.write(Programme, map(places.programme_row, programmes), col(Programme.jurisdiction) == self.town.slug)
        rows = [row for programme in programmes for row in places.pledge_rows(programme)]
        scope = col(Pledge.programme_id).in_(select(Programme.id).where(Programme.jurisdiction == self.town.slug))
        self._keep_judged_words(rows, trouble)
        self.write(Pledge, rows, scope)
        gone = missing_keys(self.session, Pledge, rows, scope)
        spoken = {key for key in gone if self._spoken_of(key[0])}
        for (pledge,) in sorted(spoken):
            trouble.note("pledge_withdrawn", f"pledge {pledge} is gone from its programme's file but people have judged it; it is kept")
        self.remove(Pledge, gone - spoken)

    def _keep_judged_words(self, rows: list[Row], trouble: Trouble) -> None:
        """Keep the words of a pledge that people judged: an edited file must not change what they signed."""
        for row in rows:
            known = self.session.get(Pledge, row["id"])
            if known is not None and known.text != row["text"] and self._spoken_of(known.id):
                message = (
                    f"pledge {row['key']} of {row['programme_id']}: its words changed after people judged it; the judged ones are kept"
                )
                trouble.note("pledge_changed", message)
                row["text"] = known.text

    def _spoken_of(self, pledge: str) -> bool:
        return any(self.session.exec(select(model).where(model.pledge_id == pledge)).first() for model in ABOUT_PLEDGES)

    def runs(self, runs: Runs, own: Row) -> None:
        """Write the ledger: every finished run, and this ingest."""
        moment = clock.now()
        stored = stored_rows(self.session, table_of(Run), col(Run.town) == self.town.slug)
        rows = [own]
        for folder in runs.everything:
            before = stored.get((folder.run.id,), {}).get("ingested_at")
            kept = ("id", "town", "source", "verb", "outcome", "started_at", "finished_at", "counts", "version", "message")
            row = {name: getattr(folder.run, name) for name in kept}
            rows.append(row | {"ingested_at": (before or moment) if folder.accepted else None})
        self.write(Run, rows, col(Run.town) == self.town.slug, RUN_SILENT)

    def documents(self, found: Documents) -> None:
        """Write documents and versions; the first fetch ever seen stays the reference."""
        scope = col(Document.body_id).in_(self._bodies())
        self.write(Document, found.documents.values(), scope)
        versions = col(DocumentVersion.document_id).in_(select(Document.id).where(scope))
        for key, old in stored_rows(self.session, table_of(DocumentVersion), versions).items():
            if row := found.versions.get(key[0]):
                row["first_seen"] = row["retrieved_at"] = min(row["first_seen"], old["first_seen"])
                row["last_seen"] = max(row["last_seen"], old["last_seen"])
        self.write(DocumentVersion, found.versions.values(), versions, CLOCK)

    def _bodies(self) -> Select[Any]:
        return select(Body.id).where(Body.jurisdiction == self.town.slug)

    def facts(self, facts: Facts, read: set[str], *, force: bool) -> int:
        """Write the reading and return how many stored acts it no longer holds."""
        acts = col(Act.body_id).in_(self._bodies())
        gone = missing_keys(self.session, Act, facts.acts, acts)
        self._refuse_collapse(len(gone - self._cut_by_hand(facts)), acts, force=force)
        self._pages(facts.pages, read)
        sittings = col(Sitting.body_id).in_(self._bodies())
        records = col(SittingDocument.body_id).in_(self._bodies())
        self.write(Sitting, facts.sittings, sittings)
        self._replace(Attendance, facts.attendance, col(Attendance.sitting_id).in_(select(Sitting.id).where(sittings)))
        self.write(SittingDocument, facts.sitting_documents, records)
        self.write(Act, facts.acts, acts, ACT_SILENT)
        self.remove(Act, gone)
        self._children(facts, acts)
        self.remove(SittingDocument, missing_keys(self.session, SittingDocument, facts.sitting_documents, records))
        self.remove(Sitting, missing_keys(self.session, Sitting, facts.sittings, sittings))
        return len(gone)

    def _cut_by_hand(self, facts: Facts) -> set[Key]:
        """Return the stored acts of documents that a person has cut: their going is a decision, not a failure of the reading."""
        drawn = [row["sha256"] for row in facts.sitting_documents if row["regime"] == HAND]
        return {(act,) for act in self.session.exec(select(Act.id).where(col(Act.sha256).in_(drawn)))}

    def _children(self, facts: Facts, acts: ColumnElement[bool]) -> None:
        held = select(Act.id).where(acts)
        self._replace(VoteCount, facts.counts, col(VoteCount.act_id).in_(held))
        self._replace(PersonVote, facts.person_votes, col(PersonVote.act_id).in_(held))
        self._replace(Ballot, facts.ballots, col(Ballot.act_id).in_(held))
        self._replace(Amount, facts.amounts, col(Amount.act_id).in_(held))

    def _replace(self, model: type[SQLModel], rows: list[Row], scope: ColumnElement[bool]) -> None:
        self.write(model, rows, scope)
        self.remove(model, missing_keys(self.session, model, rows, scope))

    def _refuse_collapse(self, gone: int, acts: ColumnElement[bool], *, force: bool) -> None:
        stored = len(self.session.exec(select(Act.id).where(acts)).all())
        if not force and stored and gone / stored > MOST_MISSING:
            raise InvariantError(
                f"{self.town.slug}: {gone} of {stored} stored acts are missing from the newest reading (at most "
                f"{MOST_MISSING:.0%} expected); nothing was written. Look at the reading, then use --force"
            )

    def _pages(self, rows: list[Row], read: set[str]) -> None:
        held = select(DocumentVersion.sha256).join(Document).where(col(Document.body_id).in_(self._bodies()))
        scope = col(DocumentPage.sha256).in_(held)
        self.write(DocumentPage, rows, scope)
        gone = missing_keys(self.session, DocumentPage, rows, scope)
        self.remove(DocumentPage, {key for key in gone if key[0] in read})

    def issues(self, trouble: Trouble) -> int:
        """Write today's issues in place of yesterday's and return their number; the scheduler's own are left alone."""
        moment, slug = clock.now(), self.town.slug
        scope = (col(Issue.town) == slug) & col(Issue.run_id).in_(select(Run.id).where(col(Run.verb).in_(["crawl", "read", "ingest"])))
        before = stored_rows(self.session, table_of(Issue), scope)
        rows: dict[str, Row] = {}
        for run_id, issue in trouble.found:
            found = issue_id(slug, issue)
            told = before.get((found,), {}).get("first_seen", moment)
            what = issue.model_dump(exclude={"item"})
            rows.setdefault(found, {"id": found, "town": slug, "run_id": run_id, "first_seen": told, "last_seen": moment, **what})
        self.write(Issue, rows.values(), scope, ISSUE_SILENT)
        self.remove(Issue, missing_keys(self.session, Issue, rows.values(), scope))
        return len(rows)


def ledger_row(run_id: str, town: str, started: Any, version: str) -> Row:
    """Return the ledger line of an ingest that succeeded (a failed one leaves nothing behind)."""
    moment = clock.now()
    return {
        "id": run_id, "town": town, "source": "", "verb": "ingest", "outcome": RunOutcome.OK, "started_at": started, "finished_at": moment,
        "counts": {}, "version": version, "message": "", "ingested_at": moment,
    }  # fmt: skip


__all__ = ["Writer", "ledger_row"]
