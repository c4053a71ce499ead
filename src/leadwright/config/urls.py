"""Every address: the JSON API, signing in, and the pages."""

from django.urls import include, path

from leadwright.api.main import api, health

urlpatterns = [
    path("api/v1/", api.urls),
    path("health", health, name="health"),
    # Before the library's own, since some of its pages are replaced.
    path("", include("leadwright.web.urls")),
    path("accounts/", include("allauth.urls")),
]

handler500 = "leadwright.web.base.refusing.failed"
