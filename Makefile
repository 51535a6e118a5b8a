# bumpgate: "make demo" shows the gate at work, "make test" tests all of it.
# Both install what is missing with apt-get where they may.

O ?= build
PREFIX ?= /usr/local
BINDIR ?= $(PREFIX)/bin
MANDIR ?= $(PREFIX)/share/man
DATADIR ?= $(PREFIX)/share
DESTDIR ?=
INSTALL ?= install
# An interpreter that has what the differential tests need, if there is one.
PYTHON ?= $(shell for p in python3 /usr/bin/python3; do \
	$$p -c 'import yaml, jsonschema' 2>/dev/null && echo $$p && exit; done; echo python3)
CFLAGS ?= -O2 -g
CPPFLAGS ?=
LDFLAGS ?=
LDLIBS ?=

PKGS = libgit2 yaml-0.1 jansson libpcre2-8 libcmark-gfm inih
TEST_PKGS = cmocka
DEBIAN = gcc libc6-dev pkg-config git libgit2-dev libyaml-dev libjansson-dev libpcre2-dev \
	libcmark-gfm-dev libcmark-gfm-extensions-dev libinih-dev
TEST_DEBIAN = libcmocka-dev mandoc python3 python3-yaml python3-jsonschema

# A browser for the page of a history, and a reader of scripts: "make test" says that it skips.
LARGE_DEBIAN = chromium chromium-driver shellcheck zsh fish $(ABI_DEBIAN)
SUDO := $(shell [ "$$(id -u)" = 0 ] || echo sudo -n)

TEST_GOALS = test test-build test-once test-large check asan fuzz bless bench
GOALS = $(or $(MAKECMDGOALS),all)
NEEDED := $(PKGS) $(if $(filter $(TEST_GOALS),$(GOALS)),$(TEST_PKGS))
MISSING := $(shell command -v pkg-config >/dev/null 2>&1 && command -v $(CC) >/dev/null 2>&1 && \
	command -v git >/dev/null 2>&1 && \
	{ [ -z '$(filter $(TEST_GOALS),$(GOALS))' ] || [ -n '$(SKIP_ORACLES)' ] || \
	  $(PYTHON) -c 'import yaml, jsonschema' 2>/dev/null; } && \
	pkg-config --exists $(NEEDED) && echo none)

ifeq ($(filter-out clean distclean uninstall,$(GOALS)),)
MISSING := none
endif

ifneq ($(MISSING),none)
# ---- something is missing: install it, then start over ----------------------
WANTED = $(DEBIAN) $(if $(filter $(TEST_GOALS),$(GOALS)),$(TEST_DEBIAN))

.PHONY: $(GOALS) install-packages
$(GOALS): install-packages
	@$(MAKE) --no-print-directory $@ BG_INSTALLED=1

install-packages:
	@if [ -n "$(BG_INSTALLED)" ] || ! command -v apt-get >/dev/null 2>&1 || \
	   ! $(SUDO) true 2>/dev/null; then \
		echo "bumpgate needs these packages (Debian's names):" >&2; \
		echo "  $(WANTED)" >&2; \
		exit 1; \
	fi; \
	echo "installing: $(WANTED)" >&2; \
	{ $(SUDO) apt-get install -y -q --no-install-recommends $(WANTED) || \
	  { $(SUDO) apt-get update -q && $(SUDO) apt-get install -y -q --no-install-recommends $(WANTED); }; } >&2
else
# ---- the build ----------------------------------------------------------------
# "make V=1" shows each command.
ifeq ($(V),)
Q = @
TELL = @echo '  $(1)	$(patsubst $(O)/%,%,$(2))'
endif
JOBS ?= $(shell nproc 2>/dev/null || echo 2)

WARN = -Wall -Wextra -Wpedantic -Wshadow -Wstrict-prototypes -Wmissing-prototypes \
	-Wold-style-definition -Wvla -Wwrite-strings -Wundef -Wpointer-arith -Wcast-qual \
	-Wcast-align -Wformat=2 -Wimplicit-fallthrough -Wswitch-enum -Wdate-time \
	-Wconversion -Wsign-conversion
IS_CLANG := $(shell $(CC) --version 2>/dev/null | grep -c clang)
ifeq ($(IS_CLANG),0)
WARN += -Wduplicated-cond -Wduplicated-branches -Wlogical-op -Wnull-dereference
endif
ifneq ($(DEVELOPER)$(CI),)
WARN += -Werror
endif

