# Everything runs from a fresh checkout: `make demo`, `make serve`, `make test`.
PYTHON ?= python3
VENV := .venv
BIN := $(VENV)/bin
STAMP := $(VENV)/.installed
DEMO := corpora/documents/fleet-procurement.txt
# For the report's browser test: Debian packages, installed when root and missing.
APT_PACKAGES := chromium fonts-wqy-zenhei

.PHONY: setup demo serve test bench faults format browser clean

setup: $(STAMP)

$(STAMP): pyproject.toml
	test -x $(BIN)/python || $(PYTHON) -m venv $(VENV)
	$(BIN)/python -m pip install --quiet --disable-pip-version-check --upgrade pip
	$(BIN)/python -m pip install --quiet --disable-pip-version-check -e '.[test]'
	touch $@

demo: setup
	@mkdir -p out
	@$(BIN)/tiaokuan extract $(DEMO)
	@$(BIN)/tiaokuan extract $(DEMO) --output out/demo.html --quiet
	@$(BIN)/tiaokuan extract $(DEMO) --output out/demo.json --quiet
	@echo
	@echo "审阅报告：$(CURDIR)/out/demo.html（用浏览器打开）"
	@echo "JSON 记录：$(CURDIR)/out/demo.json"

serve: setup
	$(BIN)/tiaokuan serve

browser:
	@command -v chromium >/dev/null || if [ "$$(id -u)" = 0 ] && command -v apt-get >/dev/null; then \
	  apt-get update -qq && DEBIAN_FRONTEND=noninteractive apt-get install -y -qq --no-install-recommends $(APT_PACKAGES); \
	else echo "chromium is missing: the report's browser tests are skipped (install: $(APT_PACKAGES))"; fi

test: setup browser
	$(BIN)/ruff check .
	$(BIN)/ruff format --check .
	$(BIN)/mypy --strict
	$(BIN)/lint-imports
	$(BIN)/pytest -n 2

bench: setup
	$(BIN)/python -m tests.bench
	$(BIN)/python -m tests.bench.comparing
	$(BIN)/python -m tests.bench.claiming
	$(BIN)/python -m tests.bench.searching
	$(BIN)/python -m tests.bench.serving

# Kills the server and its workers during 300 uploads, on both databases (some minutes).
faults: setup
	$(BIN)/python -m tests.bench.faults --uploads 300

format: setup
	$(BIN)/ruff check --fix .
	$(BIN)/ruff format .

clean:
	rm -rf $(VENV) out build *.egg-info .pytest_cache .mypy_cache .ruff_cache .import_linter_cache .hypothesis
