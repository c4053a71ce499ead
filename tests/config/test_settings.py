"""The settings: what is told about them is complete, and what they switch on is on."""

import json
import os
import re
import subprocess
import sys
import tomllib
from pathlib import Path

import pytest
from django.conf import settings

from leadwright.config import environment

ROOT = Path(__file__).resolve().parent.parent.parent
ASK = """
import json, sys
from leadwright.config import settings
print(json.dumps({name: getattr(settings, name) for name in sys.argv[1:]}))
"""


def settings_with(*names: str, **variables: str) -> dict[str, object]:
    """Return settings as another environment would make them."""
    done = subprocess.run(
        [sys.executable, "-c", ASK, *names],
        env={**os.environ, **variables},
        capture_output=True,
        text=True,
        check=True,
    )
    return json.loads(done.stdout)


@pytest.mark.parametrize("variable", environment.VARIABLES, ids=lambda variable: variable.name)
def test_every_variable_is_described(variable):
    page = (ROOT / "docs" / "reference" / "settings.md").read_text()
    default = f"`{variable.default}`" if variable.default else "–"
    assert f"| `{variable.name}` | {default} | {variable.purpose} |" in page


def test_the_page_describes_nothing_that_is_gone():
    page = (ROOT / "docs" / "reference" / "settings.md").read_text()
    data = re.findall(r"^\| `([A-Z_]+)` \|", page, re.MULTILINE)
    assert data == [variable.name for variable in environment.VARIABLES]


def test_every_dependency_is_explained():
    project = tomllib.loads((ROOT / "pyproject.toml").read_text())
    groups = project["dependency-groups"]
    wanted = project["project"]["dependencies"] + groups["dev"] + groups["bench"]
    names = {re.split(r"[\[<>=!~ ]", line)[0].lower() for line in wanted}
    packages = json.loads((ROOT / "package.json").read_text())["devDependencies"]
    page = (ROOT / "docs" / "decisions" / "dependencies.md").read_text()
    data = set(re.findall(r"^\| ([a-z0-9@/.-]+) \| [0-9]", page, re.MULTILINE))
    assert data == names | set(packages)


def test_a_variable_that_is_not_listed_cannot_be_read():
    with pytest.raises(KeyError):
        environment.read("LEADWRIGHT_UNHEARD_OF")


def test_a_number_that_is_none_is_refused_by_name(monkeypatch):
    monkeypatch.setenv("LEADWRIGHT_POOL", "many")
    with pytest.raises(ValueError, match="LEADWRIGHT_POOL must be a whole number of 0 or more"):
        environment.number("LEADWRIGHT_POOL")


@pytest.mark.asvs("3.3.1")
def test_over_https_the_cookies_are_bound_to_the_host():
    names = ("SESSION_COOKIE_SECURE", "CSRF_COOKIE_SECURE", "SESSION_COOKIE_NAME", "SECURE_HSTS_SECONDS")
    chosen = settings_with(*names, LEADWRIGHT_BASE_URL="https://leads.example.com")
    assert chosen["SESSION_COOKIE_SECURE"] is chosen["CSRF_COOKIE_SECURE"] is True
    assert str(chosen["SESSION_COOKIE_NAME"]).startswith("__Host-")
    assert chosen["SECURE_HSTS_SECONDS"] > 0


@pytest.mark.parametrize(
    ("base", "hosts"),
    [
        ("https://leads.example.com", ["leads.example.com"]),
        ("https://leads.example.com:8443", ["leads.example.com"]),
        ("http://127.0.0.1:8000", ["127.0.0.1", "localhost", "[::1]"]),
        ("http://[::1]:8000", ["127.0.0.1", "localhost", "[::1]"]),
    ],
)
def test_a_server_answers_only_to_the_name_that_people_type(base, hosts):
    assert settings_with("ALLOWED_HOSTS", LEADWRIGHT_BASE_URL=base) == {"ALLOWED_HOSTS": hosts}


def test_another_host_is_refused(client, settings):
    settings.ALLOWED_HOSTS = ["leads.example.com"]
    assert client.get("/api/v1/health", headers={"host": "localhost"}).status_code == 400
    assert client.get("/accounts/login/", headers={"host": "leads.example.com"}).status_code == 200


@pytest.mark.asvs("4.1.3")
def test_a_proxy_is_believed_only_when_one_is_named():
    assert not hasattr(settings, "SECURE_PROXY_SSL_HEADER") or settings.SECURE_PROXY_SSL_HEADER is None
    assert settings_with("SECURE_PROXY_SSL_HEADER", LEADWRIGHT_PROXIES="1") == {
        "SECURE_PROXY_SSL_HEADER": ["HTTP_X_FORWARDED_PROTO", "https"]
    }


def test_a_session_of_the_database_gives_up_in_time():
    options = settings_with("DATABASES", DATABASE_URL="postgresql://app@db/x")["DATABASES"]["default"][
        "OPTIONS"
    ]
    assert "statement_timeout=30000" in options["options"]
    assert "idle_in_transaction_session_timeout=60000" in options["options"]


@pytest.mark.asvs("3.4.3")
@pytest.mark.django_db
def test_the_pages_run_under_a_strict_policy(client):
    policy = client.get("/accounts/login/").headers["Content-Security-Policy"]
    directives = dict(part.strip().split(" ", 1) for part in policy.split(";"))
    assert directives["default-src"] == "'self'"
    assert "unsafe" not in policy
    assert "http" not in policy
    assert not {"script-src", "style-src"} & set(directives)
