# The words of this project. `make setup` once (the others call it), then `make demo` or `make test`.

SHELL := /bin/sh
PYTHON := .venv/bin/python
# The first Python that this user can run: one on the PATH may lie in somebody else's private home.
PYTHON3 := $(shell for name in python3 /usr/bin/python3 python3.13 python3.12 python3.11; do \
	$$name -c 'import sys; sys.exit(sys.version_info < (3, 11))' 2>/dev/null && echo $$name && break; done)
# -n 3: tests wait for browsers, programs and the database, so that three workers fill two cores.
WORKERS ?= 3
OLDEST := /usr/lib/postgresql/15/bin

# Compiled once and kept out of the sources; each of the many processes that tests start would compile anew.
export PYTHONPYCACHEPREFIX := $(CURDIR)/.cache/bytecode
unexport PYTHONDONTWRITEBYTECODE

# What this machine trusts, a company's own certificates among it; pip, uv and npm each bring a list of their own.
TRUSTED := $(wildcard /etc/ssl/certs/ca-certificates.crt)
ifneq ($(TRUSTED),)
export PIP_CERT ?= $(TRUSTED)
export SSL_CERT_FILE ?= $(TRUSTED)
export NODE_EXTRA_CA_CERTS ?= $(TRUSTED)
endif

.PHONY: setup demo test prove check bench format catalogues reference lock clean

setup: .venv/.installed .venv/.built .venv/.browser

.boot/.installed: requirements/boot.txt
	@test -n "$(PYTHON3)" || { echo "Leadwright needs Python 3.11 or newer on the PATH."; exit 1; }
	@$(PYTHON3) -c 'import ensurepip' 2>/dev/null || test "$$(id -u)" != 0 || { apt-get update -qq && apt-get install -y -qq python3-venv >/dev/null; }
	@rm -rf .boot
	$(PYTHON3) -m venv .boot
	.boot/bin/python -m pip install -q --disable-pip-version-check --require-hashes -r requirements/boot.txt
	@touch $@

# The interpreter is named by its real path: a look-up by version may find one that another user cannot run.
.venv/.installed: .boot/.installed requirements/dev.txt pyproject.toml
	@test -x $(PYTHON) || .boot/bin/uv venv -q --python "$$(.boot/bin/python -c 'import sys; print(sys.executable)')" .venv
	.boot/bin/uv pip sync -q --python $(PYTHON) --require-hashes requirements/dev.txt
	.boot/bin/uv pip install -q --python $(PYTHON) --no-deps --no-build-isolation -e .
	@touch $@

ASSETS := $(shell find src/leadwright/web src/leadwright/locale -not -path "*/static/*" -type f \( -name '*.css' -o -name '*.js' -o -name '*.svg' -o -name '*.po' -o -name '*.woff2' \) 2>/dev/null)

.venv/.built: .venv/.installed package-lock.json build_assets.mjs hatch_build.py $(ASSETS)
	$(PYTHON) hatch_build.py
	@touch $@

# Before any database starts: a package installation may restart services. The shell is the same browser without
# windows: with it a page costs half.
CHROMIUM := /usr/bin/chromium
SHELL_OF_IT := $(CHROMIUM)-headless-shell
.venv/.browser: .venv/.installed
	@if test "$$(id -u)" = 0 && command -v apt-get >/dev/null && test ! -x $(CHROMIUM) -o ! -x $(SHELL_OF_IT); then \
		echo "installing Chromium for the browser tests"; \
		apt-get update -qq; \
		test -x $(CHROMIUM) || DEBIAN_FRONTEND=noninteractive apt-get install -y -qq --no-install-recommends chromium >/dev/null; \
		DEBIAN_FRONTEND=noninteractive apt-get install -y -qq --no-install-recommends chromium-headless-shell >/dev/null \
			|| echo "without chromium-headless-shell the browser tests take twice as long"; \
	fi
	@touch $@

demo: setup
	@exec .venv/bin/leadwright demo $(ARGS)

test: setup
	$(PYTHON) -m pytest -n $(WORKERS) --dist worksteal -m "not prove" $(ARGS)

