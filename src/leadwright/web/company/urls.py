"""The addresses of a company and its people."""

from leadwright.web.base.addresses import path
from leadwright.web.company import (
    administration_views,
    answer_views,
    area_views,
    brand_views,
    collaboration_views,
    export_views,
    profile_views,
    rights_views,
    sign_in_views,
    views,
)

urlpatterns = [
    path("company/", views.show, name="company"),
    path("company/administration/", administration_views.index, name="company-admin"),
    path("company/users/", views.users, name="company-users"),
    path("company/users/new/", views.new_user, name="company-user-new"),
    path("company/users/<id:pk>/", views.user, name="company-user"),
    path("company/users/<id:pk>/invite/", views.invite, name="company-user-invite"),
    path("company/profiles/", profile_views.index, name="company-profiles"),
    path("company/profiles/<id:pk>/", profile_views.show, name="company-profile"),
    path("company/profiles/<id:pk>/remove/", profile_views.remove, name="company-profile-remove"),
    path("company/sign-in/", sign_in_views.show, name="company-sign-in"),
    path("company/answers/", answer_views.show, name="company-answers"),
    path("company/brand/", brand_views.show, name="company-brand"),
    path("company/exports/", export_views.index, name="company-exports"),
    path("company/exports/<id:pk>/file/", export_views.hand_out, name="company-export-file"),
    path("company/rights/", rights_views.show, name="company-rights"),
    path("company/partners/", administration_views.partners, name="company-partners"),
    path("company/partners/new/", administration_views.new_partner, name="company-partner-new"),
    path("company/units/", administration_views.units, name="company-units"),
    path("company/units/areas/", area_views.show, name="company-areas"),
    path("company/units/areas/<id:pk>/", area_views.remove, name="company-area"),
    path("company/units/collaboration/", collaboration_views.show, name="company-collaboration"),
    path("company/calendar/", administration_views.calendar, name="company-calendar"),
]
