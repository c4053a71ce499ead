"""The addresses of settings."""

from leadwright.leads.configuration.blueprint import LISTS
from leadwright.web.base.addresses import path
from leadwright.web.settings import (
    definition_views,
    handing_views,
    list_views,
    notice_views,
    setup_views,
    switch_views,
    terms_views,
    transition_views,
    type_views,
)
from leadwright.web.settings.page import NAMES

settings_of_lists = [
    path(f"company/settings/{kind}/", list_views.entries, {"kind": kind}, name=f"settings-{kind}")
    for kind in NAMES
]
settings_of_rows = [
    path(
        f"company/settings/{kind}/<slug:code>/",
        list_views.entry,
        {"kind": kind},
        name=f"settings-{kind}-row",
    )
    for kind in LISTS
]

urlpatterns = [
    path("company/settings/", list_views.index, name="settings"),
    path("company/settings/setups/", setup_views.choose, name="settings-setups"),
    path("company/settings/terms/", terms_views.terms, name="settings-terms"),
    path("company/settings/terms/publish/", terms_views.publish, name="settings-terms-publish"),
    path("company/settings/terms/<int:number>/", terms_views.version, name="settings-terms-version"),
    path("company/settings/features/", switch_views.switches, name="settings-features"),
    path("company/settings/task-notices/", notice_views.notices, name="settings-task-notices"),
    path("company/settings/minimums/", list_views.minimums, name="settings-minimums"),
    path("company/settings/types/<slug:code>/leads/", handing_views.hand_over, name="settings-type-leads"),
    path("company/settings/types/<slug:code>/", type_views.lead_type, name="settings-type"),
    path(
        "company/settings/types/<slug:code>/<slug:start>/<slug:end>/",
        transition_views.transition,
        name="settings-transition",
    ),
    path(
        "company/settings/definitions/<slug:code>/", definition_views.definition, name="settings-definition"
    ),
    *settings_of_lists,
    *settings_of_rows,
]
