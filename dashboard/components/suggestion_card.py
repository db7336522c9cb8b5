"""A machine's suggestion, marked as such: the words that matched and what each was worth, never shown as evidence."""

from collections.abc import Iterable

from dashboard.components.bits import certain_day, definition, e, table, tag
from dashboard.components.evidence_card import amount_words, from_ocr, reading_link, source_links, vote_words
from dashboard.i18n import lang, n, t
from tracker import wording
from tracker.ids import fold
from tracker.queries.shapes import SuggestionView

_SHOWN_WORDS = 8


def marks(view: SuggestionView) -> str:
    """Return the labels of a suggestion."""
    early = tag(t("flag.preexisting"), "warn") if view.preexisting else ""
    return tag(t("evidence.suggested"), "machine") + early


def highlighted(text: str, words: Iterable[str]) -> str:
    """Return escaped text with the matched words underlined, word by word."""
    wanted = {fold(word) for phrase in words for word in phrase.split() if len(word) > 2}
    shown = []
    for piece in text.split(" "):
        bare = fold(piece.strip(" .,;:()«»\"'’\n")).rsplit("'", 1)[-1]
        shown.append(f"<u>{e(piece)}</u>" if bare in wanted else e(piece))
    return " ".join(shown)


def explanation(view: SuggestionView) -> str:
    """Return the matched words and their share of the score, as a table."""
    rows = []
    for part in view.words[:_SHOWN_WORDS]:
        share = part.get("share")
        rows.append(
            (
                e(part.get("pledge_word", "")), e(part.get("act_word", "")), e(t(f"ui.how.{part.get('how', 'same_stem')}")),
                e(t(f"ui.field.{part.get('field', 'body')}")), e(wording.percent(float(str(share)), lang())) if share is not None else "",
            )
        )  # fmt: skip
    head = (t("ui.word.pledge"), t("ui.word.act"), t("ui.word.how"), t("ui.word.where"), t("ui.word.share"))
    caption = t("ui.word.caption", rank=view.rank, score=n(round(view.score, 2)), method=view.method)
    return table(head, rows, caption, numbers=frozenset({4}))


def excerpt(view: SuggestionView) -> str:
    """Return the beginning of the act with the matched words underlined."""
    return f'<div class="cp-passage">{highlighted(view.act.excerpt, [str(part.get("act_word", "")) for part in view.words])}</div>'


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
    return (
        f'<article class="cp-card cp-machine"><div class="cp-meta">{marks(view)}{mine}</div><h3>{e(act.title)}</h3>{excerpt(view)}'
        f"{definition(facts)}{explanation(view) if explained else ''}{source_links(act.sha256, act.page_from, act.document_url)}"
        f"{reading_link(act.sha256, act.body_key, act.page_from)}</article>"
    )
