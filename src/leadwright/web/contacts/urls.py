"""The addresses of contacts."""

from leadwright.foundation.sheets import Format
from leadwright.web.base.addresses import path
from leadwright.web.contacts import card_views, merge_views, number_views, views

urlpatterns = [
    path("contacts/", views.index, name="contacts"),
    path("export/contacts.csv", views.export, {"file_format": Format.CSV}, name="contacts-csv"),
    path("export/contacts.xlsx", views.export, {"file_format": Format.XLSX}, name="contacts-xlsx"),
    path("contacts/new/", views.new, name="contact-new"),
    path("contacts/alike/", views.alike, name="contact-alike"),
    path("contacts/companies/", views.companies, name="contact-companies"),
    path("contacts/<id:pk>/", views.show, name="contact"),
    path("contacts/<id:pk>/edit/", views.edit, name="contact-edit"),
    path("contacts/<id:pk>/block/", views.block, name="contact-block"),
    path("contacts/<id:pk>/distinguish/", views.distinguish, name="contact-distinguish"),
    path("contacts/vcards/", card_views.hand_out, name="contact-cards"),
    path("contacts/vcards/new/", card_views.bring_in, name="contact-cards-new"),
    path("contacts/<id:pk>/vcard/", card_views.hand_out_card, name="contact-card"),
    path("contacts/<id:pk>/merge/", merge_views.merge, name="contact-merge"),
    path("contacts/<id:pk>/unmerge/", merge_views.unmerge, name="contact-unmerge"),
    path("contacts/<id:pk>/national-number/", number_views.record, name="contact-number"),
    path("contacts/<id:pk>/national-number/reveal/", number_views.reveal, name="contact-number-reveal"),
    path("contacts/<id:pk>/national-number/remove/", number_views.remove, name="contact-number-remove"),
]
