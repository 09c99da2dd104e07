/*
 * lists.c - lists of answers: codes, scores, and the digit beside each
 */
#include <assert.h>
#include <math.h>
#include <string.h>

#include "base/num.h"
#include "base/text.h"
#include "form/build.h"

/* Stands in for a list that a finding already says is missing. */
static const struct choice_list no_list = {.id = "", .count = 0};

static double
number(const struct xml_node *n, const char *setting)
{
	double v = 0;
	const char *text = xml_value(n, setting);

	if (text && !num_parse(text, &v))
		assert(!"the structure check lets only numbers through");
	return v;
}

static bool
is(const struct xml_node *n, const char *setting, const char *word)
{
	const char *v = xml_value(n, setting);

	return v && strcmp(v, word) == 0;
}

/* ---- digits ---- */

/* Whole numbers from 0 to 9, each once, for all that are not marked missing. */
static bool
scores_are_digits(const struct choice *c, size_t count)
{
	unsigned seen = 0;

	for (size_t i = 0; i < count; i++) {
		int digit = (int)c[i].score;

		if (c[i].missing)
			continue;
		if (!c[i].scored || c[i].score < 0 || c[i].score > 9 ||
			c[i].score != digit || (seen >> digit & 1))
			return false;
		seen |= 1u << digit;
	}
	return seen != 0;
}

/* Beside an answer stands its score where that is a digit, else its place; one that is
 * marked missing comes next after the highest. */
static void
put_digits(struct choice *c, size_t count)
{
	bool scores = scores_are_digits(c, count);
	int next = 0;

	for (size_t i = 0; i < count; i++) {
		c[i].digit = scores ? (int)c[i].score : (int)i + 1;
		if (!c[i].missing && c[i].digit >= next)
			next = c[i].digit + 1;
	}
	for (size_t i = 0; i < count && scores; i++)
		if (c[i].missing)
			c[i].digit = next++;
}

/* ---- a list ---- */

static void
finish(struct choice_list *l, struct choice *c, size_t count)
{
	bool all = true, any = false;

	put_digits(c, count);
	for (size_t i = 0; i < count; i++) {
		if (c[i].missing)
			continue;
		all = all && c[i].scored;
		if (!c[i].scored)
			continue;
		l->lowest = any ? fmin(l->lowest, c[i].score) : c[i].score;
		l->highest = any ? fmax(l->highest, c[i].score) : c[i].score;
		any = true;
	}
	l->scored = all && any;
	l->at = c;
	l->count = count;
}

static void
check_code(struct builder *b, const struct xml_node *n, const struct choice *list,
	size_t before)
{
	static const char *const parts[] = {"text", "help", "why", "stem", "title"};
	const struct choice *c = &list[before];
	bool taken = expr_is_keyword(c->code);

	for (size_t i = 0; i < COUNT_OF(parts); i++)
		taken = taken || strcmp(c->code, parts[i]) == 0;
	if (taken)
		diags_error(b->diags, "id-reserved", xml_place(n, "code"),
			"\"%s\" has a meaning of its own and cannot be a code", c->code);
	for (size_t i = 0; i < before; i++)
		if (strcmp(list[i].code, c->code) == 0)
			diags_error(b->diags, "code-twice", xml_place(n, "code"),
				"\"%s\" is already the code of the answer on line %d",
				c->code, list[i].at.line);
	if (c->missing && c->scored)
		diags_error(b->diags, "missing-score", xml_place(n, "score"),
			"an answer that counts as missing cannot have a score");
}

/* Every answer has a score, or none has. */
static void
check_scores(struct builder *b, const struct choice_list *l)
{
	const struct choice *with = NULL, *without = NULL;

	for (size_t i = 0; i < l->count; i++) {
		if (l->at[i].missing)
			continue;
		if (l->at[i].scored)
			with = with ? with : &l->at[i];
		else
			without = without ? without : &l->at[i];
	}
	if (with && without)
		diags_error(b->diags, "score-some", without->at,
			"\"%s\" has no score, but \"%s\" on line %d has one; give all "
			"answers "
			"a score, or none",
			without->code, with->code, with->at.line);
}

