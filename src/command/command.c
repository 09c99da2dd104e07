/* command.c - the table of commands, help, and the way from an error to an exit code */
#include "command/command.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include "command/internal.h"
#include "console/console.h"

#define VERSION "0.1.0"

struct command_row {
	const char *group;    /* heading in the help; NULL: as above */
	const char *name;     /* one word, or two: "form check" */
	const char *operands; /* as shown */
	size_t least, most;   /* how many operands */
	uint64_t options;     /* besides the global ones; JSON: it writes a document */
	const char *about;
	int (*run)(struct call *c);
};

#define B(o) OPT_BIT(OPT_##o)
#define ANY  4096
/* group, name, operands, least, most, options, about, function */
/* clang-format off */
static const struct command_row commands[] = {
	{"Set-up", "init", "[DIR]", 0, 1, B(SAMPLE) | B(PRINT_CODE),
		"make a practice home: profile, keys, store", run_init},
	{NULL, "doctor", "", 0, 0, B(JSON) | B(KIOSK) | B(KEY),
		"is this machine fit for it? --kiosk: what is open on a kiosk", run_doctor},
	{"Client", "take", "FORM", 1, 1,
		B(CLIENT) | B(LANG) | B(MODE) | B(ANSWERS) | B(ADVANCE) | B(IDLE) | B(ASCII) | B(FAIL_ON_FLAG),
		"answer a form", run_take},
	{NULL, "resume", "", 0, 0, B(MODE) | B(ADVANCE) | B(IDLE) | B(ASCII) | B(FAIL_ON_FLAG),
		"go on with a form; asks for the code", run_resume},
	{NULL, "kiosk", "FORM", 1, 1, B(CLIENT) | B(MODE) | B(ADVANCE) | B(IDLE) | B(ASCII),
		"a form for one client after another; asks for a staff code", run_kiosk},
	{"Therapist", "list", "", 0, 0,
		B(JSON) | B(FORM) | B(CLIENT) | B(SINCE) | B(STATE) | B(FLAGGED) | B(KEY),
		"the records, newest first", run_list},
	{NULL, "show", "RECORD", 1, 1,
		B(JSON) | B(ITEMS) | B(SCORES) | B(FLAGS) | B(MISSING) | B(LANG) | B(KEY),
		"one record: flags, scores, items, what is missing", run_show},
	{NULL, "report", "RECORD...", 1, ANY,
		B(JSON) | B(OUTPUT) | B(FORCE) | B(LANG) | B(TEMPLATE) | B(PAPER) | B(KEY) |
			B(FAIL_ON_FLAG) | B(PROTECT) | B(PROTECT_FD),
		"write the PDF (-o FILE, or a folder for several)", run_report},
	{NULL, "trend", "CLIENT", 1, 1, B(JSON) | B(SCALE) | B(LANG) | B(KEY),
		"the scales of a client over time, with reliable change", run_trend},
	{NULL, "export", "RECORD...", 0, ANY,
		B(ALL) | B(FORMAT) | B(OUTPUT) | B(FORCE) | B(KEY),
		"records for other programs, as JSON or CSV (-o FILE)", run_export},
	{NULL, "ack", "RECORD", 1, 1, B(JSON) | B(KEY),
		"its safety flag was seen: by whom, when, a note", run_ack},
	{NULL, "assign", "RECORD", 1, 1, B(JSON) | B(CLIENT) | B(KEY),
		"put a wrong client code right; the old one stays in it", run_assign},
	{NULL, "code", "RECORD", 1, 1, B(JSON) | B(YES) | B(KEY),
		"another code for a client who lost theirs; the old one ends", run_code},
	{NULL, "hold", "RECORD", 1, 1, B(JSON) | B(LIFT) | B(KEY),
		"keep it whatever the rules say, until --lift", run_hold},
	{NULL, "erase", "RECORD", 1, 1, B(JSON) | B(YES) | B(OUTPUT) | B(FORCE) | B(KEY),
		"erase one record for good; a certificate (-o FILE)", run_erase},
	{"Clinic", "form check", "FILE...", 1, ANY, B(JSON) | B(SIZE),
		"everything wrong with a form, template or practice.xml", run_form_check},
	{NULL, "form score", "FILE", 1, 1, B(JSON) | B(ANSWERS),
		"score one set of answers; stores nothing", run_form_score},
	{NULL, "form list", "", 0, 0, B(JSON),
		"the practice's forms and those that are shipped", run_form_list},
	{NULL, "form show", "FORM", 1, 1, B(LANG),
		"one form: questions, answers, conditions, scores", run_form_show},
	{NULL, "form try", "FORM", 1, 1, B(LANG) | B(MODE) | B(ADVANCE) | B(ASCII),
		"answer it, store nothing; then what would be stored and scored", run_form_try},
	{NULL, "form preview", "FORM", 1, 1, B(LANG) | B(SIZE),
		"every screen as text, every branch", run_form_preview},
	{NULL, "form words", "FORM", 1, 1, B(LANG) | B(FROM) | B(OUTPUT) | B(FORCE),
		"its texts for a translator (.po); --from puts them back", run_form_words},
	{NULL, "form diff", "OLD NEW", 2, 2, B(JSON),
		"what changes for clients and for scores", run_form_diff},
	{NULL, "form print", "FORM", 1, 1, B(OUTPUT) | B(FORCE) | B(LANG) | B(PAPER),
		"the form on paper, to fill in by hand (-o FILE.pdf)", run_form_print},
	{NULL, "form install", "FILE", 1, 1, B(JSON) | B(FORCE),
		"check it, then put it among the practice's forms", run_form_install},
	{NULL, "form new", "", 0, 0,
		B(TITLE) | B(ID) | B(LANG) | B(CHOICES) | B(SCORED) | B(OUTPUT) | B(FORCE),
		"five questions, then a form to begin with", run_form_new},
	{"Store", "store status", "", 0, 0, B(JSON),
		"what can be told without a key: records, size, last backup", run_store_status},
	{NULL, "store verify", "", 0, 0, B(JSON) | B(KEY) | B(ACCEPT),
		"is everything as it was written? log, records, keys", run_store_verify},
	{NULL, "store audit", "", 0, 0, B(JSON) | B(SINCE) | B(KEY),
		"the log: what was done, when, by whom", run_store_audit},
	{NULL, "store backup", "FOLDER", 1, 1, B(JSON) | B(KEY),
		"a copy into a new folder, verified; clients may go on", run_store_backup},
	{NULL, "store restore", "FOLDER", 1, 1, B(JSON) | B(KEY) | B(FORCE) | B(ACCEPT),
		"a backup into the home; --force moves aside what is there", run_store_restore},
	{NULL, "store prune", "", 0, 0,
		B(JSON) | B(BEFORE) | B(YES) | B(CLOCK_IS_RIGHT) | B(OUTPUT) | B(FORCE) | B(KEY),
		"erase what need not be kept any longer; a certificate", run_store_prune},
	{NULL, "store rekey", "", 0, 0, B(JSON) | B(KEY) | B(RECOVERY) | B(PRINT_CODE),
		"new keys for all records; --recovery: a new code on paper too", run_store_rekey},
	{NULL, "key passphrase", "", 0, 0, B(JSON) | B(KEY),
		"change one's own passphrase", run_key_passphrase},
	{NULL, "key add", "NAME", 1, 1, B(JSON) | B(KEY) | B(RECOVERY) | B(OUTPUT),
		"another therapist, with a key file of their own (-o FILE)", run_key_add},
	{NULL, "key list", "", 0, 0, B(JSON) | B(KEY),
		"who opens the records, and who did", run_key_list},
	{NULL, "key remove", "NAME", 1, 1, B(JSON) | B(KEY),
		"a therapist leaves: new keys, and theirs opens nothing", run_key_remove},
	{NULL, "key check", "", 0, 0, B(JSON) | B(KEY) | B(RECOVERY),
		"does my key, or the code on paper, open what is sealed?", run_key_check},
};
/* clang-format on */
#undef B

