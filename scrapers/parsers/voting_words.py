"""The words by which minutes say that something was voted, on plain text; used by the splitter."""

import re

VOTE_MARK = re.compile(
    r"en avoir delibere|apres deliber\w+|a l'unanimite|\bunanimite\b|\bpunanimite\b|a la majorite(?! absolue| relative| des suffrages)"
    r"|\ble conseil(?: municipal| communautaire| metropolitain| d'administration)?\W{0,3}"
    r"(?:[^.\n]{0,60}\W)?(?:adopte|approuve|decide|autorise|accepte|valide|vote|donne son accord|emet|prend acte|fixe|designe|elit)\b"
    r"|\ble conseil(?: municipal| communautaire| metropolitain)?\W{1,3}a l'exception\b|\baccepten?t? (?:cette|la) proposition"
    r"|\b(?:prend|prennent|donne) acte\b|^\W*vote\w*\s*:|\bmise? aux voix\b"
    r"|\b(?:pour|contre|abstentions?)\s*(?:\(s\))?\s*[:=]\s*\d|\d+\s*(?:voix|votes?)?\s*(?:pour\W*$|pour\s*[,;/]|contre\b|abstentions?\b)"
    r"|\bpour\s+\d{1,3}\s*[/,;-]\s*contre|\b\d+\s*(?:voix|votes?)\s+pour\b|\b(?:adoptee?s?|approuvee?s?"
    r"|rejetee?s?)\s+(?:a|par)\b|pour a l'unanimite",
    re.MULTILINE,
)
