/* options.c - one table of options: parsing and help are read from it */
#include "command/internal.h"

#include <stdlib.h>
#include <string.h>

#include "base/num.h"

#define OPTION_COLUMN 28

/* name, letter, argument, words it may be, what it does */
/* clang-format off */
static const struct option_row rows[] = {
	{"home", 0, "DIR", NULL, "the practice home (else $ANTEROOM_HOME)"},
	{"json", 0, NULL, NULL, "one JSON document"},
	{"quiet", 0, NULL, NULL, "say only what went wrong"},
	{"no-input", 0, NULL, NULL, "never ask; a question without its option is exit 2"},
	{"accessible", 0, NULL, NULL, "line by line; labelled lines, no tables"},
	{"passphrase-fd", 0, "N", NULL, "read the passphrase from descriptor N"},
	{"version", 0, NULL, NULL, "version, and what it is built with"},
	{"help", 'h', NULL, NULL, "this help"},
	{"sample", 0, NULL, NULL, "a fictional practice, marked SAMPLE everywhere"},
	{"client", 0, "CODE", NULL, "the client's chart code, never a name"},
	{"lang", 0, "TAG", NULL, "language: en, es"},
	{"mode", 0, "MODE", "auto|screen|line|script", "how to ask"},
	{"answers", 0, "FILE", NULL, "answers from a file, through the same interview"},
	{"advance", 0, "HOW", "manual|auto", "auto: a digit goes on at once"},
	{"fail-on-flag", 0, NULL, NULL, "exit 9 when a safety flag is present"},
	{"form", 0, "ID", NULL, "only this form"},
	{"since", 0, "DATE", NULL, "only from this day on (2026-11-01)"},
	{"state", 0, "STATE", "open|stopped|done|declined", "only records in this state"},
	{"flagged", 0, NULL, NULL, "only records with a safety flag"},
	{"items", 0, NULL, NULL, "every item and its answer"},
	{"scores", 0, NULL, NULL, "the scores"},
	{"flags", 0, NULL, NULL, "safety flags and alerts"},
	{"missing", 0, NULL, NULL, "what was not answered, and why"},
	{"output", 'o', "FILE", NULL, "write here; - is standard output"},
	{"force", 0, NULL, NULL, "replace a file that is there"},
	{"template", 0, "NAME", NULL, "report template (standard)"},
	{"paper", 0, "SIZE", "letter|a4", "paper (else the practice's)"},
	{"key", 0, "FILE", NULL, "the member's key file (else $ANTEROOM_KEY)"},
	{"size", 0, "40x12", NULL, "columns x rows of the screen"},
	{"from", 0, "FILE", NULL, "put the words of this file into the form"},
	{"title", 0, "TEXT", NULL, "what the form is called"},
	{"id", 0, "ID", NULL, "its id: small letters, digits, _ and -"},
	{"choices", 0, "LIST", "how-often|how-much|agreement|yes-no", "the answers to choose from"},
	{"scored", 0, "YES", "yes|no", "make a score of its questions"},
	{"ascii", 0, NULL, NULL, "plain letters, for a terminal without UTF-8"},
	{"idle", 0, "TIME", NULL, "5m, 90s or off: when the screen asks, and hides"},
	{"kiosk", 0, NULL, NULL, "what is open on a kiosk, too"},
	{"yes", 0, NULL, NULL, "do not ask whether it may go"},
	{"before", 0, "DATE", NULL, "also all that began before this day"},
	{"lift", 0, NULL, NULL, "end the hold"},
	{"clock-is-right", 0, NULL, NULL, "the clock looks wrong, and is not"},
	{"recovery", 0, NULL, NULL, "by, or with a new, recovery code on paper"},
	{"print-code", 0, NULL, NULL, "the recovery code to standard output, this once"},
	{"accept", 0, NULL, NULL, "the store as it is now is the one to go on from"},
	{"scale", 0, "ID", NULL, "only this scale"},
	{"all", 0, NULL, NULL, "every record"},
	{"format", 0, "FORMAT", "json|csv", "what is written"},
	{"protect", 0, NULL, NULL, "the file opens only with a passphrase"},
	{"protect-fd", 0, "N", NULL, "the same, and read it from descriptor N"},
};
/* clang-format on */
_Static_assert(COUNT_OF(rows) == OPT_COUNT, "one row per option");

const struct option_row *
option_row(enum opt o)
{
	return &rows[o];
}

static int
find(const char *name, size_t n, uint64_t allowed)
{
	for (int i = 0; i < OPT_COUNT; i++)
		if ((allowed & OPT_BIT(i)) && strlen(rows[i].name) == n &&
			memcmp(rows[i].name, name, n) == 0)
			return i;
	return -1;
}

static int
find_letter(char letter, uint64_t allowed)
{
	for (int i = 0; i < OPT_COUNT; i++)
		if ((allowed & OPT_BIT(i)) && rows[i].letter == letter)
			return i;
	return -1;
}

static int
unknown(struct call *c, const char *arg, uint64_t allowed)
{
	const char *names[OPT_COUNT], *near;
	size_t count = 0;

	for (int i = 0; i < OPT_COUNT; i++)
		if (allowed & OPT_BIT(i))
			names[count++] = rows[i].name;
	if (strcmp(arg, "--json") == 0) {
		err_set(&c->err, ERR_USAGE, "this command writes no JSON");
		err_advise(&c->err, "leave out '--json'; what there is: --help");
		return ERR_USAGE;
	}
	err_set(&c->err, ERR_USAGE, "there is no option '%s' here", arg);
	near = strncmp(arg, "--", 2) == 0 ? diag_nearest(arg + 2, names, count) : NULL;
	if (near)
		err_advise(&c->err, "did you mean '--%s'?", near);
	else
		err_advise(&c->err, "see --help");
	return ERR_USAGE;
}

