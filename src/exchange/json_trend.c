/* json_trend.c - the scales of one client over time, as a JSON document */
#include "exchange/json_trend.h"

#include <math.h>
#include <string.h>

#include "exchange/part.h"

#define put      exchange_put
#define put_text exchange_put_text

static json_t *
number(double value)
{
	return floor(value) < value ? json_real(value) : json_integer((json_int_t)value);
}

static json_t *
point_json(const struct trend_point *p)
{
	json_t *o = json_object();
	bool has_number =
		p->score->state == SCORE_SCORED || p->score->state == SCORE_PRORATED;

	put_text(o, "record", p->sitting->id);
	exchange_put_instant(o, "at", p->at);
	if (p->lang)
		put_text(o, "lang", p->lang);
	put(o, "compared", json_boolean(p->left == TREND_COMPARED));
	if (p->left != TREND_COMPARED)
		put_text(o, "why", trend_left_word(p->left));
	put_text(o, "state", score_state_word(p->score->state));
	if (has_number)
		put(o, "score", number(p->score->value));
	return o;
}

static json_t *
change_json(const struct trend *t, const struct trend_change *c)
{
	static const char *const kinds[] = {"reliable", "notable", "remission"};
	_Static_assert(
		sizeof kinds / sizeof *kinds == CHANGE_KIND_COUNT, "a word for each");
	json_t *o = json_object(), *thresholds = json_array();

	put_text(o, "from", c->from->sitting->id);
	put(o, "by", number(c->by));
	if (t->scale->validated) /* what the clinic made has no better and no worse */
		put(o, "worse", json_boolean(c->worse));
	put_text(o, "verdict", trend_verdict_word(c->verdict));
	for (size_t i = 0; c->met && i < t->scale->change_count; i++) {
		const struct change *ch = &t->scale->changes[i];
		json_t *one = json_object();

		put_text(one, "kind", kinds[ch->kind]);
		put(one, "at", number(ch->at));
		put(one, "met", json_boolean(c->met[i]));
		put_text(one, "source", form_words(&ch->source, 0));
		json_array_append_new(thresholds, one);
	}
	put(o, "thresholds", thresholds);
	return o;
}

static json_t *
trend_json(const struct trend *t)
{
	json_t *o = json_object(), *form = json_object(), *points = json_array();

	put_text(o, "id", t->scale->id);
	put_text(form, "id", t->form->id);
	put(form, "version", json_integer(t->form->version));
	put(o, "form", form);
	put(o, "validated", json_boolean(t->scale->validated));
	for (size_t i = 0; i < t->count; i++)
		json_array_append_new(points, point_json(&t->points[i]));
	put(o, "points", points);
	if (t->since_last.from)
		put(o, "since_last", change_json(t, &t->since_last));
	if (t->since_first.from)
		put(o, "since_first", change_json(t, &t->since_first));
	if (t->best)
		put_text(o, "best", t->best->sitting->id);
	return o;
}

void
exchange_trend_json(const char *client, const struct trends *t, const char *only,
	size_t unread, struct buf *out)
{
	json_t *doc = exchange_document("anteroom.trend/1");
	json_t *scales = json_array(), *together = json_array();

	put_text(doc, "client", client);
	put(doc, "unread", json_integer((json_int_t)unread));
	for (size_t i = 0; i < t->count; i++)
		if (!only || strcmp(t->all[i].scale->id, only) == 0)
			json_array_append_new(scales, trend_json(&t->all[i]));
	for (size_t i = 0; i < t->together_count; i++) {
		json_t *pair = json_object();

		put_text(pair, "feeling", t->together[i].feeling->scale->id);
		put_text(pair, "distress", t->together[i].distress->scale->id);
		json_array_append_new(together, pair);
	}
	put(doc, "scales", scales);
	put(doc, "together", together);
	exchange_finish(out, doc);
}
