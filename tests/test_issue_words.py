"""Warnings of the log in the words of the screen: every code has French words, a sentence keeps its values, nothing is ever hidden."""

import ast
import re
from collections.abc import Iterator

import pytest

from dashboard.components.bits import warning
from scrapers.programmes.compose import _said_of
from scrapers.programmes.languages import sort_languages
from tracker.issue_words import told_issue
from tracker.settings import ROOT
from tracker.wording import all_labels

MAKERS = {"Problem", "failed", "issue", "note", "say", "IssueItem", "_issue"}
CODE = re.compile(r"[a-z][a-z0-9]*(_[a-z0-9]+)+")


def codes() -> Iterator[tuple[str, str]]:
    """Yield every code that is written where an issue is made, with its place."""
    for folder in ("scrapers", "tracker"):
        for path in sorted((ROOT / folder).rglob("*.py")):
            for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
                if isinstance(node, ast.Call) and _name(node.func) in MAKERS:
                    given = [*node.args[:3], *(one.value for one in node.keywords if one.arg == "code")]
                    for one in given:
                        found = [one.body, one.orelse] if isinstance(one, ast.IfExp) else [one]
                        for value in found:
                            if isinstance(value, ast.Constant) and isinstance(value.value, str) and CODE.fullmatch(value.value):
                                yield value.value, f"{path.relative_to(ROOT)}:{node.lineno}"


def _name(node: ast.expr) -> str:
    return node.attr if isinstance(node, ast.Attribute) else getattr(node, "id", "")


def test_every_code_has_words() -> None:
    found = dict(codes())
    assert len(found) > 50
    assert {code: place for code, place in found.items() if f"issue.{code}" not in all_labels()} == {}


@pytest.mark.parametrize(
    ("message", "words"),
    [
        (
            "tract.pdf, page 2, 5 …: words recognised in pictures are among the text: compare their quotes with the page",
            "tract.pdf, page 2, 5 … : des mots reconnus",
        ),
        ("3 documents are copies of others: read once", "Documents qui sont des copies d'autres, lus une seule fois : 3"),
        ("p.pdf: page 4: 7 passages in another language (Breton: « Demat d'an holl ») are left out", "Page 4 : 7 passages"),
        ("no French text was found (English): the measures are read as French, check every one", "Aucun texte en français (English)"),
        (
            "m.csv: row 2: id 'a1' said « Ouvrir » at the reading before: other words, look at what was decided on it",
            "m.csv : l'identifiant 'a1' disait « Ouvrir »",
        ),
        ("2 id(s) of the reading before are gone: a1, a2", "Identifiants de la lecture précédente disparus (2) : a1, a2"),
        (
            "https://x.invalid/p: cookie wall; save the page from a browser after accepting, and read it",
            "https://x.invalid/p : une demande d'accord",
        ),
    ],
)  # fmt: skip
def test_a_sentence_of_a_programme_is_told_in_french_with_its_values(message: str, words: str) -> None:
    assert told_issue(message).words.startswith(words)
    assert told_issue(message, lang="en").words == message


def test_the_sentences_are_those_that_the_readers_write() -> None:
    assert told_issue(_said_of(["Ma ville", "Ensemble"])).words == "Mis de côté, répété de page en page : « Ma ville », « Ensemble »"
    assert sort_languages([]).issue == ""


def test_what_the_french_leaves_out_stays_one_click_away() -> None:
    told = told_issue("a.pdf, page 3: the page cannot be read (broken stream 12)", "page_broken")
    assert told.words == "a.pdf, page 3 : page illisible dans le fichier" and "broken stream 12" in told.detail
    assert "<details" in warning("a.pdf, page 3: the page cannot be read (x<script>)", "page_broken")
    assert "<script>" not in warning("a.pdf, page 3: the page cannot be read (x<script>)", "page_broken")


def test_a_warning_without_words_is_shown_as_it_is() -> None:
    assert told_issue("something new happened").words == "something new happened"
    assert told_issue("something new happened", "brand_new_code").words == "something new happened"
    assert told_issue("https://x.invalid: refused", "http_403").words.endswith("le site répond par une erreur (403)")


@pytest.mark.parametrize("message", ["", ":", "{n} « " * 500, "page : " * 400, "x" * 100_000])
def test_any_text_is_told(message: str) -> None:
    assert told_issue(message).words == message
