"""Groups of the thesaurus as HTML: a line for people, the entries, what machines and people propose; everything is escaped."""

from collections.abc import Sequence

from dashboard.components.bits import day, definition, e, tag
from dashboard.i18n import lang, n, t
from dashboard.links import WORDS, href
from tracker import wording
from tracker.queries.thesaurus import GroupCard, GroupPage, Near
from tracker.words import Answered

_SHOWN = 14


def title(card: GroupCard) -> str:
    """Return what a group is called: the first sentence of its line, else its key."""
    return card.note.split(". ")[0].rstrip(".") or card.name


def group_line(card: GroupCard, asked: str = "", theme: str = "") -> str:
    """Return one group of the list, with a way to its page."""
    address = href(WORDS, group=card.name, q=asked, theme=theme)
    shown = ", ".join(card.words[:_SHOWN]) + (" …" if len(card.words) > _SHOWN else "")
    waiting = tag(wording.plural("ui.words.todo", card.waiting, lang()), "warn") if card.waiting else ""
    return f'<li><p><a href="{e(address)}"><b>{e(title(card))}</b></a> {waiting}</p><p class="cp-note">{e(shown)}</p></li>'


def listed(lines: Sequence[str]) -> str:
    """Return lines as a list."""
    return f'<ol class="cp-list">{"".join(lines)}</ol>' if lines else ""


def group_head(page: GroupPage) -> str:
    """Return a group in full, without what is proposed."""
    card = page.card
    theme = wording.theme_label(card.theme, lang()) if card.theme else ""
    facts = [
        (t("ui.words.searched"), _tags(card.words)),
        (t("ui.words.fires"), _tags(card.fires)),
        (t("ui.words.theme"), e(theme)),
        (t("ui.words.acts"), e(", ".join(card.acts))),
    ]
    more = f"<p>{e(card.note)}</p>" if card.note.rstrip(".") != title(card) else ""
    return f'<div class="cp-card"><h2>{e(title(card))}</h2>{more}{definition(facts)}</div>'


def _tags(words: Sequence[str]) -> str:
    return " ".join(tag(word) for word in words)


def near_words(near: Sequence[Near]) -> str:
    """Return the words learned elsewhere, as suggestions of the machine."""
    if not near:
        return ""
    lines = " ".join(tag(t("ui.words.near.of", word=one.word, near=one.like), "machine") for one in near)
    return f'<h3>{e(t("ui.words.near"))}</h3><p class="cp-note">{e(t("ui.words.near.what"))}</p><p>{lines}</p>'


def proposal(row: Answered) -> str:
    """Return a proposal with its answer."""
    said = t("ui.words.proposed.by", name=row.by, date=day(row.at), reason=row.reason)
    note = f'<p class="cp-note">{e(row.note)}</p>' if row.note else ""
    return f"<li><p><b>{e(row.word)}</b> {_answer(row)}</p><p>{e(said)}</p>{note}</li>"


def _answer(row: Answered) -> str:
    if row.accepted is None:
        return tag(t("ui.words.open"), "warn")
    return tag(t("ui.words.accepted" if row.accepted else "ui.words.refused", name=row.answered_by, date=day(row.answered_at)))


def proposals(rows: Sequence[Answered]) -> str:
    """Return all that was proposed for a group."""
    return f"<h3>{e(t('ui.words.proposed'))} ({n(len(rows))})</h3>{listed([proposal(row) for row in rows])}" if rows else ""
