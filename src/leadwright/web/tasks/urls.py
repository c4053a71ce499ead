"""The addresses of tasks."""

from leadwright.web.base.addresses import path
from leadwright.web.base.list_links import list_links
from leadwright.web.tasks import act_views, views

urlpatterns = [
    path("tasks/", views.index, name="tasks"),
    path("tasks/all/", views.listed, name="tasks-all"),
    path("tasks/new/", views.new, name="task-new"),
    path("leads/<lead:number>/tasks/new/", views.new_of_lead, name="lead-task"),
    path("tasks/<id:pk>/", views.show, name="task"),
    path("tasks/<id:pk>/edit/", views.edit, name="task-edit"),
    path("tasks/<id:pk>/results/", act_views.results, name="task-results"),
    path("tasks/<id:pk>/take/", act_views.take, name="task-take"),
    path("tasks/<id:pk>/delegate/", act_views.delegate, name="task-delegate"),
    path("tasks/<id:pk>/close/", act_views.close, name="task-close"),
    path("tasks/<id:pk>/comment/", act_views.comment, name="task-comment"),
    *list_links("tasks", "Task.PerformerTask", "Задача.ЗадачаИсполнителя"),
]
