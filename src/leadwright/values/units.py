"""What stands before or behind the digits of an amount: shortened thousands, codes, signs and names of currencies."""

from functools import cache

from leadwright.foundation.money import is_currency

LONGEST = 20
THOUSAND, MILLION, MILLIARD = 1_000, 1_000_000, 1_000_000_000
# A billion is 10⁹ in English and 10¹² in Dutch, French and German: as a word it is nothing here.
SCALES = (
    dict.fromkeys(("k", "tsd", "tys", "тыс", "тысяч", "thousand", "duizend", "tausend"), THOUSAND)
    | dict.fromkeys(
        ("m", "mm", "mn", "mln", "mio", "mill", "млн", "миллион", "миллионов", "million", "millions"), MILLION
    )
    | dict.fromkeys(("miljoen", "millionen"), MILLION)
    | dict.fromkeys(("bn", "b", "mrd", "mld", "млрд", "миллиардов", "milliard", "milliards"), MILLIARD)
    | dict.fromkeys(("miljard", "milliarden"), MILLIARD)
    | dict.fromkeys(("lakh", "lakhs", "lac", "lacs"), 100_000)
    | dict.fromkeys(("crore", "crores"), 10_000_000)
)
# Written with its currency alone: thousands of euro, of francs. By itself a T is nothing.
WITH_CURRENCY = {"teur": ("k", "EUR"), "t€": ("k", "EUR"), "tchf": ("k", "CHF"), "tusd": ("k", "USD")}
_DOLLARS = (
    "USD",
    "CAD",
    "AUD",
    "NZD",
    "HKD",
    "SGD",
    "MXN",
    "TWD",
    "ARS",
    "CLP",
    "COP",
    "JMD",
    "BBD",
    "BSD",
    "BZD",
)
_CROWNS = ("SEK", "NOK", "DKK", "ISK")
_RUPEES = ("INR", "PKR", "LKR", "NPR", "MUR", "SCR")
_POUNDS = ("GBP", "EGP", "LBP", "SYP", "GIP", "FKP", "SHP", "SSP", "SDG")
SIGNS: dict[str, tuple[str, ...]] = {
    "€": ("EUR",),
    "euro": ("EUR",),
    "euros": ("EUR",),
    "евро": ("EUR",),
    "£": ("GBP",),
    "pound": _POUNDS,
    "pounds": _POUNDS,
    "$": _DOLLARS,
    "dollar": _DOLLARS,
    "dollars": _DOLLARS,
    "us$": ("USD",),
    "$us": ("USD",),
    "ca$": ("CAD",),
    "c$": ("CAD",),
    "a$": ("AUD",),
    "au$": ("AUD",),
    "nz$": ("NZD",),
    "hk$": ("HKD",),
    "s$": ("SGD",),
    "mx$": ("MXN",),
    "nt$": ("TWD",),
    "r$": ("BRL",),
    "¥": ("JPY", "CNY"),
    "円": ("JPY",),
    "yen": ("JPY",),
    "yuan": ("CNY",),
    "rmb": ("CNY",),
    "r": ("ZAR",),
    "元": ("CNY",),
    "kr": _CROWNS,
    "kč": ("CZK",),
    "zł": ("PLN",),
    "ft": ("HUF",),
    "₽": ("RUB",),
    "руб": ("RUB",),
    "рублей": ("RUB",),
    "₴": ("UAH",),
    "грн": ("UAH",),
    "₹": ("INR",),
    "rs": _RUPEES,
    "₺": ("TRY",),
    "tl": ("TRY",),
    "₩": ("KRW",),
    "₪": ("ILS",),
    "sfr": ("CHF",),
    "fr": ("CHF", "XOF", "XAF", "XPF"),
    "lei": ("RON", "MDL"),
    "лв": ("BGN",),
    "dh": ("AED", "MAD"),
    "dhs": ("AED", "MAD"),
}
# Codes that are words of some language too: these are codes in capitals alone.
_WORDS = frozenset(
    ("all", "bam", "cop", "cup", "gel", "mad", "mop", "pen", "sos", "ten", "top", "try", "won")
)


def scale_of(text: str) -> str | None:
    """Return a unit that stands for a number, as it is written; nothing for nothing, None for anything else."""
    bare = text.strip().removesuffix(".").strip()
    return bare if not bare or bare.casefold() in SCALES else None


@cache
def currencies_of(text: str) -> tuple[str, ...]:
    """Return the currencies that a code, a sign or a name can be; none for anything else."""
    code = text.strip().upper()
    if (
        len(code) == 3
        and code.isascii()
        and code.isalpha()
        and (text.strip() == code or code.lower() not in _WORDS)
    ):
        return (code,) if is_currency(code) else SIGNS.get(code.casefold(), ())
    bare = text.strip().removesuffix(".").strip()
    return SIGNS.get(bare.casefold(), ())


def unit_of(text: str) -> tuple[str, tuple[str, ...]] | None:
    """Return the unit and the currencies in what stands on one side of a number, or None if it is something else."""
    bare = text.strip()
    if not bare:
        return "", ()
    if fixed := WITH_CURRENCY.get("".join(bare.casefold().split())):
        return fixed[0], (fixed[1],)
    if currencies := currencies_of(bare):
        return "", currencies
    if scale := scale_of(bare):
        return scale, ()
    for place in range(1, min(len(bare), LONGEST)):
        left, right = bare[:place], bare[place:]
        for unit, currency in ((left, right), (right, left)):
            scale, currencies = scale_of(unit), currencies_of(currency)
            if scale and currencies:
                return scale, currencies
    return None
