# Ravine's commands: `make help` lists them. Each sets up what it needs, once.
PORT   ?= 8501
# Not from the environment: some shells keep the machine's name there.
HOST    = 127.0.0.1
PYTHON ?= python3
IMAGE  ?= ravine

VENV := .venv
BIN  := $(VENV)/bin
PIP   = $(BIN)/pip install --quiet --disable-pip-version-check
NODE := node_modules/.package-lock.json
SITE := deploy/site/node_modules/.package-lock.json
FILM := build/film/film.js
REFERENCES := torch==2.13.0 optax==0.2.8 jax[cpu]==0.10.2 schedulefree==1.4.1 numpy==2.4.6

SHELL := bash
.SHELLFLAGS := -euo pipefail -c
.DEFAULT_GOAL := help
.DELETE_ON_ERROR:
.NOTPARALLEL:
MAKEFLAGS += --no-print-directory --no-builtin-rules

# $(call need,CHECK,PACKAGES): where CHECK fails, install Debian's PACKAGES if that is allowed, else say which are missing.
define need
@if ! ( $(1) ) >/dev/null 2>&1; then \
	if [ "$$(id -u)" != 0 ] || ! command -v apt-get >/dev/null; then \
		echo "Missing: $(2). On Debian or Ubuntu: sudo apt-get install $(2)" >&2; exit 1; \
	fi; \
	echo "Installing $(2)"; \
	apt-get update -qq; \
	DEBIAN_FRONTEND=noninteractive apt-get install -qq --no-install-recommends $(2) >/dev/null </dev/null; \
fi
endef

# $(call want,CHECK,PACKAGES): install Debian's PACKAGES where CHECK fails and that can be done; the tests for them are
# skipped elsewhere, and say so.
define want
@if ! ( $(1) ) >/dev/null 2>&1 && [ "$$(id -u)" = 0 ] && command -v apt-get >/dev/null; then \
	echo "Installing $(2)"; \
	{ apt-get update -qq && DEBIAN_FRONTEND=noninteractive apt-get install -qq --no-install-recommends $(2) >/dev/null \
		</dev/null; } || echo "Not installed: $(2)" >&2; \
fi
endef

##@ Use
.PHONY: run
run: $(VENV)/runtime  ## serve the app on PORT (8501), to this machine alone (HOST=0.0.0.0: to others too)
	@echo "Ravine: http://$(HOST):$(PORT)  (Ctrl+C stops it)"
	@PATH="$(CURDIR)/$(BIN):$$PATH" STREAMLIT_SERVER_ADDRESS=$(HOST) PORT=$(PORT) exec sh deploy/serve

.PHONY: plotly
plotly: $(VENV)/runtime  ## plotly.js with our traces alone, a third of the bytes: build/plotly/, used when there
	$(call need,command -v node && command -v npm,nodejs npm)
	cd deploy/plotly && npm ci --ignore-scripts --loglevel=error --no-audit --no-fund
	node deploy/plotly/build.js build/plotly/plotly.min.js \
		"$$($(BIN)/python -c 'import plotly.offline as p; print(p.get_plotlyjs_version())')"

.PHONY: static
static: $(VENV)/runtime $(SITE)  ## a site without a server, for any host of files: TO (build/site), APP=https://… (links to the app)
	$(BIN)/python -m ravine.static_site $(or $(TO),build/site) $(if $(APP),--app $(APP))

.PHONY: film
film:  ## the encoders of films, MP4, WebM and GIF: build/film/, used when there
	$(call need,command -v node && command -v npm,nodejs npm)
	@$(MAKE) $(FILM)

.PHONY: image
image:  ## build the container image (IMAGE=ravine)
	docker build --tag $(IMAGE) .

.PHONY: pin
pin:  ## digests of the images that Dockerfile and compose.yml name (needs Docker and its registry)
	deploy/pin

.PHONY: image-check
image-check: $(VENV)/runtime  ## build the image and run it: read-only, not root, warm, stops; without Docker too (as root)
	PIP=$(BIN)/pip deploy/image/check

##@ Check
.PHONY: test
test: node browser kernels $(SITE)  ## run every test: the fast ones first, the browser's last
	$(BIN)/pytest -m "not browser" -n 2 --dist worksteal
	npm test
	$(BIN)/pytest -m browser -n 2 --dist loadfile

.PHONY: quick
quick: node kernels $(SITE)  ## tests of files that take a second or two, for the loop while one writes
	$(BIN)/pytest -m "not browser" --quick -n 2 --dist worksteal -q
	npm test --silent

# One endless loop a core: a test whose outcome depends on the clock shows itself.
.PHONY: flakes
flakes: node browser kernels  ## the browser's tests TIMES (10) times, beside processes that keep all cores busy
	@trap 'kill $$(jobs -p)' EXIT; \
	for _ in $$(seq $$(nproc)); do (while :; do :; done) & done; \
	for round in $$(seq $(or $(TIMES),10)); do echo "round $$round"; $(BIN)/pytest -m browser -n 2 --dist loadfile -q; done

