"""Which pages are open before somebody signed in or agreed, and whose forms may come twice, by their names."""

from leadwright.foundation.sheets import Format

OPEN_TO_ALL = frozenset(
    (
        "health",
        "account_login",
        "account_logout",
        "account_signup",
        "account_inactive",
        "account_confirm_email",
        "account_email_verification_sent",
        "account_reset_password",
        "account_reset_password_done",
        "account_reset_password_from_key",
        "account_reset_password_from_key_done",
        "mfa_authenticate",
        "invitation",
        "session",
        "consent-confirm",
        "consent-withdraw",
        "calendar-file",
        "offer-answer",
    )
)
OPEN_IN_THE_DEMO = frozenset(("mailbox", "mailbox-letter"))
BEFORE_THE_TERMS = frozenset(("terms", "account_logout", "invitation"))
BEFORE_THE_SECOND_FACTOR = frozenset(
    ("mfa_activate_totp", "account_reauthenticate", "mfa_reauthenticate", "preferences")
)
# What may come twice, since it makes nothing twice. A try at a password must count before its answer is known, and
# allauth asks for a proof by an exception that only the view itself may raise: neither happens inside a form's key.
ALLAUTH = ("account_", "mfa_")
LISTS_AS_FILES = ("leads", "contacts", "accounts")
SENT_AT_WILL = frozenset(
    ("contact-number-reveal", *(f"{page}-{form}" for page in LISTS_AS_FILES for form in Format))
)


def may_repeat(name: str) -> bool:
    """Tell whether the form of a page counts each time that it is sent, not once."""
    return name in SENT_AT_WILL or name.startswith(ALLAUTH)
