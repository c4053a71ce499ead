"""`leadwright rotate-key`: a new secret, while what the old one encrypted stays readable."""

from allauth.mfa.models import Authenticator
from allauth.mfa.totp.internal.auth import TOTP, generate_totp_secret
from allauth.mfa.utils import decrypt
from django.conf import settings

from tests.makers import make_user

OLD, NEW = "o" * 40, "n" * 40


def test_second_factors_are_encrypted_anew(begun, monkeypatch):
    monkeypatch.setattr(settings, "SECRET_KEY", OLD)
    secret = generate_totp_secret()
    TOTP.activate(make_user("Ann"), secret)
    done = begun("rotate-key", SECRET_KEY=NEW, SECRET_KEY_FALLBACKS=OLD)
    assert (done.returncode, done.stderr) == (0, "")
    monkeypatch.setattr(settings, "SECRET_KEY", NEW)
    assert decrypt(Authenticator.objects.get(type="totp").data["secret"]) == secret