ifneq ($(SANITIZE),)
HARDEN = -O1 -g -fno-omit-frame-pointer -fsanitize=address,undefined \
	-fno-sanitize-recover=undefined -DBG_ARENA_DEBUG
HARDEN_LINK = -fsanitize=address,undefined
MODE_CFLAGS =
else
HARDEN = -D_FORTIFY_SOURCE=2 -fstack-protector-strong -fstack-clash-protection \
	$(shell $(CC) -dumpmachine | grep -q '^x86_64' && echo -fcf-protection) -fPIE -fno-common
HARDEN_LINK = -pie -Wl,-z,relro,-z,now,-z,noexecstack
MODE_CFLAGS = $(CFLAGS)
endif

PKG_CFLAGS := $(shell pkg-config --cflags $(PKGS))
PKG_LIBS := $(shell pkg-config --libs $(PKGS))
TEST_CFLAGS = $(shell pkg-config --cflags $(TEST_PKGS))
TEST_LIBS = $(shell pkg-config --libs $(TEST_PKGS))
EXT_LIB := $(if $(findstring gfm-extensions,$(PKG_LIBS)),,-lcmark-gfm-extensions)

ALL_CPPFLAGS = -D_XOPEN_SOURCE=700 -Iinclude -Ilib -I$(O)/gen $(PKG_CFLAGS) $(CPPFLAGS)
ALL_CFLAGS = -std=c11 $(WARN) $(MODE_CFLAGS) $(HARDEN)
ALL_LDFLAGS = $(HARDEN_LINK) $(LDFLAGS)
ALL_LDLIBS = $(PKG_LIBS) $(EXT_LIB) $(LDLIBS)

