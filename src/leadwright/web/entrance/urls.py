"""The addresses of coming in."""

from leadwright.web.base.addresses import path
from leadwright.web.entrance import mailbox_views, session_views, token_views, views

urlpatterns = [
    path("mailbox/", mailbox_views.index, name="mailbox"),
    path("mailbox/<id:pk>/", mailbox_views.letter, name="mailbox-letter"),
    path("accounts/sessions/", session_views.index, name="usersessions_list"),
    path("accounts/sessions/<id:pk>/end/", session_views.end, name="session-end"),
    path("preferences/", views.preferences, name="preferences"),
    path("session/", views.session, name="session"),
    path("tokens/", token_views.index, name="tokens"),
    path("tokens/<id:pk>/revoke/", token_views.revoke, name="token-revoke"),
    path("terms/agreed/", views.agreed_terms, name="terms-agreed"),
    path("terms/", views.terms, name="terms"),
    path("invitation/<str:token>/", views.invitation, name="invitation"),
]
