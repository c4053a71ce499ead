"""Where sessions are kept: Django's table, read with SQL that is built once, and begun when somebody signs in."""

from datetime import datetime
from typing import Any, cast

from django.contrib.auth import SESSION_KEY
from django.contrib.sessions.backends import db
from django.contrib.sessions.models import Session

from leadwright.foundation.clock import now
from leadwright.foundation.compiled import Compiled
from leadwright.web.base.sessions import BEGAN, SEEN

_BY_KEY = Compiled(
    lambda key, at: Session.objects.filter(session_key=key, expire_date__gt=at), key=str, at=datetime
)


class SessionStore(db.SessionStore):
    """A session in the database that knows from its first storing on since when somebody is signed in."""

    def _get_session_from_db(self) -> Session | None:
        row = _BY_KEY.first(key=self.session_key, at=now())
        if row is None:
            self._session_key = None
        return row

    def create_model_instance(self, data: dict[str, Any]) -> Session:
        """Return the row; without its beginning the first page would have to store the session once more."""
        if SESSION_KEY in data:
            second = int(now().timestamp())
            data.setdefault(BEGAN, second)
            data.setdefault(SEEN, second)
        return cast("Session", super().create_model_instance(data))
