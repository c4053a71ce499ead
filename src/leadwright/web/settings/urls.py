"""The addresses of settings."""

from leadwright.leads.configuration.blueprint import LISTS
from leadwright.web.base.addresses import path
from leadwright.web.settings import (
    definition_views,
    handing_views,
    list_views,
    notice_views,
    process_views,
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
    path("company/settings/processes/", process_views.index, name="settings-processes"),
    path("company/settings/new-process/", process_views.new, name="settings-process-new"),
    path("company/settings/processes/<slug:code>/draw/", process_views.draw, name="settings-process-draw"),
    path("company/settings/processes/<slug:code>/", process_views.show, name="settings-process"),
    path(
        "company/settings/processes/<slug:code>/names/", process_views.rename, name="settings-process-names"
    ),
    path(
        "company/settings/processes/<slug:code>/publish/",
        process_views.publish,
        name="settings-process-publish",
    ),
    path(
        "company/settings/processes/<slug:code>/retire/", process_views.retire, name="settings-process-retire"
    ),
    path(
        "company/settings/processes/<slug:code>/<int:number>/",
        process_views.version,
        name="settings-process-version",
    ),
    path(
        "company/settings/processes/<slug:code>/<int:number>/file/",
        process_views.download,
        name="settings-process-file",
    ),
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