LIB_SRC := $(sort $(wildcard lib/*/*.c))
CMD_SRC := $(sort $(filter-out cmd/main.c,$(wildcard cmd/*.c)))
SUP_SRC := $(sort $(wildcard tests/support/*.c))
UNIT_SRC := $(sort $(wildcard tests/unit/test_*.c))
FUZZ_SRC := $(sort $(wildcard tests/fuzz/fuzz_*.c))
EMBED := $(sort $(wildcard lib/policy/packs/*.yml lib/report/*.schema.json lib/report/*.css lib/report/*.js))

LIB_OBJ := $(LIB_SRC:%.c=$(O)/%.o) $(EMBED:%=$(O)/gen/%.o)
CMD_EMBED := $(sort $(wildcard cmd/completion.*sh))
CMD_OBJ := $(CMD_SRC:%.c=$(O)/%.o) $(CMD_EMBED:%=$(O)/gen/%.o)
SUP_OBJ := $(SUP_SRC:%.c=$(O)/%.o)
UNITS := $(UNIT_SRC:tests/unit/%.c=$(O)/tests/%)
REPLAYS := $(FUZZ_SRC:tests/fuzz/%.c=$(O)/replay/%)
FUZZERS := $(FUZZ_SRC:tests/fuzz/%.c=$(O)/fuzz/%)

.PHONY: all demo test test-large large-packages mutants test-build test-once check check-layers check-headers check-table \
	check-man check-readme check-services check-completion check-format asan fuzz bench bless self install uninstall clean distclean
.SECONDARY:
.DELETE_ON_ERROR:

all: $(O)/bumpgate

$(O)/bumpgate: $(O)/cmd/main.o $(CMD_OBJ) $(O)/libbumpgate.a
	$(call TELL,LD,$@)
	$(Q)$(CC) $(ALL_LDFLAGS) -o $@ $^ $(ALL_LDLIBS)

$(O)/libbumpgate.a: $(LIB_OBJ)
	$(call TELL,AR,$@)
	$(Q)rm -f $@
	$(Q)$(AR) rcs $@ $^

# A change of the compile line rebuilds everything.
COMPILE = $(CC) $(ALL_CPPFLAGS) $(ALL_CFLAGS)
$(O)/flags: FORCE
	@mkdir -p $(@D)
	@echo '$(COMPILE)' | cmp -s - $@ || echo '$(COMPILE)' >$@
FORCE:

$(O)/lib/%.o: lib/%.c $(O)/flags
	$(call TELL,CC,$<)
	@mkdir -p $(@D)
	$(Q)$(COMPILE) -include lib/base/banned.h -MMD -MP -c -o $@ $<

$(O)/cmd/%.o: cmd/%.c $(O)/flags
	$(call TELL,CC,$<)
	@mkdir -p $(@D)
	$(Q)$(COMPILE) -include lib/base/banned.h -MMD -MP -c -o $@ $<

$(O)/tests/%.o: tests/%.c $(O)/flags
	$(call TELL,CC,$<)
	@mkdir -p $(@D)
	$(Q)$(COMPILE) $(TEST_CFLAGS) -Itests -Icmd -MMD -MP -c -o $@ $<

# A file as an array called by its name: packs/generic.yml is bg_embed_generic_yml.
$(O)/gen/%.c: %
	@mkdir -p $(@D)
	@{ printf 'extern const char bg_embed_%s[];\nconst char bg_embed_%s[] = {' \
		$$(basename $< | tr '.-' '__') $$(basename $< | tr '.-' '__'); \
	   od -An -v -tu1 $< | sed 's/  *\([0-9][0-9]*\)/\1,/g'; echo '0};'; } >$@

$(O)/gen/%.o: $(O)/gen/%.c $(O)/flags
	$(call TELL,CC,$<)
	$(Q)$(COMPILE) -c -o $@ $<

$(O)/tests/test_%: $(O)/tests/unit/test_%.o $(SUP_OBJ) $(CMD_OBJ) $(O)/libbumpgate.a
	$(call TELL,LD,$@)
	$(Q)$(CC) $(ALL_LDFLAGS) -o $@ $^ $(TEST_LIBS) $(ALL_LDLIBS)

$(O)/replay/%: $(O)/tests/fuzz/%.o $(O)/tests/fuzz/replay.o $(O)/libbumpgate.a
	$(call TELL,LD,$@)
	@mkdir -p $(@D)
	$(Q)$(CC) $(ALL_LDFLAGS) -o $@ $^ $(ALL_LDLIBS)

-include $(shell [ -d $(O) ] && find $(O) -name deb -prune -o -type f -name '*.d' -print)

# ---- tests ----------------------------------------------------------------------
test:
	@$(MAKE) --no-print-directory -j$(JOBS) O=$(O)/test DEVELOPER=1 test-build lib
	@$(MAKE) --no-print-directory O=$(O)/test DEVELOPER=1 test-once check
	@$(MAKE) --no-print-directory -j$(JOBS) O=$(O)/asan SANITIZE=1 DEVELOPER=1 test-build
	@$(MAKE) --no-print-directory O=$(O)/asan SANITIZE=1 DEVELOPER=1 test-once
	@$(MAKE) --no-print-directory O=$(O)/test DEVELOPER=1 demo

asan:
	@$(MAKE) --no-print-directory O=$(O)/asan SANITIZE=1 DEVELOPER=1 test-once

test-build: $(O)/bumpgate $(UNITS) $(REPLAYS)

test-once: test-build
	@O=$(O) PYTHON=$(PYTHON) sh tests/run.sh

# One rule, predicate or way out disabled at a time: it takes an hour.
mutants:
	$(PYTHON) tests/mutants.py

large-packages:
	@for p in chromium chromedriver shellcheck zsh fish abidiff; do command -v $$p >/dev/null 2>&1 || exit 1; done || \
	{ $(SUDO) apt-get update -q && \
	  $(SUDO) apt-get install -y -q --no-install-recommends $(LARGE_DEBIAN); } >&2 || \
	echo "test-large: not there: $(LARGE_DEBIAN)"

test-large: $(O)/bumpgate large-packages
	@CC='$(CC)' O=$(O) PYTHON=$(PYTHON) sh tests/large.sh

demo: $(O)/bumpgate
	@BUMPGATE=$(O)/bumpgate sh tests/demo.sh

# ---- checks that compile nothing, or only headers -------------------------------
check: check-layers check-headers check-table check-man check-readme check-services \
	check-completion check-library check-packages

check-layers:
	@awk -f tests/layers.awk $(sort $(wildcard lib/*/*.[ch] cmd/*.[ch]))

check-headers:
	@for h in $(sort $(wildcard include/*.h lib/*/*.h)); do \
		case $$h in lib/base/banned.h) continue;; esac; \
		echo "#include \"$${h#*/}\"" | $(COMPILE) -fsyntax-only -x c - || \
		{ echo "$$h does not stand alone" >&2; exit 1; }; \
	done

check-table: $(O)/bumpgate
	@BUMPGATE=$(O)/bumpgate sh tests/table.sh

check-readme: $(O)/bumpgate
	@BUMPGATE=$(O)/bumpgate sh tests/readme.sh

# What .github offers to others; 77: python3 has no yaml, which it says.
check-services: $(O)/bumpgate
	@$(PYTHON) tests/services.py $(O)/bumpgate || [ $$? = 77 ]

