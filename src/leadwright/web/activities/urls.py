"""The addresses of activities."""

from leadwright.web.activities import act_views, lead_views, participant_views, views
from leadwright.web.base.addresses import path
from leadwright.web.base.list_links import list_links

urlpatterns = [
    path("activities/", views.index, name="activities"),
    path("activities/new/", views.new, name="activity-new"),
    path("leads/<lead:number>/schedule/", views.schedule, name="lead-schedule"),
    path("activities/<id:pk>/", views.show, name="activity"),
    path("activities/<id:pk>/edit/", views.edit, name="activity-edit"),
    path("activities/<id:pk>/follow-up/", views.follow_up, name="activity-follow-up"),
    path("activities/<id:pk>/lead/", lead_views.make, name="activity-lead"),
    path("activities/<id:pk>/participants/", participant_views.add, name="activity-participant"),
    path("activities/<id:pk>/participants/new/", participant_views.new_contact, name="activity-contact-new"),
    path("activities/<id:pk>/participants/partner/", participant_views.partner, name="activity-partner"),
    path("activities/<id:pk>/start/", act_views.start, name="activity-start"),
    path("activities/<id:pk>/complete/", act_views.complete, name="activity-complete"),
    path("activities/<id:pk>/put-off/", act_views.put_off, name="activity-put-off"),
    path("activities/<id:pk>/cancel/", act_views.cancel, name="activity-cancel"),
    path("activities/<id:pk>/delete/", act_views.delete, name="activity-delete"),
    path("activities/<id:pk>/invite/", act_views.invite, name="activity-invite"),
    path("activities/<id:pk>/share/", act_views.share, name="activity-share"),
    *list_links("activities", "DocumentJournal.Interactions", "ЖурналДокументов.Взаимодействия"),
]
