"""How a document is written: a list of measures, running text, or both. It chooses how a line without a verb is read."""

from collections.abc import Sequence

from scrapers.parsers.pledges.clauses import Clause
from scrapers.parsers.pledges.heads import Form, head_of
from scrapers.parsers.pledges.lexicon import Lexicon
from scrapers.parsers.pledges.prose import is_finite
from scrapers.parsers.pledges.shapes import Layout

MIN_PASSAGES = 8  # fewer say nothing of a layout
LIST_SHARE, PROSE_SHARE = 0.55, 0.25


def layout_of(texts: Sequence[str], lexicon: Lexicon) -> Layout:
    """Return the layout of a document by the share of its passages that start as a line of a list does."""
    if len(texts) < MIN_PASSAGES:
        return Layout.MIXED
    share = sum(_is_line(text, lexicon) for text in texts) / len(texts)
    return Layout.LIST if share >= LIST_SHARE else Layout.PROSE if share < PROSE_SHARE else Layout.MIXED


def _is_line(text: str, lexicon: Lexicon) -> bool:
    clause = Clause(text)
    form = head_of(clause, lexicon.data.forms).form
    return form is Form.INFINITIVE or (form in (Form.ACTION, Form.THING) and not is_finite(clause))
