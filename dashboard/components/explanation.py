"""Why the machine suggests an act: one plain sentence, the exact parts of the score as a table, the best passage, the direction.

Words and structure say everything; colour and underlining only repeat it. No figure here is a probability, and none is shown as one.
"""

from collections.abc import Mapping, Sequence

from dashboard.components.bits import e, table
from dashboard.i18n import lang, n, t
from tracker import wording
from tracker.ids import fold
from tracker.linking.direction import Cue, Why
from tracker.queries.linking_shapes import MatchedPassage
from tracker.queries.shapes import SuggestionView

_SHOWN = 8  # parts of the score told one by one; the rest is summed in one line
_REASONS = 3
_BOTH = ("same_word", "same_stem")
_JOINED = ("thesaurus", "concept", "neighbour", "meaning", "phrase")
Part = Mapping[str, object]


def why_sentence(parts: Sequence[Part]) -> str:
    """Return why an act is suggested as one sentence: the strongest meetings of words, the names and amounts, how many words are shared."""
    good = sorted((part for part in parts if _points(part) > 0), key=lambda part: -_points(part))
    reasons = _reasons(good)
    if not reasons:
        return t("ui.why", reasons=t("ui.why.similar")) if good else ""
    told = t("ui.why.comma").join(reasons[:-1]) + t("ui.why.and") + reasons[-1] if len(reasons) > 1 else reasons[0]
    common = len({fold(_words(part)[0]) for part in good if part.get("how") in _BOTH and _words(part)[0]})
    return (
        t("ui.why.counted", reasons=told, common=wording.plural("ui.why.common", common, lang())) if common else t("ui.why", reasons=told)
    )


def _reasons(good: Sequence[Part]) -> list[str]:
    """Return up to three reasons, each pair of words once; a name or an amount is always told."""
    told: dict[tuple[str, ...], str] = {}
    rare: dict[tuple[str, str], str] = {}
    for part in good:
        pledge, act = _words(part)
        how, field = str(part.get("how", "")), "title" if part.get("field") == "title" else "text"
        if not act:
            continue
        if how == "amount" and not act.strip("0 \u00a0\u202f"):
            continue  # a rest of figures is no amount
        if how in ("name", "amount", "confirmed"):
            rare.setdefault((how, fold(act)), t(f"ui.why.{how}", act=act))
        elif how in _JOINED and pledge and fold(pledge) != fold(act):
            told.setdefault((fold(pledge),), t(f"ui.why.meets.{field}", pledge=pledge, act=act))
        else:
            told.setdefault((fold(act),), t(f"ui.why.same.{field}", act=act))
    kept = list(rare.values())[: _REASONS - 1]
    named = {word for _, word in rare}
    others = [words for key, words in told.items() if not named & set(key)]
    return [*others[: _REASONS - len(kept)], *kept]


def _words(part: Part) -> tuple[str, str]:
    return str(part.get("pledge_word", "") or ""), str(part.get("act_word", "") or "")


def _points(part: Part) -> float:
    return float(str(part.get("points", part.get("share", 0)) or 0))


def score_table(view: SuggestionView) -> str:
    """Return every part of the score as a table that can be read aloud; the shares add up to the whole."""
    parts = sorted(view.words, key=lambda part: -abs(_points(part)))
    rows = [_row(part) for part in parts[:_SHOWN]]
    rest = parts[_SHOWN:]
    if rest:
        words = wording.plural("ui.word.rest", len(rest), lang())
        rows.append((e(words), "", "", e(_percent(sum(_share(part) for part in rest)))))
    head = (t("ui.word.pledge"), t("ui.word.act"), t("ui.word.how"), t("ui.word.share"))
    return table(head, rows, t("ui.word.caption"), "cp-why-table", frozenset({3}))


def _row(part: Part) -> tuple[str, str, str, str]:
    pledge, act = _words(part)
    field = str(part.get("field", ""))
    where = f" ({t(f'ui.field.{field}')})" if act and wording.known(f"ui.field.{field}") else ""
    how = f"ui.how.{part.get('how', '')}"
    if pledge and part.get("how") == "confirmed":
        pledge = t("ui.word.confirmed", word=pledge)
    return e(pledge or "–"), e(act or "–") + e(where), e(t(how if wording.known(how) else "ui.how.other")), e(_percent(_share(part)))


def _share(part: Part) -> float:
    return float(str(part.get("share", 0) or 0))


def _percent(share: float) -> str:
    return wording.percent(share, lang())


def passage_html(found: MatchedPassage) -> str:
    """Return the passage with its matched words marked, and where it stands."""
    pieces = "".join(f"<mark>{e(words)}</mark>" if marked else e(words) for words, marked in found.pieces)
    before, after = "… " if found.cut_before else "", " …" if found.cut_after else ""
    place = f'<p class="cp-kicker cp-place">{e(t("ui.passage.page", page=n(found.page)))}</p>'
    return f'{place}<div class="cp-passage">{before}{pieces}{after}</div>'


def direction_words(view: SuggestionView) -> str:
    """Return the direction that the machine proposes, and the words that made it propose it."""
    if view.direction is None:
        return ""
    direction = wording.enum_label(view.direction, lang())
    why = " ; ".join(dict.fromkeys(map(cue_words, view.cues)))
    return t("ui.direction.because", direction=direction, why=why) if why else t("ui.direction.proposed", direction=direction)


def cue_words(cue: Cue) -> str:
    """Return the sentence of one cue."""
    if cue.why == Why.DROPPED and cue.act_words:
        return t("direction.why.dropped.words", act=cue.act_words)
    return t(f"direction.why.{cue.why.value}", act=cue.act_words, pledge=cue.pledge_words)


def method_words(view: SuggestionView) -> str:
    """Return what made the suggestion, to be told in small print."""
    score = n(round(view.score, 2))
    return t("ui.word.method", rank=n(view.rank), score=score, method=view.method, run=view.run_id)