# The full figures of what has any, where `make test` shows a few; then everything once more, but for what a browser
# draws, on the oldest PostgreSQL that is supported.
prove: setup
	LEADWRIGHT_PROVE=1 $(PYTHON) -m pytest -n $(WORKERS) --dist worksteal -m "prove or fuller" $(ARGS)
	@if test -x $(OLDEST)/postgres; then \
		LEADWRIGHT_POSTGRES_BIN=$(OLDEST) $(PYTHON) -m pytest -n $(WORKERS) --dist worksteal -m "not prove" --ignore tests/test_house_rules.py --ignore tests/browser $(ARGS); \
	else echo "not proved on PostgreSQL 15: apt-get install postgresql-15"; fi

check: setup
	$(PYTHON) -m ruff check .
	$(PYTHON) -m ruff format --check .
	.venv/bin/lint-imports --no-cache
	$(PYTHON) -m mypy

format: setup
	$(PYTHON) -m ruff check --fix-only -q .
	$(PYTHON) -m ruff format .

bench: setup $(if $(filter matching,$(ONLY)),.venv/.measured) $(if $(PEER),.cache/peer/.installed)
	$(PYTHON) -m bench.main --leads $(or $(LEADS),100000) $(if $(ONLY),--only $(ONLY)) $(if $(CONTACTS),--contacts $(CONTACTS)) $(if $(CONNECTIONS),--connections) $(if $(CURVE),--curve) $(if $(PEER),--peer $(PEER))

# What the matching is measured against; nothing else needs it.
.venv/.measured: .venv/.installed requirements/bench.txt
	.boot/bin/uv pip install -q --python $(PYTHON) --require-hashes -r requirements/bench.txt
	@touch $@

# Another product, measured beside ours with PEER=tryton: GPL, so in an environment of its own, never imported.
.cache/peer/.installed: .boot/.installed requirements/peer.txt
	.boot/bin/uv venv -q --clear --python "$$(.boot/bin/python -c 'import sys; print(sys.executable)')" .cache/peer
	.boot/bin/uv pip install -q --python .cache/peer/bin/python --require-hashes -r requirements/peer.txt
	@touch $@

# Collects new words from the code and the templates into the catalogues.
catalogues: setup
	@mkdir -p .cache
	.venv/bin/pybabel -q extract -F babel.cfg -k pgettext:1c,2 -k _lazy -k gettext_lazy -k gettext_noop -o .cache/leadwright.pot --no-wrap --sort-output --no-location src/leadwright
	for language in $(notdir $(patsubst %/LC_MESSAGES,%,$(wildcard src/leadwright/locale/*/LC_MESSAGES))); do .venv/bin/pybabel -q update -D django -i .cache/leadwright.pot -d src/leadwright/locale -l $$language --no-wrap --no-fuzzy-matching --ignore-pot-creation-date; done
	sed -i '/^"\(Report-Msgid\|POT-Creation\|PO-Revision\|Last-Translator\|Language-Team\|Generated-By\)/d; s/Version:  /Version: /' src/leadwright/locale/*/LC_MESSAGES/django.po
	$(PYTHON) hatch_build.py catalogues

# Writes the pages of docs/reference that say what the code says.
reference: setup
	$(PYTHON) docs/write_refusals.py
	$(PYTHON) docs/write_asvs.py

# Writes the pinned, hashed requirements anew; name no download host in them.
lock: .boot/.installed
	.boot/bin/uv pip compile -q --universal --python-version 3.11 --generate-hashes --no-emit-index-url --no-emit-find-links --no-header --no-annotate requirements/boot.in -o requirements/boot.txt
	.boot/bin/uv pip compile -q --universal --python-version 3.11 --generate-hashes --no-emit-index-url --no-emit-find-links --no-header --no-annotate pyproject.toml -o requirements/run.txt
	.boot/bin/uv pip compile -q --universal --python-version 3.11 --generate-hashes --no-emit-index-url --no-emit-find-links --no-header --no-annotate pyproject.toml --group dev -c requirements/run.txt -o requirements/dev.txt
	.boot/bin/uv pip compile -q --universal --python-version 3.11 --generate-hashes --no-emit-index-url --no-emit-find-links --no-header --no-annotate --group bench -c requirements/run.txt -c requirements/dev.txt -o requirements/bench.txt
	.boot/bin/uv pip compile -q --universal --python-version 3.11 --generate-hashes --no-emit-index-url --no-emit-find-links --no-header --no-annotate requirements/peer.in -o requirements/peer.txt

clean:
	rm -rf .boot .venv .cache node_modules dist build src/leadwright/web/static
