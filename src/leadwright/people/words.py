"""What the fields of organisations and their users are called in a sentence."""

from django.utils.translation import gettext_lazy as _

WORDS = {
    "postcode_from": _("the first postcode"),
    "postcode_to": _("the last postcode"),
    "guest": _("the group that sees"),
    "host": _("the group that is seen"),
    "permissions": _("the permissions"),
    "profiles": _("the roles"),
    "email": _("the e-mail address"),
    "profile": _("the role"),
    "password": _("the password"),
    "time_zone": _("the time zone"),
    "notices": _("the notices"),
    "brand_name": _("the brand name"),
    "days": _("the number of days"),
    "user": _("the user"),
    "active": _("whether it is active"),
}
