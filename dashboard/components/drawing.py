"""Borders by hand: each printed line is a button; a line chosen begins an act, with its title and, if printed, its number.

What is drawn lives in the visit's own state until it is saved, so that a person can go from page to page.
"""

from dataclasses import dataclass, replace

import streamlit as st

from dashboard.components.bits import e, plain_label
from dashboard.i18n import lang, n, t
from tracker import wording
from tracker.borders import NUMBER_LIMIT, TITLE_LIMIT, PageLine
from tracker.items import Border
from tracker.queries.reading_shapes import Drawing

Place = tuple[int, int]  # page, line


@dataclass(frozen=True)
class Drawn:
    """One act that a person has drawn: where it begins, and what it is called."""

    quote: str
    title: str
    number: str = ""


def _state(view: Drawing) -> dict[Place, Drawn]:
    """Return what this visit has drawn on this document, begun from the borders proposed."""
    key = f"drawn-{view.head.sha256}-{view.head.body_key}"
    if key not in st.session_state:
        st.session_state[key] = _begin(view)
    drawn: dict[Place, Drawn] = st.session_state[key]
    return drawn


def _begin(view: Drawing) -> dict[Place, Drawn]:
    placed: dict[Place, Drawn] = {}
    for border in view.proposed:
        for number, line in enumerate(view.lines.get(border.page, ())):
            if (border.page, number) not in placed and line.quote == border.first_line:
                placed[border.page, number] = Drawn(line.quote, border.title, border.number or "")
                break
    return placed


def forget(view: Drawing) -> None:
    """Begin again from what is stored."""
    st.session_state.pop(f"drawn-{view.head.sha256}-{view.head.body_key}", None)


def borders_of(view: Drawing) -> list[Border]:
    """Return what is drawn, in the order of the text."""
    drawn = sorted(_state(view).items())
    return [
        Border.model_construct(page=page, first_line=one.quote, title=one.title, number=one.number.strip() or None)
        for (page, _), one in drawn
    ]


def _choose(view: Drawing, place: Place, line: PageLine) -> None:
    _state(view)[place] = Drawn(line.quote, line.text[:TITLE_LIMIT])


def _remove(view: Drawing, place: Place) -> None:
    _state(view).pop(place, None)
    for name in ("title", "number"):
        st.session_state.pop(_widget(view, name, place), None)


def _lengthen(view: Drawing, place: Place) -> None:
    """Add to the title the line that follows those already in it: printed titles often run over two lines."""
    page, number = place
    drawn, lines = _state(view), view.lines.get(page, ())
    title = drawn[place].title
    following = next((line.text for line in lines[number + 1 :] if line.text not in title), "")
    longer = f"{title} {following}".strip()[:TITLE_LIMIT]
    drawn[place] = replace(drawn[place], title=longer)
    st.session_state[_widget(view, "title", place)] = longer


def _typed(view: Drawing, name: str, place: Place) -> None:
    words = st.session_state[_widget(view, name, place)]
    drawn = _state(view)
    if place in drawn:
        drawn[place] = replace(drawn[place], **{name: words})


def _widget(view: Drawing, name: str, place: Place) -> str:
    return f"{name}-{view.head.sha256[:12]}-{place[0]}-{place[1]}"


def _field(view: Drawing, name: str, place: Place, words: str, limit: int) -> None:
    key = _widget(view, name, place)
    st.session_state.setdefault(key, words)
    st.text_input(t(f"ui.split.{name}"), key=key, max_chars=limit, on_change=_typed, args=(view, name, place))


def _chosen(view: Drawing, place: Place, drawn: Drawn) -> None:
    with st.container(border=True, key=f"chosen-{place[0]}-{place[1]}"):
        st.html(f'<p class="cp-kicker">{e(t("ui.split.starts"))}</p><p class="cp-line">{e(drawn.quote)}</p>')
        _field(view, "title", place, drawn.title, TITLE_LIMIT)
        _field(view, "number", place, drawn.number, NUMBER_LIMIT)
        with st.container(horizontal=True):
            st.button(t("button.longer_title"), key=_widget(view, "longer", place), on_click=_lengthen, args=(view, place))
            st.button(t("button.remove_border"), key=_widget(view, "remove", place), on_click=_remove, args=(view, place))


def draw_page(view: Drawing, page: int) -> None:
    """Show the lines of a page as buttons, those chosen with their fields."""
    lines, drawn = view.lines.get(page, ()), _state(view)
    if not lines:
        st.html(f'<p class="cp-note">{e(t("ui.split.no_line"))}</p>')
    with st.container(key="cp-lines"):
        for number, line in enumerate(lines):
            place = (page, number)
            if place in drawn:
                _chosen(view, place, drawn[place])
            else:
                key = _widget(view, "line", place)
                words = plain_label(line.text[:TITLE_LIMIT])
                st.button(
                    words, key=key, type="tertiary", width="stretch", disabled=not line.key, on_click=_choose, args=(view, place, line)
                )


def summary(view: Drawing) -> str:
    """Return the acts drawn so far on every page."""
    drawn = sorted(_state(view).items())
    if not drawn:
        return f'<p class="cp-note">{e(t("ui.split.drawn_none"))}</p>'
    lines = [
        f"<li>{e(f'{one.number} ' if one.number else '')}{e(one.title)} <span class='cp-note'>{e(t('ui.page_n', n=n(page)))}</span></li>"
        for (page, _), one in drawn
    ]
    return f"<h3>{e(t('ui.split.drawn', n=n(len(drawn))))}</h3><ol>{''.join(lines)}</ol>"


def acts_words(count: int) -> str:
    """Return a number of acts in words."""
    return wording.plural("count.acts", count, lang())
