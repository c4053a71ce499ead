"""The addresses of leads."""

from leadwright.web.base.addresses import path
from leadwright.web.leads import (
    act_views,
    attachment_views,
    bulk_views,
    closing_views,
    edit_views,
    new_lead_views,
    party_views,
    search_views,
    update_views,
    views,
)

urlpatterns = [
    path("", views.overview, name="overview"),
    path("search/", search_views.search, name="search"),
    path("leads/", views.index, name="leads"),
    path("leads/bulk/", bulk_views.show, name="leads-bulk"),
    path("leads/new/", new_lead_views.search, name="lead-new"),
    path("leads/new/contact/", new_lead_views.contact, name="lead-new-contact"),
    path("leads/new/contact/alike/", new_lead_views.alike, name="lead-new-alike"),
    path("leads/new/role/", new_lead_views.role, name="lead-new-role"),
    path("leads/new/existing/", new_lead_views.existing, name="lead-new-existing"),
    path("leads/new/details/", new_lead_views.details, name="lead-new-details"),
    path("leads/<lead:number>/", views.show, name="lead"),
    path("leads/<lead:number>/accept/", act_views.accept, name="lead-accept"),
    path("leads/<lead:number>/reject/", act_views.reject, name="lead-reject"),
    path("leads/<lead:number>/offer/", act_views.offer, name="lead-offer"),
    path("leads/<lead:number>/withdraw/", act_views.withdraw, name="lead-withdraw"),
    path("leads/<lead:number>/start/", act_views.start, name="lead-start"),
    path("leads/<lead:number>/update/", update_views.update, name="lead-update"),
    path("leads/<lead:number>/win/", closing_views.win, name="lead-win"),
    path("leads/<lead:number>/convert/", closing_views.convert, name="lead-convert"),
    path("leads/<lead:number>/lose/", closing_views.lose, name="lead-lose"),
    path("leads/<lead:number>/cancel/", act_views.cancel, name="lead-cancel"),
    path("leads/<lead:number>/assign/", act_views.assign, name="lead-assign"),
    path("leads/<lead:number>/edit/", edit_views.edit, name="lead-edit"),
    path("leads/<lead:number>/contacts/add/", party_views.add, name="lead-party-add"),
    path("leads/<lead:number>/contacts/<id:pk>/", party_views.change, name="lead-party"),
    path("leads/<lead:number>/contacts/<id:pk>/remove/", party_views.remove, name="lead-party-remove"),
    path("leads/<lead:number>/products/add/", attachment_views.add_product, name="lead-product-add"),
    path("leads/<lead:number>/products/<id:pk>/", attachment_views.change_product, name="lead-product"),
    path(
        "leads/<lead:number>/products/<id:pk>/remove/",
        attachment_views.remove_product,
        name="lead-product-remove",
    ),
    path("leads/<lead:number>/team/add/", attachment_views.add_member, name="lead-member-add"),
    path(
        "leads/<lead:number>/team/<id:pk>/remove/", attachment_views.remove_member, name="lead-member-remove"
    ),
    path("leads/<lead:number>/competitors/add/", attachment_views.add_competitor, name="lead-competitor-add"),
    path(
        "leads/<lead:number>/competitors/<slug:code>/remove/",
        attachment_views.remove_competitor,
        name="lead-competitor-remove",
    ),
    path("leads/<lead:number>/notes/add/", attachment_views.write_note, name="lead-note"),
    path("leads/<lead:number>/extend/", act_views.extend, name="lead-extend"),
    path("leads/<lead:number>/delete/", act_views.delete, name="lead-delete"),
]
