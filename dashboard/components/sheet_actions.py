"""What a person does on the worksheet: one key for the usual answers, two for the others; the next passage comes by itself.

Every button carries its key. Streamlit ignores the keys while somebody types in a field.
"""

from collections.abc import Callable, Sequence
from datetime import date

import streamlit as st

from dashboard.components.sheet_moves import AT, PANEL, following, go
from dashboard.i18n import lang, t
from tracker import wording
from tracker.errors import TrackerError
from tracker.queries import SheetView
from tracker.queries.shapes import Viewer
from tracker.refusals import told
from tracker.vocabulary import BodyKind, FulfilmentKind, PledgeLevel, RejectReason, SheetAction
from tracker.worksheets import store
from tracker.worksheets.answers import choices_like
from tracker.worksheets.projection import SheetItem
from tracker.worksheets.values import NOTE_LIMIT, QUOTE_LIMITS, Choice

SAID = "sheet-said"
_KEYS = "1234567890abdefghijklmnopqstuvwxyz"  # c and r are Streamlit's own
_PANEL_BUTTONS = (
    ("ui.sheet.edit", "edit", "E"), ("ui.sheet.body", "body", "B"), ("ui.sheet.set_deadline", "deadline", "D"),
    ("ui.sheet.more", "more", "L"),
)  # fmt: skip
_FIRST_DAY, _LAST_DAY = date(2000, 1, 1), date(2100, 12, 31)


def say(words: str, failed: bool = False) -> None:
    """Keep a sentence for the next showing of the page."""
    st.session_state[SAID] = (words, failed)


def attempt(action: Callable[[], object], done: str) -> bool:
    """Do something that may be refused in words."""
    try:
        action()
    except TrackerError as error:
        say(told(error, lang()), failed=True)
        return False
    say(done)
    return True


def _panel(name: str | None) -> None:
    st.session_state[PANEL] = name


def _decide(person: Viewer, view: SheetView, item: SheetItem, choices: Sequence[Choice], *, stay: bool = False) -> None:
    seen = {item.id: view.newest, **{str(one.value["with"]): view.newest for one in choices if "with" in one.value}}
    done = t("ui.sheet.recorded", what=wording.enum_label(choices[-1].action, lang()))
    if attempt(lambda: store.decide(person.login or "", view.sheet.ref, choices, seen), done):
        go(item.id if stay else following(view, item))
    else:
        st.session_state[AT] = item.id  # the panel stays open with what was typed in it


def _keep(person: Viewer, view: SheetView, item: SheetItem, theme: str | None) -> None:
    chosen = [Choice(item.id, SheetAction.THEME, {"theme": theme})] if theme else []
    _decide(person, view, item, [*chosen, Choice(item.id, SheetAction.KEEP)])


def _undo(person: Viewer, view: SheetView) -> None:
    taken: list[str] = []
    if attempt(lambda: taken.extend(store.undo(person.login or "", view.sheet.ref)), t("ui.sheet.undone")) and view.view:
        go(next((one.id for one in view.view.items if one.origin in taken), None))


def actions(person: Viewer, view: SheetView, item: SheetItem) -> None:
    """Show the buttons, or the panel that one of them opened."""
    name = st.session_state.get(PANEL)
    if name in _PANELS:
        with st.container(border=True, key="cp-sheet-panel"):
            _PANELS[name](person, view, item)
            st.button(t("ui.sheet.back"), key="sheet-back", type="tertiary", shortcut="Esc", on_click=_panel, args=(None,))
        return
    _answers(person, view, item)
    _others(person, view, item)


def _button(words: str, key: str, shortcut: str, action: Callable[..., None], *args: object, main: bool = False) -> None:
    kind = "primary" if main else "secondary"
    st.button(words, key=f"sheet-{key}", shortcut=shortcut, on_click=action, args=args, type=kind)  # type: ignore[arg-type]


