"""A sitting as it was read: its header, its acts in a table, and one page of text with titles, votes and amounts marked in place.

Everything printed by a document is escaped; a figure read from a recognised page carries its flag wherever it stands.
"""

from html import escape

from dashboard.components.bits import certain_day, definition, e, table, tag
from dashboard.components.evidence_card import amount_text, count_words
from dashboard.i18n import lang, n, t
from dashboard.links import ACT, href, reading
from tracker import wording
from tracker.queries.reading_shapes import ActLine, BallotView, DocumentHead, MemberView, PagePart, SittingReading, SittingView
from tracker.vocabulary import ActStage, Outcome, Presence

_REGIMES = {"none": "ui.regime.none", "hand": "ui.regime.hand"}


def ocr_tag(ocr: bool) -> str:
    """Return the flag of a figure read from a recognised page."""
    return " " + tag(t("ocr.check"), "warn") if ocr else ""


def _optional(value: int | None) -> str:
    return "" if value is None else n(value)


def _attendance(sitting: SittingView) -> str:
    counted = [(kind, sum(member.presence == kind for member in sitting.members)) for kind in Presence]
    return " · ".join(f"{e(wording.enum_label(kind, lang()))} : {n(count)}" for kind, count in counted if count)


def _member(member: MemberView) -> str:
    proxy = f", {t('ui.reading.proxy', name=member.proxy)}" if member.proxy else ""
    return f"<li>{e(member.name)} ({e(wording.enum_label(member.presence, lang()) + proxy)})</li>"


def _how(head: DocumentHead) -> str:
    if head.regime is None or head.confidence is None:
        return ""
    name = t(_REGIMES.get(head.regime, "ui.regime.machine"))
    sure = name if head.regime == "none" else t("ui.reading.sure", regime=name, share=wording.percent(head.confidence, lang()))
    detail = f'<span class="cp-note" lang="en"> {e(head.evidence)}</span>' if head.evidence else ""
    return e(sure) + detail


def sitting_card(view: SittingReading) -> str:
    """Return what the header of the sitting says."""
    sitting, head = view.sitting, view.head
    if sitting is None:
        return f'<div class="cp-card"><p>{e(t("ui.reading.no_sitting"))}</p>{definition([(t("ui.reading.how"), _how(head))])}</div>'
    facts = [
        (t("ui.fact.date"), certain_day(sitting.date, sitting.date_certain)), (t("ui.fact.body"), e(head.body)),
        (t("ui.reading.opened"), e((sitting.opened_at or "").replace(":", " h "))), (t("ui.reading.place"), e(sitting.place)),
        (t("ui.reading.president"), e(sitting.president)), (t("ui.reading.secretary"), e(sitting.secretary)),
        (t("ui.reading.in_office"), _optional(sitting.in_office)), (t("ui.reading.quorum"), _optional(sitting.quorum)),
        (t("ui.reading.attendance"), _attendance(sitting)), (t("ui.reading.how"), _how(head)),
    ]  # fmt: skip
    named = f"<summary>{e(t('ui.reading.members', n=n(len(sitting.members))))}</summary>"
    people = f"<details>{named}<ul>{''.join(map(_member, sitting.members))}</ul></details>" if sitting.members else ""
    return f'<div class="cp-card"><h2 class="cp-first">{e(t("ui.reading.sitting"))}</h2>{definition(facts)}{people}</div>'


def _outcome(outcome: Outcome | None, unanimous: bool | None) -> str:
    words = wording.enum_label(outcome, lang()) if outcome else t("outcome.unknown")
    return " · ".join([words, t("vote.unanimous")] if unanimous else [words])


def _ballot(ballot: BallotView) -> str:
    return f"<li>{e(ballot.subject)} : {e(' · '.join([_outcome(ballot.outcome, ballot.unanimous), *count_words(ballot.counts)]))}</li>"


def vote_cell(act: ActLine) -> str:
    """Return outcome, counts and the votes inside the act; unknown is said, never shown as 0."""
    figures = count_words(act.counts)
    words = e(" · ".join([_outcome(act.outcome, act.unanimous), *figures])) + ocr_tag(act.ocr and bool(figures))
    if not act.ballots:
        return words
    return f"{words}<br>{e(wording.plural('count.ballots', len(act.ballots), lang()))}<ul>{''.join(map(_ballot, act.ballots))}</ul>"


def _amounts(act: ActLine) -> str:
    return "<br>".join(e(amount_text(amount)) + ocr_tag(amount.ocr or act.ocr) for amount in act.amounts[:6])


def _stage(stage: ActStage | None) -> str:
    return e(t("ui.reading.stage", stage=wording.enum_label(stage, lang()))) if stage and stage is not ActStage.NONE else ""


def acts_table(view: SittingReading) -> str:
    """Return every act of the document with its page, vote and amounts: what a minute is enough to compare."""
    if not view.acts:
        return f'<p class="cp-note">{e(t("ui.reading.no_acts"))}</p>'
    head = [e(t(key)) for key in ("ui.reading.act", "ui.fact.page", "ui.fact.vote", "ui.fact.amount")]
    rows = []
    for act in view.acts:
        link = escape(reading(view.head.sha256, view.head.body_key, act.page_from))
        number = f"<b>{e(act.number)}</b> " if act.number else ""
        title = f'{number}{e(act.title)} <a href="{escape(href(ACT, id=act.id))}">{e(t("ui.act.promised"))}</a>'
        rows.append((title, f'<a href="{link}">{n(act.page_from)}</a>', vote_cell(act), _amounts(act)))
    return table(head, rows, css="cp-top", numbers=frozenset({1}))


def _part(part: PagePart) -> str:
    text = "".join(f'<mark class="cp-m-{one.mark}">{e(one.text)}</mark>' if one.mark else e(one.text) for one in part.segments)
    if part.act is None:
        return f'<section class="cp-read cp-outside"><p class="cp-note">{e(t("ui.reading.outside"))}</p><div>{text}</div></section>'
    act = part.act
    number = tag(act.number) if act.number else ""
    more = tag(t("ui.reading.continued")) if part.continued else ""
    marks = f"{number}{more}{tag(_outcome(act.outcome, act.unanimous))}{ocr_tag(act.ocr)}"
    stage = f'<span class="cp-note">{_stage(act.stage)}</span>'
    return f'<section class="cp-read"><h3>{e(act.title)}</h3><div class="cp-meta">{marks}{stage}</div><div>{text}</div></section>'


def page_text(view: SittingReading) -> str:
    """Return the text of the page, act by act, with its marks and their legend."""
    if not view.parts:
        return f'<p class="cp-note">{e(t("ui.reading.no_text"))}</p>'
    share = None if view.ocr_confidence is None else wording.percent(view.ocr_confidence, lang())
    warning = f'<p class="cp-warn">{e(t("ui.reading.page_ocr", share=share))}</p>' if share else ""
    legend = "".join(f'<mark class="cp-m-{name}">{e(t(f"ui.reading.mark.{name}"))}</mark> ' for name in ("title", "vote", "amount"))
    return f'{warning}<p class="cp-note">{legend}</p>' + "".join(map(_part, view.parts))
