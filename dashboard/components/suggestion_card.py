"""A machine's suggestion, marked as such: why it is made, its best passage and what each word was worth, never shown as evidence."""

from dashboard.components.bits import certain_day, definition, e, tag
from dashboard.components.evidence_card import amount_words, from_ocr, reading_link, source_links, vote_words
from dashboard.components.explanation import direction_words, method_words, passage_html, score_table, why_sentence
from dashboard.i18n import lang, n, t
from tracker import wording
from tracker.queries.shapes import SuggestionView


def marks(view: SuggestionView) -> str:
    """Return the labels of a suggestion: its band in words, and that it is a machine's."""
    band = tag(wording.enum_label(view.band, lang()), "machine") if view.band else ""
    early = tag(t("flag.preexisting"), "warn") if view.preexisting else ""
    return tag(t("evidence.suggested"), "machine") + band + early


def passage(view: SuggestionView) -> str:
    """Return the best passage of the act, else its beginning when no word of the act was matched."""
    if view.passage:
        return passage_html(view.passage)
    place = f'<p class="cp-kicker cp-place">{e(t("ui.passage.start", page=n(view.act.page_from)))}</p>'
    return f'{place}<div class="cp-passage">{e(view.act.excerpt)}</div>'


def explanation(view: SuggestionView) -> str:
    """Return the parts of the score and, in small print, what made them."""
    return f'<h4>{e(t("ui.word.title"))}</h4>{score_table(view)}<p class="cp-note cp-file">{e(method_words(view))}</p>'


def suggestion_card(view: SuggestionView, *, explained: bool = True) -> str:
    """Return a suggestion as a card."""
    act = view.act
    mine = tag(t("ui.mine", answer=wording.enum_label(view.mine, lang()))) if view.mine else ""
    check = " " + tag(t("ocr.check"), "warn") if from_ocr(act) else ""
    amounts = e(amount_words(act)) + check if act.amounts else ""
    facts = [
        (t("ui.fact.date"), certain_day(act.date, act.date_certain)), (t("ui.fact.body"), e(act.body)),
        (t("ui.fact.number"), e(act.number or "")), (t("ui.fact.page"), n(act.page_from)),
        (t("ui.fact.vote"), e(vote_words(act)) + (check if act.counts else "")), (t("ui.fact.amount"), amounts),
    ]  # fmt: skip
    why = "".join(f'<p class="cp-why-line">{e(words)}</p>' for words in (why_sentence(view.words), direction_words(view)) if words)
    page = view.passage.page if view.passage else act.page_from
    return (
        f'<article class="cp-card cp-machine"><div class="cp-meta">{marks(view)}{mine}</div><h3>{e(act.title)}</h3>{why}{passage(view)}'
        f"{definition(facts)}{explanation(view) if explained and view.words else ''}{source_links(act.sha256, page, act.document_url)}"
        f"{reading_link(act.sha256, act.body_key, page)}</article>"
    )
