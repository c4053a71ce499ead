"""The addresses of notifications."""

from leadwright.web.base.addresses import path
from leadwright.web.notifications import views

urlpatterns = [
    path("notifications/", views.index, name="notifications"),
    path("notifications/read/", views.read_all, name="notifications-read"),
    path("notifications/choice/", views.choice, name="notification-choice"),
    path("notifications/<id:pk>/read/", views.read, name="notification-read"),
]
