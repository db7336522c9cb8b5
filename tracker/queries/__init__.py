"""Read models for the dashboard and exports: every rule of who may see what is applied here, and nothing is written."""

from tracker.queries.coverage import READABLE, coverage
from tracker.queries.elsewhere import elsewhere
from tracker.queries.families import Family, families, kept, totals
from tracker.queries.learning import learning
from tracker.queries.page import pledge_page
from tracker.queries.passages import best_sentence, passage
from tracker.queries.places import account, archived_file, has_accounts, hidden_towns, towns
from tracker.queries.pledges import Filters, matches, overview, pledge_list
from tracker.queries.promised import act_page
from tracker.queries.proof import Proof, pledge_proof
from tracker.queries.reading import drawing, sitting_reading
from tracker.queries.search import search
from tracker.queries.silences import town_calendar
from tracker.queries.splitting import to_split
from tracker.queries.thesaurus import accepted_yaml, word_group, word_groups, words_to_answer
from tracker.queries.unpromised import unpromised
from tracker.queries.work import Desk, desk, next_in_queue
from tracker.queries.worksheet import SheetView, page_head, worksheet, worksheet_file, worksheets

__all__ = [
    "READABLE",
    "Desk",
    "Family",
    "Filters",
    "Proof",
    "SheetView",
    "accepted_yaml",
    "account",
    "act_page",
    "archived_file",
    "best_sentence",
    "coverage",
    "desk",
    "drawing",
    "elsewhere",
    "families",
    "has_accounts",
    "hidden_towns",
    "kept",
    "learning",
    "matches",
    "next_in_queue",
    "overview",
    "page_head",
    "passage",
    "pledge_list",
    "pledge_page",
    "pledge_proof",
    "search",
    "sitting_reading",
    "to_split",
    "totals",
    "town_calendar",
    "towns",
    "unpromised",
    "word_group",
    "word_groups",
    "words_to_answer",
    "worksheet",
    "worksheet_file",
    "worksheets",
]
