"""The addresses of imports."""

from leadwright.web.base.addresses import path
from leadwright.web.imports import views

urlpatterns = [
    path("leads/import/", views.new, name="lead-import"),
    path("leads/import/<id:pk>/", views.show, name="lead-import-show"),
    path("leads/import/<id:pk>/columns/", views.columns, name="lead-import-columns"),
    path("leads/import/<id:pk>/bring-in/", views.bring_in, name="lead-import-bring-in"),
    path("leads/import/<id:pk>/again/", views.read_again, name="lead-import-again"),
    path("leads/import/<id:pk>/discard/", views.discard, name="lead-import-discard"),
]