# What shells offer; "test-large" installs those that are not there.
check-completion: $(O)/bumpgate
	@BUMPGATE=$(O)/bumpgate sh tests/completion.sh

check-man:
	@if command -v mandoc >/dev/null 2>&1; then mandoc -T lint -W warning cmd/*.1 cmd/*.5; \
	else echo "check-man: skipped, no mandoc"; fi

check-format:
	clang-format --dry-run --Werror $(wildcard lib/*/*.[ch] cmd/*.[ch] include/*.h)

# ---- fuzzing (clang) ------------------------------------------------------------
FUZZ_TIME ?= 60
fuzz:
	@$(MAKE) --no-print-directory O=$(O)/fuzzing CC=clang SANITIZE=1 \
		CPPFLAGS='$(CPPFLAGS) -fsanitize=fuzzer-no-link' fuzz-run

.PHONY: fuzz-run
fuzz-run: $(FUZZERS)
	@for f in $(FUZZERS); do \
		n=$$(basename $$f); mkdir -p $(O)/corpus/$$n; echo "$$n"; \
		i=0; for s in $$(sh tests/fuzz/seeds.sh $$n); do \
			i=$$((i + 1)); cp "$$s" $(O)/corpus/$$n/seed-$$i; \
		done; \
		$$f -max_total_time=$(FUZZ_TIME) -verbosity=0 -print_final_stats=1 \
			$(O)/corpus/$$n || exit 1; \
	done

$(O)/fuzz/%: $(O)/tests/fuzz/%.o $(O)/libbumpgate.a
	$(call TELL,LD,$@)
	@mkdir -p $(@D)
	$(Q)$(CC) $(ALL_LDFLAGS) -fsanitize=fuzzer -o $@ $^ $(ALL_LDLIBS)

bench: $(O)/bumpgate $(O)/tests/bench_python
	@BUMPGATE=$(O)/bumpgate BENCH_PYTHON=$(O)/tests/bench_python PYTHON=$(PYTHON) \
		sh tests/bench.sh

$(O)/tests/bench_python: $(O)/tests/bench_python.o $(SUP_OBJ) $(CMD_OBJ) $(O)/libbumpgate.a
	$(call TELL,LD,$@)
	$(Q)$(CC) $(ALL_LDFLAGS) -o $@ $^ $(TEST_LIBS) $(ALL_LDLIBS)

bless: $(O)/bumpgate $(O)/tests/test_fixtures $(O)/tests/test_goldens
	@O=$(O) sh tests/bless.sh
	@git diff --stat -- fixtures README.md

# The project's own gate; until there is a release, what a first one would be.
self: $(O)/bumpgate
	$(O)/bumpgate check $(if $(shell git tag -l 'v*'),,--initial HEAD)

# SHELL:FILE, where each shell looks below share.
COMPLETIONS = bash:bash-completion/completions/bumpgate zsh:zsh/site-functions/_bumpgate \
	fish:fish/vendor_completions.d/bumpgate.fish

install: $(O)/bumpgate
	$(INSTALL) -d $(DESTDIR)$(BINDIR) $(DESTDIR)$(MANDIR)/man1 $(DESTDIR)$(MANDIR)/man5
	$(INSTALL) -m 755 $(O)/bumpgate $(DESTDIR)$(BINDIR)/bumpgate
	$(INSTALL) -m 644 cmd/bumpgate.1 $(DESTDIR)$(MANDIR)/man1/bumpgate.1
	$(INSTALL) -m 644 cmd/bumpgate.yml.5 $(DESTDIR)$(MANDIR)/man5/bumpgate.yml.5
	for to in $(COMPLETIONS); do \
		$(INSTALL) -d $(DESTDIR)$(DATADIR)/$$(dirname $${to#*:}) && \
		$(O)/bumpgate completion $${to%%:*} >$(O)/completion && \
		$(INSTALL) -m 644 $(O)/completion $(DESTDIR)$(DATADIR)/$${to#*:} || exit 1; \
	done

uninstall:
	rm -f $(DESTDIR)$(BINDIR)/bumpgate $(DESTDIR)$(MANDIR)/man1/bumpgate.1 \
		$(DESTDIR)$(MANDIR)/man5/bumpgate.yml.5
	for to in $(COMPLETIONS); do rm -f $(DESTDIR)$(DATADIR)/$${to#*:}; done

include .github/packaging/packaging.mk

clean distclean:
	rm -rf $(O)
endif
