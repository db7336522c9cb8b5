"""Text to terms: lower case, accents folded before stemming, stop words out, Snowball French stems.

Accents go first because capital titles in minutes have none. Snowball keeps the plural of words in -os (vélos), so one line
repairs it; words that it joins with unrelated ones are kept apart. Text is cut at ASCII bytes that are no letter or digit, which
needs no regular expression, and each raw piece is looked up once in a memo that holds all the rest (case, accents, other
punctuation, stop words, stem): three times faster than looking at every character. What a cached preparation depends on is told
by `analysis`.
"""

import re
import unicodedata
from collections.abc import Container
from functools import cache

import Stemmer

from tracker.ids import digest, fold

_TOKEN = re.compile(r"[^\W_]+")
MAX_TOKEN = 40  # longer runs of letters are noise of a broken text layer
_MAX_PIECE, _REMEMBERED = 200, 400_000  # bytes, pieces: a hostile text must not fill the memory
_SEPARATED = bytes(byte if byte >= 128 or chr(byte).isalnum() else 32 for byte in range(256))
_RULES = "2"  # raise it when a rule of this module changes that the probe below would not show
_PROBE = "L’école des vélos, œuvre n°12 : 3 000 m², DÉPENSES ; e\u0301quipements_sportifs, gymnases-écoles, réhabilitation"

_STOP = """
afin ai aie ainsi alors apres au aucun aucune aujourd aupres auquel aussi autant autour autre autres aux auxquels avaient avait avant
avec avoir ayant beaucoup bien car ce ceci cela celle celles celui cependant certain certaines certains ces cet cette ceux chacun chaque
chez ci comme comment contre dans de deja depuis derriere des desormais desquels dessous dessus dite dites divers dont donc du duquel
durant elle elles en encore enfin ensemble ensuite entre es est et etaient etait etant etc ete etes etre eu eux fait faire faut fois
font furent hors hui ici il ils jamais je jusqu jusque la laquelle le lequel les lesquelles lesquels leur leurs lors lorsque lui ma mais
malgre me meme memes mes mien moins mon ne ni nos notamment notre notres nous on ont or ou outre par parce parmi pas pendant peu peut
peuvent plus plusieurs pour pourquoi pourra pres puis puisque qu quand que quel quelle quelles quelque quelques quels qui quoi quoique
sa sans se selon sera serait seront ses seulement si sien soi soient soit sommes son sont sous souvent suis sur ta tandis tant te tel
telle telles tels tes toi ton toujours tous tout toute toutes toutefois tres trop tu un une vers via voici voila vos votre vous
"""
STOP_WORDS = frozenset(_STOP.split())
_APART = """
accompagnateur aidant amiante animateur boisement cafe classement collecte collection communication conservateur contribuable deces
detriment educateur eleve enseigne etudiant ferme isolement lotissement loyer mairie opera petition pluie regie renouvelable
restaurant retable soutenement taxi tennis terrasse vae voirie
"""  # the stemmer would join them with other words: loyer with loi, voirie with voir, taxi with taxe, mairie with maire
_ALIKE = ("concert", "don", "resident")  # the same, and the stem of the other word (concerter, donner, résidence) is this very word
_KEPT = {form: word for word in _APART.split() for form in (word, f"{word}s")}
_KEPT |= {form: f"{word}s" for word in _ALIKE for form in (word, f"{word}s")}


class _Memo(dict[bytes, str]):
    """Raw piece of text -> its terms separated by blanks, worked out at its first meeting; empty when nothing is kept."""

    def __init__(self) -> None:
        super().__init__()
        self._stemmer = Stemmer.Stemmer("french", 0)

    def __missing__(self, piece: bytes) -> str:
        terms = " ".join(filter(None, map(self._term, words_of(piece.decode()))))
        if len(self) >= _REMEMBERED:
            self.clear()
        if len(piece) <= _MAX_PIECE:
            self[piece] = terms
        return terms

    def _term(self, word: str) -> str:
        plain = fold(word).replace(" ", "")
        if not 1 < len(plain) <= MAX_TOKEN or plain in STOP_WORDS:
            return ""
        if plain in _KEPT:
            return _KEPT[plain]
        if len(plain) > 4 and plain.endswith("os"):
            plain = plain[:-1]
        return str(self._stemmer.stemWord(plain))


def words_of(text: str) -> list[str]:
    """Return the raw words of a text, lower case, accents kept."""
    return _TOKEN.findall(unicodedata.normalize("NFC", text).lower())


def _pieces(text: str) -> list[bytes]:
    return text.encode("utf-8", "replace").translate(_SEPARATED).split()


class Terms:
    """A reader of words with its own memo; make one per index, so that memory is freed with it."""

    def __init__(self) -> None:
        self._memo = _Memo()

    def prepared(self, text: str) -> str:
        """Return the terms of a text in order, repeats kept, separated by blanks: the form that is cached."""
        return " ".join(filter(None, map(self._memo.__getitem__, _pieces(text))))

    def __call__(self, text: str) -> list[str]:
        """Return the terms of a text in order, repeats kept."""
        return self.prepared(text).split()

    def surfaces(self, text: str, wanted: Container[str] | None = None) -> dict[str, list[str]]:
        """Return term -> distinct words as written (lower case), in order of their first meeting; only of the `wanted` terms if given."""
        found: dict[str, list[str]] = {}
        pieces = _pieces(text)
        if wanted is not None:
            met = zip(pieces, map(self._memo.__getitem__, pieces), strict=True)
            pieces = [piece for piece, terms in met if terms in wanted or " " in terms]
        for piece in dict.fromkeys(pieces):
            for word in words_of(piece.decode()):
                for term in self._memo[word.encode()].split():
                    written = found.setdefault(term, []) if wanted is None or term in wanted else [word]
                    if word not in written:
                        written.append(word)
        return found


@cache
def analysis() -> str:
    """Return a digest of all that decides the terms of a text: a preparation made under another one is made again."""
    return digest(_RULES, str(Stemmer.version()), " ".join(sorted(STOP_WORDS)), str(sorted(_KEPT.items())), Terms().prepared(_PROBE))
