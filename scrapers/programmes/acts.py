"""Whether a line reads as a measure of a list does: an infinitive, or the name of an act or a thing without a verb of its own."""

from functools import lru_cache

from scrapers.parsers.pledges.clauses import Clause
from scrapers.parsers.pledges.heads import Form, head_of
from scrapers.parsers.pledges.lexicon import load_lexicon
from scrapers.parsers.pledges.prose import is_finite

_LONGEST = 600  # characters


@lru_cache(maxsize=4096)
def reads_as_measure(text: str) -> bool:
    """Say whether a line is written as the measures of lists are."""
    clause = Clause(text[:_LONGEST])
    form = head_of(clause, load_lexicon().data.forms).form
    return form is Form.INFINITIVE or (form in (Form.ACTION, Form.THING) and not is_finite(clause))
