"""The addresses of the pages, from those of each subject: only this file knows them all."""

from django.urls import include, path

from leadwright.web.activities import urls as activities
from leadwright.web.calendar import urls as calendar
from leadwright.web.communication import urls as communication
from leadwright.web.company import urls as company
from leadwright.web.consent import urls as consent
from leadwright.web.contacts import urls as contacts
from leadwright.web.customers import urls as customers
from leadwright.web.entrance import urls as entrance
from leadwright.web.fields import urls as fields
from leadwright.web.files import urls as files
from leadwright.web.imports import urls as imports
from leadwright.web.leads import urls as leads
from leadwright.web.mails import urls as mails
from leadwright.web.notifications import urls as notifications
from leadwright.web.privacy import urls as privacy
from leadwright.web.processes import urls as processes
from leadwright.web.settings import urls as settings
from leadwright.web.tasks import urls as tasks

SUBJECTS = (
    activities,
    calendar,
    communication,
    company,
    consent,
    contacts,
    customers,
    entrance,
    fields,
    files,
    imports,
    leads,
    mails,
    notifications,
    privacy,
    processes,
    settings,
    tasks,
)
urlpatterns = [path("", include(subject)) for subject in SUBJECTS]
