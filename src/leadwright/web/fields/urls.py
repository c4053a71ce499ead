"""The addresses of own fields."""

from leadwright.web.base.addresses import path
from leadwright.web.fields import column_views, copying_views, views

urlpatterns = [
    path("columns/", column_views.choose, name="columns"),
    path("company/fields/", views.index, name="company-fields"),
    path("company/fields/new/", views.new, name="company-field-new"),
    path("company/fields/preview/", views.preview, name="company-field-preview"),
    path("company/fields/<id:pk>/", views.edit, name="company-field"),
    path("company/fields/<id:pk>/copy/", copying_views.copy, name="company-field-copy"),
    path("company/fields/<id:pk>/retire/", views.retire, name="company-field-retire"),
    path("company/fields/<id:pk>/purge/", views.purge, name="company-field-purge"),
]
