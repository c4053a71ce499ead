"""The addresses of customers."""

from leadwright.web.base.addresses import path
from leadwright.web.customers import views

urlpatterns = [
    path("customers/", views.index, name="accounts"),
    path("customers/export/", views.export, name="accounts-export"),
    path("customers/<id:number>/", views.show, name="account"),
    path("customers/<id:number>/edit/", views.edit, name="account-edit"),
]
