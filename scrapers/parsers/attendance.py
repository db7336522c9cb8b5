"""Who sat: hour, place, president, secretary, members in office, quorum, and the members present, represented, excused or absent.

Everything is read in the header, as printed: a person without a capital letter, a count in another column or a role gives nothing.
"""

import re
from dataclasses import dataclass

from scrapers.parsers.attendance_head import in_office_of, opened_at, place_of, president_of, quorum_of, secretary_of
from scrapers.parsers.attendance_names import Person, read_people
from scrapers.parsers.text import plain
from tracker.items import AttendanceItem
from tracker.vocabulary import Presence

HEADER = 7000
_START = (
    r"(?:(?<=[a-z)\d][.;])[ \t]+(?=[^\n:.;]{3,60}:)|(?:^|\n)[ \t]*[+*•▪–\-✓·]*[ \t]*|[(;]\s*\d{1,2}\s+|\bet\s+\d{1,2}\s+)(?:\d{1,2}\s+)?"
)
_END = r"[ \t]*(?:\([^)\n]{0,60}\))?[ \t]*(?:[:;]|(?=\n)|(?=(?:m\.|mm\.?|mmes?|monsieur|madame|messieurs|mesdames)\s))"
_WHO = (
    r"(?:(?:les |le )?(?:membres?|conseillers?|delegues?|elue?s?|conseilleres?|titulaires?|suppleants?)"
    r"(?: municip\w+| communaut\w+| titulaires?| suppleants?)?\s+)?"
)
_PROXY = (
    r"(?:pouvoirs?(?: donnes?)?|procurations?(?: donnees?)?|(?:absente?s?|excusee?s?|personnes?|membres?|conseill\w+|elus"
    r"|delegues|ont|ayant)(?:\(s\))?[^\n:]{0,45}?\b(?:pouvoirs?|procurations?)"
    r"(?:[^\n:]{0,110}\n?[^\n:]{0,60}(?=\s?[:;]))?"
    r"|(?:absente?s?(?:\(s\))?\s*(?:et\s*)?)?(?:excusee?s?\s*(?:et\s*)?)?representee?s?(?:\(s\))?)"
)
_LABEL_WORDS = (
    rf"{_START}(?:"
    rf"(?P<represented>(?:etai(?:en)?t\s+|sont\s+)?{_WHO}{_PROXY})"
    rf"|(?P<both>(?:etai(?:en)?ts?\s+|sont\s+)?absente?s?(?:\(s\))?\s+et\s+(?:absente?s?(?:\(s\))?\s+)?excusee?s?(?:\(s\))?)"
    rf"|(?P<excused>(?:etai(?:en)?ts?\s+|sont\s+)?{_WHO}(?:absente?s?(?:\(s\))?\s*[,-]?\s*(?:et\s+)?)?excusee?s?(?:\(s\))?(?:\s+et\s+non\s+representee?s?)?)"
    rf"|(?P<absent>{_WHO}(?:etai(?:en)?ts?\s+|sont\s+)?absente?s?(?:\(s\))?(?:\s+non excusee?s?)?)"
    rf"|(?P<present>(?:sont |etai(?:en)?ts?\s+)?{_WHO}(?:egalement\s+)?presente?s?(?:\(s\))?(?:\s+(?:a la seance|et representes?"
    rf"|les|mm|: les)\b[^\n:]{{0,50}})?)"
    rf"|(?P<stop>secretaires?\b[^\n]{{0,60}}|ordre du jour|assistai[^\n]{{0,60}}|le quorum|sommaire|table des matieres"
    rf"|date (?:de|d')[^\n]{{0,40}}"
    rf"|nombre d[^\n]{{0,60}}|objet\b[^\n]{{0,60}}))"
    rf"{_END}"
)  # fmt: skip
_BOTH_SEXES = r"(?:[(.·-]?e\)?)?(?:[(.·-]?s\)?)?"  # "présents", "Présent(e)s", "présent.e.s"
_LABEL = re.compile(re.sub(r"(absent|excuse|present|represente)e\?s\?", lambda stem: stem[1] + _BOTH_SEXES, _LABEL_WORDS))
_BUT = re.compile(r"^[^.;\n]{0,200}?\b(?:sauf|excepte|hormis|a l'exception de)\b\s*:?")
_EXCEPTED = 200
_GAP = re.compile(r"\s{4,}")
_FIRST_BODY, _MANY, _WIDE = 2600, 4, 4
_CIVIL = re.compile(r"^\W*(?:m\.|mm|mme|mr|mrne|mlle|monsieur|madame|messieurs|mesdames)", re.IGNORECASE)
_BODY_WORD = re.compile(
    r"(?:association|societe|agence|commission|personnel|centre|comite|syndicat|conseil|office|ecole|projet"
    r"|zac|budget|marche)\b"
)
_PRESENCE = {
    "present": Presence.PRESENT, "represented": Presence.REPRESENTED, "excused": Presence.EXCUSED, "absent": Presence.ABSENT,
    "both": Presence.ABSENT,
}  # fmt: skip


