/* view_item.c - one question as a view, and what is said about its answer */
#include <assert.h>
#include <stdio.h>
#include <string.h>

#include "base/num.h"
#include "base/utf8.h"
#include "interview/internal.h"

#define NUMBER_DECIMALS 6

/* What to do, by the type of the item; a date's by its precision. */
static void
hint_put(struct interview *iv, const struct item *it, struct buf *b)
{
	static const enum text_id dates[] = {
		TEXT_HINT_DATE_DAY, TEXT_HINT_DATE_MONTH, TEXT_HINT_DATE_YEAR};
	struct buf min = BUF_NONE, max = BUF_NONE;

	switch (it->type) {
	case ITEM_ONE:
	case ITEM_YES_NO:
		break;
	case ITEM_MANY:
		buf_str(b, text(iv->ui, TEXT_HINT_MANY));
		break;
	case ITEM_TEXT:
		buf_str(b, text(iv->ui, TEXT_HINT_TEXT));
		break;
	case ITEM_DATE:
		buf_str(b, text(iv->ui, dates[it->precision]));
		break;
	case ITEM_NUMBER:
		num_put(&min, it->min, NUMBER_DECIMALS);
		num_put(&max, it->max, NUMBER_DECIMALS);
		text_fill(b, iv->ui,
			it->has_min && it->has_max ? TEXT_HINT_NUMBER_RANGE
						   : TEXT_HINT_NUMBER,
			"min", buf_text(&min), "max", buf_text(&max), NULL);
		buf_free(&min);
		buf_free(&max);
		break;
	case ITEM_TYPE_COUNT:
		assert(!"an item has a type");
	}
}

/* The choice that a value of one is; -1: none. */
static int
choice_of(const struct item *it, const struct value *v)
{
	bool listed = it->type == ITEM_ONE || it->type == ITEM_YES_NO;

	if (v->missing == MISSING_DOES_NOT_APPLY || (listed && v->missing == MISSING_NO))
		return v->choice;
	return -1;
}

void
answer_put(
	struct interview *iv, struct buf *b, const struct item *it, const struct value *v)
{
	int choice = choice_of(it, v);

	if (choice >= 0)
		buf_printf(b, "%d, ", it->choices->at[choice].digit);
	value_put_words(b, iv->form, it, iv->lang, iv->ui, v);
}

static void
options_make(struct interview *iv, struct view *v, const struct value *value)
{
	const struct choice_list *l = iv->item->choices;
	struct option *options = arena_array(&iv->view_arena, l->count, sizeof *options);
	int chosen = choice_of(iv->item, value);
	bool many = iv->item->type == ITEM_MANY && value->missing == MISSING_NO;

	for (size_t i = 0; i < l->count; i++) {
		const struct choice *c = &l->at[i];
		const char *label = words_of(iv, &c->label);

		options[i].digits = arena_printf(&iv->view_arena, "%d", c->digit);
		options[i].label = *label ? label : c->code;
		options[i].exclusive = c->exclusive || c->missing;
		options[i].on = (int)i == chosen || (many && (value->choices >> i & 1));
		options[i].n = (int)i;
	}
	v->options = options;
	v->option_count = l->count;
}

static const char *
progress_text(struct interview *iv, const struct item *it)
{
	struct buf b = BUF_NONE;
	size_t left = order_left(iv, it);
	enum text_id id = iv->way == WAY_REVIEW ? TEXT_QUESTION
		: left > 1                      ? TEXT_PROGRESS_LEFT
		: left == 1                     ? TEXT_PROGRESS_LEFT_ONE
						: TEXT_PROGRESS_LAST;

	text_fill(&b, iv->ui, id, "number", number_text(iv, it->number), "left",
		number_text(iv, left), NULL);
	return view_text(iv, &b);
}

