/* form.c - form check and form score: for the clinic, nothing is stored */
#include "command/internal.h"

#include <string.h>

#include "base/clock.h"
#include "base/file.h"
#include "base/num.h"
#include "check/check.h"
#include "exchange/json.h"
#include "report/report.h"

static int
check_as_form(struct call *c, const char *path, struct diags *d)
{
	const struct form_finder finder = home_finder(c);
	const struct form *f = NULL;
	int columns, rows;
	int rc = option_size(c, 0, &columns, &rows);

	if (!rc)
		rc = check_load(&c->arena, path, &finder, d, &f, &c->err);
	if (!rc && f && rows)
		check_size(f, columns, rows, d);
	return rc; /* the diags say what is wrong */
}

static int
check_as_practice(struct call *c, const char *path, struct diags *d)
{
	const struct practice *p = NULL;
	int columns, rows;
	int rc = option_size(c, 0, &columns, &rows);

	if (!rc)
		rc = practice_load(&c->arena, path, d, &p, &c->err);
	if (!rc && p)
		practice_check(p, date_of_instant(clock_now()), d);
	if (!rc && p && rows)
		check_practice_size(p, columns, rows, d);
	return rc;
}

static int
check_as_template(struct call *c, const char *path, struct diags *d)
{
	const struct template *t = NULL;
	int rc = template_load(&c->arena, path, d, &t, &c->err);

	if (!rc && t)
		template_open(&c->arena, t, d);
	return rc;
}

/* What a file is, by the name of its outermost element. */
static const struct {
	const char *root;
	int (*check)(struct call *c, const char *path, struct diags *d);
} kinds[] = {
	{"form",     check_as_form    },
	{"practice", check_as_practice},
	{"template", check_as_template},
};

static int
check_file(struct call *c, const char *path, struct diags *d)
{
	const char *root;
	int rc = xml_first_tag(&c->arena, path, &root, &c->err);

	if (rc)
		return rc;
	for (size_t i = 0; i < COUNT_OF(kinds); i++)
		if (strcmp(root, kinds[i].root) == 0)
			return kinds[i].check(c, path, d);
	return check_as_form(c, path, d); /* which says what is wrong with it */
}

int
run_form_check(struct call *c)
{
	struct buf out = BUF_NONE;
	struct diags d;
	int rc = 0;

	diags_init(&d, &c->arena);
	for (size_t i = 0; !rc && i < c->operand_count; i++)
		rc = check_file(c, c->operands[i], &d);
	if (rc)
		return rc;
	diags_sort(&d);
	if (c->opt[OPT_JSON]) {
		exchange_diags_json(&d, &out);
	} else {
		out_put_findings(c, &d, &out);
		if (d.found.count) {
			diags_put_summary(&d, &out);
			buf_char(&out, '\n');
		} else if (!c->opt[OPT_QUIET]) {
			buf_printf(&out, "%s\n", text(c->lang, TEXT_CHECK_CLEAN));
		}
	}
	rc = out_write(c, &out);
	buf_free(&out);
	return rc ? rc : diags_failed(&d) ? -ERR_INVALID : EXIT_DONE;
}

static void
put_scores(struct call *c, const struct form *f, const struct scores *s, struct buf *out)
{
	const bool heard = c->opt[OPT_ACCESSIBLE] != NULL;
	const char *is = heard ? ": " : "\t", *more = heard ? ", " : "\t";

	for (size_t i = 0; i < f->scale_count; i++) {
		const struct score *row = &s->scales[i];
		bool scored = row->state == SCORE_SCORED || row->state == SCORE_PRORATED;
		const char *band = row->band ? form_words(&row->band->label, 0) : "";

		buf_printf(
			out, "%s%s%s", row->scale->id, is, score_state_word(row->state));
		buf_str(out, scored || !heard ? more : "");
		if (scored)
			num_put(out, row->value, 4);
		buf_printf(out, "%s%s\n", *band || !heard ? more : "", band);
	}
	for (size_t i = 0; i < f->safety_count; i++)
		buf_printf(out, "%s%s%s\n", s->safeties[i].safety->id, is,
			safety_state_word(s->safeties[i].state));
	for (size_t i = 0; i < f->alert_count; i++)
		buf_printf(out, "%s%s%s\n", s->alerts[i].alert->id, is,
			truth_word(s->alerts[i].state));
	for (size_t i = 0; i < f->topic_count; i++)
		buf_printf(out, "%s%s%s\n", s->topics[i].topic->id, is,
			truth_word(s->topics[i].state));
}

/* An answer to an item that a condition closed is not used; say so. */
static void
warn_not_asked(const struct answers *got, const struct answers_line *lines, size_t count,
	struct diags *d)
{
	for (size_t i = 0; i < count; i++)
		if (lines[i].item && !got->asked[lines[i].item->index])
			diags_warn(d, "answers-not-asked", lines[i].at,
				"\"%s\" is not asked with these answers; its line is not "
				"used",
				lines[i].item->id);
}

int
run_form_score(struct call *c)
{
	const struct form *f = NULL;
	struct buf bytes = BUF_NONE, out = BUF_NONE;
	struct answers_line *lines;
	struct answers *got;
	struct scores *s;
	struct diags d;
	size_t count = 0;
	int rc;

	if (!c->opt[OPT_ANSWERS]) {
		err_set(&c->err, ERR_USAGE, "'form score' needs answers");
		err_advise(&c->err, "give them with --answers FILE");
		return ERR_USAGE;
	}
	diags_init(&d, &c->arena);
	rc = home_form(c, c->operands[0], &f);
	if (!rc)
		rc = file_read(c->opt[OPT_ANSWERS], XML_FILE_CAP, &bytes, &c->err);
	if (rc)
		goto done;
	lines = answers_file_parse(&c->arena, f, c->opt[OPT_ANSWERS],
		arena_strndup(&c->arena, buf_text(&bytes), bytes.len), bytes.len, &d,
		&count);
	if (!diags_failed(&d)) {
		got = answers_new(&c->arena, f);
		answers_apply(got, lines, count);
		score_settle(f, got);
		warn_not_asked(got, lines, count, &d);
		s = score_all(&c->arena, f, got, NULL);
		if (c->opt[OPT_JSON])
			exchange_score_json(f, s, &out);
		else
			put_scores(c, f, s, &out);
		rc = out_write(c, &out);
	} else {
		rc = err_set(&c->err, ERR_INVALID, "the answers in '%s' have mistakes",
			c->opt[OPT_ANSWERS]);
	}
	diags_sort(&d);
	out_findings(c, &d);
done:
	buf_wipe(&bytes);
	buf_free(&bytes);
	buf_free(&out);
	return rc;
}
