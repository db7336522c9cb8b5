"""One piece of evidence: the passage word for word in its page, its date, body, vote and amounts, and where to check it.

Evidence against the pledge uses the same card: only the words and the border differ.
"""

from html import escape

from dashboard.components.bits import day, definition, e, tag
from dashboard.i18n import lang, n, t
from dashboard.links import archived, outside
from tracker import wording
from tracker.queries.shapes import ActView, EvidenceView, Passage
from tracker.vocabulary import TextStatus


def passage_block(found: Passage) -> str:
    """Return the passage with its quote marked; a quote that the text no longer holds is said to be so."""
    lost = "" if found.found else f'<p class="cp-note">{e(t("ui.passage.lost"))}</p>'
    return f'<div class="cp-passage">{e(found.before)}<mark>{e(found.quote)}</mark>{e(found.after)}</div>{lost}'


def vote_words(act: ActView) -> str:
    """Return outcome and counts as printed; unknown is said, never shown as 0."""
    outcome = wording.enum_label(act.outcome, lang()) if act.outcome else t("outcome.unknown")
    words = [outcome]
    if act.unanimous:
        words.append(t("vote.unanimous"))
    for option, group, value in act.counts:
        name = wording.enum_label(option, lang())
        words.append(f"{name} : {n(value)}" + (f" ({group})" if group else ""))
    return " · ".join(words)


def amount_words(act: ActView) -> str:
    """Return the amounts as printed, with their value when it was read with certainty."""
    shown = [raw if value is None else wording.euros(value, lang()) for raw, value in act.amounts[:6]]
    more = f" (+{len(act.amounts) - 6})" if len(act.amounts) > 6 else ""
    return " · ".join(dict.fromkeys(shown)) + more


def source_links(sha256: str, page: int | None, url: str | None, *, readable_copy: bool = True) -> str:
    """Return the links to the archived copy and to the source."""
    copy = f'<a href="{escape(archived(sha256, page))}" target="_blank">{e(t("ui.link.copy", page=page or 1))}</a>' if readable_copy else ""
    web = outside(url)
    source = f'<a href="{escape(web)}" rel="noreferrer">{e(t("ui.link.source"))}</a>' if web else f"<span>{e(url or '')}</span>"
    return f'<div class="cp-links">{copy}{source}</div>'


def _facts(view: EvidenceView) -> list[tuple[str, str]]:
    act = view.act
    body = e(view.body) + (" " + tag(t("ui.other_body"), "warn") if view.other_body else "")
    when = e(day(view.act_date)) + (" " + tag(t("flag.preexisting"), "warn") if view.preexisting else "")
    vote = e(vote_words(act)) if act else ""
    ocr = act is not None and act.text_status == TextStatus.OCR
    amounts = e(amount_words(act)) + (" " + tag(t("flag.ocr_figure"), "warn") if ocr else "") if act and act.amounts else ""
    return [
        (t("ui.fact.date"), when), (t("ui.fact.body"), body), (t("ui.fact.number"), e(act.number or "") if act else ""),
        (t("ui.fact.page"), n(view.page)), (t("ui.fact.vote"), vote), (t("ui.fact.amount"), amounts),
        (t("ui.fact.publisher"), e(view.publisher)), (t("ui.fact.retrieved"), e(day(view.retrieved_at)) if view.retrieved_at else ""),
        (t("ui.fact.confirmed_by"), e(", ".join(view.confirmed_by))), (t("ui.fact.note"), e(view.note)),
    ]  # fmt: skip


def evidence_card(view: EvidenceView) -> str:
    """Return a piece of evidence as a card."""
    title = view.act.title if view.act else t("ui.act.gone")
    marks = tag(t("ui.step", step=wording.enum_label(view.step, lang()))) + (tag(t("ui.cited")) if view.cited else "")
    marks += tag(t("ui.evidence.stale"), "warn") if view.stale else ""
    return (
        f'<article class="cp-card cp-ev {view.direction.value}"><div class="cp-meta"><span class="cp-dir">'
        f"{e(wording.enum_label(view.direction, lang()).capitalize())}</span>{marks}</div><h3>{e(title)}</h3>"
        f"{passage_block(view.passage)}{definition(_facts(view))}{source_links(view.sha256, view.page, view.source_url)}</article>"
    )