static void
put_usage(struct buf *out, const struct command_row *row)
{
	buf_printf(out, "usage: anteroom %s%s%s [options]\n\n%s\n\n", row->name,
		*row->operands ? " " : "", row->operands, row->about);
	if (row->options) {
		options_put_help(out, row->options);
		buf_str(out, "\nEverywhere:\n");
	}
	options_put_help(out, OPTS_GLOBAL);
	if (strstr(row->operands, "RECORD"))
		buf_str(out, "\nRECORD is the beginning of a record's id, or @last.\n");
}

static void
put_commands(struct buf *out)
{
	buf_str(out,
		"anteroom - the intake questionnaire and screening tool that therapists "
		"keep\n");
	for (size_t i = 0; i < COUNT_OF(commands); i++) {
		const struct command_row *row = &commands[i];
		size_t before;

		if (row->group)
			buf_printf(out, "\n%s\n", row->group);
		before = out->len;
		buf_printf(out, "  %s %s", row->name, row->operands);
		do
			buf_char(out, ' ');
		while (out->len - before < 24);
		buf_printf(out, "%s\n", row->about);
	}
	buf_str(out, "\nEvery command has --help.  Everywhere:\n");
	options_put_help(out, OPTS_GLOBAL);
	buf_str(out, "Where a program may read the result:\n");
	options_put_help(out, OPT_BIT(OPT_JSON));
}

