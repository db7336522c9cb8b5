"""The people of the fictional councils and who sits on a given day. Every name is invented."""

from dataclasses import dataclass
from datetime import date

from maker.words import draw, pick

_FIRST_F = [
    "Hélène",
    "Odile",
    "Sabrina",
    "Maud",
    "Yasmine",
    "Clarisse",
    "Béatrice",
    "Noémie",
    "Ludivine",
    "Agathe",
    "Fatou",
    "Ghislaine",
    "Perrine",
    "Solange",
    "Inès",
    "Thaïs",
]
_FIRST_M = [
    "Bastien",
    "Marc",
    "Aurélien",
    "Idriss",
    "Firmin",
    "Gaspard",
    "Yannick",
    "Corentin",
    "Mathurin",
    "Ousmane",
    "Rémy",
    "Sylvère",
    "Thibaud",
    "Lucien",
    "Octave",
    "Wilfried",
]
_LAST = [
    "Cormery",
    "Roquelaire",
    "Estivelle",
    "Varengue",
    "Aubrelle",
    "Bastignac",
    "Delvaude",
    "Escourbel",
    "Fontrailles",
    "Garrivet",
    "Houdancel",
    "Isambaud",
    "Jouvelin",
    "Kervadel",
    "Lamberzac",
    "Montrevin",
    "Nauzelle",
    "Orgevault",
    "Pelletrat",
    "Quesnival",
    "Rambourin",
    "Sauveplane",
    "Tourmignac",
    "Urvillier",
    "Valcressol",
    "Wambrel",
    "Ybarzac",
    "Zephirat",
    "Arvieux",
    "Bellombre",
    "Castérolle",
    "Dombreval",
    "Espinchal",
    "Fauvergne",
    "Grandserre",
    "Hurtebise",
    "Issoirel",
    "Juvignan",
    "Larmorel",
    "Maulevril",
    "Noirtin",
    "Ostrevant",
    "Pontevrault",
    "Rochebrel",
    "Salvignan",
    "Treignevil",
    "Vauxcelin",
    "Brindezac",
    "Chastelou",
    "Dourvelle",
]
_HEADS = {
    ("ville", 2020): ("Hélène Cormery", "VEC"), ("ville", 2026): ("Bastien Roquelaire", "HV"),
    ("metropole", 2020): ("Marc Estivelle", "MS"), ("metropole", 2026): ("Odile Varengue", "EO"),
}  # fmt: skip
GROUPS = {
    "VEC": "Valmont en commun", "HV": "Horizon Valmont", "OC": "Ourle citoyenne",
    "MS": "Métropole solidaire", "EO": "Élan de l'Ourle", "CL": "Communes libres",
}  # fmt: skip
_SEATS = {
    ("ville", 2020): (("VEC", 31), ("HV", 9), ("OC", 3)), ("ville", 2026): (("HV", 29), ("VEC", 12), ("OC", 2)),
    ("metropole", 2020): (("MS", 28), ("EO", 15), ("CL", 5)), ("metropole", 2026): (("EO", 26), ("MS", 17), ("CL", 5)),
}  # fmt: skip


@dataclass(frozen=True)
class Member:
    """A councillor of the story."""

    name: str
    group: str

    @property
    def woman(self) -> bool:
        """True for a woman's first name."""
        return self.name.split()[0] in _FIRST_F

    @property
    def formal(self) -> str:
        """Return "Mme CORMERY": how debates name a speaker."""
        return f"{'Mme' if self.woman else 'M.'} {self.name.split(maxsplit=1)[1].upper()}"

    @property
    def full(self) -> str:
        """Return "Madame Hélène CORMERY": how headers name a councillor."""
        first, last = self.name.split(maxsplit=1)
        return f"{'Madame' if self.woman else 'Monsieur'} {first} {last.upper()}"


def election(day: date) -> int:
    """Return the year of the election that seated the council of that day."""
    return 2026 if day >= date(2026, 3, 23) else 2020


def members(body: str, day: date) -> list[Member]:
    """Return the council of that day, the chair first; each family name stands once."""
    key = (body, election(day))
    chair, chair_group = _HEADS[key]
    codes = [code for code, seats in _SEATS[key] for _ in range(seats)]
    codes.remove(chair_group)
    heads = {name.split()[1] for name, _ in _HEADS.values()}
    names = sorted((last for last in _LAST if last not in heads), key=lambda last: draw(f"{body}{last}", 1 << 40))
    people = [
        Member(f"{pick(_FIRST_F if draw(last, 2) else _FIRST_M, body + last)} {last}", code)
        for last, code in zip(names, codes, strict=False)
    ]
    return [Member(chair, chair_group), *people]


@dataclass(frozen=True)
class Attendance:
    """Who is there, who gave a proxy to whom, who is absent."""

    present: list[Member]
    proxies: list[tuple[Member, Member]]
    absent: list[Member]

    @property
    def voters(self) -> list[Member]:
        """Present and represented councillors: those who vote."""
        return [*self.present, *(giver for giver, _ in self.proxies)]

    def of(self, codes: list[str]) -> list[Member]:
        """Return the voters of these groups."""
        return [m for m in self.voters if m.group in codes]


def attendance(body: str, day: date) -> Attendance:
    """Return a plausible attendance that depends only on body and day."""
    everyone = members(body, day)
    seed = f"{body}{day}"
    away = sorted(everyone[1:], key=lambda m: draw(seed + m.name, 1 << 40))[: 5 + draw(seed, 4)]
    lost = away[: draw(seed + "lost", 3)]
    givers = [m for m in away if m not in lost]
    present = [m for m in everyone if m not in away]
    chosen = [(g, pick([p for p in present if p.group == g.group] or present, seed + g.name)) for g in givers]
    return Attendance(present, chosen, lost)