def _answers(person: Viewer, view: SheetView, item: SheetItem) -> None:
    with st.container(horizontal=True, key="cp-sheet-answers"):
        if view.settling and item.disputed:
            for place, state in enumerate(item.answers, 1):
                answer = t("ui.sheet.reading_said", n=place, answer="")
                choices = choices_like(item.id, state)
                _button(t("ui.sheet.settle_as", answer=answer.strip(" :")), f"as-{place}", str(place), _decide, person, view, item, choices)
        else:
            for place, theme in enumerate((item.proposal.themes if item.proposal else ())[:2], 1):
                words = t("ui.sheet.keep_as", theme=wording.theme_label(theme.key, lang()))
                _button(words, f"keep-{place}", str(place), _keep, person, view, item, theme.key, main=place == 1)
        _button(t("ui.sheet.other_theme"), "theme", "T", _panel, "theme")
        _button(t("ui.sheet.no_theme"), "keep", "K", _keep, person, view, item, None)
        _button(t("ui.sheet.reject"), "reject", "X", _panel, "reject")


def _others(person: Viewer, view: SheetView, item: SheetItem) -> None:
    proposed = [part.text for part in item.proposal.parts] if item.proposal else []
    before = _before(view, item)
    with st.container(horizontal=True, key="cp-sheet-others"):
        if proposed and not item.parts:
            split = [Choice(item.id, SheetAction.SPLIT, {"parts": proposed})]
            stay = {"stay": True}
            args = (person, view, item, split)
            st.button(t("ui.sheet.split_as"), key="sheet-split", shortcut="S", on_click=_decide, args=args, kwargs=stay)
        else:
            _button(t("ui.sheet.split"), "split", "S", _panel, "split")
        if before:
            _button(t("ui.sheet.merge"), "merge", "M", _decide, person, view, item, [Choice(item.id, SheetAction.MERGE, {"with": before})])
        for words, name, key in _PANEL_BUTTONS:
            _button(t(words), name, key, _panel, name)
        _button(t("ui.sheet.undo"), "undo", "U", _undo, person, view)


def _before(view: SheetView, item: SheetItem) -> str | None:
    """Return the pledge before this one, to merge with."""
    found = None
    for one in view.view.items if view.view else ():
        if one.id == item.id:
            return found
        if one.proposed and one.state.decision not in (SheetAction.REJECT, SheetAction.MERGE):
            found = one.id
    return None


def _reject_panel(person: Viewer, view: SheetView, item: SheetItem) -> None:
    st.markdown(t("ui.sheet.why_not"))
    with st.container(horizontal=True):
        for key, reason in zip(_KEYS, RejectReason, strict=False):
            choice = Choice(item.id, SheetAction.REJECT, {"reason": reason})
            _button(wording.enum_label(reason, lang()), f"because-{reason}", key, _decide, person, view, item, [choice])


def _theme_panel(person: Viewer, view: SheetView, item: SheetItem) -> None:
    st.markdown(t("ui.sheet.which_theme"))
    with st.container(horizontal=True):
        for key, theme in zip(_KEYS, wording.themes(), strict=False):
            _button(wording.theme_label(theme, lang()), f"theme-{theme}", key, _keep, person, view, item, theme)


def _body_panel(person: Viewer, view: SheetView, item: SheetItem) -> None:
    st.markdown(t("ui.sheet.which_body"))
    with st.container(horizontal=True):
        for key, kind in zip(_KEYS, BodyKind, strict=False):
            choice = Choice(item.id, SheetAction.BODY, {"bodies": [kind]})
            button = wording.enum_label(kind, lang())
            st.button(
                button, key=f"sheet-body-{kind}", shortcut=key, on_click=_decide, args=(person, view, item, [choice]), kwargs={"stay": True}
            )
    with st.form("sheet-bodies", border=False):
        chosen = st.multiselect(
            t("ui.sheet.bodies"), list(BodyKind), default=list(item.bodies), format_func=lambda kind: wording.enum_label(kind, lang())
        )
        if st.form_submit_button(t("ui.sheet.save")):
            _decide(person, view, item, [Choice(item.id, SheetAction.BODY, {"bodies": chosen})], stay=True)
            st.rerun()


