/*
 * internal.h - what the subcommands share
 *
 * A subcommand is one function in one file and one row of the table in command.c.  It
 * gets a struct call: its operands, its options by number, an arena, and an err to fill.
 * It returns an exit code, or a negative ERR_* which command_run reports.
 */
#ifndef COMMAND_INTERNAL_H
#define COMMAND_INTERNAL_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "answer/answer.h"
#include "base/arena.h"
#include "base/buf.h"
#include "base/diag.h"
#include "base/err.h"
#include "base/text.h"
#include "form/form.h"
#include "practice/practice.h"
#include "score/score.h"
#include "store/keys.h"
#include "store/store.h"

/* Exit codes that are not failures (those are the ERR_* negated). */
enum {
	EXIT_DONE = 0,
	EXIT_STOPPED = 5, /* the interview ended before its end; answers are saved */
	EXIT_DECLINED = 6,
	EXIT_FLAGGED = 9, /* --fail-on-flag, and there is one */
};

/* Every option there is; rows in options.c in this order. */
enum opt {
	OPT_HOME,
	OPT_JSON,
	OPT_QUIET,
	OPT_NO_INPUT,
	OPT_ACCESSIBLE,
	OPT_PASSPHRASE_FD,
	OPT_VERSION,
	OPT_HELP,
	OPT_SAMPLE,
	OPT_CLIENT,
	OPT_LANG,
	OPT_MODE,
	OPT_ANSWERS,
	OPT_ADVANCE,
	OPT_FAIL_ON_FLAG,
	OPT_FORM,
	OPT_SINCE,
	OPT_STATE,
	OPT_FLAGGED,
	OPT_ITEMS,
	OPT_SCORES,
	OPT_FLAGS,
	OPT_MISSING,
	OPT_OUTPUT,
	OPT_FORCE,
	OPT_TEMPLATE,
	OPT_PAPER,
	OPT_KEY,
	OPT_SIZE,
	OPT_FROM,
	OPT_TITLE,
	OPT_ID,
	OPT_CHOICES,
	OPT_SCORED,
	OPT_ASCII,
	OPT_IDLE,
	OPT_KIOSK,
	OPT_YES,
	OPT_BEFORE,
	OPT_LIFT,
	OPT_CLOCK_IS_RIGHT,
	OPT_RECOVERY,
	OPT_PRINT_CODE,
	OPT_ACCEPT,
	OPT_SCALE,
	OPT_ALL,
	OPT_FORMAT,
	OPT_PROTECT,
	OPT_PROTECT_FD,
	OPT_COUNT
};
#define OPT_BIT(o) (1ull << (o))
#define OPTS_GLOBAL                                                       \
	(OPT_BIT(OPT_HOME) | OPT_BIT(OPT_QUIET) | OPT_BIT(OPT_NO_INPUT) | \
		OPT_BIT(OPT_ACCESSIBLE) | OPT_BIT(OPT_PASSPHRASE_FD) |    \
		OPT_BIT(OPT_VERSION) | OPT_BIT(OPT_HELP))

struct call {
	struct arena arena;
	const char *const *operands;
	size_t operand_count;
	const char *opt[OPT_COUNT]; /* NULL: not given; a flag given is "yes" */
	enum lang lang;             /* of the person at the terminal, by the locale */
	struct err err;
};

struct option_row {
	const char *name;     /* "passphrase-fd"; "-o" has the letter below */
	char letter;          /* 0: none */
	const char *argument; /* NULL: a flag */
	const char *words;    /* "letter|a4": what it may be; NULL: anything */
	const char *about;
};
const struct option_row *option_row(enum opt o);
/* Sort argv into options and operands; allowed: bits of enum opt. */
int options_parse(struct call *c, int argc, char **argv, uint64_t allowed);
/* --lang of what is written in the program's own words; *ret stays where there is none. */
int option_lang(struct call *c, enum lang *ret);
/* --size 40x12: columns and rows of a screen; without it those columns and 0 rows. */
int option_size(struct call *c, int columns, int *ret_columns, int *ret_rows) ATTR_USE;
/* Does this argument name an option whose value is the next argument? */
bool option_takes_next(const char *arg, uint64_t allowed);
void options_put_help(struct buf *out, uint64_t allowed);

/* ---- home.c: the practice home and what is in it ---- */

