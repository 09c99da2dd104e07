/* doctor.c - the table of checks, and how they are told */
#include "command/doctor.h"

#include <stdarg.h>
#include <string.h>

#include "base/utf8.h"

#define COLUMNS 78
#define INDENT  26 /* of the sentence on a terminal */

/* In this order: later checks use what earlier ones opened.  id, kiosk only, function */
static const struct {
	const char *id;
	bool kiosk;
	void (*look)(struct doctor *d);
} checks[] = {
	{"terminal",           false, check_terminal          },
	{"locale",             false, check_locale            },
	{"fonts",              false, check_fonts             },
	{"home",               false, check_home              },
	{"store",              false, check_store             },
	{"database",           false, check_database          },
	{"keys",               false, check_keys              },
	{"backup",             false, check_backup            },
	{"crisis-lines",       false, check_crisis            },
	{"clock",              false, check_clock             },
	{"disk",               false, check_disk              },
	{"encryption",         false, check_encryption        },
	{"swap",               false, check_swap              },
	{"locked-memory",      false, check_locked            },
	{"core-dumps",         false, check_core              },
	{"kiosk-user",         true,  check_kiosk_user        },
	{"kiosk-shell",        true,  check_kiosk_shell       },
	{"kiosk-keys",         true,  check_kiosk_keys        },
	{"kiosk-card",         true,  check_kiosk_card        },
	{"kiosk-sudo",         true,  check_kiosk_sudo        },
	{"kiosk-console",      true,  check_kiosk_console     },
	{"kiosk-logins",       true,  check_kiosk_gettys      },
	{"kiosk-logind",       true,  check_kiosk_logind      },
	{"kiosk-sysrq",        true,  check_kiosk_sysrq       },
	{"kiosk-ctrl-alt-del", true,  check_kiosk_ctrl_alt_del},
};

static const char *const state_words[] = {"ok", "warn", "fail"};
_Static_assert(COUNT_OF(state_words) == DOCTOR_STATE_COUNT, "one word per state");

static void
add(struct doctor *d, enum doctor_state state, const char *text, const char *advice)
{
	struct arena *a = &d->call->arena;

	*vec_push(a, &d->rows) = (struct json_check){
		.id = d->check,
		.state = state_words[state],
		.text = utf8_printable(a, text),
		.advice = utf8_printable(a, advice),
	};
	d->count[state]++;
}

void
doctor_add(struct doctor *d, enum doctor_state state, enum text_id text,
	enum text_id advice, ...)
{
	struct buf said = BUF_NONE, todo = BUF_NONE;
	va_list ap, again;

	va_start(ap, advice);
	va_copy(again, ap);
	text_vfill(&said, d->call->lang, text, ap);
	if (advice != TEXT_COUNT)
		text_vfill(&todo, d->call->lang, advice, again);
	va_end(again);
	va_end(ap);
	add(d, state, buf_text(&said), buf_text(&todo));
	buf_free(&said);
	buf_free(&todo);
}

void
doctor_add_err(struct doctor *d, enum doctor_state state, const struct err *err)
{
	add(d, state, err->text, err->advice);
}

void
doctor_unseen(struct doctor *d, const struct err *err)
{
	doctor_add(d, DOCTOR_WARN, TEXT_DOCTOR_UNSEEN,
		err->code == ERR_LOCKED ? TEXT_DOCTOR_UNSEEN_DO : TEXT_COUNT, "why",
		err->text, NULL);
}

/* Wrapped at spaces alone: a command that is to be typed must stay as it is. */
static void
put_words(struct call *c, struct buf *out, const char *words, int indent)
{
	int at = indent;
	char *word;

	for (size_t i = 0; (word = word_of(&c->arena, words, ' ', i)) != NULL; i++) {
		int width = utf8_width(word);

		if (i && at + 1 + width > COLUMNS) {
			buf_printf(out, "\n%*s", indent, "");
			at = indent;
		} else if (i) {
			buf_char(out, ' ');
			at++;
		}
		buf_str(out, word);
		at += width;
	}
	buf_char(out, '\n');
}

/* Sentences are long: on a terminal they are wrapped, what to do below what was seen. */
static int
put_wrapped(struct call *c, const struct doctor *d)
{
	struct buf out = BUF_NONE;
	int rc;

	for (size_t i = 0; i < d->rows.count; i++) {
		const struct json_check *row = &d->rows.at[i];
		struct buf todo = BUF_NONE;

		buf_printf(&out, "%-4s  %-18s  ", row->state, row->id);
		put_words(c, &out, row->text, INDENT);
		if (!*row->advice)
			continue;
		text_fill(&todo, c->lang, TEXT_DOCTOR_TO_DO, "advice", row->advice, NULL);
		buf_printf(&out, "%*s", INDENT, "");
		put_words(c, &out, buf_text(&todo), INDENT);
		buf_free(&todo);
	}
	rc = out_write(c, &out);
	buf_free(&out);
	return rc;
}

static int
put_rows(struct call *c, const struct doctor *d)
{
	const char *const headers[] = {text(c->lang, TEXT_DOCTOR_STATE),
		text(c->lang, TEXT_DOCTOR_CHECK), text(c->lang, TEXT_DOCTOR_FOUND),
		text(c->lang, TEXT_DOCTOR_DO)};
	struct out_table t = {
		.call = c, .columns = COUNT_OF(headers), .headers = headers};

	for (size_t i = 0; i < d->rows.count; i++) {
		const struct json_check *row = &d->rows.at[i];

		out_row(&t,
			(const char *const[]){
				row->state, row->id, row->text, row->advice});
	}
	return out_table(&t);
}

/* --quiet: only what went wrong. */
static void
drop_good(struct doctor *d)
{
	size_t kept = 0;

	for (size_t i = 0; i < d->rows.count; i++)
		if (strcmp(d->rows.at[i].state, state_words[DOCTOR_OK]) != 0)
			d->rows.at[kept++] = d->rows.at[i];
	d->rows.count = kept;
}

static int
put_all(struct call *c, struct doctor *d)
{
	struct buf json = BUF_NONE;
	int rc;

	if (c->opt[OPT_QUIET])
		drop_good(d);
	if (!c->opt[OPT_JSON])
		return out_is_terminal() && !c->opt[OPT_ACCESSIBLE] ? put_wrapped(c, d)
								    : put_rows(c, d);
	exchange_doctor_json(d->rows.at, d->rows.count, &json);
	rc = out_write(c, &json);
	buf_free(&json);
	return rc;
}

int
run_doctor(struct call *c)
{
	struct doctor d = {.call = c};
	int rc;

	for (size_t i = 0; i < COUNT_OF(checks); i++) {
		if (checks[i].kiosk && !c->opt[OPT_KIOSK])
			continue;
		d.check = checks[i].id;
		checks[i].look(&d);
	}
	home_close(&d.home);
	err_clear(&c->err);
	rc = put_all(c, &d);
	if (rc)
		return rc;
	if (d.home_named)
		return err_set(&c->err, ERR_NOT_FOUND, "there is no practice home '%s'",
			d.home.folder);
	if (d.count[DOCTOR_FAIL])
		return err_set(&c->err, ERR_FAILED, "%zu of %zu checks failed",
			d.count[DOCTOR_FAIL],
			d.count[DOCTOR_OK] + d.count[DOCTOR_WARN] + d.count[DOCTOR_FAIL]);
	return EXIT_DONE;
}
