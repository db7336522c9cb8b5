"""Every table, imported here so that the metadata is complete. Annotations stay eager: SQLModel needs them."""

from tracker.models.borders import BorderDecision
from tracker.models.documents import Document, DocumentPage, DocumentVersion
from tracker.models.evidence import EvidenceJudgement, JudgementAnchor, Suggestion, ThemeTag
from tracker.models.linking import ActTerms, LinkSearch
from tracker.models.people import Membership, Person, User
from tracker.models.places import Body, Jurisdiction, Organization, Source, Term
from tracker.models.pledges import Pledge, Programme
from tracker.models.runs import Issue, Run
from tracker.models.sittings import Act, Amount, Attendance, Ballot, PersonVote, Sitting, SittingDocument, VoteCount
from tracker.models.verdicts import Declaration, Notice, Reply, SearchLog, Verdict, VerdictEvidence, VerdictNote, VerdictReview
from tracker.models.words import WordProposal, WordReview
from tracker.models.worksheets import WorksheetDecision

__all__ = [
    "Act",
    "ActTerms",
    "Amount",
    "Attendance",
    "Ballot",
    "Body",
    "BorderDecision",
    "Declaration",
    "Document",
    "DocumentPage",
    "DocumentVersion",
    "EvidenceJudgement",
    "Issue",
    "JudgementAnchor",
    "Jurisdiction",
    "LinkSearch",
    "Membership",
    "Notice",
    "Organization",
    "Person",
    "PersonVote",
    "Pledge",
    "Programme",
    "Reply",
    "Run",
    "SearchLog",
    "Sitting",
    "SittingDocument",
    "Source",
    "Suggestion",
    "Term",
    "ThemeTag",
    "User",
    "Verdict",
    "VerdictEvidence",
    "VerdictNote",
    "VerdictReview",
    "VoteCount",
    "WordProposal",
    "WordReview",
    "WorksheetDecision",
]
