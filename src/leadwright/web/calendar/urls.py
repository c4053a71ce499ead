"""The addresses of the calendar."""

from leadwright.web.base.addresses import path
from leadwright.web.calendar import views

urlpatterns = [
    path("calendar/", views.show, name="calendar"),
    path("calendar/feed/", views.subscription_settings, name="calendar-feed"),
    path("calendar/feed/<str:secret>.ics", views.calendar_file, name="calendar-file"),
]