def _deadline_panel(person: Viewer, view: SheetView, item: SheetItem) -> None:
    with st.form("sheet-deadline", border=False):
        day = item.deadline.date if item.deadline else None
        chosen = st.date_input(t("ui.sheet.new_deadline"), value=day, min_value=_FIRST_DAY, max_value=_LAST_DAY, format="DD/MM/YYYY")
        if st.form_submit_button(t("ui.sheet.save")):
            raw = item.deadline.raw if item.deadline else ""
            value = {"raw": raw, "date": chosen.isoformat(), "precision": "day"} if isinstance(chosen, date) else None
            _decide(person, view, item, [Choice(item.id, SheetAction.DEADLINE, {"deadline": value})], stay=True)
            st.rerun()
    none = [Choice(item.id, SheetAction.DEADLINE, {"deadline": None})]
    st.button(
        t("ui.sheet.no_deadline"),
        key="sheet-no-deadline",
        shortcut="0",
        on_click=_decide,
        args=(person, view, item, none),
        kwargs={"stay": True},
    )


def _edit_panel(person: Viewer, view: SheetView, item: SheetItem) -> None:
    with st.form("sheet-edit", border=False):
        words = st.text_area(
            t("ui.sheet.words"),
            value=item.text,
            height=140,
            max_chars=QUOTE_LIMITS[1],
            help=t("ui.sheet.words_help"),
            key=f"sheet-words-{item.id}",
        )
        if st.form_submit_button(t("ui.sheet.save")):
            _decide(person, view, item, [Choice(item.id, SheetAction.CORRECT, {"text": words})], stay=True)
            st.rerun()


def _split_panel(person: Viewer, view: SheetView, item: SheetItem) -> None:
    with st.form("sheet-parts", border=False):
        shown = "\n".join(item.state.parts) or item.text
        words = st.text_area(
            t("ui.sheet.parts"),
            value=shown,
            height=140,
            max_chars=QUOTE_LIMITS[1],
            help=t("ui.sheet.parts_help"),
            key=f"sheet-parts-{item.id}",
        )
        if st.form_submit_button(t("ui.sheet.save")):
            _decide(person, view, item, [Choice(item.id, SheetAction.SPLIT, {"parts": words.splitlines()})], stay=True)
            st.rerun()


def _more_panel(person: Viewer, view: SheetView, item: SheetItem) -> None:
    values = [(SheetAction.LEVEL, "level", one) for one in PledgeLevel] + [
        (SheetAction.FULFILMENT, "fulfilment", one) for one in FulfilmentKind
    ]
    with st.container(horizontal=True):
        for key, (action, name, value) in zip(_KEYS, values, strict=False):
            choice = Choice(item.id, action, {name: value})
            words = wording.enum_label(value, lang())  # type: ignore[arg-type]
            st.button(
                words, key=f"sheet-{value}", shortcut=key, on_click=_decide, args=(person, view, item, [choice]), kwargs={"stay": True}
            )
    with st.form("sheet-note", border=False):
        words = st.text_input(t("ui.sheet.note"), max_chars=NOTE_LIMIT)
        if st.form_submit_button(t("ui.sheet.save")):
            _decide(person, view, item, [Choice(item.id, SheetAction.NOTE, {"note": words})], stay=True)
            st.rerun()


_PANELS: dict[str, Callable[[Viewer, SheetView, SheetItem], None]] = {
    "reject": _reject_panel, "theme": _theme_panel, "body": _body_panel, "deadline": _deadline_panel, "edit": _edit_panel,
    "split": _split_panel, "more": _more_panel,
}  # fmt: skip