static const char *
progress_short(struct interview *iv, const struct item *it)
{
	struct buf b = BUF_NONE;
	size_t left = order_left(iv, it);

	if (iv->way == WAY_REVIEW || left == 0)
		return NULL;
	text_fill(&b, iv->ui, left > 1 ? TEXT_PROGRESS_SHORT : TEXT_PROGRESS_SHORT_ONE,
		"left", number_text(iv, left), NULL);
	return view_text(iv, &b);
}

static bool
same_choices(const struct item *a, const struct item *b)
{
	return a && a->choices == b->choices && a->type == b->type;
}

/* The lines stay with a client whose flagged answer the disk would not take. */
static const char *
unsaved_flag(struct interview *iv)
{
	struct buf b = BUF_NONE;

	if (!iv->item->safety || !iv->in_hand || !iv->error.len ||
		!score_is_flag(iv->item->safety, &iv->hand))
		return NULL;
	buf_printf(&b, "%s\n", text(iv->ui, TEXT_CRISIS_TITLE));
	crisis_put(iv, &b);
	return view_text(iv, &b);
}

/* The longest question that is asked with the same choices in this part: the choices stand
 * below the room that it needs, and do not move from one question to the next. */
static const char *
longest_title(struct interview *iv, const struct item *it)
{
	const struct section *s = it->section;
	const char *longest = words_of(iv, &it->text);

	for (size_t i = s->first_item; i < s->first_item + s->item_count; i++) {
		const struct item *other = &iv->form->items[i];
		const char *text = words_of(iv, &other->text);

		if (it->choices && other->choices == it->choices &&
			other->grid == it->grid && utf8_width(text) > utf8_width(longest))
			longest = text;
	}
	return longest;
}

/* What stands in the field of a question that is typed. */
static const char *
typed_text(struct interview *iv, const struct item *it, const struct value *value)
{
	struct buf b = BUF_NONE;

	if (it->choices || value->missing != MISSING_NO)
		return NULL;
	if (it->type == ITEM_TEXT)
		return value->text;
	value_put(&b, it, value);
	return view_text(iv, &b);
}

void
view_item(struct interview *iv, struct view *v)
{
	const struct item *it = iv->item, *seen = iv->seen;
	const struct value *value = iv->in_hand ? &iv->hand : &iv->got->at[it->index];
	struct buf hint = BUF_NONE, now = BUF_NONE;

	v->type = it->type;
	v->item_number = it->number;
	v->section_number = it->section->number;
	v->section = section_text(iv, it->section);
	v->progress = progress_text(iv, it);
	v->progress_short = progress_short(iv, it);
	v->stem = it->grid && it->grid->stem.in[0] ? words_of(iv, &it->grid->stem) : NULL;
	v->title = words_of(iv, &it->text);
	v->longest_title = longest_title(iv, it);
	v->body = it->help.in[0] ? words_of(iv, &it->help) : NULL;
	hint_put(iv, it, &hint);
	v->hint = view_text(iv, &hint);
	v->has_value = value->missing != MISSING_NOT_REACHED &&
		value->missing != MISSING_SECTION_SKIPPED;
	v->in_hand = iv->in_hand;
	if (v->has_value)
		answer_put(iv, &now, it, value);
	v->now = view_text(iv, &now);
	v->typed = typed_text(iv, it, value);
	if (it->choices)
		options_make(iv, v, value);
	v->max_length = it->max_length;
	v->has_range = it->has_min && it->has_max;
	v->min = it->min;
	v->max = it->max;
	v->new_section = !seen || seen->section != it->section;
	v->new_stem = it->grid && (!seen || seen->grid != it->grid);
	v->new_options =
		it->choices && (v->new_section || it->safety || !same_choices(seen, it));
	v->sensitive = it->safety != NULL;
	v->crisis = unsaved_flag(iv);
}

/* ---- what is said about an answer ---- */