@dataclass(frozen=True)
class Attendance:
    """What a sitting's header says of its people; nothing is guessed, unknown is None or empty."""

    opened_at: str | None = None
    place: str = ""
    president: str = ""
    secretary: str = ""
    in_office: int | None = None
    quorum: int | None = None
    people: tuple[AttendanceItem, ...] = ()


def read_attendance(text: str, simple: str) -> Attendance:
    """Return the attendance printed in a document; `simple` is the text's plain form, of the same length."""
    head, folded = _tightened(text[:HEADER], simple[:HEADER])
    return Attendance(
        opened_at(folded[:3500]), place_of(head, folded), president_of(head, folded), secretary_of(head, folded), in_office_of(folded),
        quorum_of(folded), _people(head, folded),
    )  # fmt: skip


def _tightened(text: str, simple: str) -> tuple[str, str]:
    """Return both texts, still of one length, with runs of blanks cut short: where running heads were blanked their words go too."""
    words, folded, place = [], [], 0
    for gap in _GAP.finditer(simple):
        blank = "\n" * min(2, gap[0].count("\n") + gap[0].count("\f")) or " " * _WIDE
        words += [text[place : gap.start()], blank]
        folded += [simple[place : gap.start()], blank]
        place = gap.end()
    return "".join([*words, text[place:]]), "".join([*folded, simple[place:]])


def _people(text: str, simple: str) -> tuple[AttendanceItem, ...]:
    """Return the people of the first lists of a header; a second list of present members is another act's."""
    labels = list(_LABEL.finditer(simple))
    found: dict[str, AttendanceItem] = {}
    listed = False
    for number, label in enumerate(labels):
        kind = label.lastgroup or "stop"
        if kind == "stop":
            continue
        end = labels[number + 1].start() if number + 1 < len(labels) else len(text)
        body = text[label.end() : min(end, label.end() + _FIRST_BODY)]
        but = _BUT.search(plain(body)) if kind == "present" else None
        if but:
            out = Presence.EXCUSED if "excus" in plain(body[but.end() : but.end() + _EXCEPTED]) else Presence.ABSENT
            for person in read_people(body[but.end() :]):
                found.setdefault(_key(person.name), _item(person, out))
            body = body[: but.start()]
        people = _sure(read_people(body), label, body)
        if people and kind == "present" and listed and "suppleant" not in label[0]:
            break
        listed = listed or bool(people and kind == "present")
        for person in people:
            found.setdefault(_key(person.name), _item(person, _PRESENCE[kind]))
    return tuple(found.values())


def _sure(people: list[Person], label: re.Match[str], body: str) -> list[Person]:
    """Return the people of a list that its label makes sure: "Pouvoirs" holds pairs, and one word under an empty list is a title."""
    if re.search(r"^\W*pouvoirs?", label["represented"] or ""):
        return [person for person in people if person.proxy]
    below = (
        (label[0] + body.lstrip(" \t")[:1]).endswith("\n") and not _CIVIL.match(body) and not label["present"] and not label["represented"]
    )
    many = len(people) >= _MANY and all(" " in person.name for person in people)
    return [] if below and not many and not all(_looks_like_one(person.name) for person in people) else people


def _looks_like_one(name: str) -> bool:
    """Say whether a name under an empty list is surely a person's ("Jean DUPONT"), and not the title that follows."""
    words = name.split()
    return 2 <= len(words) <= 4 and words[-1].isupper() and not words[0].isupper() and not _BODY_WORD.match(plain(name))


def _item(person: Person, presence: Presence) -> AttendanceItem:
    if person.proxy:
        presence = Presence.REPRESENTED
    return AttendanceItem(raw_name=person.name, presence=presence, proxy=person.proxy or None)


def _key(name: str) -> str:
    return " ".join(sorted(plain(name).split()))
