"""`leadwright rotate-key`: a new secret, while what the old one encrypted stays readable."""

from allauth.mfa.models import Authenticator
from allauth.mfa.totp.internal.auth import TOTP, generate_totp_secret
from allauth.mfa.utils import decrypt
from django.conf import settings

from tests.console.conftest import SECRET
from tests.makers import make_user


def test_second_factors_are_encrypted_anew(typed, monkeypatch):
    monkeypatch.setattr(settings, "SECRET_KEY", SECRET)
    secret = generate_totp_secret()
    TOTP.activate(make_user("Ann"), secret)
    new = "n" * 40
    done = typed("rotate-key", SECRET_KEY=new, SECRET_KEY_FALLBACKS=SECRET)
    assert (done.returncode, done.stderr) == (0, "")
    monkeypatch.setattr(settings, "SECRET_KEY", new)
    assert decrypt(Authenticator.objects.get(type="totp").data["secret"]) == secret
