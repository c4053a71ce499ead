"""What a password must not be: easy to guess by a program that knows what people choose, and whose account it is."""

import re
from threading import Lock
from typing import Any

from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from zxcvbn import zxcvbn

# What a program guesses in a few days, and how much of a password it is worth looking at.
ENOUGH_GUESSES = 10**9
LOOKED_AT = 72
LEFT = 8
PRODUCT = ("leadwright", "lead", "leads", "opportunity", "crm")
# The English list of the library has none of these; in many companies they are half of all passwords.
CHOSEN_BY_MANY = (
    "welkom",
    "welcome",
    "wachtwoord",
    "geheim",
    "zomer",
    "herfst",
    "winter",
    "lente",
    "voetbal",
)
# The library keeps the words about an account in a dictionary of the process: two threads would mix them.
_LOCK = Lock()
_PATTERN = re.compile(r"(.{1,6}?)\1+(.{0,5})", re.DOTALL)


class NotRepeated:
    """Refuses one sign, or a few, over and over."""

    def validate(self, password: str, user: Any = None) -> None:
        """Refuse a password that is a short pattern again and again."""
        result = _PATTERN.fullmatch(password)
        if result and result[1].startswith(result[2]):
            raise ValidationError(
                _("This repeats the same few signs; write several words instead."), code="repeated"
            )

    def get_help_text(self) -> str:
        """Say the rule."""
        return _("It does not repeat the same few signs.")


class NotAboutTheAccount:
    """Refuses what says whose account it is: names of the product, the company and the person."""

    def validate(self, password: str, user: Any = None) -> None:
        """Refuse a password that is little more than such names."""
        rest = password.lower()
        used = [word for word in sorted(words_about(user), key=len, reverse=True) if word in rest]
        for word in used:
            rest = rest.replace(word, " ")
        if used and sum(sign.isalnum() for sign in rest) < LEFT:
            raise ValidationError(
                ngettext(
                    "“%(words)s” is easy to guess here; add words that have nothing to do with it.",
                    "“%(words)s” are easy to guess here; add words that have nothing to do with them.",
                    len(used),
                )
                % {"words": ", ".join(used)},
                code="about_the_account",
            )

    def get_help_text(self) -> str:
        """Say the rule."""
        return _("It does not consist of your name, your company's or the product's.")


class HardToGuess:
    """Refuses what a program guesses soon: common passwords of any length, names, dates, rows of keys."""

    def validate(self, password: str, user: Any = None) -> None:
        """Refuse a password that takes too few guesses."""
        known = [*PRODUCT, *CHOSEN_BY_MANY, *sorted(words_about(user))]
        with _LOCK:
            guesses = zxcvbn(password[:LOOKED_AT], user_inputs=known)["guesses"]
        if guesses < ENOUGH_GUESSES:
            raise ValidationError(
                _("This is easy to guess; write three or four words that do not belong together."),
                code="easy_to_guess",
            )

    def get_help_text(self) -> str:
        """Say the rule."""
        return _("It is not easy to guess.")


def words_about(user: Any) -> set[str]:
    """Return the words of three signs and more that anybody connects with an account."""
    organisation = getattr(user, "organisation", None)
    texts = [
        *PRODUCT[:1],
        *(getattr(user, name, "") for name in ("name", "email")),
        *(getattr(organisation, name, "") for name in ("name", "brand_name")),
    ]
    return {word for text in texts for word in re.split(r"[\W_]+", str(text).lower()) if len(word) > 2}
