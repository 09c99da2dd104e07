/*
 * topic.c - topics to explore: which are reached, and by which ways of working
 *
 * clinical.md 1.6: M1, a way that the client left for later or that did not help is taken
 * out of every line; M3, with too little answered the topics that need it are undecided;
 * at most form->topic_max are printed; a safety flag comes before all of them.
 */
#include "score/part.h"

/* Did the client choose one of the answers that set this way aside? */
static bool
is_set_aside(const struct eye *e, const struct approach *ap)
{
	struct value v;

	if (!ap->preference)
		return false;
	v = answers_value(e->got, ap->preference);
	return v.missing == MISSING_NO && v.choice >= 0 && ap->set_aside >> v.choice & 1;
}

static void
put_approaches(struct arena *a, const bool *set_aside, struct topic_result *row)
{
	const struct topic *t = row->topic;
	const struct approach **kept, **aside;

	kept = arena_array(a, t->approach_count + 1, sizeof(const struct approach *));
	aside = arena_array(a, t->approach_count + 1, sizeof(const struct approach *));
	for (size_t i = 0; i < t->approach_count; i++) {
		if (set_aside[t->approaches[i]->index])
			aside[row->set_aside_count++] = t->approaches[i];
		else
			kept[row->approach_count++] = t->approaches[i];
	}
	row->approaches = kept;
	row->set_aside = aside;
}

static struct topic_result
topic_row(struct arena *a, const struct eye *e, const struct topic *t, bool *ret_too_few)
{
	const struct rule rule = {t->when, t->needs, t->need_count};
	struct rule_result found = rule_row(a, e, &rule);

	*ret_too_few = *ret_too_few || found.lacks_needs;
	return (struct topic_result){
		.topic = t,
		.state = found.state,
		.because_refs = found.because_refs,
		.because_ref_count = found.because_ref_count,
		.because = found.because,
		.because_count = found.because_count,
		.missing = found.missing,
		.missing_count = found.missing_count,
	};
}

/* The first of those reached, in the form's order. */
static void
choose(struct scores *all, struct topic_result *rows, const struct form *f)
{
	bool wait = all->flags > 0;

	for (size_t i = 0; i < f->topic_count; i++) {
		if (rows[i].state != TRUTH_YES ||
			all->topics_printed >= (size_t)f->topic_max)
			continue;
		rows[i].printed = true;
		all->topics_printed++;
		wait = wait || rows[i].topic->safety;
	}
	for (size_t i = 0; i < f->topic_count; i++)
		rows[i].waits = wait && rows[i].printed && !rows[i].topic->safety;
}

void
topic_rows(struct arena *a, const struct eye *e, struct scores *all)
{
	const struct form *f = e->form;
	struct topic_result *rows = arena_array(a, f->topic_count + 1, sizeof *rows);
	bool *aside = arena_array(a, f->approach_count + 1, sizeof *aside);

	for (size_t i = 0; i < f->approach_count; i++)
		aside[i] = is_set_aside(e, &f->approaches[i]);
	for (size_t i = 0; i < f->topic_count; i++) {
		rows[i] = topic_row(a, e, &f->topics[i], &all->too_few);
		put_approaches(a, aside, &rows[i]);
	}
	all->set_aside = aside;
	all->topics = rows;
	choose(all, rows, f);
}
