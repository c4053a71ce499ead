"""The addresses of customers."""

from leadwright.foundation.sheets import Format
from leadwright.web.base.addresses import path
from leadwright.web.customers import views

urlpatterns = [
    path("customers/", views.index, name="accounts"),
    path("export/customers.csv", views.export, {"file_format": Format.CSV}, name="accounts-csv"),
    path("export/customers.xlsx", views.export, {"file_format": Format.XLSX}, name="accounts-xlsx"),
    path("customers/<id:number>/", views.show, name="account"),
    path("customers/<id:number>/edit/", views.edit, name="account-edit"),
]
