"""Allowed values, in the field's words (Popolo, Open Civic Data, SCDL, and this project's method)."""

from enum import IntEnum, StrEnum


class DocumentKind(StrEnum):
    """What a council document is, decided from its text; the town's own word is kept beside."""

    PROCES_VERBAL = "proces_verbal"
    COMPTE_RENDU = "compte_rendu"
    LISTE_DELIBERATIONS = "liste_deliberations"
    DELIBERATION = "deliberation"
    DECISION = "decision"
    ARRETE = "arrete"
    ORDRE_DU_JOUR = "ordre_du_jour"
    CONVOCATION = "convocation"
    BUDGET = "budget"
    ANNEXE = "annexe"
    PROGRAMME = "programme"
    OTHER = "other"


KIND_ALIASES = {
    "pv": DocumentKind.PROCES_VERBAL,
    "pv_ocr": DocumentKind.PROCES_VERBAL,
    "cr": DocumentKind.COMPTE_RENDU,
    "delib": DocumentKind.DELIBERATION,
    "odj": DocumentKind.ORDRE_DU_JOUR,
    "liste_delib": DocumentKind.LISTE_DELIBERATIONS,
}


class Platform(StrEnum):
    """How a source publishes; each is one module of `scrapers/platforms`."""

    FOLDER = "folder"
    HTML_LIST = "html_list"
    DISCOVERY = "discovery"
    SCDL = "scdl"
    OPENDATASOFT = "opendatasoft"
    DATA_FAIR = "data_fair"
    MEGALIS = "megalis"
    WORDPRESS = "wordpress"
    DRUPAL = "drupal"
    WEBDELIB = "webdelib"
    SITEMAP = "sitemap"
    FEED = "feed"
    DECP = "decp"
    SUBVENTIONS = "subventions"
    PROGRAMME = "programme"  # the pages of one candidate's programme


class TextStatus(StrEnum):
    """Where the text of a stored version comes from."""

    NATIVE = "native"
    OCR = "ocr"
    NONE = "none"
    FAILED = "failed"


class Outcome(StrEnum):
    """The result of an act; NULL in the store when unknown."""

    ADOPTED = "adopted"
    REJECTED = "rejected"
    NOTED = "noted"
    ADJOURNED = "adjourned"
    WITHDRAWN = "withdrawn"
    ELECTED = "elected"
    NO_VOTE = "no_vote"


class VoteOption(StrEnum):
    """How votes are counted; an abstention is not a vote against."""

    FOR = "for"
    AGAINST = "against"
    ABSTENTION = "abstention"
    NOT_TAKING_PART = "not_taking_part"


class ActStage(StrEnum):
    """How far an act carries its project (method, section 4.1); `none` is routine business that says nothing of delivery."""

    STUDY = "study"
    FUNDING_ASKED = "funding_asked"
    VOTED = "voted"
    FUNDED = "funded"
    CONTRACTED = "contracted"
    DELIVERED = "delivered"
    AMENDED = "amended"
    WITHDRAWN = "withdrawn"
    NONE = "none"


class AmountRole(StrEnum):
    """What an amount is in its act; NULL when its words do not say."""

    SUBSIDY = "subsidy"
    CONTRACT = "contract"
    BUDGET_LINE = "budget_line"
    LOAN = "loan"
    ESTIMATE = "estimate"


class Presence(StrEnum):
    """How a member of the council attended; `represented` gave a proxy (pouvoir)."""

    PRESENT = "present"
    REPRESENTED = "represented"
    EXCUSED = "excused"
    ABSENT = "absent"


class RunOutcome(StrEnum):
    """How a run ended; `empty` is never `ok`."""

    OK = "ok"
    EMPTY = "empty"
    PARTIAL = "partial"
    BLOCKED = "blocked"
    FAILED = "failed"


class RecordPart(StrEnum):
    """What a sitting should leave behind for the public to read."""

    MINUTES = "minutes"
    LIST = "list"
    ACTS = "acts"


