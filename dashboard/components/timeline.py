"""The dated story of a pledge as plain lists with headings: the five steps with their first date, then every confirmed fact by date.

What goes against the pledge has the same size and place as what supports it. A machine's proposals stand apart, for signed-in people.
"""

from dashboard.components.bits import certain_day, day, e, tag
from dashboard.components.evidence_card import source_links
from dashboard.i18n import lang, t
from tracker import wording
from tracker.queries.linking_shapes import AmountFall, Timeline, TimelineEntry
from tracker.queries.timeline import LADDER

_QUOTE = 280  # characters of a quote in the list; the whole stands with the evidence


def public_timeline(story: Timeline) -> str:
    """Return the confirmed story, or nothing when there is no confirmed fact."""
    if not story.facts:
        return ""
    note = f'<p class="cp-note">{e(t("ui.timeline.what"))}</p>'
    return f'<h2>{e(t("ui.timeline"))}</h2>{note}{_steps(story)}<ol class="cp-time">{"".join(map(_fact, story.facts))}</ol>'


def proposed_timeline(story: Timeline) -> str:
    """Return the dates that the machine proposes, said to be proposals, or nothing."""
    if not story.proposals:
        return ""
    rows = "".join(map(_proposal, story.proposals))
    note = f'<p class="cp-note">{e(t("ui.timeline.proposals.what"))}</p>'
    return f'<h3>{e(t("ui.timeline.proposals"))}</h3>{note}<ol class="cp-time cp-proposed">{rows}</ol>'


def _steps(story: Timeline) -> str:
    """Return the ladder with the first date of each step that supports the pledge; a step without one says only that."""
    rows = ""
    for step in LADDER:
        first = story.first(step)
        when = certain_day(first.date, first.date_certain) if first else f"<span>{e(t('ui.timeline.step.none'))}</span>"
        css = ' class="cp-reached"' if first else ""
        rows += f"<li{css}><b>{e(wording.enum_label(step, lang()).capitalize())}</b> {when}</li>"
    return f'<h3 class="cp-vh">{e(t("ui.timeline.steps"))}</h3><ol class="cp-steps">{rows}</ol>'


def _fact(entry: TimelineEntry) -> str:
    quote = ""
    if entry.quote:
        words = " ".join(entry.quote.split())
        cut = words if len(words) <= _QUOTE else words[:_QUOTE].rsplit(None, 1)[0] + " …"
        quote = f'<p class="cp-said">« {e(cut)} »</p>'
    title = entry.title or t("ui.act.gone")
    direction = entry.direction.value if entry.direction else ""
    links = source_links(entry.sha256, entry.page, entry.source_url)
    return f'<li class="{direction}">{_head(entry)}<div class="cp-line">{e(title)}</div>{quote}{_fall(entry.fall)}{links}</li>'


def _proposal(entry: TimelineEntry) -> str:
    links = source_links(entry.sha256, entry.page, entry.source_url)
    machine = tag(t("evidence.suggested"), "machine")
    return f'<li>{_head(entry, machine)}<div class="cp-line">{e(entry.title)}</div>{links}</li>'


def _head(entry: TimelineEntry, marks: str = "") -> str:
    """Return the date as the heading of an entry, then its step, its direction in words, and what must be known of it."""
    step = tag(t("ui.step", step=wording.enum_label(entry.step, lang())))
    way = f'<span class="cp-dir">{e(wording.enum_label(entry.direction, lang()).capitalize())}</span>' if entry.direction else ""
    early = tag(t("flag.preexisting"), "warn") if entry.preexisting else ""
    lost = tag(t("ui.evidence.stale"), "warn") if entry.stale else ""
    body = f"<span>{e(entry.body)}</span>" if entry.body else ""
    return f'<h4>{certain_day(entry.date, entry.date_certain)}</h4><div class="cp-meta">{marks}{step}{way}{early}{lost}{body}</div>'


def _fall(fall: AmountFall | None) -> str:
    if fall is None:
        return ""
    before, after = wording.euros(fall.before, lang()), wording.euros(fall.after, lang())
    return f'<p class="cp-note">{e(t("ui.timeline.fall", before=before, after=after, title=fall.title[:120], date=day(fall.since)))}</p>'
