/* line_prompt.c - what is asked for: one line that ends with a colon and a space */
#include <string.h>

#include "base/num.h"
#include "base/utf8.h"
#include "console/line.h"

enum { NUMBER_DECIMALS = 6 };

const char *
line_choice_words(struct line *l, const struct view *v)
{
	struct buf b = BUF_NONE;
	const char *all, *last = NULL;

	for (size_t i = 0; i < v->action_count; i++) {
		const struct action *a = &v->actions[i];
		bool digits = strspn(a->key, "0123456789") == strlen(a->key);

		if (!a->choice)
			continue;
		if (last)
			buf_printf(&b, "%s%s", b.len ? ", " : "", last);
		last = digits ? a->key : a->word;
	}
	if (last)
		buf_printf(&b, "%s%s", b.len ? text(v->lang, TEXT_LINE_OR) : "", last);
	all = arena_strdup(&l->arena, buf_text(&b));
	buf_free(&b);
	return all;
}

static void
prompt_choice(const struct view *v, struct buf *b)
{
	const char *first = v->options[0].digits;
	const char *last = v->options[v->option_count - 1].digits;
	enum text_id id = v->option_count == 1 ? TEXT_LINE_ASK_ONE
		: v->option_count == 2         ? TEXT_LINE_ASK_TWO
					       : TEXT_LINE_ASK_RANGE;

	text_fill(b, v->lang, id, "first", first, "last", last, NULL);
}

static void
prompt_number(const struct view *v, struct buf *b)
{
	struct buf min = BUF_NONE, max = BUF_NONE;

	num_put(&min, v->min, NUMBER_DECIMALS);
	num_put(&max, v->max, NUMBER_DECIMALS);
	text_fill(b, v->lang,
		v->has_range ? TEXT_LINE_ASK_NUMBER_RANGE : TEXT_LINE_ASK_NUMBER, "min",
		buf_text(&min), "max", buf_text(&max), NULL);
	buf_free(&min);
	buf_free(&max);
}

static void
prompt_question(const struct line *l, const struct view *v, struct buf *b)
{
	switch (v->type) {
	case ITEM_ONE:
	case ITEM_YES_NO:
		prompt_choice(v, b);
		break;
	case ITEM_MANY:
		buf_str(b,
			text(v->lang,
				v->in_hand && v->now ? TEXT_LINE_ASK_MANY_AGAIN
						     : TEXT_LINE_ASK_MANY));
		break;
	case ITEM_NUMBER:
		prompt_number(v, b);
		break;
	case ITEM_DATE:
		buf_str(b, text(v->lang, TEXT_LINE_ASK_DATE));
		break;
	case ITEM_TEXT:
	case ITEM_TYPE_COUNT:
		buf_str(b,
			text(v->lang,
				l->text.len > 0 ? TEXT_LINE_ASK_TEXT_MORE
						: TEXT_LINE_ASK_TEXT));
		break;
	}
}

/* Columns: more rows to come, all questions dealt with. */
static const enum text_id review_prompts[2][2] = {
	{TEXT_LINE_ASK_REVIEW_NEXT,      TEXT_LINE_ASK_REVIEW     },
	{TEXT_LINE_ASK_REVIEW_MORE_NEXT, TEXT_LINE_ASK_REVIEW_MORE},
};

static void
prompt_review(struct line *l, const struct view *v, struct buf *b)
{
	const struct action *finish = line_action(v, ACT_FINISH);
	const struct action *next = line_action(v, ACT_NEXT);

	text_fill(b, v->lang, review_prompts[l->page < v->row_count][finish != NULL],
		"more", line_own_word(&l->arena, OWN_MORE, v->lang), "finish",
		finish ? finish->word : "", "next", next ? next->word : "", NULL);
}

static void
prompt_languages(const struct view *v, struct buf *b)
{
	for (size_t i = 0; i < v->option_count; i++)
		buf_printf(b, "%s%s", i ? ", " : "", v->options[i].digits);
	buf_str(b, ": ");
}

void
line_prompt(struct line *l, const struct view *v)
{
	const char *words = line_choice_words(l, v);
	struct buf b = BUF_NONE, out = BUF_NONE;

	if (v->screen == SCREEN_QUESTION)
		prompt_question(l, v, &b);
	else if (v->line)
		buf_printf(&b, "%s: ", v->ask);
	else if (v->screen == SCREEN_LANGUAGE)
		prompt_languages(v, &b);
	else if (v->screen == SCREEN_REVIEW)
		prompt_review(l, v, &b);
	else if (*words)
		text_fill(&b, v->lang, TEXT_LINE_ASK_WORDS, "words", words, NULL);
	else if (v->screen == SCREEN_HIDDEN)
		buf_str(&b, text(v->lang, TEXT_LINE_ASK_HIDDEN));
	else if (v->screen == SCREEN_WHY || v->screen == SCREEN_HELP ||
		v->screen == SCREEN_PAUSE || v->screen == SCREEN_CARD)
		buf_str(&b, text(v->lang, TEXT_LINE_ASK_RETURN));
	else
		buf_str(&b, text(v->lang, TEXT_LINE_ASK_GO_ON));
	utf8_wrap(&out, utf8_printable(&l->arena, buf_text(&b)),
		l->options.columns > 0 ? l->options.columns : LINE_COLUMNS, 0);
	/* wrapping ends every line and takes the last space: the prompt stays open */
	if (out.len > 0 && out.data[out.len - 1] == '\n')
		out.data[out.len - 1] = ' ';
	line_write(l, buf_text(&out), out.len);
	buf_wipe(&b);
	buf_free(&b);
	buf_wipe(&out);
	buf_free(&out);
}
