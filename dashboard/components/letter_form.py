"""The drafts of letters for a missing document: shown, copied or downloaded; nothing is sent by the program."""

from datetime import date

import streamlit as st

from dashboard.components.silences import part_words
from dashboard.i18n import lang, t
from tracker import letters, wording
from tracker.coverage.months import MonthRecord
from tracker.coverage.states import PartRecord, SittingRecord
from tracker.legal_calendar import access_days, load_calendar
from tracker.letters import LetterName, Missing, Sender
from tracker.queries.shapes import CalendarBody, TownCalendar
from tracker.vocabulary import CoverageState

Asked = tuple[SittingRecord, PartRecord, CoverageState]


def missing_of(record: MonthRecord) -> list[Asked]:
    """Return the documents of a month that a letter can ask for, each with its own silence."""
    return [
        (sitting, part, state)
        for sitting in record.sittings
        for part in sitting.parts
        for state in part.tally
        if letters.can_ask(state) and CoverageState.READABLE not in part.tally
    ]


def letter_form(seen: TownCalendar, body: CalendarBody, record: MonthRecord) -> None:
    """Show the drafts for the documents that are missing in a month; nothing when none can be asked for."""
    asked = missing_of(record)
    if not asked:
        return
    with st.container(border=True, key="cp-letter"):
        st.html(f"<h2 class='cp-first'>{t('ui.letter.title')}</h2><p class='cp-note'>{t('ui.letter.what')}</p>")
        place = st.selectbox(t("ui.letter.which"), range(len(asked)), format_func=lambda number: _name(asked[number]))
        sitting, part, state = asked[place]
        if not sitting.certain:
            st.warning(t("ui.letter.uncertain"))
        left, right = st.columns(2)
        sender = Sender(left.text_input(t("ui.letter.name"), max_chars=120), right.text_input(t("ui.letter.contact"), max_chars=200))
        missing = Missing(seen.town.name, body.name, body.classification, part.part, sitting.day, state, seen.town.as_of)
        first, second = st.tabs([t("ui.letter.request"), t("ui.letter.cada")])
        with first:
            _request(missing, sender)
        with second:
            _referral(missing, sender)


def _name(asked: Asked) -> str:
    sitting, part, state = asked
    return f"{t('ui.coverage.sitting', date=sitting.day)} : {part_words(part, sitting.day)} ({wording.enum_label(state, lang())})"


def _request(missing: Missing, sender: Sender) -> None:
    aid = letters.draft_request(missing, missing.as_of, sender, "en") if lang() == "en" else ""
    _show("request", missing, letters.draft_request(missing, missing.as_of, sender), aid)


def _referral(missing: Missing, sender: Sender) -> None:
    received = st.date_input(t("ui.letter.sent_on"), value=None, max_value=missing.as_of, format="DD/MM/YYYY")
    if not isinstance(received, date):
        return
    days = access_days(load_calendar(), received)
    if missing.as_of < days.refused_on:
        st.info(t("ui.letter.wait", refused=days.refused_on))
        return
    if missing.as_of > days.refer_before:
        st.warning(t("ui.letter.closed", before=days.refer_before))
        return
    st.info(t("ui.letter.open", refused=days.refused_on, before=days.refer_before))
    aid = letters.draft_referral(missing, received, missing.as_of, sender, "en") if lang() == "en" else ""
    _show("cada", missing, letters.draft_referral(missing, received, missing.as_of, sender), aid)


def _show(letter: LetterName, missing: Missing, text: str, aid: str) -> None:
    key = f"{letter}-{missing.part.value}-{missing.sitting}-{hash(text)}"
    sent = st.text_area(t("ui.letter.text"), text, height=420, key=f"text-{key}")
    st.download_button(t("ui.letter.download"), sent, letters.file_name(letter, missing), "text/plain; charset=utf-8", key=f"save-{key}")
    if aid:
        with st.expander(t("ui.letter.aid")):
            st.text(aid)
