"""What a decision is about, for lists of decisions: the themes that its title speaks of, and whether it is routine business.

A theme is read from the groups of the thesaurus that the title holds; it is a way to sort a list, never shown as a finding.
"""

import re
from collections.abc import Sequence
from functools import lru_cache
from pathlib import Path

from tracker.ids import fold
from tracker.linking.terms import Terms
from tracker.linking.thesaurus import Thesaurus, load_thesaurus
from tracker.settings import find_data_file
from tracker.themes import load_themes
from tracker.vocabulary import ActStage

_ROUTINE_MATTERS = ("4", "5", "7.1", "7.10")  # staff, life of the institution, budgets, other money matters
_WHOLE_BUDGETS = re.compile(
    r"\bbudgets? (?:primitif|annexe|supplementaire|principal|general|communal|de la (?:commune|ville)|\d{4})"
    r"|\bcomptes? (?:administratif|de gestion|financier)"
    r"|\bdecisions? (?:budgetaire )?modificative|\baffectation d(?:u|es) resultats?|\btaux d(?:'imposition|es taxes)"
    r"|\bfiscalite directe|\bdebat d'orientation"
    r"|\bouverture (?:anticipee )?d(?:e|es) credits|\badmissions? en non[- ]valeur|\bprovisions?\b|\bamortissements?\b"
    r"|\btableau des (?:effectifs|emplois)|\brapport (?:annuel|d'activite)|\bgarantie d'emprunt|\bligne de tresorerie"
)


def is_routine(title: str, matter: str | None, stage: ActStage | None) -> bool:
    """Return whether a decision is the yearly or daily business of every council, which no programme has to announce."""
    matters = matter is not None and any(matter == one or (matter.startswith(f"{one}.") and one in ("4", "5")) for one in _ROUTINE_MATTERS)
    return stage == ActStage.NONE or matters or _WHOLE_BUDGETS.search(fold(title)) is not None


def thesaurus() -> Thesaurus:
    """Return the thesaurus of the data folder, read again only when its file changed."""
    path = find_data_file("thesaurus.yml")
    return _loaded(path, path.stat().st_mtime_ns)


@lru_cache(maxsize=4)
def _loaded(path: Path, _changed_at: int) -> Thesaurus:
    return load_thesaurus(path)


def themes_of(titles: Sequence[str]) -> list[tuple[str, ...]]:
    """Return the keys of the themes that each title speaks of, in the order of the file."""
    known, terms, themes = thesaurus(), Terms(), load_themes()
    fired = [known.fired(set(terms(title))) for title in titles]
    return [tuple(key for key, theme in themes.items() if any(group in found for group in theme.thesaurus)) for found in fired]
