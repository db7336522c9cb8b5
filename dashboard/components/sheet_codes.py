"""What each column of the worksheet's CSV takes: its codes with their words, from the vocabulary itself, so that none is forgotten."""

from collections.abc import Iterable
from enum import StrEnum

from dashboard.components.bits import e, table
from dashboard.i18n import lang, t
from tracker import wording
from tracker.vocabulary import BodyKind, FulfilmentKind, PledgeLevel, RejectReason, SheetAction
from tracker.worksheets.spreadsheet import EDITED

_ANSWERS = (SheetAction.KEEP, SheetAction.REJECT, SheetAction.MERGE)
_VALUES: dict[str, tuple[StrEnum, ...]] = {
    "decision": _ANSWERS, "reason": tuple(RejectReason), "bodies": tuple(BodyKind), "level": tuple(PledgeLevel),
    "fulfilment": tuple(FulfilmentKind),
}  # fmt: skip


def codes() -> str:
    """Return the legend of the spreadsheet, folded away until somebody asks."""
    head = [e(t("ui.sheet.column")), e(t("ui.sheet.codes"))]
    rows = [(f"<code>{e(name)}</code>", _takes(name)) for name in EDITED]
    return (
        f'<details class="cp-codes"><summary>{e(t("ui.sheet.codes"))}</summary><p class="cp-note">{e(t("ui.sheet.codes.what"))}</p>'
        f"{table(head, rows, css='cp-top')}</details>"
    )


def _takes(column: str) -> str:
    if column == "theme":
        return _listed((key, wording.theme_label(key, lang())) for key in wording.themes())
    if column in _VALUES:
        return _listed((str(value.value), wording.enum_label(value, lang())) for value in _VALUES[column])
    return e(t(f"ui.sheet.code.{column}"))


def _listed(pairs: Iterable[tuple[str, str]]) -> str:
    return " · ".join(f"<code>{e(code)}</code> {e(words)}" for code, words in pairs)