/* Is value one of the words "a|b|c"? */
static bool
one_of(const char *value, const char *words)
{
	size_t n = strlen(value);

	for (const char *w = words; w; w = strchr(w, '|') ? strchr(w, '|') + 1 : NULL)
		if (strncmp(w, value, n) == 0 && (w[n] == '|' || !w[n]) && n)
			return true;
	return false;
}

static int
take_value(struct call *c, int o, const char *value)
{
	if (rows[o].words && !one_of(value, rows[o].words)) {
		err_set(&c->err, ERR_USAGE, "'--%s' cannot be that", rows[o].name);
		err_advise(&c->err, "write one of: %s", rows[o].words);
		return ERR_USAGE;
	}
	c->opt[o] = value;
	return 0;
}

enum { COLUMNS_MIN = 20, COLUMNS_MAX = 300, ROWS_MIN = 5, ROWS_MAX = 200 };

int
option_size(struct call *c, int columns, int *ret_columns, int *ret_rows)
{
	const char *size = c->opt[OPT_SIZE], *x = size ? strchr(size, 'x') : NULL;
	int64_t wide = columns, high = 0;

	if (size &&
		(!x ||
			!num_parse_int(arena_strndup(&c->arena, size, (size_t)(x - size)),
				&wide) ||
			!num_parse_int(x + 1, &high) || wide < COLUMNS_MIN ||
			wide > COLUMNS_MAX || high < ROWS_MIN || high > ROWS_MAX)) {
		err_set(&c->err, ERR_USAGE, "'--size' cannot be that");
		err_advise(&c->err,
			"write columns x rows, from %dx%d to %dx%d, such as 40x12",
			COLUMNS_MIN, ROWS_MIN, COLUMNS_MAX, ROWS_MAX);
		return ERR_USAGE;
	}
	*ret_columns = (int)wide;
	*ret_rows = (int)high;
	return 0;
}

/* Which option an argument names; *ret_value is what stands behind it, or NULL. */
static int
find_option(const char *arg, uint64_t allowed, const char **ret_value)
{
	const char *equals = strchr(arg, '=');

	if (arg[1] != '-') {
		*ret_value = arg[2] ? arg + 2 : NULL;
		return find_letter(arg[1], allowed);
	}
	*ret_value = equals ? equals + 1 : NULL;
	return find(
		arg + 2, equals ? (size_t)(equals - arg - 2) : strlen(arg + 2), allowed);
}

bool
option_takes_next(const char *arg, uint64_t allowed)
{
	const char *value;
	int o = find_option(arg, allowed, &value);

	return o >= 0 && rows[o].argument && !value;
}

/* One option at argv[*at]; *at moves on over its value. */
static int
take_option(struct call *c, int argc, char **argv, int *at, uint64_t allowed)
{
	const char *arg = argv[*at], *value;
	int o = find_option(arg, allowed, &value);

	if (o < 0)
		return unknown(c, arg, allowed);
	if (!rows[o].argument) {
		if (value)
			return err_set(&c->err, ERR_USAGE, "'--%s' takes no value",
				rows[o].name);
		c->opt[o] = "yes";
		return 0;
	}
	if (!value && *at + 1 < argc)
		value = argv[++*at];
	if (!value)
		return err_set(&c->err, ERR_USAGE, "'--%s' needs a %s", rows[o].name,
			rows[o].argument);
	return take_value(c, o, value);
}

int
options_parse(struct call *c, int argc, char **argv, uint64_t allowed)
{
	const char **operands =
		arena_array(&c->arena, (size_t)argc + 1, sizeof *operands);
	bool options_over = false;
	int rc;

	for (int i = 0; i < argc; i++) {
		if (!options_over && strcmp(argv[i], "--") == 0) {
			options_over = true;
		} else if (!options_over && argv[i][0] == '-' && argv[i][1]) {
			rc = take_option(c, argc, argv, &i, allowed);
			if (rc)
				return rc;
		} else {
			operands[c->operand_count++] = argv[i];
		}
	}
	c->operands = operands;
	return 0;
}

void
options_put_help(struct buf *out, uint64_t allowed)
{
	for (int i = 0; i < OPT_COUNT; i++) {
		size_t before = out->len;

		if (!(allowed & OPT_BIT(i)))
			continue;
		buf_str(out, "  ");
		if (rows[i].letter)
			buf_printf(out, "-%c, ", rows[i].letter);
		buf_printf(out, "--%s", rows[i].name);
		if (rows[i].words)
			buf_printf(out, " %s", rows[i].words);
		else if (rows[i].argument)
			buf_printf(out, " %s", rows[i].argument);
		do
			buf_char(out, ' ');
		while (out->len - before < OPTION_COLUMN);
		buf_printf(out, "%s\n", rows[i].about);
	}
}

int
option_lang(struct call *c, enum lang *ret)
{
	struct buf spoken = BUF_NONE;

	if (!c->opt[OPT_LANG] || text_speaks(c->opt[OPT_LANG], ret))
		return 0;
	text_langs_put(&spoken);
	err_set(&c->err, ERR_USAGE, "reports and trends are not written in '%s'",
		c->opt[OPT_LANG]);
	err_advise(&c->err, "they are in: %s", buf_text(&spoken));
	buf_free(&spoken);
	return ERR_USAGE;
}
