"""How the items of a list are numbered in programmes: « 1. », « 2) », « 3° », « n°4 – », « Mesure 5 : », « (6) », « 1.2. », « 07 ».

One place says it, since the same list comes as a PDF, a web page, a text file or a Markdown export, where points are escaped (`2\\.`).
A number that belongs to the words (« 3 000 arbres », « 24/7 », « 2.5 km », « 30 km/h ») is none.
"""

import re

_WORD = r"(?:(?:mesure|proposition|engagement|action|idée|objectif|priorité|point)s?\s+)?(?:n[°ºo]?\s*|\#\s?)?"
_STRONG = r"(?:\*\*|__)?"
_CAPITAL = r"(?=[(«\"“'’*_]*\s?(?-i:[A-ZÀ-ÝŒ]|\d))"
NUMBER = (
    rf"{_STRONG}(?:"
    rf"{_WORD}\d{{1,3}}\s?\\?(?:\.(?!\d)|[)°]|/(?!\d)|[-–—:](?=\s))\s?[-–—:]?{_STRONG}\s*(?=\S)"  # 1.  2)  3°  4/  n°5 –  Mesure 6 :
    rf"|(?:mesure|proposition|engagement|action)\s+n?[°º]?\s?\d{{1,3}}{_STRONG}\s+{_CAPITAL}"  # Mesure 7 Ouvrir…
    rf"|(?:n[°º]\s?|\#)\d{{1,3}}{_STRONG}\s+{_CAPITAL}"  # n°8 Ouvrir…  #9 Ouvrir…
    rf"|\d{{1,2}}(?:\.\d{{1,2}}){{1,2}}\\?\.?\)?{_STRONG}\s+{_CAPITAL}"  # 1.2. Ouvrir…
    rf"|\(\d{{1,3}}\)\s*(?=\S)"  # (3) Ouvrir…
    rf"|0\d{_STRONG}\s+(?!\d\d\b){_CAPITAL}"  # 04 Ouvrir…, and no telephone
    r"|[a-z]\\?\)\s+)"  # a) ouvrir…
)
NUMBERED = re.compile(NUMBER, re.IGNORECASE)
LONE_NUMBER = re.compile(rf"{_STRONG}{_WORD}\(?\d{{1,3}}\s?\\?[.)°]{_STRONG}", re.IGNORECASE)  # printed on a line of its own
