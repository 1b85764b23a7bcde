# make help lists what there is. Variables: PKG (packages), ARGS (for go test).
#   make test PKG=./storage ARGS='-run Deadline -v'

PKG  ?= ./...
ARGS ?=

STATICCHECK = honnef.co/go/tools/cmd/staticcheck@v0.8.2

# The database server that Sereda starts by itself, unless it is given one.
need_server = @[ -n "$$DATABASE_URL" ] || scripts/need.sh postgres
# Built rather than run with "go run", so that signals reach it.
with_servers = go build -buildvcs=false -o bin/with ./testkit/with && scripts/with-browser.sh bin/with -- go test -shuffle=on

# The tests in a browser come last and alone: a page waits for a machine that
# is busy with everything else.
packages = $(if $(filter ./...,$(PKG)),$$(go list ./... | grep -v /browsertest),$(PKG))
browser_tests = $(if $(filter ./...,$(PKG)),TZ=America/St_Johns $(with_servers) $(ARGS) ./browsertest)

.DEFAULT_GOAL := help
.NOTPARALLEL:

.PHONY: help
help: ## show this list
	@sed -n 's/^\([a-z-]*\): .*## \(.*\)/\1|\2/p' Makefile | awk -F'|' '{ printf "  make %-11s %s\n", $$1, $$2 }'

.PHONY: build
build: ## build bin/sereda
	go build -buildvcs=false -o bin/sereda .

.PHONY: run
run: build ## run Sereda; without a token: the demonstration, data kept in data/
	$(need_server)
	bin/sereda run

.PHONY: run-fresh
run-fresh: build ## the same, starting from nothing
	$(need_server)
	bin/sereda run --fresh

.PHONY: test
test: ## run the tests, with PostgreSQL and Redis of their own
	@scripts/need.sh postgres redis poppler
	$(with_servers) $(ARGS) $(packages)
	$(browser_tests)

.PHONY: check
check: tools lint vulncheck accuracy fuzz test-race ## everything that must pass before a change goes in

.PHONY: tools
tools: ## install what the checks need and this machine lacks
	@scripts/need.sh postgres redis gcc poppler

.PHONY: lint
lint: ## gofmt, go vet, staticcheck
	@unformatted=$$(gofmt -l .); [ -z "$$unformatted" ] || { echo "gofmt would change:"; echo "$$unformatted"; exit 1; }
	go vet ./...
	go run $(STATICCHECK) ./...

.PHONY: vulncheck
vulncheck: ## known vulnerabilities in what Sereda is built from
	@scripts/vulncheck.sh

.PHONY: accuracy
accuracy: ## how many lines of real plans are read as they should be
	@go run ./intake/accuracy

# Counted, not timed: when its time is up, go's fuzzing now and then reports the
# deadline of its own worker as a failure.
.PHONY: fuzz
fuzz: ## nonsense for each reader of plans, some seconds each
	@for target in FuzzList FuzzDOCX FuzzXLSX FuzzFile; do \
		go test ./intake -run '^$$' -fuzz "^$$target\$$" -fuzztime 20000x || exit 1; done

# A foreign time zone finds code that takes the machine's for the council's.
.PHONY: test-race
test-race: tools ## the tests with the race detector, in a foreign time zone
	TZ=America/St_Johns; export TZ; $(with_servers) -race $(ARGS) $(packages)
	$(browser_tests)

.PHONY: bench
bench: ## measure: updates, messages, documents per second; the demonstration's page
	@scripts/need.sh postgres redis
	@scripts/need.sh chromium || [ $$? = 3 ] # bench says what it did not run
	go run ./bench bench

.PHONY: screenshots
screenshots: build ## make the pictures of the guides, docs/pictures
	$(need_server)
	@scripts/need.sh chromium emoji poppler
	go run ./browsertest/picture bin/sereda docs/pictures
	go run ./documents/picture docs/pictures
	SEREDA_PICTURES=$(CURDIR)/docs/pictures go test -count=1 -run TestThePageForEverybody ./browsertest

.PHONY: chaos
chaos: ## kill it again and again and count what was lost (nothing)
	@scripts/need.sh postgres redis
	go run ./bench chaos

.PHONY: fmt
fmt: ## format the code
	gofmt -w .

.PHONY: clean
clean: ## remove what was built; data/ stays
	rm -rf bin
	go clean -testcache
