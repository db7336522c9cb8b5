"""Around the worksheet: two readings apart and their agreement, the spreadsheet, words that were missed, and writing the list."""

from html import escape

import streamlit as st

from dashboard.components.bits import e, table
from dashboard.components.sheet_actions import attempt, say
from dashboard.components.sheet_codes import codes
from dashboard.components.sheet_moves import go
from dashboard.i18n import lang, n, t
from dashboard.links import href
from tracker import wording
from tracker.errors import TrackerError
from tracker.queries import SheetView
from tracker.queries.shapes import Viewer
from tracker.refusals import told
from tracker.vocabulary import PledgeSourceKind, SheetAction
from tracker.worksheets import store
from tracker.worksheets.agreement import Agreement
from tracker.worksheets.commit import commit
from tracker.worksheets.spreadsheet import Diff, import_sheet
from tracker.worksheets.values import QUOTE_LIMITS, Choice

_SHOWN = 200


def team(person: Viewer, view: SheetView) -> None:
    """Show how far the readings have come and what this person may do about them."""
    login, ref, phase = person.login or "", view.sheet.ref, view.phase
    with st.expander(t("ui.sheet.team"), expanded=phase.blind):
        if not phase.blind:
            st.caption(t("ui.sheet.blind_what"))
            if st.button(t("ui.sheet.ask_blind"), key="sheet-blind"):
                _then_rerun(attempt(lambda: store.ask_blind(login, ref), t("ui.sheet.blind_what")))
        own = phase.reader(login) if phase.blind else None
        if phase.blind and own is None and phase.free() and st.button(t("ui.sheet.take"), key="sheet-take"):
            _then_rerun(attempt(lambda: store.take(login, ref), t("ui.sheet.take")))
        if own and own not in phase.finished:
            st.caption(t("ui.sheet.mine", reading=wording.enum_label(own, lang())))
            if st.button(t("ui.sheet.finish"), key="sheet-finish"):
                _then_rerun(attempt(lambda: store.finish(login, ref), wording.enum_label(SheetAction.FINISH, lang())))
        if view.agreement:
            st.html(_agreement(view.agreement))


def _then_rerun(_done: bool) -> None:
    st.rerun()


def _agreement(found: tuple[Agreement, ...]) -> str:
    rows = []
    for one in found:
        kappa = wording.number(round(one.kappa, 2), lang()) if one.kappa is not None else t("ui.sheet.kappa_none")
        rows.append((e(t(f"ui.sheet.kind.{one.kind}")), n(one.compared), n(one.alike), e(kappa if one.compared else "")))
    head = [e(t(key)) for key in ("ui.sheet.kind", "ui.sheet.compared", "ui.sheet.alike", "ui.sheet.kappa")]
    return table(head, rows, t("ui.sheet.agreement"), numbers=frozenset({1, 2, 3}))


def spreadsheet(person: Viewer, view: SheetView) -> None:
    """Let a person take the sheet out as a CSV, and bring an edited one back after seeing what it changes."""
    login, ref = person.login or "", view.sheet.ref
    upload = f"sheet-upload-{st.session_state.get('sheet-uploads', 0)}"
    with st.expander(t("ui.sheet.spreadsheet"), expanded=st.session_state.get(upload) is not None):
        address = escape(href("/feuille.csv", sheet=ref))
        st.html(f'<div class="cp-links"><a href="{address}" download>{e(t("ui.sheet.download"))}</a></div>{codes()}')
        given = st.file_uploader(t("ui.sheet.upload"), type=["csv"], key=upload)
        if given is None:
            return
        edited = given.getvalue()
        try:
            diff = import_sheet(login, ref, edited, dry_run=True)
        except TrackerError as error:
            st.error(told(error, lang()))
            return
        _show_diff(diff)
        if diff.changes and not diff.problems and st.button(t("ui.sheet.apply"), type="primary", key="sheet-apply"):
            if attempt(lambda: import_sheet(login, ref, edited), t("ui.sheet.applied", n=n(len(diff.changes)))):
                st.session_state["sheet-uploads"] = st.session_state.get("sheet-uploads", 0) + 1
            st.rerun()


def _show_diff(diff: Diff) -> None:
    if diff.problems:
        st.error(t("ui.sheet.diff_problems"))
        st.html("<ul>" + "".join(f"<li>{e(one)}</li>" for one in diff.problems) + "</ul>")
    if diff.without_reason:
        lines = ", ".join(map(n, diff.without_reason[:20])) + ("…" if len(diff.without_reason) > 20 else "")
        st.html(f'<p class="cp-warn">{e(t("ui.sheet.diff_reasons", n=n(len(diff.without_reason)), lines=lines))}</p>')
    rows = [(n(one.line), e(one.column), _cell(one.before), _cell(one.after)) for one in diff.changes[:_SHOWN]]
    words = t("ui.sheet.diff", n=n(len(diff.changes))) if rows else t("ui.sheet.diff_none")
    head = [e(t(key)) for key in ("ui.sheet.line", "ui.sheet.column", "ui.sheet.was", "ui.sheet.becomes")]
    st.html(table(head, rows, words, css="cp-top") if rows else f'<p class="cp-note">{e(words)}</p>')


def _cell(text: str) -> str:
    """Return a cell of the spreadsheet, its lines kept."""
    return "<br>".join(map(e, text.split("\n")))


def add_words(person: Viewer, view: SheetView) -> None:
    """Let a person add a pledge that the machine did not see."""
    with st.expander(t("ui.sheet.add")), st.form("sheet-add", border=False, clear_on_submit=True):
        words = st.text_area(t("ui.sheet.words"), max_chars=QUOTE_LIMITS[1], help=t("ui.sheet.words_help"))
        if st.form_submit_button(t("ui.sheet.save")) and words.strip():
            target = store.added_id(view.sheet, " ".join(words.split()))
            choice = Choice("", SheetAction.ADD, {"text": words})
            if attempt(lambda: store.decide(person.login or "", view.sheet.ref, [choice], {target: view.newest}), t("ui.sheet.added")):
                go(target)
            st.rerun()


def writing_out(person: Viewer, view: SheetView) -> None:
    """Let a person write the checked list into the programme's file and the database."""
    st.caption(t("ui.sheet.commit_what"))
    if not st.button(t("ui.sheet.commit"), key="sheet-commit"):
        return
    try:
        done = commit(person.login or "", view.sheet.ref)
    except TrackerError as error:
        say(told(error, lang()), failed=True)
        st.rerun()
        return
    key = "ui.sheet.committed.asked" if view.sheet.head.kind == PledgeSourceKind.DEMANDE else "ui.sheet.committed"
    words = t(key, **{name: n(getattr(done, name)) for name in ("written", "parts", "added", "changed", "removed")})
    kept = " " + t("ui.sheet.kept_words", n=n(len(done.kept_words))) if done.kept_words else ""
    say(words + kept)
    st.rerun()
