"""The addresses of communicating."""

from leadwright.web.base.addresses import path
from leadwright.web.communication import medium_views, template_views, views

urlpatterns = [
    path("leads/<lead:number>/communicate/", views.compose, name="lead-communicate"),
    path("company/templates/", template_views.index, name="company-templates"),
    path("company/templates/new/", template_views.new, name="company-template-new"),
    path("company/templates/<id:pk>/", template_views.edit, name="company-template"),
    path("company/templates/<id:pk>/retire/", template_views.retire, name="company-template-retire"),
    path("company/media/", medium_views.index, name="company-media"),
    path("company/media/<slug:code>/", medium_views.edit, name="company-medium"),
]
