"""Why an act is suggested, as a reader sees it: its best passage with the matched words marked, the direction to preselect and its cues.

Passage and cues are worked out when they are shown, from the stored explanation: they follow the present text of the act.
"""

from collections.abc import Iterable

from tracker.elected import Mask
from tracker.linking.deeds import Deed
from tracker.linking.direction import Cue, suggest
from tracker.linking.passage import Best, best_passage
from tracker.linking.terms import Terms
from tracker.models import Suggestion
from tracker.queries.linking_shapes import MatchedPassage
from tracker.queries.passages import best_sentence
from tracker.queries.shapes import ActView, SuggestionView
from tracker.vocabulary import Direction, Judgement

_LEAST = 0.02  # share of the points of all words under which a word is not marked
_AROUND = 300  # characters read on both sides of a passage, so that a name is known by what stands before it


def suggestion_view(row: Suggestion, pledge_text: str, act: ActView, mine: Judgement | None, mask: Mask, terms: Terms) -> SuggestionView:
    """Return a suggestion with its passage and direction; `act` holds its text word for word."""
    best = best_passage(act.text, _points(row), title=act.title, page_from=act.page_from, terms=terms)
    direction, cues = _direction(row, pledge_text, act)
    return SuggestionView(
        row.id, row.pledge_id, row.rank, row.score, tuple(row.explanation), row.preexisting, row.method, act, mine,
        band=row.band, direction=direction, cues=cues, passage=_matched(act.text, best, mask) if best else None,
        proposed_quote=_quote(act, best), run_id=row.run_id,
    )  # fmt: skip


def _points(row: Suggestion) -> dict[str, float]:
    """Return word of the act -> what it brought, its fields together; words that brought next to nothing would only clutter."""
    points: dict[str, float] = {}
    for part in row.explanation:
        word = str(part.get("act_word", ""))
        if word:
            points[word] = points.get(word, 0.0) + float(part.get("points", 0.0))
    least = _LEAST * sum(max(value, 0.0) for value in points.values())
    return {word: value for word, value in points.items() if value >= least}


def _direction(row: Suggestion, pledge_text: str, act: ActView) -> tuple[Direction, tuple[Cue, ...]]:
    """Return the stored direction with the cues that still say so; without a stored one, what the cues say now."""
    pairs = [(str(part.get("pledge_word", "")), str(part.get("act_word", ""))) for part in row.explanation]
    found, cues = suggest(pledge_text, Deed(act.title, act.text, act.stage, act.outcome), pairs)
    if row.direction is None or row.direction == found:
        return found, cues
    return row.direction, ()


def _matched(text: str, best: Best, mask: Mask) -> MatchedPassage:
    pieces, place = [], best.start
    for start, end in best.marks:
        pieces += [(text[place:start], False), (text[start:end], True)]
        place = end
    pieces = [piece for piece in [*pieces, (text[place : best.end], False)] if piece[0]]
    around = text[max(0, best.start - _AROUND) : best.start], text[best.end : best.end + _AROUND]
    shown = mask.parts(around[0], *(words for words, _ in pieces), around[1])[1:-1]
    kept = tuple((words, marked) for words, (_, marked) in zip(shown, pieces, strict=True) if words)
    return MatchedPassage(best.page, kept, bool(text[: best.start].strip()), bool(text[best.end :].strip()))


def _quote(act: ActView, best: Best | None) -> str:
    return act.text[best.start : best.end] if best else best_sentence(act.text, _title_words(act.title))


def _title_words(title: str) -> Iterable[str]:
    return title.split()