struct home {
	char *folder;
	struct store_paths paths;
	const struct practice *practice;
	struct store *store; /* NULL until home_store() */
	struct form_shelf *shelf;
};
char *home_folder(struct call *c);
/* Where the practice card is in the two-user layout: no console can put another there. */
#define SHARED_CARD "/etc/anteroom/practice.card"
/* Check rights, read practice.xml; its mistakes are in found (ERR_INVALID), and nothing is
 * said.  ret->folder is there in any case. */
int home_look(struct call *c, struct home *ret, struct diags *found);
/* The same; mistakes go to standard error. */
int home_open(struct call *c, struct home *ret);
char *home_card(struct call *c, const struct home *h);
/* In the two-user layout give path to the practice's group with mode; else nothing. */
int home_share(struct call *c, const struct home *h, const char *path, unsigned mode);
int home_store(struct call *c, struct home *h);
void home_close(struct home *h);
/* A file of the practice's own, else of those shipped: forms/ID.xml.  A name with a / or
 * ending in .xml is a path.  NULL: none, and err says where it looked. */
char *
home_find(struct call *c, const struct home *h, const char *folder, const char *name);
/* Where the forms lie that others include: the practice's own, then those shipped. */
struct form_finder home_finder(struct call *c);
/* Load and check a form; findings go to standard error when there is an error. */
int home_form(struct call *c, const char *path, const struct form **ret);

/* ---- form_used.c ---- */

/* ERR_REFUSED when the store has this version with another meaning; says what changed. */
int form_check_used(struct call *c, struct home *h, const struct form *f);

/* ---- form_file.c: a form by its name or its file, and what an author's command writes ---- */

/* The practice's own form of that id, else a shipped one; a path is itself.  Without a
 * home only shipped ones.  NULL: none, and err says where it looked. */
char *form_path(struct call *c, const char *name);
int form_named(struct call *c, const char *name, const struct form **ret);
/* Load without the rules of meaning (an old form was written under other ones); *ret is NULL
 * when it has mistakes all the same. */
int
form_read_old(struct call *c, const char *path, struct diags *d, const struct form **ret);
/* "phq9.xml" of a path, where the folder says nothing. */
const char *form_base_name(const char *path);
/* --lang names none of the form's languages: ERR_USAGE, and what it has. */
int form_lacks(struct call *c, const struct form *f);
/* The home's practice; the fictional one that is shipped where there is no home, or it
 * has no lines for a form that asks about safety. */
int form_practice(struct call *c, const struct form *f, const struct practice **ret);
/* To path, else to standard output; replaces a file only with --force. */
int form_write(struct call *c, const struct buf *b, const char *path);

/* ---- ask.c: questions to the person at the terminal ---- */

/* A passphrase, without echo; twice where it is new.  Free with store_secret_free. */
int ask_passphrase(struct call *c, bool new_one, char **ret);
/* A passphrase for a file that leaves the house: from --protect-fd, else asked for twice;
 * free with store_secret_free. */
int ask_file_passphrase(struct call *c, char **ret);
/* The staff code of a kiosk, typed twice; free with store_secret_free. */
int ask_staff_code(struct call *c, char **ret);
/* The code on paper, without echo; free with store_secret_free. */
int ask_recovery_code(struct call *c, char **ret);
/* One line; flag is what could have been given instead ("--client"); NULL: nothing. */
int ask_line(struct call *c, enum text_id prompt, const char *flag, char **ret);

/* ---- records.c ---- */

/* The operands, and for "-" the first word of each line of standard input: ids, @last. */
int records_named(struct call *c, const char *const **ret, size_t *ret_count);

/* ---- opened.c: a record, opened ---- */

struct opened {
	struct store_record row;
	struct record record;
	const struct form *form;
	struct answers *answers;
	struct scores *scores;
};
int vault_open(struct call *c, struct home *h, struct store_vault **ret);
/* Into c->arena; its form stays on the home's shelf until home_close(). */
int record_open(struct call *c, struct home *h, struct store_vault *v,
	const struct store_record *row, struct opened *ret);
/* The form as it was when the record was begun: by its digest, from the store. */
int record_form(
	struct call *c, struct store *s, const struct record *r, const struct form **ret);
void form_shelf_free(struct form_shelf *s);
/* What a list shows of a record: its head, and by whom its flag was seen (NULL: by nobody,
 * or more was said since); a small read where it is finished. */
int head_open(struct call *c, struct home *h, struct store_vault *v,
	const struct store_record *row, struct record_head *ret,
	const struct note **ret_seen);
