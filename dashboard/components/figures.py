"""Counts by status: a bar beside each number, in one table; never a percentage alone, never colour alone."""

from html import escape

from dashboard.components.bits import icon, status_badge, table
from dashboard.i18n import lang, n, t
from dashboard.links import PLEDGES, href
from tracker import wording
from tracker.vocabulary import Status

Counts = dict[Status, int]
DUE = (Status.PARTLY_DONE, Status.DONE, Status.NOT_DONE_BY_DEADLINE, Status.ABANDONED_OR_CONTRADICTED)
SMALL = 10


def stack(counts: Counts) -> str:
    """Return one bar in parts, for the eye only: the numbers stand in the table."""
    total = sum(counts.values()) or 1
    parts = "".join(f'<i class="cp-c{int(s)}" style="width:{100 * v / total:.2f}%"></i>' for s, v in counts.items() if v)
    return f'<div class="cp-stack" aria-hidden="true">{parts}</div>'


def status_bars(counts: Counts, caption: str, **link: object) -> str:
    """Return the table of counts by status with its bars."""
    most = max(counts.values(), default=0) or 1
    rows = []
    for status, count in counts.items():
        bar = f'<span class="cp-fill cp-c{int(status)}" style="width:{100 * count / most:.1f}%" aria-hidden="true"></span>' if count else ""
        address = escape(href(PLEDGES, status=int(status), **link))
        number = f'<a href="{address}">{n(count)}</a>' if count else '<span class="zero">0</span>'
        rows.append((status_badge(status), bar, number))
    table_html = table((t("ui.status"), "", t("ui.count")), rows, caption, "cp-statusbars", frozenset({2}))
    return table_html.replace('<td class=""><span class="cp-fill', '<td class="bar"><span class="cp-fill')


def by_theme(counted: dict[str, Counts], caption: str) -> str:
    """Return the table of themes: a bar, the total, and a column for each status."""
    head = [
        t("ui.theme"),
        "",
        t("ui.count"),
        *[f"{icon(s)}<span class='cp-vh'>{wording.status_label(s, lang=lang())}</span>" for s in Status],
    ]
    rows = []
    for theme, counts in sorted(counted.items(), key=lambda pair: -sum(pair[1].values())):
        name = f'<a href="{escape(href(PLEDGES, theme=theme))}">{escape(wording.theme_label(theme, lang()))}</a>'
        cells = [n(count) if count else '<span class="zero">0</span>' for count in counts.values()]
        rows.append((name, stack(counts), n(sum(counts.values())), *cells))
    return table(head, rows, caption, numbers=frozenset(range(2, 11)))


def legend() -> str:
    """Return the statuses with their drawings, in one line."""
    return '<p class="cp-meta">' + "".join(f"<span>{status_badge(status)}</span>" for status in Status) + "</p>"


def due_sentence(counts: Counts) -> str:
    """Return the delivery figure as counts: delivered among those that can be assessed and are due."""
    due = sum(counts[status] for status in DUE)
    if not due:
        return t("ui.due.none")
    small = f" ({t('figures.small')})" if due < SMALL else ""
    return t("ui.due.some", done=n(counts[Status.DONE]), due=n(due), small=small)
