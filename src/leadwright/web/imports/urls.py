"""The addresses of imports."""

from leadwright.web.base.addresses import path
from leadwright.web.imports import act_views, choosing_views, mapping_views, row_views, views

urlpatterns = [
    path("leads/import/", views.new, name="lead-import"),
    path("leads/import/mappings/", mapping_views.index, name="lead-import-mappings"),
    path("leads/import/mappings/<id:pk>/", mapping_views.change, name="lead-import-saved"),
    path("leads/import/mappings/<id:pk>/file/", mapping_views.as_file, name="lead-import-saved-file"),
    path("leads/import/mappings/<id:pk>/remove/", mapping_views.remove, name="lead-import-saved-remove"),
    path("leads/import/<id:pk>/", views.show, name="lead-import-show"),
    path("leads/import/<id:pk>/mapping/", choosing_views.mapping, name="lead-import-mapping"),
    path(
        "leads/import/<id:pk>/mapping/other/", choosing_views.other_mapping, name="lead-import-other-mapping"
    ),
    path("leads/import/<id:pk>/columns/", choosing_views.columns, name="lead-import-columns"),
    path("leads/import/<id:pk>/reading/", choosing_views.reading, name="lead-import-reading"),
    path("leads/import/<id:pk>/rows/", row_views.rows, name="lead-import-rows"),
    path("leads/import/<id:pk>/rows/file/", row_views.as_file, name="lead-import-rows-file"),
    path("leads/import/<id:pk>/rows/<id:line>/", row_views.mend, name="lead-import-row"),
    path("leads/import/<id:pk>/bring-in/", act_views.bring_in, name="lead-import-bring-in"),
    path("leads/import/<id:pk>/pause/", act_views.pause, name="lead-import-pause"),
    path("leads/import/<id:pk>/resume/", act_views.resume, name="lead-import-resume"),
    path("leads/import/<id:pk>/cancel/", act_views.cancel, name="lead-import-cancel"),
    path("leads/import/<id:pk>/undo/", act_views.undo, name="lead-import-undo"),
    path("leads/import/<id:pk>/again/", act_views.read_again, name="lead-import-again"),
    path("leads/import/<id:pk>/discard/", act_views.discard, name="lead-import-discard"),
]