/* In the order of enum parse_trouble; a number's and a date's own are found below. */
static const enum text_id troubles[] = {
	TEXT_NOT_HERE,     /* OK: none */
	TEXT_ANSWER_FIRST, /* EMPTY */
	TEXT_NO_SUCH_CHOICE,
	TEXT_AMBIGUOUS,
	TEXT_NOT_A_NUMBER,
	TEXT_NOT_A_NUMBER, /* OUT_OF_RANGE */
	TEXT_NOT_A_DATE,
	TEXT_DATE_NOT_WHOLE,
	TEXT_DATE_ORDER,
	TEXT_TOO_LONG,
	TEXT_EXCLUSIVE,
};
_Static_assert(COUNT_OF(troubles) == PARSE_TROUBLE_COUNT, "words for every trouble");

void
trouble_put(struct interview *iv, const struct item *it, enum parse_trouble t)
{
	static const char *const examples[] = {"1989-03-14", "3 2021", "2021"};
	const struct choice_list *l = it->choices;
	enum text_id id = troubles[t];
	struct buf min = BUF_NONE, max = BUF_NONE;

	if (t == PARSE_EMPTY && l)
		id = it->type == ITEM_MANY ? TEXT_CHOOSE_SOME_FIRST : TEXT_CHOOSE_FIRST;
	if (id == TEXT_NO_SUCH_CHOICE && l && l->count == 2)
		id = TEXT_NO_SUCH_CHOICE_TWO;
	if (id == TEXT_NOT_A_NUMBER && it->has_min && it->has_max)
		id = TEXT_NOT_A_NUMBER_RANGE;
	num_put(&min, it->min, NUMBER_DECIMALS);
	num_put(&max, it->max, NUMBER_DECIMALS);
	text_fill(&iv->error, iv->ui, id, "first",
		l ? number_text(iv, (size_t)l->at[0].digit) : "", "last",
		l ? number_text(iv, (size_t)l->at[l->count - 1].digit) : "", "min",
		buf_text(&min), "max",
		t == PARSE_TOO_LONG ? number_text(iv, (size_t)it->max_length)
				    : buf_text(&max),
		"example", examples[it->precision], NULL);
	buf_free(&min);
	buf_free(&max);
}

static void
confirm_text(struct interview *iv, const struct value *v)
{
	size_t lines = 1;

	for (const char *p = v->text; *p; p++)
		lines += *p == '\n';
	text_fill(&iv->confirm, iv->ui,
		lines == 1 ? TEXT_SAID_TEXT_LINE : TEXT_SAID_TEXT_LINES, "count",
		number_text(iv, lines), NULL);
}

void
confirm_put(
	struct interview *iv, const struct item *it, const struct value *v, bool is_new)
{
	int choice = choice_of(it, v);
	/* a flagged answer is not repeated aloud; several choices were heard before */
	bool silent = (it->safety && score_is_flag(it->safety, v)) ||
		(it->type == ITEM_MANY && v->missing == MISSING_NO && is_new);
	struct buf words = BUF_NONE;
	char digits[16];

	value_put_words(&words, iv->form, it, iv->lang, iv->ui, v);
	if (silent) {
		buf_str(&iv->confirm, text(iv->ui, TEXT_SAID_SAVED));
	} else if (!is_new) {
		buf_str(&iv->confirm, text(iv->ui, TEXT_SAID_KEPT));
	} else if (choice >= 0) {
		snprintf(digits, sizeof digits, "%d", it->choices->at[choice].digit);
		text_fill(&iv->confirm, iv->ui, TEXT_SAID_CHOSE, "digits", digits,
			"label", buf_text(&words), NULL);
	} else if (v->missing == MISSING_DONT_KNOW) {
		buf_str(&iv->confirm, text(iv->ui, TEXT_SAID_DONT_KNOW));
	} else if (v->missing != MISSING_NO) {
		buf_str(&iv->confirm, text(iv->ui, TEXT_SAID_SKIPPED));
	} else if (it->type == ITEM_TEXT) {
		confirm_text(iv, v);
	} else {
		text_fill(&iv->confirm, iv->ui, TEXT_SAID_ANSWER, "answer",
			buf_text(&words), NULL);
	}
	buf_wipe(&words);
	buf_free(&words);
}
