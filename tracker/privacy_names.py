"""Where a name begins and ends in a title, and whether it is that of an elected person."""

import re
from dataclasses import dataclass
from functools import lru_cache

from tracker.ids import fold
from tracker.privacy_words import COMPANY, GIVEN, PARTICLES, STOP

CIVIL = r"(?:mm?|mr|m(?:m|rn|n)es?|mlles?|melles?|monsieur|madame|mademoiselle|messieurs|mesdames)(?![a-z])\.?"
WORD = re.compile(r"(?:[dDlL]['’])?[^\W\d_][^\W_]*(?:[-'’.][^\W\d_]+)*\.?")
_ELECTED_AFTER = re.compile(
    r"\s*,?\s*\(?(?:le |la |\d?\s?(?:er|ere|e|eme)?\s)?(?:maire|adjointe?|conseill\w+|rapporteur"
    r"|depute\w*|senat\w+)"
)
_ELECTED_BEFORE = re.compile(r"(?:rapporteur\w*|presidence de|elus?|adjointe?|conseill\w+ \w+)[\s:,.-]*$")
_LONGEST_WORD, _SHORTEST_SURNAME = 40, 2
_MOST, _SHOUTED, _LETTERS, _INITIALS, _SLUG_WORD = 4, 0.85, 6, 3, 3


@dataclass(frozen=True)
class Elected:
    """An elected person's words: surname, and the given names that may stand beside it."""

    surname: frozenset[str]
    given: frozenset[str]


def surname_before(text: str, simple: str, start: int) -> int:
    """Return where a surname in capitals begins that stands just before a given name ("DUPONT Jean"), else the given name's place."""
    match = re.search(r"(?<![\w'’-])[A-ZÀ-Þ][A-ZÀ-Þ'’-]{2,30}\s$", text[max(0, start - 34) : start])
    if match is None or text[start : start + 3].isupper():
        return start
    word = simple[max(0, start - 34) + match.start() : start].strip()
    return start if word in STOP or _is_company(word) else max(0, start - 34) + match.start()


def end_of_name(text: str, simple: str, start: int, kind: str, *, slug: bool) -> int:
    """Return where the name that begins at a place ends; the place itself when no name begins there."""
    end, count, place, shouted = start, 0, start, _shouted(text, start)
    while count < (2 if slug else _MOST - shouted):
        word = WORD.match(text, place)
        if word is None:
            break
        folded = simple[word.start() : word.end()].strip(".")
        if folded in PARTICLES or (folded == "et" and count and kind == "kin"):
            if kind == "estate" and not count:
                break
            place = _after_blank(text, word.end())
            continue
        if not _belongs(word[0], folded, text[start:end], count, kind, slug=slug) or (count and _next_line(text, end, word, folded)):
            break
        end, count = word.end(), count + 1
        if text[end - 1] == "." and len(folded) > _INITIALS:
            return end - 1
        place = _after_blank(text, end)
        if place == end:
            break
    return end


def _belongs(word: str, folded: str, so_far: str, count: int, kind: str, *, slug: bool) -> bool:
    """Say whether a word goes on a name: capital, no common noun of titles, no company, no second civility."""
    bare = re.sub(r"^[dl]['’]", "", folded)
    if bare in STOP or re.fullmatch(CIVIL, folded) or _is_company(bare) or _is_company(folded):
        return False
    if slug:
        return len(folded) >= _SLUG_WORD
    if not re.sub(r"^[dDlL]['’]", "", word)[:1].isupper():
        return False
    if kind == "lease" and not count and not (word.isupper() or folded in GIVEN):
        return False
    ended = count and so_far.split()[-1].isupper() and len(so_far.split()[-1]) > 2 and not word.isupper()
    first_name = kind == "civil" and count == 1  # "M. DUPONT Gaston": whatever the name, it is not left to be read
    return not ended or first_name or folded.split("-")[0] in GIVEN


def _next_line(text: str, end: int, word: re.Match[str], folded: str) -> bool:
    """Say whether a word begins the next line and no longer the name: after a surname in capitals only capitals or a given name go on."""
    if "\n" not in text[end : word.start()]:
        return False
    last = re.split(r"\s", text[max(0, end - _LONGEST_WORD) : end])[-1]
    return last.isupper() and len(last) > _SHORTEST_SURNAME and not word[0].isupper() and folded.split("-")[0] not in GIVEN


def _after_blank(text: str, place: int) -> int:
    match = re.compile(r"[ \xa0]{0,3}\n?[ \xa0]{0,3}").match(text, place)
    return match.end() if match else place


def _shouted(text: str, place: int) -> bool:
    """Say whether the line of a place is printed in capitals."""
    low, high = text.rfind("\n", 0, place) + 1, text.find("\n", place)
    letters = [c for c in text[max(low, place - 200) : min(high if high >= 0 else len(text), place + 200)] if c.isalpha()]
    return len(letters) >= _LETTERS and sum(c.isupper() for c in letters) >= _SHOUTED * len(letters)


def _is_company(word: str) -> bool:
    return bool(re.fullmatch(COMPANY, word.strip()))


def is_elected(simple: str, lead: int, start: int, end: int, known: tuple[Elected, ...], *, couple: bool) -> bool:
    """Say whether a name is an elected person's, by the list or by the office printed beside it; a couple never acts as such."""
    if couple:
        return False
    if _ELECTED_AFTER.match(simple, end) or _ELECTED_BEFORE.search(simple, max(0, lead - 40), lead):
        return True
    line = simple.find("\n", start, end)
    below = line >= 0 and re.split(r"[\s-]", simple[line:end].strip())[0] not in GIVEN  # perhaps the next heading, and no word of the name
    names = [_words(simple[start:end]), *([_words(simple[start:line])] if below else [])]
    return any(_same(words, one) for words in names for one in known)


def _same(words: frozenset[str], one: Elected) -> bool:
    extra = words - one.surname
    initials = {name[0] for name in one.given}
    return (
        bool(one.surname)
        and one.surname <= words
        and (not one.given or all(w in one.given or (len(w) == 1 and w in initials) for w in extra))
    )


@lru_cache(maxsize=64)
def known_people(elected: frozenset[str]) -> tuple[Elected, ...]:
    found = []
    for name in elected:
        bare = re.sub(rf"^\s*(?:{CIVIL}\s*)+", "", fold(name))
        words = [word for word in re.split(r"[\s.-]+", bare) if word and word not in PARTICLES]
        capitals = {fold(w) for w in re.split(r"[\s.-]+", name) if len(w) > 1 and w.isupper()} & set(words)
        surname = capitals if capitals and capitals != set(words) else {w for w in words if w not in GIVEN} or set(words[-1:])
        found.append(Elected(frozenset(surname), frozenset(words) - surname))
    return tuple(found)


def _words(name: str) -> frozenset[str]:
    return frozenset(word for word in re.split(r"[\s.'’-]+", name) if word and word not in PARTICLES)


def plain(text: str) -> str:
    """Return lower-case text without accents, of exactly the same length."""
    return "".join(_plain_character(character) for character in text)


@lru_cache(maxsize=4096)
def _plain_character(character: str) -> str:
    folded = "'" if character in "’‘`" else fold(character)[:1]
    return folded or (" " if character.isspace() and character != "\n" else character)
