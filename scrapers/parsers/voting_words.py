"""The words by which minutes say that something was voted, on plain text; used by the splitter."""

import re

VOTE_MARK = re.compile(
    r"en avoir delibere|apres deliber\w+|a l'unanimite|\bunanimite\b|\bpunanimite\b|a la majorite(?! absolue| relative| des suffrages)"
    r"|\ble conseil(?: municipal| communautaire| metropolitain| d'administration)?\W{0,3}"
    r"(?:[^.\n]{0,60}\W)?(?:adopte|approuve|decide|autorise|accepte|valide|vote|donne son accord|emet|prend acte|fixe|designe|elit)\b"
    r"|\ble conseil(?: municipal| communautaire| metropolitain)?\W{1,3}a l'exception\b|\baccepten?t? (?:cette|la) proposition"
    r"|\b(?:prend|prennent|donne) acte\b|^[^\w\n]{0,40}vote\w{0,10}[^\S\n]{0,10}:|\bmise? aux voix\b"
    r"|\b(?:pour|contre|abstentions?)\s{0,40}(?:\(s\)\s{0,40})?[:=]\s{0,40}\d"
    r"|(?<!\d)\d{1,4}\s{0,20}(?:(?:voix|votes?)\s{0,20})?(?:pour\W{0,40}$|pour\s{0,20}[,;/]|contre\b|abstentions?\b)"
    r"|\bpour\s{1,20}\d{1,3}\s{0,20}[/,;-]\s{0,20}contre|(?<!\d)\d{1,4}\s{0,20}(?:voix|votes?)\s{1,20}pour\b|\b(?:adoptee?s?|approuvee?s?"
    r"|rejetee?s?)\s+(?:a|par)\b|pour a l'unanimite",
    re.MULTILINE,
)
