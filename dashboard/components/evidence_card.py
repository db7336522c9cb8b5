"""One piece of evidence: the passage word for word in its page, its date, body, vote and amounts, and where to check it.

Evidence against the pledge uses the same card: only the words and the border differ.
"""

from html import escape

from dashboard.components.bits import certain_day, day, definition, e, tag
from dashboard.i18n import lang, n, t
from dashboard.links import archived, outside, reading
from tracker import wording
from tracker.queries.shapes import ActView, AmountView, EvidenceView, Passage
from tracker.vocabulary import TextStatus, VoteOption

Counts = tuple[tuple[VoteOption, str, int], ...]


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
    return " · ".join([*words, *count_words(act.counts)])


def count_words(counts: Counts) -> list[str]:
    """Return each printed count with its option and group."""
    shown = []
    for option, group, value in counts:
        name = wording.enum_label(option, lang())
        shown.append(f"{name} : {n(value)}" + (f" ({group})" if group else ""))
    return shown


def amount_words(act: ActView) -> str:
    """Return the amounts as printed, with their value when it was read with certainty."""
    more = f" (+{len(act.amounts) - 6})" if len(act.amounts) > 6 else ""
    return " · ".join(dict.fromkeys(map(amount_text, act.amounts[:6]))) + more


def amount_text(amount: AmountView) -> str:
    """Return one amount: in euros when it was read with certainty, else as printed; with its tax, role and beneficiary when known."""
    value, tax = amount.raw, None  # the printed words hold the tax too
    if amount.value is not None:
        value, tax = wording.euros(amount.value, lang()), amount.tax
    role = wording.enum_label(amount.role, lang()) if amount.role else ""
    about = ", ".join(part for part in (role, amount.beneficiary) if part)
    return " ".join(part for part in (value, tax, f"({about})" if about else "") if part)


def source_links(sha256: str, page: int | None, url: str | None, *, readable_copy: bool = True) -> str:
    """Return the links to the archived copy and to the source."""
    copy = f'<a href="{escape(archived(sha256, page))}" target="_blank">{e(t("ui.link.copy", page=page or 1))}</a>' if readable_copy else ""
    web = outside(url)
    source = f'<a href="{escape(web)}" rel="noreferrer">{e(t("ui.link.source"))}</a>' if web else f"<span>{e(url or '')}</span>"
    return f'<div class="cp-links">{copy}{source}</div>'


def reading_link(sha256: str, body: str | None, page: int) -> str:
    """Return the link to the page and to what was read in it."""
    return f'<div class="cp-links"><a href="{escape(reading(sha256, body, page))}">{e(t("ui.reading.open"))}</a></div>'


def from_ocr(act: ActView) -> bool:
    """True when a figure of the act was read from a recognised page."""
    return act.ocr or act.text_status == TextStatus.OCR or any(amount.ocr for amount in act.amounts)


def _facts(view: EvidenceView) -> list[tuple[str, str]]:
    act = view.act
    body = e(view.body) + (" " + tag(t("ui.other_body"), "warn") if view.other_body else "")
    when = certain_day(view.act_date, view.date_certain) + (" " + tag(t("flag.preexisting"), "warn") if view.preexisting else "")
    check = " " + tag(t("ocr.check"), "warn") if act is not None and from_ocr(act) else ""
    vote = e(vote_words(act)) + (check if act.counts else "") if act else ""
    amounts = e(amount_words(act)) + check if act and act.amounts else ""
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
        f"{passage_block(view.passage)}{definition(_facts(view))}{source_links(view.sha256, view.page, view.source_url)}"
        f"{reading_link(view.sha256, view.act.body_key if view.act else None, view.page)}</article>"
    )