.PHONY: lint
lint: dev node  ## style, types, import directions, scripts, Dockerfile
	$(BIN)/ruff check
	$(BIN)/ruff format --check
	$(BIN)/pyrefly check
	$(BIN)/lint-imports --no-logo
	$(BIN)/python -m tools.fixed_arithmetic
	$(BIN)/python -m tools.common_language
	$(BIN)/shellcheck .ci/run deploy/serve deploy/space deploy/pin deploy/image/base deploy/image/check tools/aarch64
	if [ -x $(BIN)/hadolint ]; then $(BIN)/hadolint Dockerfile; fi
	npm run lint

.PHONY: exposure
exposure:  ## what systemd says of deploy/ravine.service: 0 is safest, 10 is everything open
	$(call need,command -v systemd-analyze,systemd)
	systemd-analyze security --offline=true --no-pager deploy/ravine.service

.PHONY: format
format: dev node  ## rewrite everything in the house style
	$(BIN)/ruff check --fix
	$(BIN)/ruff format
	npm run format

.PHONY: browser-bits
browser-bits: node kernels  ## 20,000 random races: what the browser computes against what the server computes
	$(BIN)/python -m tests.reference.browser_bits

.PHONY: claims
claims: dev  ## what the lessons claim, measured on their own scenes
	$(BIN)/python -m lessons

.PHONY: parity
parity: .venv-reference/ready dev  ## our rules against installed torch and optax, random settings (downloads both)
	.venv-reference/bin/python tests/reference/live.py
	$(BIN)/python -m tests.reference.live_follow .venv-reference/lib/python*/site-packages

##@ Measure
.PHONY: bench bench-engine bench-maps bench-stage bench-cost bench-export bench-visitor bench-patches load attack soak
bench: browser  ## all benchmarks (PARTS="load attack": some), and benchmarks/RESULTS.md from what they find
	$(call need,command -v gcc && echo 'int main(void){return 0;}' | gcc -x c -o /dev/null -,gcc libc6-dev)
	-@$(MAKE) .venv-reference/ready
	-@$(MAKE) plotly
	$(BIN)/python -m benchmarks $(if $(PARTS),--keep $(PARTS))

load: dev  ## a lecture hall: how many visitors one process and two bear, and one replica killed (WITHOUT=run_queue)
	$(BIN)/python -m benchmarks.load $(if $(WITHOUT),--without $(WITHOUT))

attack: dev  ## strangers attack a server of one's own, kind by kind: what ten visitors feel, memory, files (ONLY=drafts)
	$(BIN)/python -m benchmarks.attack $(if $(ONLY),--only $(ONLY))

soak: dev  ## whether memory grows while visitors come and go: MINUTES (60)
	$(BIN)/python -m benchmarks.soak --minutes $(or $(MINUTES),60)

bench-patches: dev  ## the lecture hall with all patches of Streamlit's inside and without each of them (20 minutes)
	$(BIN)/python -m benchmarks.patches

bench-engine: dev  ## the engine against the same loops in C
	$(call need,command -v gcc && echo 'int main(void){return 0;}' | gcc -x c -o /dev/null -,gcc libc6-dev)
	$(BIN)/python -m benchmarks.engine

bench-maps: dev  ## maps of many runs: against C and JAX, until one is complete, and what others feel meanwhile
	$(call need,command -v gcc && echo 'int main(void){return 0;}' | gcc -x c -o /dev/null -,gcc libc6-dev)
	$(BIN)/python -m benchmarks.maps
	$(BIN)/python -m benchmarks.map_load

bench-stage: browser node  ## a dragged learning rate and playback, in a real browser; a step in V8 beside C
	$(BIN)/python -m benchmarks.stage
	$(BIN)/python -m benchmarks.browser_engine

bench-cost: dev  ## estimates of what a race costs against what it takes: 200 random races
	$(BIN)/python -m benchmarks.cost

bench-export: browser  ## all that a race is taken away as: seconds and bytes, beside Plotly's write_html
	$(BIN)/python -m benchmarks.export

bench-visitor: browser plotly  ## a first and a second visit over a slow link; whose bytes they are
	$(BIN)/python -m benchmarks.visitor

##@ Make again
.PHONY: screenshots
screenshots: browser film  ## the README's pictures, and its film
	$(call need,fc-list :lang=ko | grep .,fontconfig fonts-noto-cjk)
	$(BIN)/python -m tools.screenshots

.PHONY: sheet
sheet: browser  ## every surface as page and gallery draw it, both themes, into build/sheet
	$(BIN)/python -m tools.sheet

.PHONY: bits bits-aarch64
bits: dev  ## the hashes of races that every machine must compute, tests/reference/bits.json
	@mkdir -p build
	$(BIN)/python -m tests.reference.same_bits > build/bits.json
	mv build/bits.json tests/reference/bits.json

bits-aarch64: $(VENV)/runtime  ## the same races on 64-bit ARM, emulated (Debian, as root; half an hour)
	@mkdir -p build
	tools/aarch64 $${RAVINE_AARCH64_CACHE:-/var/cache/ravine-aarch64} -m tests.reference.same_bits > build/bits-aarch64.json
	cmp build/bits-aarch64.json tests/reference/bits.json && echo "the same bits on aarch64"

