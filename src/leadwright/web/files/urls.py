"""The addresses of files."""

from leadwright.web.base.addresses import path
from leadwright.web.files import views

urlpatterns = [
    path("leads/<lead:number>/files/add/", views.attach_to_lead, name="lead-attach"),
    path("contacts/<id:pk>/files/add/", views.attach_to_contact, name="contact-attach"),
    path("activities/<id:pk>/files/add/", views.attach_to_activity, name="activity-attach"),
    path("tasks/<id:pk>/files/add/", views.attach_to_task, name="task-attach"),
    path("files/<id:pk>/", views.content, name="file"),
    path("files/<id:pk>/preview/", views.preview, name="file-preview"),
    path("files/<id:pk>/delete/", views.delete, name="file-delete"),
]