class CoverageState(StrEnum):
    """What is known of a record of a sitting: held and read, or one of seven silences that are never merged (method, section 8)."""

    READABLE = "readable"  # held, and its text is read
    NOTHING_DECIDED = "nothing_decided"  # of a subject only: read, and nothing on it
    NOT_PUBLISHED = "not_published"
    NOT_READABLE = "not_readable"
    NOT_DUE = "not_due"
    REFUSED = "refused"
    GONE = "gone"
    NOT_COLLECTED = "not_collected"
    NO_DUTY = "no_duty"  # the law of that day asked for nothing online
    NO_SITTING = "no_sitting"  # of a month: looked at, and no sitting is known


class DateOrigin(StrEnum):
    """Where a date was read."""

    STAMP = "stamp"
    TEXT = "text"
    LINK = "link"
    NAME = "name"
    UPLOAD = "upload"
    NONE = "none"


class Status(IntEnum):
    """The eight statuses of a pledge (method, section 2); integers are stable and exported."""

    UNEXAMINED = 0
    NO_EVIDENCE_FOUND = 1
    ENGAGED = 2
    PARTLY_DONE = 3
    DONE = 4
    NOT_DONE_BY_DEADLINE = 5
    ABANDONED_OR_CONTRADICTED = 6
    NOT_MEASURABLE = 7


class ReasonCode(StrEnum):
    """Why a pledge cannot be measured (status 7)."""

    NO_ACTION = "no_action"
    NO_OBJECT = "no_object"
    NO_THRESHOLD = "no_threshold"
    OUTSIDE_POWERS = "outside_powers"
    VALUE_STATEMENT = "value_statement"


class Flag(StrEnum):
    """Flags beside a status (method, section 3)."""

    LATE = "late"
    BLOCKED_BY_THIRD_PARTY = "blocked_by_third_party"
    COMPETENCE = "competence"
    REPLY = "reply"
    CONTESTED = "contested"
    PLEDGE_CHANGED = "pledge_changed"
    PREEXISTING = "preexisting"
    OCR_FIGURE = "ocr_figure"


class EvidenceStep(StrEnum):
    """The ladder of evidence (method, section 4.1)."""

    ANNOUNCED = "announced"
    VOTED = "voted"
    FUNDED = "funded"
    CONTRACTED = "contracted"
    DELIVERED = "delivered"
    AMENDED = "amended"
    WITHDRAWN = "withdrawn"
    REJECTED = "rejected"


class Direction(StrEnum):
    """Which way a piece of evidence points."""

    SUPPORTS = "supports"
    CONTRADICTS = "contradicts"
    CONTEXT = "context"


class Band(StrEnum):
    """How near a suggested act is to a pledge; a band's threshold is a measured precision, never a probability shown as a fact."""

    SURE = "sure"  # only where nothing was ever shown by mistake on pledges without evidence
    DIRECT = "direct"
    SUPPORTING = "supporting"
    RELATED = "related"


class Judgement(StrEnum):
    """What a named person said of a (pledge, act) pair."""

    CONFIRMED = "confirmed"
    REJECTED = "rejected"
    UNSURE = "unsure"


class AskedAs(StrEnum):
    """Why the queue asked a person about a pair; only `random` tells how precise the suggestions are."""

    TOP = "top"
    UNCERTAIN = "uncertain"
    RANDOM = "random"


class VerdictState(StrEnum):
    """The publication workflow (method, section 5)."""

    DRAFT = "draft"
    IN_REVIEW = "in_review"
    NOTICE_SENT = "notice_sent"
    NOTICE_ELAPSED = "notice_elapsed"
    APPROVED = "approved"
    PUBLISHED = "published"
    SUPERSEDED = "superseded"
    WITHDRAWN = "withdrawn"


class NoteKind(StrEnum):
    """What the reason given about a verdict explains (method, section 5)."""

    CORRECTION = "correction"
    RETURN_TO_DRAFT = "return_to_draft"
    WITHDRAWAL = "withdrawal"


class ReplyState(StrEnum):
    """What became of a reply (method, section 6)."""

    RECEIVED = "received"
    ACCEPTED = "accepted"
    REFUSED = "refused"
    PUBLISHED = "published"


