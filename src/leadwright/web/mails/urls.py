"""The addresses of mails."""

from leadwright.web.base.addresses import path
from leadwright.web.mails import act_views, arrival_views, views

urlpatterns = [
    path("mails/", views.index, name="mails"),
    path("mails/aside/", views.aside, name="mails-aside"),
    path("mails/arrivals/", arrival_views.index, name="mail-arrivals"),
    path("mails/arrivals/<id:pk>/original/", arrival_views.original, name="mail-arrival-original"),
    path("mails/arrivals/<id:pk>/again/", arrival_views.read_again, name="mail-arrival-again"),
    path("mails/<id:pk>/", views.show, name="mail"),
    path("mails/<id:pk>/original/", views.original, name="mail-original"),
    path("mails/<id:pk>/as-sent/", views.as_sent, name="mail-as-sent"),
    path("mails/<id:pk>/attach/", act_views.attach, name="mail-attach"),
    path("mails/<id:pk>/lead/", act_views.make_lead, name="mail-make-lead"),
    path("mails/<id:pk>/put-aside/", act_views.put_aside, name="mail-put-aside"),
    path("mails/<id:pk>/share/", act_views.share, name="mail-share"),
]