/* Five lines for somebody who typed only the name. */
static void
put_hello(struct buf *out)
{
	buf_str(out,
		"anteroom: intake questionnaires for therapists\n"
		"  anteroom init              make a practice home, once\n"
		"  anteroom take FORM         a client answers a form\n"
		"  anteroom list              the therapist's records\n"
		"  anteroom --help            all commands\n");
}

/* The row whose name fits the first one or two words; *ret_words says how many. */
static const struct command_row *
find_command(int argc, char **argv, int *ret_words)
{
	for (size_t i = 0; i < COUNT_OF(commands); i++) {
		const char *name = commands[i].name, *space = strchr(name, ' ');
		size_t first = space ? (size_t)(space - name) : strlen(name);

		if (argc < 2 || strlen(argv[1]) != first ||
			memcmp(argv[1], name, first) != 0)
			continue;
		if (!space) {
			*ret_words = 1;
			return &commands[i];
		}
		if (argc > 2 && strcmp(argv[2], space + 1) == 0) {
			*ret_words = 2;
			return &commands[i];
		}
	}
	return NULL;
}

/* "form", "store", "key": of commands that have two words. */
static bool
is_first_word(const char *word)
{
	size_t n = strlen(word);

	for (size_t i = 0; i < COUNT_OF(commands); i++)
		if (strncmp(commands[i].name, word, n) == 0 && commands[i].name[n] == ' ')
			return true;
	return false;
}

static int
no_such_command(struct call *c, int argc, char **argv)
{
	const char *names[COUNT_OF(commands)], *near;
	const char *asked = argv[1];

	for (size_t i = 0; i < COUNT_OF(commands); i++)
		names[i] = commands[i].name;
	if (is_first_word(argv[1])) {
		asked = argc > 2 ? arena_printf(&c->arena, "%s %s", argv[1], argv[2])
				 : argv[1];
		if (argc < 3) {
			err_set(&c->err, ERR_USAGE, "'%s' needs another word", argv[1]);
			err_advise(&c->err, "see: anteroom --help");
			return ERR_USAGE;
		}
	}
	near = diag_nearest(asked, names, COUNT_OF(commands));
	err_set(&c->err, ERR_USAGE, "there is no command '%s'", asked);
	if (near)
		err_advise(&c->err, "did you mean '%s'?", near);
	else
		err_advise(&c->err, "see: anteroom --help");
	return ERR_USAGE;
}

