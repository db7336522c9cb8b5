"""The volunteers' queue: one pledge, one suggestion, one answer. Nobody sees what others answered before answering."""

from html import escape

import streamlit as st

from dashboard.components.bits import definition, e, pledge_marks, themes
from dashboard.components.learning import learning_panel
from dashboard.components.pledge_items import term_words
from dashboard.components.suggestion_card import suggestion_card
from dashboard.i18n import lang, n, t
from dashboard.links import PLEDGE, href
from dashboard.session import sign_in_address, viewer
from dashboard.town import choose_town
from tracker import evidence, queries, wording
from tracker.errors import TrackerError
from tracker.linking.again import rank_again
from tracker.queries.shapes import PledgePage, QueueItem, SuggestionView, Viewer
from tracker.queries.timeline import AGAINST, guess_step
from tracker.refusals import told
from tracker.vocabulary import Direction, EvidenceStep, Judgement


def _say(words: str, failed: bool = False) -> None:
    st.session_state["queue_said"] = (words, failed)


def _show_said() -> None:
    said = st.session_state.pop("queue_said", None)
    if said:
        words, failed = said
        (st.error if failed else st.success)(words)


def _record(person: Viewer, item: QueueItem, judgement: Judgement, step: EvidenceStep, direction: Direction, quote: str, note: str) -> None:
    """Keep the answer first; ranking the pledge again comes after and may fail without losing it."""
    act = item.suggestion.act
    sure = judgement == Judgement.CONFIRMED
    try:
        row = evidence.judge(
            person.login or "", item.page.row.id, act.id, judgement, direction=direction if sure else None, step=step if sure else None,
            quote=quote if sure else None, note=note, asked_as=item.asked.why,
        )  # fmt: skip
    except TrackerError as error:
        _say(told(error, lang()), failed=True)
    else:
        st.session_state["last_judgement"] = (row.id, item.page.town.slug, row.pledge_id)
        st.session_state.pop("queue_current", None)
        _say(f"{t('ui.queue.recorded', answer=wording.enum_label(judgement, lang()))} {_ranked_again(item, judgement)}")
    st.rerun()


def _ranked_again(item: QueueItem, judgement: Judgement) -> str:
    """Rank the pledge again after a decision, and return what to say of it."""
    if judgement == Judgement.UNSURE:
        return ""
    return t("ui.queue.again" if rank_again(item.page.town.slug, item.page.row.id) else "ui.queue.not_again")


def _form(person: Viewer, item: QueueItem) -> None:
    view: SuggestionView = item.suggestion
    steps, directions = list(EvidenceStep), list(Direction)
    words = [str(part.get("act_word", "")) for part in view.words]
    with st.form(f"judge-{view.id}"):
        left, right = st.columns(2)
        guess = guess_step(view.act)
        toward = view.direction or (Direction.CONTRADICTS if guess in AGAINST else Direction.SUPPORTS)
        step = left.selectbox(t("ui.queue.step"), steps, index=steps.index(guess), format_func=lambda s: wording.enum_label(s, lang()))
        direction = right.selectbox(
            t("ui.queue.direction"), directions, index=directions.index(toward), format_func=lambda d: wording.enum_label(d, lang())
        )
        proposed = view.proposed_quote or queries.best_sentence(view.act.text, words)
        quote = st.text_area(t("ui.queue.quote"), value=proposed, height=130, max_chars=5000)
        st.caption(t("ui.queue.quote_help"))
        note = st.text_input(t("ui.queue.note"), max_chars=500)
        buttons = st.columns(4)
        pressed = {
            Judgement.CONFIRMED: buttons[0].form_submit_button(t("button.confirm"), type="primary", width="stretch"),
            Judgement.REJECTED: buttons[1].form_submit_button(t("button.refuse"), width="stretch"),
            Judgement.UNSURE: buttons[2].form_submit_button(t("button.unsure"), width="stretch"),
        }
        later = buttons[3].form_submit_button(t("ui.queue.later"), type="tertiary", width="stretch")
    for judgement, clicked in pressed.items():
        if clicked:
            _record(person, item, judgement, step, direction, quote, note)
    if later:
        st.session_state.setdefault("skipped", set()).add((item.page.row.id, view.act.id))
        st.session_state.pop("queue_current", None)
        st.rerun()


