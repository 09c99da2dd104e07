/* trend.c - the scales of one client over time */
#include <string.h>

#include "base/date.h"
#include "base/num.h"
#include "base/utf8.h"
#include "command/history.h"
#include "exchange/json_trend.h"
#include "store/care.h"

#define COLUMNS 78

struct page {
	struct call *call;
	struct buf out;
};

static void
paragraph(struct page *p, const char *words, int indent)
{
	utf8_wrap(&p->out, utf8_printable(&p->call->arena, words), COLUMNS, indent);
}

static const char *
number(struct page *p, double value)
{
	struct buf b = BUF_NONE;
	const char *words;

	num_put(&b, value, 2);
	words = arena_strdup(&p->call->arena, buf_text(&b));
	buf_free(&b);
	return words;
}

/* "4 Feb 2026: 17 of 27, Moderately severe" */
static void
put_point(struct page *p, const struct trend *t, const struct trend_point *point)
{
	enum lang lang = p->call->lang;
	struct buf line = BUF_NONE;

	date_put_words(&line, date_of_instant(point->at), lang);
	buf_str(&line, ": ");
	text_fill(&line, lang, TEXT_SHOW_OF, "number", number(p, point->score->value),
		"highest", number(p, t->scale->highest), NULL);
	if (point->score->band)
		buf_printf(&line, ", %s",
			form_words(&point->score->band->label,
				form_lang(point->sitting->form, text_lang_tag(lang))));
	if (point->left == TREND_PRORATED)
		buf_printf(
			&line, " (%s)", trend_left_words(&p->call->arena, point, lang));
	paragraph(p, buf_text(&line), 2);
	buf_free(&line);
}

static void
put_trend(struct page *p, const struct trend *t)
{
	enum lang lang = p->call->lang;
	size_t count;
	const struct trend_line *lines =
		trend_lines(&p->call->arena, t, false, lang, &count);

	buf_char(&p->out, '\n');
	paragraph(p,
		form_words(&t->scale->title, form_lang(t->form, text_lang_tag(lang))), 0);
	if (!t->scale->validated)
		paragraph(p, text(lang, TEXT_SHOW_CLINIC_MADE), 2);
	for (size_t i = 0; i < t->count; i++)
		if (trend_is_drawn(&t->points[i]))
			put_point(p, t, &t->points[i]);
	for (size_t i = 0; i < count; i++)
		paragraph(p, lines[i].text, 2);
}

static void
put_all(struct page *p, const struct trends *t, const char *client)
{
	const char *only = p->call->opt[OPT_SCALE];

	text_fill(&p->out, p->call->lang, TEXT_TREND_OF_CLIENT, "client", client, NULL);
	buf_char(&p->out, '\n');
	if (t->together_count && !only) {
		buf_char(&p->out, '\n');
		paragraph(p, text(p->call->lang, TEXT_TREND_TOGETHER), 0);
		paragraph(p,
			trend_pair_numbers(&p->call->arena, t->together,
				t->together_count, p->call->lang),
			2);
	}
	for (size_t i = 0; i < t->count; i++)
		if (!only || strcmp(t->all[i].scale->id, only) == 0)
			put_trend(p, &t->all[i]);
}

/* Something of it is followed, and under that id where one was asked for. */
static int
check_there(struct call *c, const struct trends *t, const char *client)
{
	const char *only = c->opt[OPT_SCALE];
	struct buf ids = BUF_NONE;

	for (size_t i = 0; i < t->count; i++) {
		if (!only || strcmp(t->all[i].scale->id, only) == 0) {
			buf_free(&ids);
			return 0;
		}
		buf_printf(&ids, "%s%s", i ? ", " : "", t->all[i].scale->id);
	}
	if (!t->count) {
		err_set(&c->err, ERR_NOT_FOUND,
			"no finished record of client '%s' has a scale that is followed",
			client);
		err_advise(&c->err, "see: anteroom list --client %s", client);
	} else {
		err_set(&c->err, ERR_NOT_FOUND, "client '%s' has no scale '%s'", client,
			only);
		err_advise(&c->err, "there are: %s", buf_text(&ids));
	}
	buf_free(&ids);
	return ERR_NOT_FOUND;
}

static int
write_trends(struct call *c, const struct sittings *s, const char *client)
{
	const struct trends *t = trend_all(&c->arena, s->all.at, s->all.count);
	struct page p = {.call = c, .out = BUF_NONE};
	int rc = check_there(c, t, client);

	if (!rc && c->opt[OPT_JSON])
		exchange_trend_json(client, t, c->opt[OPT_SCALE], s->unread, &p.out);
	else if (!rc)
		put_all(&p, t, client);
	if (!rc)
		rc = out_write(c, &p.out);
	buf_wipe(&p.out);
	buf_free(&p.out);
	return rc;
}

int
run_trend(struct call *c)
{
	const char *client = c->operands[0];
	struct history all = HISTORY_NONE;
	struct store_vault *v = NULL;
	struct home h = {0};
	struct sittings s;
	int rc;

	if (!*client || !client_code_valid(client)) {
		err_set(&c->err, ERR_USAGE, "that is not a client's chart code");
		err_advise(&c->err, "letters, digits, - _ . and /; never a name");
		return ERR_USAGE;
	}
	rc = option_lang(c, &c->lang);
	if (!rc)
		rc = home_open(c, &h);
	if (!rc)
		rc = vault_open(c, &h, &v);
	if (!rc)
		rc = history_client(c, &h, v, &all, client, &s);
	if (!rc)
		rc = store_audit(h.store, "trend", NULL, &c->err);
	if (!rc)
		rc = write_trends(c, &s, client);
	if (!rc && s.unread)
		rc = err_set(&c->err, ERR_FAILED,
			"%zu of the records could not be opened", s.unread);
	history_free(&all);
	store_vault_free(v);
	home_close(&h);
	return rc;
}
