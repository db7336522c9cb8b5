"""What is known of a document beside its text, and what its reading gave; shared by the modules that build items."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date
from typing import Self

from scrapers.parsers.attendance import Attendance
from scrapers.parsers.sitting import SittingDate
from scrapers.parsers.text import Sheet
from tracker.items import ActItem, Border, DocumentItem, IssueItem, ReadingItem, SittingItem
from tracker.vocabulary import DocumentKind

EXTRACTOR = "parsers@2"


@dataclass(frozen=True)
class Context:
    """What is known of a document beside its text."""

    body: str
    names: tuple[str, ...] = ()  # link text, file name, address: second opinions on the date
    listed_date: date | None = None
    kind: DocumentKind = DocumentKind.OTHER
    siren: str | None = None
    url: str | None = None
    borders: tuple[Border, ...] | None = None  # drawn by a person; None = nobody decided, () = a person says there is no act
    raw_kind: str = ""  # what the platform calls the document: a data file tells its schema
    fields: Mapping[str, str] = field(default_factory=dict)  # data files: the town's own columns -> those of the schema
    seen: date | None = None  # the day when the bytes were first fetched: nothing that they record is later

    @classmethod
    def of(cls, document: DocumentItem, siren: str | None = None, fields: Mapping[str, str] | None = None) -> Self:
        """Return the context that a crawled document gives; `fields` are those of its source in the town's file."""
        name = document.url.rstrip("/").rsplit("/", 1)[-1]
        return cls(
            document.body, (document.link_text, name), document.listed_date, document.kind, siren, document.url,
            raw_kind=document.raw_kind, fields=fields or {}, seen=document.retrieved_at.date(),
        )  # fmt: skip

    @property
    def name(self) -> str:
        """The words by which a person knows the document."""
        return next((one for one in reversed(self.names) if one), None) or self.url or "document"


@dataclass
class Parsed:
    """What one document gave."""

    sittings: list[SittingItem] = field(default_factory=list)
    acts: list[ActItem] = field(default_factory=list)
    issues: list[IssueItem] = field(default_factory=list)

    def items(self) -> list[SittingItem | ActItem | IssueItem]:
        """Return everything, sittings first."""
        return [*self.sittings, *self.acts, *self.issues]


@dataclass(frozen=True)
class Regime:
    """How a document was cut: the regime's name, a sentence that says what proved it, the confidence, the printed agenda."""

    name: str
    evidence: str
    confidence: float
    agenda: tuple[str, ...] = ()


@dataclass(frozen=True)
class Work:
    """One document being read: its text as lines, its reading, its context, its date, and where results go."""

    sheet: Sheet
    reading: ReadingItem
    context: Context
    day: SittingDate
    attendance: Attendance
    parsed: Parsed = field(default_factory=Parsed)

    def say(self, code: str, message: str, page: int | None = None) -> None:
        """Add an issue; the message is a sentence that comes after the document's name."""
        self.parsed.issues.append(
            IssueItem(
                code=code, message=f"{self.context.name}{message}", severity="warning", sha256=self.reading.sha256,
                url=self.context.url, page=page,
            )
        )  # fmt: skip

    def sit(self, regime: Regime, day: SittingDate | None = None) -> None:
        """Add the sitting, cut by a regime; `day` when it is not the document's own."""
        when, people = day or self.day, self.attendance
        self.parsed.sittings.append(
            SittingItem(
                sha256=self.reading.sha256, body=self.context.body, date=when.value, date_raw=when.raw[:200], date_origin=when.origin,
                date_certain=when.certain, opened_at=people.opened_at, place=people.place, president=people.president,
                secretary=people.secretary, in_office=people.in_office, quorum=people.quorum, attendance=people.people,
                agenda=regime.agenda, regime=regime.name, regime_evidence=regime.evidence, confidence=regime.confidence,
                extractor=EXTRACTOR,
            )
        )  # fmt: skip
