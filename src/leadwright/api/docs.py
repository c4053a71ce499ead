"""The page that shows the API's document: from our own files, under the same strict policy as every page."""

from collections.abc import Callable
from functools import partial, wraps
from typing import Any

from django.conf import settings
from django.contrib.auth.views import redirect_to_login
from django.http import HttpRequest, HttpResponse
from django.urls import reverse
from ninja import NinjaAPI
from ninja.openapi.docs import DocsBase

from leadwright.api.problems import refused
from leadwright.api.tokens import Bearer
from leadwright.foundation.pages import render
from leadwright.foundation.refusals import Refused


class Docs(DocsBase):
    """Swagger UI without a foreign host and without an inline script."""

    def render_page(self, request: HttpRequest, api: NinjaAPI, **kwargs: Any) -> HttpResponse:
        """Answer with the page; it reads the document from the address that it is told."""
        document = reverse(f"{api.urls_namespace}:openapi-json", kwargs=kwargs)
        return render(request, "api/docs.html", {"document": document, "title": api.title})


def for_readers(view: Callable[..., HttpResponse]) -> Callable[..., HttpResponse]:
    """Show the document and its page to who is signed in or has a token; to everybody only where that is set."""

    def answered(request: HttpRequest, **kwargs: Any) -> HttpResponse:
        if not settings.PUBLIC_API_DOCUMENT and not request.user.is_authenticated:
            try:
                Bearer()(request)
            except Refused as no:
                return _to_sign_in(request) or refused(request, no)
        return view(request, **kwargs)

    return wraps(view.func if isinstance(view, partial) else view)(answered)


def _to_sign_in(request: HttpRequest) -> HttpResponse | None:
    """Lead a browser to sign in; a program is refused."""
    is_browser = "Authorization" not in request.headers and "text/html" in request.headers.get("Accept", "")
    return redirect_to_login(request.get_full_path()) if is_browser else None
