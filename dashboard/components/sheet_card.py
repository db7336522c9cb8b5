"""One passage of a programme on the worksheet, and the list of them all: words first, then what the machine reads in them, and why."""

from collections.abc import Iterable
from html import escape

from dashboard.components.bits import definition, e, table, tag
from dashboard.i18n import lang, n, t
from dashboard.links import SHEET, href
from tracker import wording
from tracker.queries import SheetView
from tracker.worksheets.cues import cue_words
from tracker.worksheets.files import spans_of
from tracker.worksheets.projection import SheetItem, Standing
from tracker.worksheets.states import State


def answer_words(state: State) -> str:
    """Return an answer in a few words."""
    if state.decision is None:
        return t("ui.sheet.unanswered")
    words = [wording.enum_label(state.decision, lang())]
    if state.reason:
        words.append(wording.enum_label(state.reason, lang()))
    if state.kept and state.theme:
        words.append(wording.theme_label(state.theme, lang()))
    if state.parts:
        words.append(f"{n(len(state.parts))} {t('ui.sheet.parts').lower()}")
    return ", ".join(words)


def card(view: SheetView, item: SheetItem) -> str:
    """Return the passage with everything that helps to decide."""
    path = " › ".join(item.headings)
    marks = [tag(answer_words(item.state), "" if item.state.decision else "machine")]
    if item.proposal:
        share = wording.percent(item.proposal.score, lang())
        marks += [tag(t("ui.sheet.score", share=share), "machine")]
        marks += [tag(t("ui.sheet.negative"), "machine")] if item.proposal.details.negative else []
    warning = "" if item.standing == Standing.OWN else f'<p class="cp-warn">{e(t(f"ui.sheet.standing.{item.standing}"))}</p>'
    return (
        f'<p class="cp-kicker">{e(path)}</p><blockquote class="cp-quote cp-pledge">{_words(item)}</blockquote>'
        f'<div class="cp-meta">{"".join(marks)}</div>{warning}{_disputed(item)}{definition(_facts(view, item))}{_parts(item)}'
    )


def _words(item: SheetItem) -> str:
    """Return the words, the figures and the deadline in them marked."""
    proposal = item.proposal
    raws = [one.raw for one in item.figures] + ([item.deadline.raw] if item.deadline and item.deadline.raw else []) if proposal else []
    spans = sorted({spans[0] for raw in raws if (spans := spans_of(item.text, raw))})
    html, place = "", 0
    for start, end in spans:
        if start >= place:
            html += f"{e(item.text[place:start])}<mark>{e(item.text[start:end])}</mark>"
            place = end
    return html + e(item.text[place:])


def _facts(view: SheetView, item: SheetItem) -> list[tuple[str, str]]:
    details, deadline = item.proposal.details if item.proposal else None, item.deadline
    day = wording.date_short(deadline.date) if deadline and deadline.date else ""
    written = f" ({deadline.raw})" if deadline and deadline.raw else ""
    names = ", ".join(view.names.get(one, one) for one in item.state.by)
    also = "<br>".join(e(f"« {words} »") + (f" {e(t('ui.page_n', n=n(page)))}" if page else "") for words, page in item.also)
    return [
        (t("ui.sheet.figures"), e(" · ".join(one.raw for one in item.figures))),
        (t("ui.sheet.deadline"), e(f"{day}{written}") if deadline else ""),
        (t("ui.sheet.bodies"), e(", ".join(wording.enum_label(kind, lang()) for kind in item.bodies))),
        (t("ui.sheet.level"), e(wording.enum_label(item.level, lang())) if item.level else ""),
        (t("ui.sheet.fulfilment"), e(wording.enum_label(item.fulfilment, lang()))),
        (t("ui.sheet.places"), e(", ".join(details.places)) if details else ""),
        (t("ui.sheet.people"), e(", ".join(details.beneficiaries)) if details else ""),
        (t("ui.sheet.also"), also),
        (t("ui.sheet.notes"), "<br>".join(map(e, item.state.notes))),
        (t("ui.sheet.by"), e(names)),
    ]


def _parts(item: SheetItem) -> str:
    proposed = [part.text for part in item.proposal.parts] if item.proposal and not item.parts else []
    words = [part.text for part in item.parts] or proposed
    if not words:
        return ""
    name = "ui.sheet.parts" if item.parts else "ui.sheet.proposed_split"
    return f'<p class="cp-kicker">{e(t(name))}</p><ul class="cp-split">{"".join(f"<li>{e(one)}</li>" for one in words)}</ul>'


def _disputed(item: SheetItem) -> str:
    if not item.disputed:
        return ""
    kinds = ", ".join(t(f"ui.sheet.kind.{name}") for name in item.disputed)
    said = "".join(
        f"<li>{e(t('ui.sheet.reading_said', n=place, answer=answer_words(state)))}</li>" for place, state in enumerate(item.answers, 1)
    )
    return f'<div class="cp-warn">{e(t("ui.sheet.differs", what=kinds))}<ul>{said}</ul></div>'


def why(item: SheetItem) -> str:
    """Return the machine's reasons."""
    if item.proposal is None:
        return ""
    cues = []
    for cue in item.proposal.cues:
        mark = "+" if cue.weight > 0 else "−"
        quoted = f" : « {cue.words} »" if cue.words else ""
        cues.append(f"<li>{mark} {e(cue_words(cue.name, lang()))}{e(quoted)}</li>")
    told = [(t("ui.sheet.bodies"), body.reason) for body in item.proposal.details.bodies]
    told.append((t("ui.sheet.level"), item.proposal.level_reason))
    reasons = [f"<li>{e(name)} : {e(reason)}</li>" for name, reason in told if reason]
    return f"<ul>{''.join(cues)}{''.join(reasons)}</ul>"


def address(view: SheetView, item: SheetItem) -> str:
    """Return the address of one passage of the sheet."""
    return href(SHEET, sheet=view.sheet.ref, item=item.id)


def whole_list(view: SheetView, items: Iterable[SheetItem]) -> str:
    """Return the list of passages with their answers, each a link."""
    rows = []
    for item in items:
        link = f'<a href="{escape(address(view, item))}">{e(item.text)}</a>'
        rows.append((link, n(item.page or 1), e(answer_words(item.state) if item.settled else t("ui.sheet.unanswered"))))
    return table([e(t("ui.sheet.words_short")), e(t("ui.fact.page")), e(t("ui.sheet.state"))], rows, css="cp-top", numbers=frozenset({1}))


def page_words(view: SheetView, page: int, item: SheetItem) -> str:
    """Return the stored text of a page with the passage marked."""
    pages = view.sheet.head.pages
    text = pages[page - 1] if 0 < page <= len(pages) else ""
    start = view.sheet.page_starts[page - 1] if text else 0
    first, last = (item.span[0] - start, item.span[1] - start) if item.span else (0, 0)
    first, last = max(first, 0), min(last, len(text))
    if first >= last:
        return f'<div class="cp-passage cp-plain">{e(text)}</div>'
    return f'<div class="cp-passage cp-plain">{e(text[:first])}<mark>{e(text[first:last])}</mark>{e(text[last:])}</div>'
