"""What somebody typed and could not be stored: it stays before his eyes, and can be sent once more."""

from dataclasses import dataclass

from django.core.exceptions import BadRequest, SuspiciousOperation
from django.http import HttpRequest, HttpResponse
from django.http.multipartparser import MultiPartParserError
from django.http.request import RawPostDataException, UnreadablePostError
from django.urls import reverse
from django.utils.http import urlencode
from django.utils.translation import gettext as _

from leadwright.foundation.pages import render
from leadwright.web.base.form_keys import CARRIED, is_secret

UNREADABLE = (
    UnreadablePostError,
    RawPostDataException,
    MultiPartParserError,
    BadRequest,
    SuspiciousOperation,
    OSError,
)


@dataclass(frozen=True, kw_only=True)
class Kept:
    """A form as it was sent: all of its fields, the texts among them, and which files have to be chosen again."""

    address: str
    fields: tuple[tuple[str, str], ...]
    texts: tuple[str, ...]
    files: tuple[str, ...]
    can_resume: bool

    def __bool__(self) -> bool:
        """Tell whether there is anything that somebody typed or chose."""
        return bool(self.texts or self.files)


def kept_of(request: HttpRequest) -> Kept:
    """Return what a request holds of somebody's typing; passwords and the like are never given back."""
    try:
        lists = list(request.POST.lists()) if request.method == "POST" else []
        files = [file.name or "" for row in request.FILES.lists() for file in row[1]] if lists else []
    except UNREADABLE:
        lists, files = [], []
    fields = [
        (name, str(value))
        for name, values in lists
        if not is_secret(name) and name not in ("csrfmiddlewaretoken", "resumed")
        for value in values
    ]
    return Kept(
        address=f"/{request.get_full_path().lstrip('/')}",
        fields=tuple(fields),
        texts=tuple(value for name, value in fields if name not in CARRIED and value.strip()),
        files=tuple(files),
        can_resume=any(name == "resumes" for name, _value in fields),
    )


@dataclass(frozen=True, kw_only=True)
class Before:
    """What has to be done before a form can be stored: where, how that link is called, and what is said meanwhile."""

    status: int
    title: str
    sentence: str
    address: str
    label: str


def session_over(request: HttpRequest, kept: Kept) -> HttpResponse:
    """Answer who is signed in no more: the text stays, and signing in happens in another tab."""
    before = Before(
        status=401,
        title=_("You are signed out"),
        sentence=_(
            "Nothing was stored yet. Sign in again, then come back to this page; what you typed waits here."
        ),
        address=_to_a_quiet_page("account_login"),
        label=_("Sign in (in a new tab)"),
    )
    return _waits(request, kept, before)


def terms_first(request: HttpRequest, kept: Kept) -> HttpResponse:
    """Answer who has not agreed to the terms in force: the text stays, and agreeing happens in another tab."""
    before = Before(
        status=403,
        title=_("There are new terms and conditions"),
        sentence=_(
            "Nothing was stored yet. Agree to the terms, then come back to this page; what you typed waits here."
        ),
        address=_to_a_quiet_page("terms"),
        label=_("Read the terms (in a new tab)"),
    )
    return _waits(request, kept, before)


def second_factor_first(request: HttpRequest, kept: Kept) -> HttpResponse:
    """Answer who must have a second factor and has none: the text stays, and setting it up happens in another tab."""
    before = Before(
        status=403,
        title=_("Your company asks for a second factor"),
        sentence=_(
            "Nothing was stored yet. Set up a second factor, then come back to this page; "
            "what you typed waits here."
        ),
        address=_to_a_quiet_page("mfa_activate_totp"),
        label=_("Set it up (in a new tab)"),
    )
    return _waits(request, kept, before)


def _to_a_quiet_page(name: str) -> str:
    """Return the address of a page that afterwards leads to one on which nothing is begun."""
    return f"{reverse(name)}?{urlencode({'next': reverse('preferences')})}"


def _waits(request: HttpRequest, kept: Kept, before: Before) -> HttpResponse:
    context: dict[str, object] = {
        "code": before.status,
        "title": before.title,
        "sentence": before.sentence,
        "kept": kept,
        "before": before,
        "may_send": True,
    }
    if request.headers.get("HX-Request"):
        return notice(request, context, status=before.status)
    return render(request, "refusal.html", context, status=before.status)


def notice(request: HttpRequest, context: dict[str, object], *, status: int) -> HttpResponse:
    """Answer htmx with words to be put beside the form, which stays as it is."""
    answer = render(request, "refusal_notice.html", context, status=status)
    answer.headers["X-Refusal"] = "notice"
    answer.headers["HX-Reswap"] = "none"
    return answer
