"""« Mots du métier »: the groups of the thesaurus, what people propose to add, and the answers of reviewers."""

from collections.abc import Callable
from html import escape

import streamlit as st

from dashboard.components.bits import e
from dashboard.components.word_groups import group_head, group_line, listed, near_words, proposal, proposals, title
from dashboard.i18n import lang, t
from dashboard.links import WORDS, href
from dashboard.session import sign_in_address, viewer
from tracker import queries, wording, words
from tracker.errors import TrackerError
from tracker.linking.thesaurus_file import LONGEST
from tracker.queries.shapes import Viewer
from tracker.queries.thesaurus import LONGEST_QUESTION, GroupPage
from tracker.refusals import told
from tracker.themes import load_themes


def _try(action: Callable[[], object], done: str, *fields: str) -> None:
    """Do one thing and show its result on the next run; what was typed in the fields is kept only when it failed."""
    try:
        action()
    except TrackerError as error:
        st.session_state["words_said"] = (told(error, lang()), True)
    else:
        st.session_state["words_said"] = (done, False)
        for name in fields:
            st.session_state.pop(name, None)
    st.rerun()


def _show_said() -> None:
    said, failed = st.session_state.pop("words_said", ("", False))
    if said:
        (st.error if failed else st.success)(said)


def _asked() -> tuple[str, str]:
    """Show the box and the themes; return what is asked, which lives in the address."""
    themes = ["", *load_themes()]
    known = st.query_params.get("theme", "")
    left, right = st.columns([2, 1])
    with left:
        word = st.text_input(
            t("ui.words.search"),
            st.query_params.get("q", "")[:LONGEST_QUESTION],
            LONGEST_QUESTION,
            placeholder=t("ui.words.hint"),
            key="words_q",
        )
    with right:
        theme = st.selectbox(
            t("ui.words.theme"), themes, themes.index(known) if known in themes else 0, key="words_theme",
            format_func=lambda key: wording.theme_label(key, lang()) if key else t("ui.all"),
        )  # fmt: skip
    if (word, theme) != (st.query_params.get("q", "")[:LONGEST_QUESTION], known if known in themes else ""):
        st.query_params.pop("group", None)
    for name, value in (("q", word), ("theme", theme)):
        if value:
            st.query_params[name] = value
        else:
            st.query_params.pop(name, None)
    return word.strip(), theme


def _list(person: Viewer, word: str, theme: str) -> None:
    found = queries.word_groups(person, word, theme)
    if word and not found:
        st.html(f'<p class="cp-lead">{e(t("ui.words.none", word=word))}</p>')
    else:
        counted = wording.plural("ui.words.found", len(found), lang())
        st.html(f'<p class="cp-note">{e(counted)}</p>{listed([group_line(card, word, theme) for card in found])}')


def _group(person: Viewer, page: GroupPage, back: str) -> None:
    st.html(f'<p><a href="{escape(back)}">← {e(t("ui.words.all"))}</a></p>{group_head(page)}')
    st.html(near_words(page.near) + proposals(page.proposals))
    name = page.card.name
    fields = (f"word-{name}", f"why-{name}")
    with st.form(f"propose-{name}", clear_on_submit=False):
        st.html(f"<h3>{e(t('ui.words.propose'))}</h3>")
        word = st.text_input(t("ui.words.word"), max_chars=LONGEST, key=fields[0])
        reason = st.text_area(t("ui.words.reason"), max_chars=words.LONGEST_REASON, key=fields[1])
        if st.form_submit_button(t("ui.words.send"), type="primary"):
            _try(lambda: words.propose_word(person.login or "", name, word, reason), t("ui.words.sent"), *fields)


def _answers(person: Viewer) -> None:
    """Show what waits for this reviewer, and what was accepted as lines to paste."""
    if not person.reviews:
        return
    rows = queries.words_to_answer(person)
    if rows:
        st.html(f"<h2>{e(wording.plural('ui.words.todo', len(rows), lang()))}</h2>")
    for row in rows:
        page = queries.word_group(person, row.group)
        where = (
            f'<p class="cp-kicker"><a href="{escape(href(WORDS, group=row.group))}">{e(title(page.card) if page else row.group)}</a></p>'
        )
        st.html(where + listed([proposal(row)]))
        note = st.text_input(t("ui.words.note"), max_chars=words.LONGEST_REASON, key=f"note-{row.id}")
        left, right, _ = st.columns([1, 1, 3])
        if left.button(t("ui.words.accept"), type="primary", key=f"yes-{row.id}"):
            _try(lambda row=row, note=note: words.answer_word(person.login or "", row.id, True, note), t("ui.words.answered"))
        if right.button(t("ui.words.refuse"), key=f"no-{row.id}"):
            _try(lambda row=row, note=note: words.answer_word(person.login or "", row.id, False, note), t("ui.words.answered"))
    lines = queries.accepted_yaml(person)
    if lines:
        st.download_button(t("ui.words.download"), lines, "mots-acceptes.yml", "text/yaml; charset=utf-8")
    else:
        st.caption(t("ui.words.download.none"))


def main() -> None:
    """Show the page."""
    person = viewer()
    st.html(f"<h1>{e(t('screen.thesaurus'))}</h1>")
    if not person.signed_in:
        link = f'<a href="{escape(sign_in_address())}">{e(t("button.sign_in"))}</a>'
        st.html(f'<p class="cp-lead">{e(t("ui.words.sign_in"))} {link}</p>')
        return
    st.html(f'<p class="cp-lead">{e(t("ui.words.lead"))}</p>')
    _show_said()
    word, theme = _asked()
    page = queries.word_group(person, st.query_params.get("group", ""))
    if page:
        _group(person, page, href(WORDS, q=word, theme=theme))
    else:
        _answers(person)
        _list(person, word, theme)


main()