class ProofLevel(StrEnum):
    """A: primary act and delivery proof; B: primary act; C: press or the town's own communication."""

    A = "A"
    B = "B"
    C = "C"


class FulfilmentKind(StrEnum):
    """What counts as delivered for a pledge."""

    OUTCOME = "outcome"
    ACT = "act"
    EXAMINATION = "examination"
    CONTINUATION = "continuation"
    ABSTENTION = "abstention"
    PROCESS = "process"
    ADVOCACY = "advocacy"


class PledgeSourceKind(StrEnum):
    """What sort of document holds the pledge."""

    PROGRAMME = "programme"
    PROFESSION_DE_FOI = "profession_de_foi"
    CONTRAT = "contrat"
    CHARTE = "charte"
    PACTE = "pacte"
    PLAN_DE_MANDAT = "plan_de_mandat"
    DISCOURS = "discours"
    PRESSE = "presse"
    DEMANDE = "demande"


class MergerFate(StrEnum):
    """What became of a pledge when its list merged with another; NULL when nobody has said (method, section 14)."""

    INHERITED = "inherited"
    DROPPED = "dropped"
    ADDED = "added"


class Wording(StrEnum):
    """Whether the pledge is quoted or put in the volunteer's own words."""

    VERBATIM = "verbatim"
    OWN = "own"


class Role(StrEnum):
    """What an account may do."""

    VOLUNTEER = "volunteer"
    REVIEWER = "reviewer"
    ADMIN = "admin"


class Classification(StrEnum):
    """Kinds of organization, in Popolo's word."""

    LIST = "candidate_list"
    GROUP = "political_group"
    COUNCIL = "council"
    EPCI = "epci"
    ASSOCIATION = "association"


class PassageLabel(StrEnum):
    """What a passage of a programme is; only `pledge` is counted."""

    PLEDGE = "pledge"
    VALUES = "values"
    PAST = "past"
    CAMPAIGN = "campaign"
    QUESTION = "question"
    TITLE = "title"
    OTHER = "other"


class PledgeLevel(StrEnum):
    """How checkable a pledge is as worded: a number or threshold, a named object or act, or neither."""

    MEASURABLE = "measurable"
    NAMED = "named"
    VAGUE = "vague"


class BodyKind(StrEnum):
    """Who has the power to do what a pledge says."""

    COMMUNE = "commune"
    EPCI = "epci"
    DEPARTMENT = "department"
    REGION = "region"
    STATE = "state"
    OTHER = "other"


class EpciType(StrEnum):
    """Type of the intercommunal body; it decides which powers it holds by law (`data/competences.yml`)."""

    CC = "communaute_de_communes"
    CA = "communaute_d_agglomeration"
    CU = "communaute_urbaine"
    METROPOLE = "metropole"


class DatePrecision(StrEnum):
    """How precise a written deadline is."""

    DAY = "day"
    MONTH = "month"
    SEASON = "season"
    YEAR = "year"
    TERM = "term"
    RELATIVE = "relative"
    NONE = "none"


class ReadingPass(StrEnum):
    """Which reading of a programme a decision belongs to: the shared or first one, the second blind one, the third person's."""

    FIRST = "first"
    SECOND = "second"
    SETTLE = "settle"


class SheetAction(StrEnum):
    """What a person may say on a worksheet; the last three are about the whole sheet, not about one passage."""

    KEEP = "keep"
    REJECT = "reject"
    MERGE = "merge"
    SPLIT = "split"
    CORRECT = "correct"
    THEME = "theme"
    BODY = "body"
    DEADLINE = "deadline"
    LEVEL = "level"
    FULFILMENT = "fulfilment"
    NOTE = "note"
    ADD = "add"
    UNDO = "undo"
    BLIND = "blind"
    TAKE = "take"
    FINISH = "finish"


class RejectReason(StrEnum):
    """Why a passage is not a pledge of the list."""

    VALUES = "values"
    PAST = "past"
    CAMPAIGN = "campaign"
    QUESTION = "question"
    TITLE = "title"
    DUPLICATE = "duplicate"
    OTHER = "other"
