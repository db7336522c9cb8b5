"""The groups of the thesaurus as people read them: found by a word or a theme, with learned neighbours and what was proposed."""

from dataclasses import dataclass

from tracker.ids import fold
from tracker.linking.neighbours import Neighbours, load_neighbours
from tracker.linking.terms import Terms
from tracker.linking.thesaurus import Thesaurus, load_thesaurus
from tracker.queries.shapes import Viewer
from tracker.store import reading
from tracker.words import Answered, as_yaml, proposed_words

MOST_NEAR, LONGEST_QUESTION = 12, 80


@dataclass(frozen=True, slots=True)
class Near:
    """A word used elsewhere like a word of the group."""

    word: str
    like: str
    cosine: float


@dataclass(frozen=True, slots=True)
class GroupCard:
    """One group: its line, its entries, and how many proposals wait for an answer."""

    name: str
    note: str
    theme: str
    acts: tuple[str, ...]
    words: tuple[str, ...]
    fires: tuple[str, ...]
    waiting: int = 0


@dataclass(frozen=True, slots=True)
class GroupPage:
    """One group in full."""

    card: GroupCard
    near: tuple[Near, ...]
    proposals: tuple[Answered, ...]


def word_groups(viewer: Viewer, asked: str = "", theme: str = "") -> tuple[GroupCard, ...]:
    """Return the groups that hold a word (in any form, or as the beginning of one), in the order of the file; signed-in people only."""
    if not viewer.signed_in:
        return ()
    thesaurus = load_thesaurus()
    with reading() as session:
        rows = proposed_words(session)
    waiting = [row.group for row in rows if row.accepted is None]
    cards = [_card(thesaurus, name, waiting.count(name)) for name in thesaurus.groups]
    wanted = asked[:LONGEST_QUESTION].strip()
    return tuple(card for card in cards if (not theme or card.theme == theme) and (not wanted or _holds(thesaurus, card, wanted)))


def word_group(viewer: Viewer, name: str) -> GroupPage | None:
    """Return one group with what machines and people propose for it."""
    thesaurus = load_thesaurus()
    if not viewer.signed_in or name not in thesaurus.groups:
        return None
    with reading() as session:
        rows = proposed_words(session, name)
    card = _card(thesaurus, name, sum(row.accepted is None for row in rows))
    return GroupPage(card, _near(thesaurus, load_neighbours(), name), tuple(rows))


def words_to_answer(viewer: Viewer) -> tuple[Answered, ...]:
    """Return the proposals that this reviewer may answer, the oldest first."""
    if not viewer.reviews:
        return ()
    with reading() as session:
        rows = proposed_words(session)
    return tuple(row for row in reversed(rows) if row.accepted is None and row.by_login != viewer.login)


def accepted_yaml(viewer: Viewer) -> str:
    """Return the lines that a maintainer pastes into the thesaurus; nothing for the others."""
    if not viewer.reviews:
        return ""
    with reading() as session:
        rows = proposed_words(session)
    return as_yaml(rows, load_thesaurus())


def _card(thesaurus: Thesaurus, name: str, waiting: int) -> GroupCard:
    about, silent = thesaurus.about.get(name), thesaurus.silent.get(name, frozenset())
    entries = thesaurus.groups[name]
    searched = tuple(entry for entry in entries if entry not in silent)
    recognising = tuple(entry for entry in entries if entry in silent)
    note, theme, acts = (about.note, about.theme or "", about.acts) if about else ("", "", ())
    return GroupCard(name, note, theme, acts, searched, recognising, waiting)


def _holds(thesaurus: Thesaurus, card: GroupCard, asked: str) -> bool:
    wanted, plain = set(Terms()(asked)), fold(asked)
    if wanted and any(wanted <= entry for entry in thesaurus.stems[card.name]):
        return True
    return any(part.startswith(plain) for entry in (*card.words, *card.fires) for part in entry.split())


def _near(thesaurus: Thesaurus, neighbours: Neighbours, name: str) -> tuple[Near, ...]:
    """Return the words used like a one-word entry of the group that no entry of it holds, the nearest first."""
    terms = Terms()
    held = {term for entry in thesaurus.stems[name] for term in entry}
    best: dict[str, Near] = {}
    for entry in thesaurus.groups[name]:
        for word, cosine in neighbours.of(entry) if len(terms(entry)) == 1 else ():
            if not held.intersection(terms(word)) and (word not in best or cosine > best[word].cosine):
                best[word] = Near(word, entry, cosine)
    return tuple(sorted(best.values(), key=lambda one: (-one.cosine, one.word))[:MOST_NEAR])
