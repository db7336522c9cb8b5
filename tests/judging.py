"""A small store made in code: one town, a closed and a running term, two lists, acts with their pages, four people."""

from datetime import UTC, date, datetime
from typing import Any

from tests.databases import make_database
from tracker.evidence import judge
from tracker.models import (
    Act,
    Body,
    Document,
    DocumentPage,
    DocumentVersion,
    Jurisdiction,
    Organization,
    Pledge,
    Programme,
    Run,
    Sitting,
    SittingDocument,
    Source,
    Term,
    User,
)  # fmt: skip
from tracker.store import writing
from tracker.vocabulary import Direction, DocumentKind, EvidenceStep, FulfilmentKind, Judgement, PledgeSourceKind, Role, TextStatus, Wording
from tracker.wording import Lang

SHA = "a" * 64
NOON = datetime(2026, 11, 1, 12, tzinfo=UTC)
PAGES = (
    "Séance du 12 mars 2024\nOuverture",
    "Délibération n° 1 Halle couverte\nLe conseil adopte\nla construction de la\fhalle",
    "Clôture",
)
FIRST = "Le conseil adopte la construction"
__all__ = ["FIRST", "NOON", "SHA", "Lang", "cited", "fill"]


def fill(*, fictional: bool = True) -> None:
    """Create the database and its few rows."""
    make_database()
    with writing() as session:
        for rows in (_places(fictional), _people(), _documents(), _acts(), _pledges()):
            for row in rows:  # without relationships nothing sorts the inserts by foreign key
                session.add(row)
                session.flush()


def _places(fictional: bool) -> list[Any]:
    term = {"jurisdiction": "ville", "majority": "liste-a"}
    return [
        Jurisdiction(slug="ville", name="Ville", insee="01004", timezone="Europe/Paris", fictional=fictional),
        Body(id="ville/conseil", jurisdiction="ville", key="conseil", name="Conseil municipal", classification="council"),
        Term(id="ville/2020", key="2020", start=date(2020, 5, 18), end=date(2026, 3, 21), **term),
        Term(id="ville/2026", key="2026", start=date(2026, 3, 22), end=date(2032, 3, 20), **term),
        Organization(id="ville/liste-a", jurisdiction="ville", key="liste-a", name="Liste A", classification="candidate_list"),
        Organization(id="ville/liste-b", jurisdiction="ville", key="liste-b", name="Liste B", classification="candidate_list"),
    ]


def _people() -> list[Any]:
    roles = {"vera": Role.VOLUNTEER, "vito": Role.VOLUNTEER, "rita": Role.REVIEWER, "remi": Role.REVIEWER, "rosa": Role.REVIEWER}
    rows = [User(id=name, display_name=name.title(), role=role, created_at=NOON) for name, role in roles.items()]
    return [*rows, User(id="gone", display_name="Gone", role=Role.ADMIN, created_at=NOON, disabled_at=NOON)]


def _documents() -> list[Any]:
    source = Source(id="ville/pv", jurisdiction="ville", body_id="ville/conseil", key="pv", platform="folder", frequency="weekly")
    document = Document(
        id="doc-1",
        body_id="ville/conseil",
        source_id="ville/pv",
        url="pv.pdf",
        kind=DocumentKind.PROCES_VERBAL,
        publisher="Mairie de Ville",
    )
    seen = {"retrieved_at": NOON, "first_seen": NOON, "last_seen": NOON}
    version = DocumentVersion(
        id="dv-1", document_id="doc-1", sha256=SHA, media_type="application/pdf", size=9, text_status=TextStatus.NATIVE, **seen
    )
    pages = [DocumentPage(sha256=SHA, page=n, text=text) for n, text in enumerate(PAGES, start=1)]
    return [source, document, version, *pages, Run(id="run-1", town="ville", verb="read", started_at=NOON)]


def _acts() -> list[Any]:
    sitting = Sitting(id="sit-1", body_id="ville/conseil", date=date(2024, 3, 12), date_origin="text", date_certain=True)
    record = SittingDocument(sha256=SHA, body_id="ville/conseil", sitting_id="sit-1", regime="numbered", confidence=1, extractor="t@1")
    start = len(PAGES[0]) + 1
    common: dict[str, Any] = {"body_id": "ville/conseil", "sha256": SHA, "regime": "numbered", "confidence": 1, "extractor": "t@1"}
    common |= {"text": PAGES[1], "page_from": 2, "page_to": 2, "span_start": start, "span_end": start + len(PAGES[1]), "run_id": "run-1"}
    new = Act(id="act-1", sitting_id="sit-1", date=date(2024, 3, 12), title="Halle couverte", **common)
    other = Act(id="act-2", sitting_id="sit-1", date=date(2024, 3, 12), title="Halle, réception", **common)
    old = Act(id="act-old", date=date(2019, 3, 12), title="Halle, étude", **common)
    return [sitting, record, new, other, old]


def _pledges() -> list[Any]:
    common: dict[str, Any] = {"jurisdiction": "ville", "organization_id": "ville/liste-a", "kind": PledgeSourceKind.PROGRAMME}
    common |= {"title": "Programme", "source_url": "https://liste-a.example/programme.pdf", "publisher": "Liste A"}
    past = Programme(id="ville/liste-a-2020", term_id="ville/2020", year=2020, **common)
    running = Programme(id="ville/liste-a-2026", term_id="ville/2026", year=2026, **common)
    rows = [past, running]
    quoted: dict[str, Any] = {"wording": Wording.VERBATIM, "confirmed": True, "page": 4}
    rows_of_pledges = [
        ("halle", past, "Construire une halle couverte.", {}),
        ("charte", past, "Adopter une charte.", {"fulfilment": FulfilmentKind.ACT}),
        ("arbres", past, "Ne pas abattre d'arbres.", {"fulfilment": FulfilmentKind.ABSTENTION}),
        ("calcul", past, "=1+1 mesure", {"themes": ["finance", "ecology"]}),
        ("resume", past, "Une halle, dit le programme.", {"wording": Wording.OWN}),
        ("presse", past, "Une piscine.", {"second_hand": True}),
        ("neuf", running, "Ouvrir une crèche.", {}),
    ]
    for position, (key, programme, text, more) in enumerate(rows_of_pledges):
        fields = {"fulfilment": FulfilmentKind.OUTCOME, **quoted, **more}
        rows.append(Pledge(id=f"ple-{key}", programme_id=programme.id, key=key, position=position, text=text, **fields))
    return rows


def cited(
    pledge: str, step: str = "delivered", direction: str = "supports", act: str = "act-1", user: str = "vera", quote: str = FIRST
) -> str:
    """Confirm an act as evidence and return the judgement's id."""
    said = judge(user, pledge, act, Judgement.CONFIRMED, direction=Direction(direction), step=EvidenceStep(step), quote=quote)
    return said.id
