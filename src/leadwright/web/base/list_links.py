"""Links to lists as people kept them from other programs, in English and in Russian: each opens the list of today."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.urls import URLPattern
from django.views.decorators.http import require_safe

from leadwright.web.base.addresses import path

PREFIX = "e1cib/list/"


def list_links(name: str, *words: str) -> list[URLPattern]:
    """Return the addresses that lead to the list of a name."""

    @require_safe
    def to_list(request: HttpRequest) -> HttpResponse:
        return redirect(name)

    return [path(PREFIX + word, to_list) for word in words]