/* The notes beside a record; what does not open is said, and hides no record. */
const struct note *
notes_open(struct call *c, struct store_vault *v, const char *id, size_t *ret_count);
/* What the member who unlocked is called. */
int actor_name(struct call *c, struct store_vault *v, const char **ret);
/* What a list shows of a record, from its scores. */
struct record_head record_head_of(const struct record *r, const struct form *f,
	const struct answers *got, const struct scores *s);

/* ---- key_paper.c: the recovery code, on its way to paper ---- */

/* Is there somebody to show it to: --print-code, or a terminal that is asked at? */
bool paper_ready(const struct call *c);
/* Once: to standard output where that was asked for, else to the terminal itself. */
int paper_show(struct call *c, const char *code);

/* ---- take.c ---- */

/* Nobody may meet a safety question where nobody would see the answer: ERR_REFUSED. */
int check_ready(struct call *c, const struct practice *p, const struct form *f);
/* The store open, and the form in it as it is, so that its answers can be read for ever. */
int form_keep(struct call *c, struct home *h, const struct form *f);

/* ---- show.c ---- */

/* Flags and alerts, then scores, as "show" has them; appended. */
void show_results(struct call *c, const struct opened *o, struct buf *out);
/* Flags and alerts alone. */
void show_flags(struct call *c, const struct opened *o, struct buf *out);

/* ---- show_life.c: what the practice added; appended ---- */

/* Who saw the flag, and what they wrote; or that nobody did yet. */
void show_seen(struct call *c, const struct opened *o, struct buf *out);
/* How the client code was put right, and a hold. */
void show_life(struct call *c, const struct opened *o, struct buf *out);

/* ---- certificate.c: what is given out when records are gone ---- */

struct store_erased;
/* Before anything goes: --yes or somebody to ask, and no file in the way (-o). */
int erase_ready(struct call *c);
/* One line that must be typed, unless --yes: what is wanted, or more of the whole of it;
 * false: something else was. */
int erase_confirm(struct call *c, const char *wanted, const char *whole, bool *ret);
/* To -o, else to standard output: who, when, how many, the log's numbers, what it does not
 * reach.  what: one line on which records.  --json: standard output has the document. */
int certificate_write(struct call *c, const struct home *h, const char *who,
	const char *what, const struct store_erased *done);
/* Nothing had to go: with --json a document that says so, else nothing. */
int certificate_none(struct call *c, const struct home *h);

/* ---- out.c: rows of text to standard output ---- */

bool out_is_terminal(void);
/* What path came to (rc, as it is returned), with the advice that is due where nothing is
 * overwritten: --force, where that would help. */
int out_refused(struct call *c, int rc, const char *path);
/* Columns are measured, then printed; off a terminal tabs and no header; with
 * --accessible "label: value" lines. */
struct out_table {
	struct call *call;
	size_t columns;
	const char *const *headers;
	VEC(const char **) rows;
};
void out_row(struct out_table *t, const char *const *cells);
int out_table(struct out_table *t);
int out_write(struct call *c, const struct buf *b); /* all of it, or ERR_FAILED */
/* To standard error; with --accessible labelled lines. */
void out_findings(const struct call *c, const struct diags *d);
void out_put_findings(const struct call *c, const struct diags *d, struct buf *out);
void say(const char *fmt, ...) ATTR_PRINTF(1, 2); /* one line to standard error */

/* ---- the subcommands, one per file ---- */

int run_init(struct call *c);
int run_doctor(struct call *c);
int run_take(struct call *c);
int run_resume(struct call *c);
int run_kiosk(struct call *c);
int run_list(struct call *c);
int run_show(struct call *c);
int run_report(struct call *c);
int run_trend(struct call *c);
int run_export(struct call *c);
int run_ack(struct call *c);
int run_assign(struct call *c);
int run_code(struct call *c);
int run_hold(struct call *c);
int run_erase(struct call *c);
int run_store_prune(struct call *c);
int run_form_check(struct call *c);
int run_form_score(struct call *c);
int run_form_list(struct call *c);
int run_form_show(struct call *c);
int run_form_try(struct call *c);
int run_form_words(struct call *c);
int run_form_diff(struct call *c);
int run_form_print(struct call *c);
int run_form_install(struct call *c);
int run_form_new(struct call *c);
int run_form_preview(struct call *c);
int run_key_passphrase(struct call *c);
int run_key_add(struct call *c);
int run_key_list(struct call *c);
int run_key_remove(struct call *c);
int run_key_check(struct call *c);
int run_store_rekey(struct call *c);
int run_store_status(struct call *c);
int run_store_verify(struct call *c);
int run_store_audit(struct call *c);
int run_store_backup(struct call *c);
int run_store_restore(struct call *c);

#endif
