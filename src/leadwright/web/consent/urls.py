"""The addresses of consents."""

from leadwright.web.base.addresses import path
from leadwright.web.consent import link_views, views

urlpatterns = [
    path("company/consent/", views.lists, name="company-consent"),
    path("contacts/<id:pk>/consents/", views.show, name="contact-consents"),
    path("contacts/<id:pk>/consents/write/", views.write, name="contact-consents-write"),
    path("contacts/<id:pk>/consents/proof/", views.show_proof, name="contact-consents-proof"),
    path("consent/confirm/<str:token>/", link_views.confirm, name="consent-confirm"),
    path("consent/withdraw/<str:token>/", link_views.withdraw, name="consent-withdraw"),
]