.PHONY: parity-programs program-sample
parity-programs: dev .venv-reference/ready  ## exported programs in torch, optax and NumPy against our runs (downloads both)
	$(BIN)/python -m tests.reference.exported

program-sample: dev  ## the exported programs that tests compare, tests/reference/programs
	$(BIN)/python -m tests.support.program_sample

.PHONY: parity-reference parity-figures
parity-reference: .venv-reference/ready  ## the references' own runs, tests/reference/*.npz (downloads torch, optax)
	.venv-reference/bin/python tests/reference/make_torch.py
	.venv-reference/bin/python tests/reference/make_batches.py
	.venv-reference/bin/python tests/reference/make_optax.py
	@$(MAKE) parity-figures

parity-figures: dev  ## what the page says of parity, optimizers/parity.json, measured on the stored runs
	$(BIN)/python -m tests.reference.deviation

.PHONY: lock
lock: dev  ## requirements.lock, from requirements.txt and pyproject.toml's build tool
	{ grep -v '^-e' requirements.txt; sed -n 's/^requires = \["\([^"]*\)"\].*/\1/p' pyproject.toml; } | \
		$(BIN)/uv pip compile --quiet --no-config --universal --python-version 3.11 --generate-hashes \
		--no-annotate --custom-compile-command "make lock" --output-file requirements.lock -

.PHONY: clean
clean:  ## remove all that make has made
	rm -rf $(VENV) .venv-reference node_modules deploy/*/node_modules build *.egg-info
	rm -rf .hypothesis .import_linter_cache .pyrefly_cache .pytest_cache .ruff_cache
	find . -name __pycache__ -type d -prune -exec rm -rf {} +

.PHONY: help
help:  ## this list
	@awk 'BEGIN { FS = ":.*## " } /^##@/ { printf "\n%s\n", substr($$0, 5) } \
		/^[a-z-]+:.*## / { printf "  make %-18s %s\n", $$1, $$2 }' $(MAKEFILE_LIST)

# ── What the commands above stand on ──

.PHONY: dev node browser kernels
dev: $(VENV)/dev
node: $(NODE)
browser: dev
	$(call need,command -v chromium,chromium fonts-liberation)
	$(call want,command -v chromium-headless-shell,chromium-headless-shell)
	$(call want,command -v firefox-esr || command -v firefox,firefox-esr)
	$(call want,command -v jsc,libjavascriptcoregtk-4.0-bin)
	$(call want,command -v WebKitWebDriver && command -v Xvfb,webkit2gtk-driver xvfb)
	$(call need,$(BIN)/playwright --version,libatomic1)
	$(call want,command -v ffmpeg && command -v ffprobe,ffmpeg)
	@if command -v node && command -v npm; then $(MAKE) $(FILM) || echo "Not built: $(FILM)" >&2; fi >/dev/null

# Compiled beforehand, for this processor and for any: else each test that starts a server would compile them all, and
# two at a time take longer than a test may.
kernels: dev
	@NUMBA_CPU_NAME=generic $(BIN)/python -m experiments.warm & $(BIN)/python -m experiments.warm && wait

$(BIN)/python:
	$(call need,command -v $(PYTHON),python3)
	$(call need,$(PYTHON) -c 'import ensurepip$(comma) venv',python3-venv)
	@$(PYTHON) -c 'import sys; sys.exit(sys.version_info < (3, 11))' || \
		{ echo "Ravine needs Python 3.11 or newer; choose one with PYTHON=python3.12, say." >&2; exit 1; }
	@echo "Setting up $(VENV)"
	@$(PYTHON) -m venv --clear $(VENV)

$(VENV)/runtime: $(BIN)/python requirements.txt pyproject.toml
	@echo "Installing the app's packages"
	@$(PIP) --requirement requirements.txt
	@touch $@

$(VENV)/dev: $(BIN)/python requirements.txt requirements-dev.txt pyproject.toml
	@echo "Installing the packages for tests and lint"
	@$(PIP) --requirement requirements-dev.txt
	@touch $(VENV)/runtime $@

$(NODE): package.json package-lock.json
	$(call need,command -v node && command -v npm,nodejs npm)
	@echo "Installing the stage's tools"
	@npm ci --loglevel=error --no-audit --no-fund
	@touch $@

$(SITE): deploy/site/package.json deploy/site/package-lock.json
	$(call need,command -v node && command -v npm,nodejs npm)
	@echo "Installing what sets the site's text"
	@cd deploy/site && npm ci --ignore-scripts --loglevel=error --no-audit --no-fund
	@touch $@

$(FILM): deploy/film/package.json deploy/film/package-lock.json deploy/film/build.js
	cd deploy/film && npm ci --ignore-scripts --loglevel=error --no-audit --no-fund
	node deploy/film/build.js $@

.venv-reference/ready: Makefile
	$(call need,$(PYTHON) -c 'import ensurepip$(comma) venv',python3-venv)
	@$(PYTHON) -m venv --clear .venv-reference
	@.venv-reference/bin/pip install --quiet --disable-pip-version-check $(REFERENCES)
	@touch $@

comma := ,
