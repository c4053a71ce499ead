"""The page that shows the API's document: from our own files, under the same strict policy as every page."""

from typing import Any

from django.http import HttpRequest, HttpResponse
from django.urls import reverse
from ninja import NinjaAPI
from ninja.openapi.docs import DocsBase

from leadwright.foundation.pages import render


class Docs(DocsBase):
    """Swagger UI without a foreign host and without an inline script."""

    def render_page(self, request: HttpRequest, api: NinjaAPI, **kwargs: Any) -> HttpResponse:
        """Answer with the page; it reads the document from the address that it is told."""
        document = reverse(f"{api.urls_namespace}:openapi-json", kwargs=kwargs)
        return render(request, "api/docs.html", {"document": document, "title": api.title})
