"""Decisions linked to no pledge, as a table for reading and as a CSV whose cells no spreadsheet runs."""

import csv
import io
from collections.abc import Sequence
from html import escape

from dashboard.components.bits import certain_day, e, table, tag
from dashboard.components.evidence_card import amount_text, from_ocr
from dashboard.i18n import lang, n, t
from dashboard.links import ACT, href, outside, reading
from tracker import wording
from tracker.exports.cells import neutralise
from tracker.queries.unpromised import FreeAct, Left, Unpromised

COLUMNS = (
    "act_id", "date", "date_certain", "body", "number", "title", "amount_eur", "amount_as_printed", "tax", "amount_role", "ocr",
    "outcome", "themes", "page", "source_url", "sha256", "note", "licence",
)  # fmt: skip


def _row(one: FreeAct) -> tuple[str, ...]:
    act = one.act
    check = tag(t("ocr.check"), "warn") if from_ocr(act) or one.amount.ocr else ""
    themes = "".join(tag(wording.theme_label(key, lang())) for key in one.themes[:3])
    links = f'<a href="{escape(reading(act.sha256, act.body_key, act.page_from))}">{n(act.page_from)}</a>'
    title = f'<a href="{escape(href(ACT, id=act.id))}">{e(act.title)}</a><div class="cp-meta">{themes}</div>'
    outcome = wording.enum_label(act.outcome, lang()) if act.outcome else t("outcome.unknown")
    amount = f"{e(amount_text(one.amount))} {check}"
    return (title, amount, certain_day(act.date, act.date_certain), e(act.body), e(outcome), links)


def free_table(rows: Sequence[FreeAct]) -> str:
    """Return the decisions as a table, the largest amount of each told with its flag."""
    head = [e(t(key)) for key in ("ui.free.act", "ui.free.largest", "ui.fact.date", "ui.fact.body", "ui.fact.vote", "ui.fact.page")]
    return table(head, [_row(one) for one in rows], css="cp-top cp-free", numbers=frozenset({1}))


def left_table(view: Unpromised) -> str:
    """Return what is not shown, counted by reason: nothing is lost in silence."""
    rows = [(e(t(f"free_left.{reason}")), n(view.left[reason])) for reason in Left if view.left.get(reason)]
    head = [e(t("ui.free.reason")), e(t("ui.free.count"))]
    return table(head, rows, caption=t("ui.free.left"), css="cp-left", numbers=frozenset({1})) if rows else ""


def free_csv(view: Unpromised, language: wording.Lang) -> str:
    """Return the whole list as a CSV; made outside the page's own thread, hence the language is given."""
    written = io.StringIO(newline="")
    writer = csv.DictWriter(written, COLUMNS, delimiter=";")
    writer.writeheader()
    day = view.linked_at.date() if view.linked_at else ""
    note = wording.label("ui.free.csv.note", language, date=day, pledges=view.pledges)
    licence = wording.label("export.licence", language)
    for one in view.shown:
        writer.writerow({key: neutralise(cell) for key, cell in _cells(one, note, licence).items()})
    return "\ufeff" + written.getvalue()


def _cells(one: FreeAct, note: str, licence: str) -> dict[str, str]:
    act, amount = one.act, one.amount
    return {
        "act_id": act.id, "date": act.date.isoformat() if act.date else "", "date_certain": str(int(act.date_certain)), "body": act.body,
        "number": act.number or "", "title": act.title, "amount_eur": "" if amount.value is None else f"{amount.value:.2f}",
        "amount_as_printed": amount.raw, "tax": amount.tax or "", "amount_role": amount.role or "",
        "ocr": str(int(amount.ocr or from_ocr(act))), "outcome": act.outcome or "", "themes": " | ".join(one.themes),
        "page": str(act.page_from), "source_url": outside(act.document_url) or "", "sha256": act.sha256, "note": note,
        "licence": licence,
    }  # fmt: skip
