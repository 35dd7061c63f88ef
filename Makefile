# Two commands do everything on a machine with Python 3.11 or newer:   make run   make test
PYTHON ?= python3
PORT ?= 8000
BIN := .venv/bin

.PHONY: run test faults soak lint bench clean

run: .venv/ready  ## build the index from seeds/ and serve it on this machine
	$(BIN)/winnow build seeds
	$(BIN)/winnow serve --port $(PORT)

test: .venv/ready  ## all tests that need nothing but Python
	$(BIN)/python -m pytest

faults: .venv/ready  ## what Winnow does when things go wrong, as a table
	$(BIN)/python -m pytest tests/faults

soak: .venv/ready  ## the tests that take chances, and the long benches: some eight hours
	WINNOW_KILLS=200 WINNOW_MUTATIONS=500 WINNOW_DISK_STEPS=1000 WINNOW_RANDOM_QUERIES=20000 WINNOW_CRAWL_PAGES=1000 \
	WINNOW_DIFFERENTIAL=2000 WINNOW_DIFFERENTIAL_CLUSTER=2000 $(BIN)/python -m pytest tests/faults tests/test_any_query.py tests/crawler/test_crawl.py \
	  tests/engines/test_differential.py
	$(BIN)/python -m pip install --quiet --group audit
	for target in decode segment warc query; do \
	  $(BIN)/python tests/faults/fuzz.py $$target -max_total_time=3600 -max_len=65536 || exit 1; done
	$(BIN)/python bench/overload.py
	$(BIN)/python bench/soak.py
	$(BIN)/python bench/growth.py --pages 10000,100000 --steps 100000

lint: .venv/ready  ## style and types
	$(BIN)/ruff check .
	$(BIN)/ruff format --check .
	$(BIN)/mypy

bench: .venv/ready  ## the figures of the README
	$(BIN)/python bench/product.py
	$(BIN)/python bench/engines.py
	$(BIN)/python bench/load.py

.venv/ready: pyproject.toml
	$(PYTHON) -c 'import sys; sys.exit("Winnow needs Python 3.11 or newer" if sys.version_info < (3, 11) else 0)'
	$(PYTHON) -m venv .venv
	$(BIN)/python -m pip install --quiet --upgrade 'pip>=25.1'
	$(BIN)/python -m pip install --quiet --editable '.[crawl,opensearch,watch]' --group dev
	touch $@

clean:  ## remove the environment and the index; never the seeds
	rm -rf .venv index/generations index/current index/catalog.sqlite3* index/lock
