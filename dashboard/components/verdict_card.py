"""A verdict as a reader sees it: status with its date, why, what is missing, on what proof, written and reviewed by whom."""

from dashboard.components.bits import day, definition, e, flags, status_badge, tag
from dashboard.i18n import lang, n, t
from tracker import wording
from tracker.coverage.subject import SubjectCoverage
from tracker.queries.linking_shapes import SearchView
from tracker.queries.shapes import PledgePage, VerdictView
from tracker.vocabulary import CoverageState, FulfilmentKind, ProofLevel, ReasonCode, Status, VerdictState


def kept_so_far(page: PledgePage, verdict: VerdictView) -> bool:
    """True for a pledge not to do something, respected at the date of its verdict."""
    return page.fulfilment == FulfilmentKind.ABSTENTION.value and verdict.status == Status.ENGAGED


def search_sentence(search: SearchView, bodies: tuple[str, ...]) -> str:
    """Return what was searched before saying that nothing was found."""
    return t(
        "search.sentence", date=wording.date_short(search.period_to), read=n(search.documents_read), bodies=", ".join(bodies),
        start=wording.date_short(search.period_from), end=wording.date_short(search.period_to), missing=n(search.documents_known_missing),
    )  # fmt: skip


def silences_sentence(found: SubjectCoverage, verdict: VerdictView) -> str:
    """Return the known sittings behind a search, each silence counted apart (method, section 8)."""
    named = {CoverageState.READABLE: t("ui.silences.with_evidence")}
    counts = [(named.get(state) or wording.enum_label(state, lang()), found.states[state]) for state in CoverageState]
    counts.append((t("ui.silences.undated"), found.undated))
    told = " ; ".join(f"{words} {n(count)}" for words, count in counts if count)
    share = wording.percent(found.share, lang()) if found.share is not None else "0"
    return t("ui.silences", known=n(found.known), date=verdict.as_of, readable=n(found.readable), share=share, states=told or t("ui.none"))


def _next_review(page: PledgePage, search: SearchView) -> str:
    stale = " " + tag(t("search.stale"), "warn") if search.next_review_at < page.town.as_of else ""
    return e(day(search.next_review_at)) + stale


def _reason(verdict: VerdictView) -> str:
    if not verdict.reason_code:
        return ""
    return f"<p>{e(t('status.7.why', reason=wording.enum_label(ReasonCode(verdict.reason_code), lang())))}</p>"


def _notices(verdict: VerdictView) -> str:
    return " ; ".join(e(t("ui.notice", role=role, sent=day(sent), planned=day(planned))) for role, sent, planned in verdict.notices)


def facts(page: PledgePage, verdict: VerdictView) -> list[tuple[str, str]]:
    """Return the facts of a verdict, apart from its reasoning."""
    search = verdict.search
    return [
        (t("ui.fact.as_of"), e(day(verdict.as_of))),
        (t("ui.fact.proof"), e(wording.enum_label(ProofLevel(verdict.proof_level), lang())) if verdict.proof_level else ""),
        (t("ui.fact.search"), e(search_sentence(search, page.body_names)) if search else ""),
        (t("ui.fact.silences"), e(silences_sentence(page.silences, verdict)) if search and page.silences else ""),
        (t("ui.fact.next_review"), _next_review(page, search) if search else ""),
        (
            t("ui.fact.coverage"),
            e(wording.percent(verdict.coverage, lang())) + " " + e(t("ui.fact.coverage.of")) if verdict.coverage is not None else "",
        ),
        (t("ui.fact.notice"), _notices(verdict)),
        (t("ui.fact.author"), e(verdict.author)),
        (t("ui.fact.reviewers"), e(", ".join(verdict.reviewers))),
        (
            t("ui.fact.published"),
            e(t("ui.published_by", date=day(verdict.published_at), name=verdict.published_by)) if verdict.published_by else "",
        ),
        (t("ui.fact.version"), e(t("ui.version", version=verdict.version, method=verdict.methodology))),
    ]


def verdict_card(page: PledgePage, verdict: VerdictView) -> str:
    """Return the verdict in force as a card."""
    badge = status_badge(verdict.status, verdict.as_of, kept=kept_so_far(page, verdict), big=True)
    missing = f"<p><b>{e(t('ui.missing'))}</b> {e(verdict.missing_part)}</p>" if verdict.missing_part else ""
    return (
        f'<section class="cp-card cp-verdict cp-c{int(verdict.status)}"><div class="cp-meta cp-top">{badge}{flags(verdict.flags)}</div>'
        f'<p class="cp-why">{e(verdict.rationale)}</p>{_reason(verdict)}{missing}{definition(facts(page, verdict))}</section>'
    )


def no_verdict_card(page: PledgePage) -> str:
    """Return what is said of a pledge without a published verdict: it is our backlog, not a judgement."""
    words = t("ui.unexamined.why") if page.row.publishable else t("ui.unpublished.why")
    return (
        f'<section class="cp-card cp-verdict cp-c0">{status_badge(Status.UNEXAMINED, big=True)}<p class="cp-why">{e(words)}</p></section>'
    )


def history(page: PledgePage) -> str:
    """Return every published version, newest first, each with its date, reason and people."""
    rows = []
    for verdict in page.history:
        state = "" if verdict.state == VerdictState.PUBLISHED else f" ({e(wording.enum_label(verdict.state, lang()))})"
        version = t("ui.version", version=verdict.version, method=verdict.methodology)
        who = t("ui.change.people", author=verdict.author, publisher=verdict.published_by or "")
        rows.append(
            f'<li class="cp-c{int(verdict.status)}"><div class="cp-meta"><span>{e(day(verdict.published_at))}</span>'
            f"{status_badge(verdict.status, verdict.as_of)}<span>{e(version)}{state}</span></div>"
            f'<div>{e(verdict.rationale)}</div>{reasons(verdict)}<div class="cp-note">{e(who)}</div></li>'
        )
    return f'<ol class="cp-history">{"".join(rows)}</ol>'


def reasons(verdict: VerdictView) -> str:
    """Return the reasons given for a new version, a withdrawal or, in the work, a return to draft."""
    said = [
        t("ui.history.note", kind=wording.enum_label(note.kind, lang()), name=note.author, date=day(note.created_at), reason=note.reason)
        for note in verdict.notes
    ]
    return "".join(f'<div class="cp-note">{e(words)}</div>' for words in said)