/* The <answer>s inside n; id: how translations call the list. */
static struct choice_list *
list_of(struct builder *b, const struct xml_node *n, const char *id)
{
	struct choice_list *l = arena_alloc(b->arena, sizeof(*l));
	const struct xml_node *answer = xml_child(n, "answer");
	struct choice *c;
	size_t count = 0;

	for (const struct xml_node *a = answer; a; a = xml_next(a))
		count++;
	c = arena_array(b->arena, count + 1, sizeof(*c));
	l->place = n->at;
	count = 0;
	for (const struct xml_node *a = answer; a; a = xml_next(a), count++) {
		if (count == FORM_CHOICE_MAX) {
			diags_error(b->diags, "answers-many", a->at,
				"there are too many answers here: at most %d",
				FORM_CHOICE_MAX);
			break;
		}
		c[count].code = xml_value(a, "code");
		c[count].scored = xml_attribute(a, "score") != NULL;
		c[count].score = number(a, "score");
		c[count].missing = xml_attribute(a, "missing") != NULL;
		c[count].exclusive = is(a, "exclusive", "yes");
		c[count].at = a->at;
		c[count].label = build_words(b, a,
			arena_printf(b->arena, "%s.%s", id, c[count].code), NULL, true);
		check_code(b, a, c, count);
	}
	finish(l, c, count);
	check_scores(b, l);
	return l;
}

const struct choice_list *
build_own_list(struct builder *b, const struct xml_node *question, const char *id)
{
	return xml_child(question, "answer") ? list_of(b, question, id) : NULL;
}

/* yes and no, in the program's own words, in the languages of the form at hand. */
static const struct choice_list *
yes_no_list(struct builder *b)
{
	struct choice_list *l = arena_alloc(b->arena, sizeof(*l));
	struct choice *c = arena_array(b->arena, 2, sizeof(*c));
	const struct origin *o = b->from;

	c[0].code = "yes";
	c[0].score = 1;
	c[1].code = "no";
	for (size_t i = 0; i < 2; i++) {
		enum text_id word = i ? TEXT_FORM_NO : TEXT_FORM_YES;

		c[i].scored = true;
		c[i].label.in[0] = text(text_lang(o->langs[0]), word);
		for (size_t k = 0; k < o->lang_count; k++)
			if (o->to[k] != LANG_NOT_OFFERED)
				c[i].label.in[o->to[k]] =
					text(text_lang(o->langs[k]), word);
	}
	finish(l, c, 2);
	return l;
}

void
build_sets(struct builder *b)
{
	b->set_count = build_count(b, ID_SET);
	b->sets = arena_array(b->arena, b->set_count + 1, sizeof(*b->sets));
	for (size_t i = 0; i < b->order.count; i++) {
		const struct id *id = &b->order.at[i];

		if (id->kind != ID_SET)
			continue;
		b->from = id->from;
		b->sets[id->index] = *list_of(b, id->node, id->id);
		b->sets[id->index].id = id->id;
	}
	for (size_t i = 0; i < b->origins.count; i++) {
		b->from = b->origins.at[i];
		b->from->yes_no = yes_no_list(b);
	}
}

const struct choice_list *
build_list_named(struct builder *b, const struct xml_node *n, const char *setting)
{
	const char *name = xml_value(n, setting);
	const struct id *id = build_find(b, name, ID_SET);

	if (id)
		return &b->sets[id->index];
	diags_error(b->diags, "unknown-answers", xml_place(n, setting),
		"there is no <answer-set id=\"%s\">%s", name,
		build_suggest(b, ID_SET, name));
	return &no_list;
}

const struct choice_list *
build_joined(struct builder *b, const struct choice_list *first,
	const struct choice_list *second, struct place at)
{
	size_t count = first->count + second->count;
	struct choice_list *l = arena_alloc(b->arena, sizeof(*l));
	struct choice *c = arena_array(b->arena, count + 1, sizeof(*c));

	if (count > FORM_CHOICE_MAX) {
		diags_error(b->diags, "answers-many", at,
			"the two lists together have too many answers: at most %d",
			FORM_CHOICE_MAX);
		return first;
	}
	for (size_t i = 0; i < first->count; i++)
		c[i] = first->at[i];
	for (size_t i = 0; i < second->count; i++) {
		c[first->count + i] = second->at[i];
		for (size_t k = 0; k < first->count; k++)
			if (strcmp(first->at[k].code, second->at[i].code) == 0)
				diags_error(b->diags, "code-twice", at,
					"both lists have an answer \"%s\" (lines %d and "
					"%d)",
					first->at[k].code, first->at[k].at.line,
					second->at[i].at.line);
	}
	l->place = at;
	finish(l, c, count);
	return l;
}