def _undo(person: Viewer) -> None:
    last = st.session_state.get("last_judgement")
    if last and st.button(t("button.retract"), type="tertiary"):
        judgement, town, pledge = last
        try:
            evidence.retract(person.login or "", judgement)
        except TrackerError as error:
            _say(told(error, lang()), failed=True)
        else:
            rank_again(town, pledge)
            _say(t("ui.queue.retracted"))
        st.session_state.pop("last_judgement")
        st.rerun()


def _tagging(person: Viewer, page: PledgePage) -> None:
    """Let a volunteer put a theme on the pledge by hand, and take it back."""
    known = [key for key in wording.themes() if key not in page.row.themes]
    with st.form(f"tag-{page.row.id}", border=False):
        theme = st.selectbox(
            t("ui.queue.theme"), known, index=None, format_func=lambda key: wording.theme_label(key, lang()), placeholder=t("ui.none")
        )
        added = st.form_submit_button(t("button.tag"))
    removed = [key for key in page.my_themes if st.button(f"{t('button.untag')} : {wording.theme_label(key, lang())}", key=f"untag-{key}")]
    try:
        if added and theme:
            evidence.tag_theme(person.login or "", page.row.id, theme)
        for key in removed:
            evidence.untag_theme(person.login or "", page.row.id, key)
    except TrackerError as error:
        _say(told(error, lang()), failed=True)
    if removed or (added and theme):
        st.rerun()


def _pledge(page: PledgePage) -> str:
    card = page.row.programme
    facts = [
        (t("ui.fact.list"), f"{e(card.list_name)}, {e(term_words(card))}"), (t("ui.fact.bodies"), e(", ".join(page.body_names))),
        (t("ui.theme"), themes(page.row.themes)),
    ]  # fmt: skip
    link = f'<a href="{escape(href(PLEDGE, id=page.row.id))}">{e(t("ui.go.pledge"))}</a>'
    return (
        f'<p class="cp-kicker">{e(t("ui.promised"))}</p><blockquote class="cp-quote">{e(page.row.text)}</blockquote>'
        f'<div class="cp-meta">{pledge_marks(page.row)}</div>{definition(facts)}<div class="cp-links">{link}</div>'
    )


def _show(person: Viewer, item: QueueItem) -> None:
    said = (t("ui.queue.remaining", n=n(item.remaining)), t(f"ui.asked.{item.asked.why}"))
    st.html("".join(f'<p class="cp-note">{e(words)}</p>' for words in said))
    left, right = st.columns([2, 3], gap="large")
    with left:
        st.html(_pledge(item.page))
    with right:
        st.html(f'<p class="cp-kicker">{e(t("ui.queue.suggested"))}</p>' + suggestion_card(item.suggestion))
        _form(person, item)
    with st.expander(t("ui.queue.theme")):
        _tagging(person, item.page)


def _next(person: Viewer, town: str) -> QueueItem | None:
    """Return the question on the screen while it is open, else the next: what others answer meanwhile does not change it."""
    place = (town, st.query_params.get("pledge"))
    kept = st.session_state.get("queue_current")
    current = kept[1] if kept and kept[0] == place else None
    item = queries.next_in_queue(town, person, frozenset(st.session_state.get("skipped", set())), place[1], current)
    if item:
        st.session_state["queue_current"] = (place, item.asked)
    return item


def main() -> None:
    """Show the page."""
    person = viewer()
    st.html(f"<h1>{e(t('screen.queue'))}</h1>")
    if not person.signed_in:
        st.html(f'<p class="cp-lead">{e(t("ui.queue.sign_in"))} <a href="{escape(sign_in_address())}">{e(t("button.sign_in"))}</a></p>')
        return
    _show_said()
    town = choose_town(person)
    item = _next(person, town.slug) if town else None
    if item is None:
        st.html(f'<p class="cp-lead">{e(t("ui.queue.done"))}</p>')
    else:
        _show(person, item)
    _undo(person)
    if town:
        learning_panel(queries.learning(town.slug, person))


main()
