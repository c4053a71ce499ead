"""The key of a form: for whom a page was drawn and which form of it, so that it counts once and for nobody else."""

from uuid import uuid4

from django.http import HttpRequest
from django.template.backends.utils import csrf_input
from django.utils.crypto import constant_time_compare, salted_hmac
from django.utils.functional import cached_property
from django.utils.html import format_html
from django.utils.safestring import SafeString

from leadwright.people.models import User

KEY = "form_key"
RESUMED = "resumed"
SECRET = ("password", "otp", "recovery", "secret")
# What a form carries besides what somebody typed.
CARRIED = frozenset(
    (KEY, RESUMED, "csrfmiddlewaretoken", "base", "version", "part", "resumes", "next", "from")
)


class FormInput:
    """What each form of a page begins with: the token against forgery and, for a user, a key of its own."""

    def __init__(self, request: HttpRequest) -> None:
        self._request = request

    def __html__(self) -> str:
        """Draw both; each form that draws them gets another key, and all of a page the same token."""
        user = getattr(self._request, "user", None)
        if not isinstance(user, User) or not user.is_authenticated:
            return str(self._token)
        return self._token + _input(new_key(user))

    __str__ = __html__

    @cached_property
    def _token(self) -> SafeString:
        return csrf_input(self._request)


def _input(key: str) -> SafeString:
    return format_html('<input type="hidden" name="{}" value="{}">', KEY, key)


def new_key(user: User) -> str:
    """Return a key that only this user can send."""
    number = uuid4().hex
    return f"{number}.{_signature(number, user)}"


def is_key_of(key: str, user: User) -> bool:
    """Tell whether a key was given to this user."""
    number, _dot, signature = key.partition(".")
    return constant_time_compare(signature, _signature(number, user))


def _signature(number: str, user: User) -> str:
    return salted_hmac(KEY, f"{number}:{user.pk}", algorithm="sha256").hexdigest()[:32]


def sent_key(request: HttpRequest) -> str:
    """Return the key that came with a form, if one did."""
    return str(request.POST.get(KEY, ""))[:100]


def is_secret(name: str) -> bool:
    """Tell whether a field holds what is neither given back nor kept in any form."""
    return any(word in name.lower() for word in SECRET)


def form_digest(request: HttpRequest) -> str:
    """Return a mark of what a form says and where it goes; tokens and keys are no part of it."""
    said = sorted(
        (name, values)
        for name, values in request.POST.lists()
        if name not in {KEY, RESUMED, "csrfmiddlewaretoken"} and not is_secret(name)
    )
    files = sorted(
        (name, [(file.name, file.size) for file in files]) for name, files in request.FILES.lists()
    )
    text = repr((request.method, request.get_full_path(), said, files))
    return salted_hmac("what a form says", text.encode("utf-8", "replace"), algorithm="sha256").hexdigest()
