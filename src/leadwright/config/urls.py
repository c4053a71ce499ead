"""Every address: the JSON API, signing in, and the pages."""

from importlib.util import find_spec

from django.urls import include, path
from django.utils.module_loading import import_string

# The guards go as soon as both faces stand.
urlpatterns = [path("accounts/", include("allauth.urls"))]
if find_spec("leadwright.api.main"):
    urlpatterns += [path("api/v1/", import_string("leadwright.api.main.api").urls)]
if find_spec("leadwright.web.urls"):
    urlpatterns += [path("", include("leadwright.web.urls"))]
