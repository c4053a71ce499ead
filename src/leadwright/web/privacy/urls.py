"""The addresses of erasing people and of retention."""

from leadwright.web.base.addresses import path
from leadwright.web.privacy import retention_views, views

urlpatterns = [
    path("contacts/<id:pk>/personal-data/", views.personal_data, name="contact-personal-data"),
    path("company/privacy/", views.index, name="company-privacy"),
    path("company/privacy/preview/", views.look, name="company-privacy-preview"),
    path("company/privacy/receipts/", views.receipts, name="company-privacy-receipts"),
    path("company/privacy/receipts/<id:pk>/", views.receipt, name="company-privacy-receipt"),
    path("company/privacy/rules/", retention_views.rules, name="company-privacy-rules"),
    path("company/privacy/rules/<str:subject>/", retention_views.due, name="company-privacy-due"),
    path("company/privacy/rules/<str:subject>/run/", retention_views.run, name="company-privacy-run"),
]
