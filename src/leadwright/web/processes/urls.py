"""The addresses of the processes of leads."""

from leadwright.web.base.addresses import path
from leadwright.web.processes import views

urlpatterns = [
    path("leads/<lead:number>/post/", views.post, name="lead-post"),
    path("leads/<lead:number>/process/", views.show, name="process"),
    path("leads/<lead:number>/process/move/", views.move, name="process-move"),
    path("leads/<lead:number>/process/migrate/", views.migrate, name="process-migrate"),
]
