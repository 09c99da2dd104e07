/* front.c - which front end a person gets, and the times of an idle screen */
#include "command/front.h"

#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include "base/file.h"
#include "base/num.h"

/* The file of --answers, every mistake in it said. */
static int
read_answers(struct call *c, const struct form *f, struct console_options *o)
{
	struct buf bytes = BUF_NONE;
	struct diags d;
	size_t count = 0;
	int rc;

	diags_init(&d, &c->arena);
	rc = file_read(c->opt[OPT_ANSWERS], XML_FILE_CAP, &bytes, &c->err);
	if (rc)
		goto done;
	o->lines = answers_file_parse(&c->arena, f, c->opt[OPT_ANSWERS],
		arena_strndup(&c->arena, buf_text(&bytes), bytes.len), bytes.len, &d,
		&count);
	o->line_count = count;
	if (d.found.count && (!o->lines || !c->opt[OPT_QUIET]))
		out_findings(c, &d);
	if (!o->lines && diags_failed(&d))
		rc = err_set(&c->err, ERR_INVALID, "the answers in '%s' have mistakes",
			c->opt[OPT_ANSWERS]);
done:
	buf_wipe(&bytes);
	buf_free(&bytes);
	return rc;
}

/* Answers from a file stand for a client. */
static int
script_options(struct call *c, const struct form *f, struct console_options *o)
{
	if (!c->opt[OPT_ANSWERS]) {
		err_set(&c->err, ERR_USAGE, "'--mode script' needs answers");
		err_advise(&c->err, "give them with --answers FILE");
		return ERR_USAGE;
	}
	o->paper = !c->opt[OPT_MODE] || strcmp(c->opt[OPT_MODE], "script") != 0;
	return read_answers(c, f, o);
}

static bool
is_mode(const struct call *c, const char *mode)
{
	return c->opt[OPT_MODE] && strcmp(c->opt[OPT_MODE], mode) == 0;
}

int
front_read(struct call *c, const struct form *f, struct front *ret)
{
	const char *advance = c->opt[OPT_ADVANCE];
	bool told = getenv("ANTEROOM_TEST_TITLE") != NULL;
	enum lang own; /* the screen may speak a language that the form does not have */

	if (c->opt[OPT_LANG] && !form_has_lang(f, c->opt[OPT_LANG]) &&
		!text_speaks(c->opt[OPT_LANG], &own))
		return form_lacks(c, f);
	*ret = (struct front){
		.script = is_mode(c, "script") || c->opt[OPT_ANSWERS],
		.options =
			{
				  .in = STDIN_FILENO,
				  .out = STDOUT_FILENO,
				  .auto_advance = advance && strcmp(advance, "auto") == 0,
				  .ascii = c->opt[OPT_ASCII] != NULL,
				  .tell_frames = told,
				  .deaf_ms = front_hasten(CONSOLE_DEAF_MS),
				  },
	};
	return ret->script ? script_options(c, f, &ret->options) : 0;
}

int
front_open(struct call *c, struct front *front)
{
	/* who asks for the full screen gets it, whatever stands in the environment */
	bool line =
		is_mode(c, "line") || (c->opt[OPT_ACCESSIBLE] && !is_mode(c, "screen"));
	bool tried = false;
	int rc;

	if (!line && !front->script) {
		front->console = console_screen_new(&front->options);
		rc = console_open(front->console, &c->err);
		if (!rc || is_mode(c, "screen"))
			return rc;
		console_free(front->console);
		tried = true;
	}
	if (tried)
		err_clear(&c->err); /* line by line, then */
	front->console = front->script ? console_script_new(&front->options)
				       : console_line_new(&front->options);
	return console_open(front->console, &c->err);
}

void
front_free(struct front *front)
{
	console_free(front->console);
	front->console = NULL;
}

/* ---- idle ---- */

/* "5m", "90s", "off", to milliseconds. */
static bool
parse_idle(struct arena *a, const char *typed, int64_t *ret)
{
	size_t n = strlen(typed);
	char unit = n ? typed[n - 1] : '\0';
	int64_t number;

	*ret = 0;
	if (strcmp(typed, "off") == 0)
		return true;
	if (unit != 'm' && unit != 's')
		return false;
	if (!num_parse_int(arena_strndup(a, typed, n - 1), &number) || number < 1 ||
		number > 24 * 60 * 60)
		return false;
	*ret = number * (unit == 'm' ? 60 : 1) * 1000;
	return true;
}

int64_t
front_hasten(int64_t ms)
{
#ifdef ANTEROOM_TEST_BUILD
	const char *times = getenv("ANTEROOM_TEST_HASTE");
	int64_t n;

	if (times && num_parse_int(times, &n) && n > 0)
		return ms / n ? ms / n : 1;
#endif
	return ms;
}

int
front_idle(struct call *c, const struct practice *p, int without, struct idle_times *ret)
{
	const char *typed = c->opt[OPT_IDLE];
	int minutes = p->idle_minutes ? p->idle_minutes : without;

	*ret = (struct idle_times){(int64_t)minutes * 60 * 1000,
		front_hasten(IDLE_WARN_MS), front_hasten(IDLE_CLOSE_MS)};
	if (typed && !parse_idle(&c->arena, typed, &ret->idle)) {
		err_set(&c->err, ERR_USAGE, "'--idle' cannot be that");
		err_advise(&c->err, "write minutes or seconds, 5m or 90s, or off");
		return ERR_USAGE;
	}
	return 0;
}
