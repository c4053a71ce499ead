"""Every address: the JSON API, signing in, and the pages."""

from importlib.util import find_spec

from django.urls import include, path

from leadwright.api.main import api

urlpatterns = [
    path("api/v1/", api.urls),
    path("accounts/", include("allauth.urls")),
]
if find_spec("leadwright.web.urls"):  # goes as soon as the pages stand
    urlpatterns += [path("", include("leadwright.web.urls"))]
