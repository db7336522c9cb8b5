"""The speeches of a debate, which are no vote: "Mme X : nous voterons contre, à l'unanimité du groupe" tells of intentions only.

A speech begins with a title, a name and a colon at the head of a line, and ends at its paragraph, at the next speaker, or where a line or
a sentence of the council's own begins. "M. X : abstention" and "Mme Y : 14 voix" are no speeches.
"""

import re

from scrapers.parsers.vote_text import Words

_TITLE = r"(?:M\.|Mr\.?|Mme|Mlle|Monsieur|Madame|MONSIEUR|MADAME)"
_OFFICE = r"(?:[Ll][ae] |LE |LA )(?:[Mm]aire|MAIRE|[Pp]r[ée]sidente?|PR[EÉ]SIDENTE?)"
_NAME = r"(?!L[AEae] )[A-ZÀ-Þ][^\s:.;,()\d]{0,30}\.?(?: (?:d[eu] |l[ae] )?[A-ZÀ-Þ][^\s:.;,()\d]{1,30}){0,3}"
_SPEAKER = rf"{_TITLE} (?:{_OFFICE}|{_NAME}) ?(?::|\. ?[—–-]) ?(?=[\wÀ-ÿ«\"(])"
_BODY = (
    r"(?:(?:le|la|les|l'|ce|cette) ?)?(?:conseil|conseillers|membres|assemblee|deliberation|motion|voe?u|amendement|conclusions"
    r"|proposition|projet|budget|rapport|point|question|affaire|resolution)s?\b|mis(?:e|es)? aux voix"
    r"|apres en|ceci|(?:vote|pour|contre|abst\w+) ?[:\d(]"
    r"|adopte|approuve|accepte|rejete|unanim|a l'unanim|a la majorite|par \w+ voix|votants|decision|resultat|dont acte|il est pris"
    r"|sont? design|est elu|sont elu|ne prend|n'ont pas"
)
_BEGINS = re.compile(rf"^\W{{0,3}}{_SPEAKER}", re.MULTILINE)
_ENDS = re.compile(
    rf"\n(?=\n|\W{{0,4}}(?:{_BODY})|\W{{0,4}}(?:[a-z]\)|\d|[-–•])|\W{{0,3}}(?:m\.|mr|mme|mlle|monsieur|madame) [^\n:.]{{2,60}}:)"
    r"|[.!?»] (?=le conseil\b|apres en avoir|l'assemblee\b|adopte|approuve|vote :"
    r"|(?:la|le|cette|ce) (?:deliberation|motion|voe?u|amendement|proposition|rapport|projet|budget)\b[^.;\n]{0,40}?"
    r"\b(?:est|sont|n'est) (?:pas |donc )?(?:adopte|approuve|rejete|repousse|accepte|retire|reporte))"
)
_NO_SPEECH = re.compile(
    r"\W{0,3}(?:(?:abst\w*|s'abst\w+|pour|contre|favorable|defavorable|oui|non|vote \w+)\s{0,2}(?:[.;,(:]|\n|\Z)|\d|[^\n]{0,40}\bvoix\b"
    r"|\S+(?: \S+)?\s{0,2}(?:\n|\Z))"
)


def without_speeches(words: Words) -> Words | None:
    """Return the words with blanks in place of what is said in debate (of the same length), or None when nobody speaks."""
    starts = [one for one in _BEGINS.finditer(words.text) if not _NO_SPEECH.match(words.simple, one.end())]
    spans = [(one.start(), _end(words, one.end())) for one in starts]
    return Words(_blanked(words.text, spans), _blanked(words.simple, spans), words.text) if spans else None


def _end(words: Words, start: int) -> int:
    """Return where a speech ends: before a line break, after a full stop; a line that begins with a small letter goes on with it."""
    for end in _ENDS.finditer(words.simple, start):
        if words.text[end.start()] != "\n":
            return end.start() + 1
        if not words.text[end.end() : end.end() + 1].islower():
            return end.start()
    return len(words.text)


def _blanked(text: str, spans: list[tuple[int, int]]) -> str:
    parts: list[str] = []
    place = 0
    for start, end in spans:
        parts += [text[place:start], " " * max(0, end - max(start, place))]
        place = max(end, place)
    return "".join([*parts, text[place:]])
