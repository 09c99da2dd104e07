# anteroom - the intake questionnaire and screening tool that therapists keep
#
#	make demo	set up, build, run the main job, leave a PDF
#	make check	set up, pass the tests
#
# MODE names a build folder, so that objects of different kinds never mix:
# release (default), test (lowest key cost, asserts), san (test + ASan and UBSan).

MODE    ?= release
BUILD   ?= build/$(MODE)$(if $(filter no,$(SCREEN)),-no-screen)
GEN     := build/gen
PREFIX  ?= /usr/local
SCREEN_LIBS = $(if $(filter no,$(SCREEN)),,-lncursesw -ltinfo)
# STATIC=no: every library shared (docs/decisions/0013-linked-in.md)
STATIC  ?= $(if $(filter san fuzz,$(MODE)),no,yes)
LINKED_IN = -lsqlite3 -lsodium -ljansson -lunistring -lturbojpeg -ldeflate $(SCREEN_LIBS)
XML_LINKED_IN = -lxml2 -llzma $(LIB) # the last for src/xml/no_icu.c
MODULES ?= base xml expr form practice answer score interview check store report \
	exchange console command
# SCREEN=no: line mode only, no ncurses
SCREEN  ?= yes

CC      ?= cc
Q       := $(if $(V),,@)# V=1 shows every command
WARN    := -Wall -Wextra -Wpedantic -Wshadow -Wstrict-prototypes -Wmissing-prototypes \
	-Wold-style-definition -Wpointer-arith -Wcast-qual -Wwrite-strings -Wformat=2 \
	-Wundef -Wvla -Wswitch-enum -Wconversion -Wno-sign-conversion
STD     := -std=c17 -D_XOPEN_SOURCE=700
MODE_release := -O2 -g
# WERROR=: where another compiler warns of more
WERROR  ?= -Werror
MODE_test    := -O1 -g -DANTEROOM_TEST_BUILD $(WERROR)
MODE_san     := -O1 -g -DANTEROOM_TEST_BUILD -fsanitize=address,undefined -fno-sanitize-recover=all \
	-fno-omit-frame-pointer
MODE_fuzz    := -O1 -g -DANTEROOM_TEST_BUILD -fsanitize=fuzzer-no-link,address,undefined \
	-fno-sanitize-recover=all -fno-omit-frame-pointer -Wno-string-conversion
PKGS    = libxml-2.0 sqlite3 libsodium jansson
override CFLAGS += $(STD) $(WARN) $(MODE_$(MODE)) -fstack-protector-strong
CPPFLAGS = -I. -Isrc -Itests -I$(GEN) $(shell pkg-config --cflags-only-I $(PKGS))
LDLIBS   = -Wl,--wrap=mmap $(if $(filter no,$(STATIC)),$(LINKED_IN) $(shell pkg-config --libs libxml-2.0),\
	-Wl,-z,pack-relative-relocs -Wl,-Bstatic $(LINKED_IN) $(XML_LINKED_IN) -Wl,-Bdynamic) -lhpdf -lpng -lz -lm
LDFLAGS += $(filter -fsanitize=%,$(MODE_$(MODE)))

