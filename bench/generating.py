"""Believable people and companies, and the leads they leave behind: few fields, with typing errors, from one seed."""

from dataclasses import dataclass, replace
from itertools import accumulate
from random import Random
from string import ascii_lowercase

from leadwright.contacts.matching import Record
from leadwright.contacts.matching.normal import squashed

SEED = 20_251_122
GIVEN = [
    "Jan",
    "Marie",
    "Piet",
    "Anna",
    "Luc",
    "Sofie",
    "Tom",
    "Els",
    "Marc",
    "Julie",
    "Peter",
    "Emma",
    "Koen",
    "Lotte",
    "Bart",
    "Sarah",
    "Wim",
    "Laura",
    "Dirk",
    "Eva",
    "Jef",
    "Nele",
    "Pieter",
    "Ines",
    "Joris",
    "Hanne",
    "Stijn",
    "Charlotte",
    "Bram",
    "Femke",
    "Jeroen",
    "Katrien",
    "Michel",
    "Nathalie",
    "Philippe",
    "Isabelle",
    "Pascal",
    "Christine",
    "Thierry",
    "Sandrine",
    "Benoît",
    "Céline",
    "François",
    "Aurélie",
    "Olivier",
    "Valérie",
    "Étienne",
    "Chloé",
    "Mohamed",
    "Fatima",
    "Youssef",
    "Aïcha",
    "Mehmet",
    "Elif",
    "Hans",
    "Ingrid",
    "Jürgen",
    "Ursula",
    "Günther",
    "Sabine",
    "Karl",
    "Heike",
    "James",
    "Mary",
    "John",
    "Patricia",
    "Robert",
    "Jennifer",
    "William",
    "Linda",
    "David",
    "Susan",
    "Willem",
    "Johanna",
    "Cornelis",
    "Maria",
    "Hendrik",
    "Catharina",
    "Gerrit",
    "Wilhelmina",
    "Dries",
    "Yasmine",
    "Maarten",
    "Liesbeth",
    "Ruben",
    "Annelies",
    "Sander",
    "Griet",
    "Jonas",
    "Tine",
    "Matthias",
    "Veerle",
    "Thomas",
    "Karen",
    "Kevin",
    "Kim",
    "Nicolas",
    "Caroline",
    "Antoine",
    "Margaux",
    "Louis",
    "Camille",
    "Arthur",
    "Louise",
    "Noah",
    "Olivia",
    "Lucas",
    "Mila",
    "Liam",
    "Elise",
    "Adam",
    "Nora",
    "Victor",
    "Alice",
    "Jules",
    "Juliette",
    "Mathis",
    "Manon",
    "Gabriel",
    "Léa",
    "Raphaël",
    "Zoé",
]
FAMILY = [
    "Peeters",
    "Janssens",
    "Maes",
    "Jacobs",
    "Mertens",
    "Willems",
    "Claes",
    "Goossens",
    "Wouters",
    "Vermeulen",
    "Dubois",
    "Lambert",
    "Dupont",
    "Martin",
    "Simon",
    "Laurent",
    "Leroy",
    "Hermans",
    "Aerts",
    "Michiels",
    "Pauwels",
    "Hendrickx",
    "Lemmens",
    "Smets",
    "Segers",
    "Bogaert",
    "Desmet",
    "Verhoeven",
    "Martens",
    "Devos",
    "Cools",
    "Moens",
    "Stevens",
    "Baert",
    "Coppens",
    "Bosmans",
    "Geerts",
    "Thys",
    "Verbeke",
    "Renard",
    "Leclercq",
    "Fontaine",
    "Marchal",
    "Lefèvre",
    "Gérard",
    "Müller",
    "Schmidt",
    "Schneider",
    "Fischer",
    "Weber",
    "Becker",
    "Bakker",
    "Visser",
    "Smit",
    "Meijer",
    "Mulder",
    "Bos",
    "Vos",
    "Dekker",
    "Brouwer",
    "Dijkstra",
]
STEMS = [
    "berg",
    "broek",
    "velde",
    "bosch",
    "hout",
    "meer",
    "dael",
    "huys",
    "haege",
    "steen",
    "water",
    "linden",
    "kerk",
    "molen",
    "dorp",
    "poel",
    "donk",
    "laer",
    "beke",
    "schot",
]
HEADS = [
    "oude",
    "nieuwe",
    "groot",
    "klein",
    "hoog",
    "lange",
    "rooden",
    "witten",
    "swarte",
    "diepe",
    "holle",
    "ruis",
    "winter",
    "somer",
    "linde",
    "eycken",
    "hasel",
    "els",
]
PREFIXES = ["", "", "", "Van ", "De ", "Van de ", "Van den ", "Vander", "Le ", "Du "]
ENDS = ["", "s", "n", "mans", "aert", "inckx", "ers", "ma", "stra", "in"]
TRADES = [
    "Bakkerij",
    "Garage",
    "Studio",
    "Drukkerij",
    "Immo",
    "Boekhouding",
    "Transport",
    "Bouw",
    "Tuinen",
    "Dental",
    "Pharma",
    "Logistics",
    "Consulting",
    "Design",
    "Metal",
]
TAILS = ["", "", " Group", " & Zonen", " Services", " International", " Partners", " Solutions"]
FORMS = [" NV", " BV", " BVBA", " SA", " SRL", " GmbH", " Ltd", ""]
HOSTS = ["telenet.example", "gmail.example", "skynet.example", "outlook.example", "proximus.example"]