/* ACCESSIBLE: set, and not to a word for no. */
static bool
wants_accessible(void)
{
	const char *value = getenv("ACCESSIBLE");

	return value && *value && strcmp(value, "0") != 0 && strcmp(value, "false") != 0;
}

static int
run_row(struct call *c, const struct command_row *row, int argc, char **argv)
{
	int rc = options_parse(c, argc, argv, row->options | OPTS_GLOBAL);

	if (rc)
		return rc;
	if (wants_accessible())
		c->opt[OPT_ACCESSIBLE] = "yes";
	if (c->opt[OPT_HELP]) {
		struct buf out = BUF_NONE;

		put_usage(&out, row);
		rc = out_write(c, &out);
		buf_free(&out);
		return rc;
	}
	if (c->operand_count < row->least || c->operand_count > row->most) {
		err_set(&c->err, ERR_USAGE, "'%s' %s %s", row->name,
			c->operand_count < row->least ? "needs" : "takes no more than",
			row->most == 0 ? "its options" : row->operands);
		err_advise(&c->err, "usage: anteroom %s %s", row->name, row->operands);
		return ERR_USAGE;
	}
	return row->run(c);
}

/* No command: "anteroom", "anteroom --help", "anteroom --version". */
static int
run_bare(struct call *c, int argc, char **argv)
{
	struct buf out = BUF_NONE;
	int rc = options_parse(c, argc - 1, argv + 1, OPTS_GLOBAL);

	if (rc)
		return rc;
	if (c->operand_count)
		return no_such_command(c, argc, argv);
	if (c->opt[OPT_VERSION])
		buf_str(&out, "anteroom " VERSION "\n");
	else if (c->opt[OPT_HELP])
		put_commands(&out);
	else
		put_hello(&out);
	rc = out_write(c, &out);
	buf_free(&out);
	return rc;
}

/* "anteroom --home DIR list" is "anteroom list --home DIR": the command's words first. */
static char **
command_first(struct arena *a, int argc, char **argv)
{
	char **sorted = arena_array(a, (size_t)argc + 1, sizeof *sorted);
	int before = 1, n = 1;

	while (before < argc && argv[before][0] == '-' && argv[before][1])
		before += 1 + option_takes_next(argv[before], OPTS_GLOBAL);
	if (before >= argc)
		return argv;
	sorted[0] = argv[0];
	for (int i = before; i < argc; i++)
		sorted[n++] = argv[i];
	for (int i = 1; i < before; i++)
		sorted[n++] = argv[i];
	return sorted;
}

int
command_run(int argc, char **argv)
{
	struct call c = {.arena = ARENA_NONE, .err = ERR_NONE};
	const struct command_row *row;
	int rc, words = 0;

	if (!console_locale())
		say("this machine has no UTF-8 locale; some letters may be wrong");
	for (size_t i = 0; i < 3; i++) {
		static const char *const names[] = {"LC_ALL", "LC_MESSAGES", "LANG"};
		const char *value = getenv(names[i]);

		if (value && *value) {
			c.lang = text_lang(value);
			break;
		}
	}
	argv = command_first(&c.arena, argc, argv);
	row = find_command(argc, argv, &words);
	if (row)
		rc = run_row(&c, row, argc - 1 - words, argv + 1 + words);
	else if (argc < 2 || argv[1][0] == '-')
		rc = run_bare(&c, argc, argv);
	else
		rc = no_such_command(&c, argc, argv);
	if (rc < 0) {
		say("anteroom: %s", c.err.text);
		if (*c.err.advice)
			say("%s", c.err.advice);
		rc = -rc;
	}
	arena_wipe(&c.arena); /* of what was opened, and typed */
	return rc;
}
