"""What is left of a text when spelling does not matter: no case, accents, signs or legal forms."""

import re
import unicodedata
from functools import lru_cache

LONGEST = 400
MOST_WORDS = 12
LEGAL_FORMS = frozenset(
    [
        "ab",
        "ag",
        "as",
        "asbl",
        "aps",
        "bhd",
        "bv",
        "bvba",
        "byba",
        "cv",
        "cva",
        "cvba",
        "cvoa",
        "doo",
        "eurl",
        "gcv",
        "gmbh",
        "gmbhco",
        "gbr",
        "inc",
        "incorporated",
        "kft",
        "kg",
        "kgaa",
        "llc",
        "llp",
        "lp",
        "ltd",
        "ltda",
        "limited",
        "maatschap",
        "mbh",
        "nv",
        "ohg",
        "ou",
        "oy",
        "oyj",
        "plc",
        "pty",
        "pvt",
        "sa",
        "sarl",
        "sas",
        "sasu",
        "sca",
        "scrl",
        "sca",
        "sci",
        "scs",
        "se",
        "sl",
        "slu",
        "snc",
        "sp",
        "spa",
        "spol",
        "spr",
        "sprl",
        "spzoo",
        "srl",
        "sro",
        "ug",
        "vof",
        "vzw",
        "zrt",
    ]
)
TITLES = frozenset(
    [
        "mr",
        "mrs",
        "ms",
        "dr",
        "ir",
        "ing",
        "prof",
        "dhr",
        "mevr",
        "mevrouw",
        "de",
        "heer",
        "herr",
        "frau",
        "m",
        "mme",
        "mlle",
        "monsieur",
        "madame",
    ]
) - {"de", "m"}
_DOTTED = re.compile(r"\b((?:[a-z]\.){2,}[a-z]?)")
_WORD = re.compile(r"[^\W_]+")
_NUMBER = re.compile(r"\d+[a-z]?(?![a-z])")
_UMLAUTS = str.maketrans({"ä": "ae", "ö": "oe", "ü": "ue"})
_ODD = str.maketrans({"ß": "ss", "æ": "ae", "œ": "oe", "ø": "o", "đ": "d", "ł": "l", "ı": "i", "þ": "th"})


@lru_cache(maxsize=16384)
def plain(text: str) -> str:
    """Return a text in small letters without accents; dots within abbreviations go, as in N.V."""
    low = text[:LONGEST].lower()
    if not low.isascii():
        composed = unicodedata.normalize("NFC", text[:LONGEST]).casefold().translate(_UMLAUTS)
        apart = unicodedata.normalize("NFKD", composed)
        low = "".join(sign for sign in apart if not unicodedata.combining(sign)).translate(_ODD)
    if "." in low:
        low = _DOTTED.sub(lambda result: result[0].replace(".", ""), low)
    return low.replace("'", "").replace("’", "")


def words(text: str) -> list[str]:
    """Return the words of a text, at most a dozen."""
    return _WORD.findall(plain(text))[:MOST_WORDS]


def squashed(text: str) -> str:
    """Return a text without anything but letters and digits: spaces wander when people type."""
    return "".join(words(text))


@lru_cache(maxsize=16384)
def name_words(name: str) -> tuple[str, ...]:
    """Return the words that tell a name from others: no legal form and no title, unless nothing else is there."""
    data = words(name)
    telling = [word for word in data if word not in LEGAL_FORMS and word not in TITLES]
    return tuple(telling or data)


def split_name(name: str) -> tuple[str, str]:
    """Return the given and the family name of a person whose name is kept as one text."""
    if "," in name:
        family, _, given = name.partition(",")
        return squashed(given), "".join(name_words(family))
    data = name_words(name)
    return ("", "".join(data)) if len(data) < 2 else (data[0], "".join(data[1:]))


def split_street(street: str) -> tuple[str, str]:
    """Return the name of a street and the number of the house, wherever that stands."""
    low = plain(street)
    numbers = _NUMBER.findall(low)
    if not numbers:
        return "".join(_WORD.findall(low)), ""
    return "".join(_WORD.findall(_NUMBER.sub(" ", low, count=1))), numbers[0]


def digits(text: str) -> str:
    """Return the digits of a text."""
    return "".join(sign for sign in text[:LONGEST] if sign.isascii() and sign.isdigit())


def code(text: str) -> str:
    """Return a number or code, such as a VAT number or a postcode, without signs and in small letters."""
    return squashed(text)[:40]
