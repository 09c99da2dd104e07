/* form_diff.c - form diff: what a changed form changes, in plain sentences */
#include "command/form_compare.h"

#include <assert.h>
#include <stdio.h>
#include <string.h>

#include "base/utf8.h"
#include "exchange/json_form.h"

#define COLUMNS 78

static int
load(struct call *c, const char *name, const struct form **ret)
{
	char *path = form_path(c, name);
	struct diags d;
	int rc;

	if (!path)
		return ERR_NOT_FOUND;
	diags_init(&d, &c->arena);
	rc = form_read_old(c, path, &d, ret);
	if (rc || *ret)
		return rc;
	diags_sort(&d);
	out_findings(c, &d);
	err_set(&c->err, ERR_INVALID, "the form '%s' has mistakes and was not used",
		path);
	err_advise(&c->err, "mend them and try: anteroom form check %s", path);
	return ERR_INVALID;
}

static void
put_sentence(const struct comparison *k, enum text_id id, struct buf *out)
{
	char old[16], new[16], next[16];
	struct buf line = BUF_NONE;

	(void)snprintf(old, sizeof old, "%d", k->old->version);
	(void)snprintf(new, sizeof new, "%d", k->new->version);
	(void)snprintf(next, sizeof next, "%d", k->old->version + 1);
	text_fill(&line, k->call->lang, id, "old", old, "new", new, "next", next,
		"old-id", k->old->id, "new-id", k->new->id, NULL);
	utf8_wrap(out, buf_text(&line), COLUMNS, 0);
	buf_free(&line);
}

static void
put_group(const struct comparison *k, enum effect effect, enum text_id title,
	struct buf *out)
{
	bool any = false;

	for (size_t i = 0; i < k->found.count; i++) {
		const struct difference *d = &k->found.at[i];
		struct buf line = BUF_NONE;

		if (d->effect != effect)
			continue;
		if (!any)
			buf_printf(out, "%s\n", text(k->call->lang, title));
		any = true;
		buf_printf(
			&line, "%c %s: %s.", d->raises ? '*' : ' ', d->where, d->words);
		utf8_wrap(out, buf_text(&line), COLUMNS, 4);
		buf_free(&line);
	}
	if (any)
		buf_char(out, '\n');
}

static enum text_id
verdict(const struct comparison *k)
{
	int by = k->new->version - k->old->version;

	if (by < 0)
		return TEXT_DIFF_VERSION_DOWN;
	if (by > 0)
		return TEXT_DIFF_VERSION_UP;
	if (k->raises)
		return TEXT_DIFF_VERSION_RAISE;
	return k->found.count ? TEXT_DIFF_VERSION_STAYS : TEXT_DIFF_NOTHING;
}

static void
put_words(const struct comparison *k, struct buf *out)
{
	const bool same = strcmp(k->old->id, k->new->id) == 0;

	if (!same)
		put_sentence(k, TEXT_DIFF_TWO_FORMS, out);
	put_group(k, EFFECT_CLIENTS, TEXT_DIFF_CLIENTS, out);
	put_group(k, EFFECT_SCORES, TEXT_DIFF_SCORES, out);
	if (same)
		put_sentence(k, verdict(k), out);
}

static void
put_json(const struct comparison *k, struct buf *out)
{
	static const char *const effects[] = {"clients", "scores"};
	_Static_assert(COUNT_OF(effects) == EFFECT_COUNT, "a word for each");
	VEC(struct json_difference) rows = VEC_NONE;

	for (size_t i = 0; i < k->found.count; i++) {
		const struct difference *d = &k->found.at[i];

		*vec_push(&k->call->arena, &rows) = (struct json_difference){
			effects[d->effect], d->where, d->words, d->raises};
	}
	exchange_form_diff_json(k->old, k->new, rows.at, rows.count, out);
}

int
run_form_diff(struct call *c)
{
	const struct form *old = NULL, *new = NULL;
	struct buf out = BUF_NONE;
	struct comparison k;
	int rc = load(c, c->operands[0], &old);

	if (!rc)
		rc = load(c, c->operands[1], &new);
	if (rc)
		return rc;
	assert(old && new);
	form_compare(c, old, new, &k);
	if (c->opt[OPT_JSON])
		put_json(&k, &out);
	else
		put_words(&k, &out);
	rc = out_write(c, &out);
	buf_free(&out);
	return rc;
}