SRC     := $(filter-out src/console/terminal$(if $(filter no,$(SCREEN)),,_none).c \
	$(if $(filter no,$(STATIC)),src/xml/no_icu.c), \
	$(foreach m,$(MODULES),$(wildcard src/$m/*.c)))
OBJ     := $(SRC:%.c=$(BUILD)/%.o)
LIB     := $(BUILD)/libanteroom.a
UNIT    := $(foreach m,$(MODULES),$(wildcard tests/unit/$m.c tests/unit/$m_*.c))
UNITBIN := $(UNIT:%.c=$(BUILD)/%)
BENCHLIB := $(patsubst %,$(BUILD)/tests/bench/%.o,common child sealed pty grid)
BENCHBIN := $(filter-out $(BENCHLIB:.o=) $(if $(filter no,$(SCREEN)),%/bare), \
	$(patsubst %.c,$(BUILD)/%,$(wildcard tests/bench/*.c)))
PO      := $(wildcard src/po/*/*.po)

DEBIAN       := gcc libc6-dev make pkg-config libxml2-dev libsqlite3-dev libsodium-dev libhpdf-dev zlib1g-dev libqpdf-dev \
	libpng-dev libturbojpeg0-dev libdeflate-dev libunistring-dev liblzma-dev libjansson-dev libncurses-dev gettext fonts-lato
DEBIAN_CHECK := git libcmocka-dev libfreetype-dev fonts-dejavu-core bats tmux ncurses-term poppler-utils qpdf libxml2-utils valgrind \
	locales whiptail sqlite3 clang clang-format-14 clang-tidy-14 libclang-rt-14-dev cppcheck mandoc shellcheck codespell

DEBIAN_BENCH := python3-reportlab python3-cairo weasyprint

.DEFAULT_GOAL := all
.PHONY: all docs docs-pictures help setup setup-check demo check unit san lint format ci clean dist install uninstall
.DELETE_ON_ERROR:

all: $(BUILD)/anteroom $(if $(filter test san,$(MODE)),$(BUILD)/tests/cli/squeeze) ## build the program (build/anteroom)
	@mkdir -p build && ln -sfn $(BUILD:build/%=%)/anteroom build/anteroom

help: ## this list
	@awk -F':.*## ' '/^[a-z-]+:.*## /{printf "  make %-12s %s\n", $$1, $$2}' $(MAKEFILE_LIST)

setup: ## install the Debian packages that building and the demo lack
	@tests/lint/packages.sh "to build" $(DEBIAN)

setup-check: ## the same for tests and lint
	@tests/lint/packages.sh "to test" $(DEBIAN_CHECK)

demo: setup ## two synthetic clients, two reports in build/demo/
	@$(MAKE) --no-print-directory all
	@tests/cli/demo.sh build/demo

# As many compilers as cores; a make that was given -j shares out its own.
CORES = $(if $(filter -j%,$(MAKEFLAGS)),,-j$(shell nproc))

check: setup setup-check ## every test and the lint; ends with "N passed, N failed"
	@$(MAKE) $(CORES) --no-print-directory MODE=test build/test/anteroom unit-programs bench-programs build/test/tests/measure/measure build/test/docs/gen/gen build/test/tests/cli/squeeze
	@$(MAKE) $(CORES) --no-print-directory all
	@$(MAKE) $(CORES) --no-print-directory $(FUZZ) fuzz-programs
	@FUZZ_RUNS=2000 tests/run.sh build/test

.PHONY: unit-programs all-objects
unit-programs: $(UNITBIN)
all-objects: $(OBJ) $(BUILD)/src/main.o
unit: $(UNITBIN) ## unit tests alone (MODULES="base xml" for some)
	@set -e; for t in $(UNITBIN); do echo "# $$t"; $$t; done

san: setup setup-check ## the same tests under ASan and UBSan
	@$(MAKE) $(CORES) --no-print-directory MODE=san build/san/anteroom unit-programs bench-programs build/san/tests/measure/measure build/san/docs/gen/gen build/san/tests/cli/squeeze
	@$(MAKE) $(CORES) --no-print-directory all
	@LSAN_OPTIONS=suppressions=$(CURDIR)/tests/lsan.txt:print_suppressions=0 tests/run.sh build/san

.PHONY: bench bench-million bench-programs
bench-programs: $(BENCHBIN)
bench: setup setup-check ## how fast, beside peers and floors (BENCH_RUNS=9)
	@tests/lint/packages.sh "to measure beside" $(DEBIAN_BENCH) || echo "measuring without them"
	@$(MAKE) --no-print-directory all bench-programs
	@tests/bench/run.sh $(BUILD) build/peers
bench-million: setup setup-check ## lists, export and verify of a million records (5 GB, half an hour)
	@$(MAKE) --no-print-directory all bench-programs
	@tests/bench/records.sh $(BUILD) 1000000

# The long campaigns against the store: docs/campaigns.md; make check has a short one of each.
.PHONY: kill power faults memory damage company
kill: ## kill -9 at any moment of interviews (KILLS=10000)
	@$(call campaign,test,KILLS=$(or $(KILLS),10000),store_kill)
power: ## power that goes at any write, two kinds of file system (CUTS=10000)
	@$(call campaign,test,CUTS=$(or $(CUTS),10000),store_power)
faults: ## every call to the disk fails at every point (EVERY=1)
	@$(call campaign,test,EVERY=$(or $(EVERY),1),store_fault store_syscall)
memory: ## every allocation of the store fails (EVERY=1)
	@$(call campaign,test,EVERY=$(or $(EVERY),1),store_memory)
damage: ## mutated databases, key files, cards, under sanitizers (FILES=10000)
	@$(call campaign,san,FILES=$(or $(FILES),10000),store_mutated store_mutated_keys)
company: ## two consoles and a therapist at once (INTERVIEWS=1000 of each console)
	@$(call campaign,test,INTERVIEWS=$(or $(INTERVIEWS),1000),store_company)
# MODE, SETTING, PROGRAMS
campaign = $(MAKE) --no-print-directory MODE=$1 $(3:%=build/$1/tests/unit/%) && \
	for t in $3; do $2 build/$1/tests/unit/$$t || exit 1; done

# libFuzzer is clang's; only the folders that the targets need.
FUZZ = MODE=fuzz CC=clang-14 MODULES="base xml expr form practice answer score interview check report console" SECS=$(SECS)
FUZZBIN := $(patsubst %.c,$(BUILD)/%,$(wildcard tests/fuzz/*.c))
SECS ?= 60
.PHONY: fuzz fuzz-programs
fuzz-programs: $(FUZZBIN)
fuzz: setup setup-check ## any bytes as forms, conditions, answers, templates, logos, fonts, keys (SECS=60 each)
	@$(MAKE) --no-print-directory $(FUZZ) fuzz-programs
	@tests/fuzz/run.sh build/fuzz $(SECS)

measure-check: $(BUILD)/tests/measure/measure ## make mistakes in the shipped forms, count how they are told
	@$< forms/*.xml >$(BUILD)/measured-check.md || { cat $(BUILD)/measured-check.md; exit 1; }
	@mv $(BUILD)/measured-check.md docs/measured-check.md && cat docs/measured-check.md

docs: $(BUILD)/docs/gen/gen ## references, diagnostics and schemas, made from the tables
	@$< .

docs-pictures: all ## the pictures in docs/pictures, from the demo's records
	@docs/gen/pictures.sh docs/pictures

lint: ## warnings as errors, layers, format, forms, shell, spelling; all files
	@tests/lint/lint.sh all

format: ## clang-format over src and tests
	clang-format-14 -i $(wildcard src/*.c src/*/*.[ch] tests/unit/*.[ch])

ci: ## what .ci/run does
	@.ci/run

clean: ## remove build/
	rm -rf build

dist: ## a tar of what git has
	git archive --prefix=anteroom/ -o build/anteroom.tar.gz HEAD

install: all ## into PREFIX (/usr/local)
	install -D -m 755 $(BUILD)/anteroom $(DESTDIR)$(PREFIX)/bin/anteroom
	install -d $(DESTDIR)$(PREFIX)/share/anteroom/forms $(DESTDIR)$(PREFIX)/share/anteroom/templates
	install -D -m 644 -t $(DESTDIR)$(PREFIX)/share/man/man1 docs/man/*.1
	install -m 644 forms/*.xml forms/*.xsd $(DESTDIR)$(PREFIX)/share/anteroom/forms/
	install -m 644 templates/*.xml templates/*.xsd $(DESTDIR)$(PREFIX)/share/anteroom/templates/

uninstall: ## out of PREFIX
	rm -rf $(DESTDIR)$(PREFIX)/bin/anteroom $(DESTDIR)$(PREFIX)/share/anteroom \
		$(DESTDIR)$(PREFIX)/share/man/man1/anteroom.1

$(GEN)/po/ids.h $(GEN)/po/tables.h &: $(PO) src/po/compile.sh
	@src/po/compile.sh $(GEN)/po src/po

$(BUILD)/anteroom: $(BUILD)/src/main.o $(LIB)
	@echo "  link $@"
	$(Q)$(CC) $(LDFLAGS) -o $@ $^ $(LDLIBS)

# Another list of MODULES is another library; so is one without what is linked in.
$(BUILD)/modules: FORCE
	@mkdir -p $(@D)
	@echo '$(MODULES) $(STATIC)' | cmp -s - $@ || echo '$(MODULES) $(STATIC)' >$@
.PHONY: FORCE
FORCE:

$(LIB): $(OBJ) $(BUILD)/modules
	@rm -f $@
	@ar rcs $@ $(OBJ)

$(BUILD)/tests/unit/%: tests/unit/%.c tests/unit/test.c tests/unit/test.h $(LIB)
	@mkdir -p $(@D)
	@echo "  cc   $<"
	$(Q)$(CC) $(CPPFLAGS) $(CFLAGS) -Itests -MMD -MP -o $@ $< tests/unit/test.c $(LIB) $(LDFLAGS) $(LDLIBS) -lcmocka

# how FreeType reads a typeface, beside how we do
$(BUILD)/tests/unit/report_traps: CPPFLAGS += $(shell pkg-config --cflags-only-I freetype2)
$(BUILD)/tests/unit/report_traps: LDLIBS += -lfreetype

.SECONDARY: $(BENCHLIB)
$(BUILD)/tests/bench/%: tests/bench/%.c $(BENCHLIB) $(LIB)
	@echo "  cc   $<"
	$(Q)$(CC) $(CPPFLAGS) $(CFLAGS) -MMD -MP -o $@ $< $(BENCHLIB) $(LIB) $(LDFLAGS) $(LDLIBS)

$(BUILD)/tests/bench/bare: tests/bench/bare.c
	@mkdir -p $(@D)
	@echo "  cc   $<"
	$(Q)$(CC) $(CPPFLAGS) $(CFLAGS) -MMD -MP -o $@ $< $(LDFLAGS) $(SCREEN_LIBS)

# gives the tests of the full screen a terminal of another size
$(BUILD)/tests/cli/squeeze: tests/cli/squeeze.c
	@mkdir -p $(@D)
	$(Q)$(CC) $(CFLAGS) -o $@ $< $(LDFLAGS)

$(BUILD)/tests/fuzz/%: tests/fuzz/%.c tests/fuzz/fuzz.h tests/fuzz/edit.h $(LIB)
	@mkdir -p $(@D)
	@echo "  cc   $<"
	$(Q)$(CC) $(CPPFLAGS) $(CFLAGS) -MMD -MP $(FUZZ_MAIN) -o $@ $< $(LIB) $(LDFLAGS) $(LDLIBS)

# keys has a main of its own: a session on a terminal is a process
FUZZ_MAIN := -fsanitize=fuzzer
$(BUILD)/tests/fuzz/keys: FUZZ_MAIN :=

GENERATOR := $(wildcard docs/gen/*.c)
$(BUILD)/docs/gen/gen: $(GENERATOR:%.c=$(BUILD)/%.o) $(LIB)
	$(Q)$(CC) $(LDFLAGS) -o $@ $^ $(LDLIBS)

MEASURE := $(wildcard tests/measure/*.c)
$(BUILD)/tests/measure/measure: $(MEASURE:%.c=$(BUILD)/%.o) $(LIB)
	$(Q)$(CC) $(LDFLAGS) -o $@ $^ $(LDLIBS)

$(BUILD)/%.o: %.c | $(GEN)/po/ids.h
	@mkdir -p $(@D)
	@echo "  cc   $<"
	$(Q)$(CC) $(CPPFLAGS) $(CFLAGS) -MMD -MP -c -o $@ $<

-include $(OBJ:.o=.d) $(UNITBIN:=.d) $(MEASURE:%.c=$(BUILD)/%.d) $(GENERATOR:%.c=$(BUILD)/%.d) \
	$(BENCHLIB:.o=.d) $(BENCHBIN:=.d) $(BUILD)/src/main.d