@dataclass(frozen=True, kw_only=True)
class Lead:
    """What one lead told of somebody, and who that was."""

    record: Record
    who: int


class World:
    """Draws people and companies; frequent names are frequent."""

    def __init__(self, seed: int = SEED) -> None:
        self.random = Random(seed)
        self.families = FAMILY + sorted(
            {f"{p}{h}{s}{e}".title() for p in PREFIXES for h in HEADS for s in STEMS for e in ENDS}
        )
        self.random.shuffle(self.families)
        self.given_weights = _falling(len(GIVEN), 0.6)
        self.family_weights = _falling(len(self.families), 0.85)
        self.taken: set[str] = set()

    def somebody(self) -> Record:
        """Draw a person, or one time in four a company, with one e-mail address and one phone number."""
        random = self.random
        family = random.choices(self.families, cum_weights=self.family_weights)[0]
        phone = f"+32{random.randrange(470_000_000, 499_999_999)}"
        if random.random() < 0.25:
            name = f"{random.choice(TRADES)} {family}{random.choice(TAILS)}"
            email = self.unused(
                f"{random.choice(('info', 'sales', 'contact'))}@{squashed(name)[:24]}", ".example"
            )
            return Record(kind="company", name=name + random.choice(FORMS), emails=(email,), phones=(phone,))
        given = random.choices(GIVEN, cum_weights=self.given_weights)[0]
        email = self.unused(f"{squashed(given)}.{squashed(family)}", f"@{random.choice(HOSTS)}")
        return Record(
            name=f"{given} {family}", given_name=given, family_name=family, emails=(email,), phones=(phone,)
        )

    def unused(self, start: str, end: str) -> str:
        """Return an address that nobody has yet."""
        address, turn = start + end, 1
        while address in self.taken:
            address, turn = f"{start}{self.random.randrange(10**turn)}{end}", turn + 1
        self.taken.add(address)
        return address

    def leads(self, count: int) -> list[Lead]:
        """Draw leads of which two in five are by somebody who left one before."""
        known: list[Record] = []
        rows = []
        for _ in range(count):
            if known and self.random.random() < 0.4:
                who = self.random.randrange(len(known))
            else:
                known.append(self.somebody())
                who = len(known) - 1
            rows.append(Lead(record=self.left_by(known[who]), who=who))
        return rows

    def left_by(self, somebody: Record) -> Record:
        """Return what one lead tells: a name, and the phone number or the e-mail address, mostly the same one."""
        random = self.random
        prefers_phone = int(somebody.phones[0][-1]) % 2 == 0
        by_phone = prefers_phone if random.random() < 0.85 else not prefers_phone
        phones = (
            tuple(self.mistyped(phone, 0.02, "0123456789") for phone in somebody.phones) if by_phone else ()
        )
        emails = () if by_phone else tuple(self.mistyped(email, 0.03) for email in somebody.emails)
        text = replace(somebody, emails=emails, phones=phones)
        if somebody.kind == "company":
            base = somebody.name if random.random() < 0.6 else _bare(somebody.name)
            return replace(text, name=self.mistyped(base, 0.2))
        given, family = self.mistyped(somebody.given_name, 0.12), self.mistyped(somebody.family_name, 0.15)
        given = given[0] if random.random() < 0.08 else given
        written = (family, given) if random.random() < 0.05 else (given, family)
        return replace(text, name=" ".join(written), given_name=written[0], family_name=written[1])

    def mistyped(self, text: str, chance: float, letters: str = ascii_lowercase) -> str:
        """Return the text, sometimes with one typing error and rarely with two."""
        while self.random.random() < chance:
            text, chance = self.slipped(text, letters), 0.15
        return text

    def slipped(self, text: str, letters: str = ascii_lowercase) -> str:
        """Return the text with one letter left out, doubled, wrong, added or swapped with the next."""
        random = self.random
        at = random.randrange(1 if text[:1] == "+" else 0, max(len(text) - 1, 1))
        kind = random.randrange(4)
        if kind == 0:
            return text[:at] + text[at + 1 :]
        if kind == 1:
            return text[:at] + random.choice(letters) + text[at:]
        if kind == 2:
            return text[:at] + random.choice(letters) + text[at + 1 :]
        return text[:at] + text[at + 1 : at + 2] + text[at] + text[at + 2 :]


def _falling(count: int, power: float) -> list[float]:
    return list(accumulate(1 / (place + 3) ** power for place in range(count)))


def _bare(name: str) -> str:
    return next((name.removesuffix(form) for form in FORMS if form and name.endswith(form)), name)
