"""An act as one document gives it, and the act that several documents give together: who is richest, who gives the id."""

import re
from dataclasses import dataclass, field

from tracker import ids
from tracker.ingest.rows import Row
from tracker.items import ActItem
from tracker.vocabulary import DocumentKind

_POOR = (DocumentKind.LISTE_DELIBERATIONS, DocumentKind.ORDRE_DU_JOUR, DocumentKind.CONVOCATION)


@dataclass(frozen=True)
class Candidate:
    """An act as one document gives it, with the row that it would be."""

    row: Row
    act: ActItem
    kind: DocumentKind
    address: str = ""  # the document's own name, for messages

    @property
    def poor(self) -> bool:
        """True in a document that only lists acts."""
        return self.kind in _POOR

    @property
    def rank(self) -> tuple[bool, bool, int, str, int]:
        """Sort key: native text before recognised text, the richest first, then a stable order."""
        return (self.poor, self.act.ocr, -len(self.act.text), self.act.sha256, self.act.span[0])

    @property
    def figures(self) -> str:
        """The figures of its number, without prefix, blanks and leading zeros; empty without a number."""
        return "-".join(found.lstrip("0") or "0" for found in re.findall(r"\d+", self.act.number or ""))

    @property
    def number_key(self) -> str | None:
        """The figures of its number, when this document prints it once; else None."""
        if not self.act.number or self.row["number_repeated"]:
            return None
        return self.figures or None

    @property
    def says(self) -> str:
        """How a message names it."""
        return f"{self.act.title[:60]!r} in {self.address or self.act.sha256[:12]}"

    @property
    def trust(self) -> tuple[bool, bool, bool, tuple[bool, bool, int, str, int]]:
        """Sort key of who gives an act its id: transmission id, then number, then the list (it is published before minutes)."""
        return (not self.act.transmission_id, self.number_key is None, not self.poor, self.rank)

    @property
    def text_ids(self) -> tuple[str, str]:
        """The ids that it has when its number cannot be trusted: by its text, then by its place too."""
        sha256, text = self.act.sha256, self.act.text
        by_text = ids.act_id(transmission_id=None, siren="", day=None, number=None, number_is_unique=False, sha256=sha256, text=text)
        return by_text, "act-" + ids.digest("tx", sha256, self.row["body_id"], str(self.act.span))


@dataclass
class Cluster:
    """One act: at most one candidate per document; `id` is settled once every document has been looked at."""

    members: list[Candidate] = field(default_factory=list)
    id: str = ""

    @property
    def best(self) -> Candidate:
        """The richest member."""
        return min(self.members, key=lambda c: c.rank)

    @property
    def others(self) -> list[Candidate]:
        """The members that only fill what the best one leaves unknown."""
        return sorted(self.members, key=lambda c: c.rank)[1:]

    @property
    def by_trust(self) -> list[Candidate]:
        """The members, the one that gives the id first."""
        return sorted(self.members, key=lambda c: c.trust)
