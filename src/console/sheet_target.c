/* sheet_target.c - what the arrows can reach */
#include "console/sheet.h"

bool
view_takes_letters(const struct view *v)
{
	return v->line || (v->screen == SCREEN_QUESTION && v->type == ITEM_TEXT);
}

bool
view_is_typed(const struct view *v)
{
	if (v->screen != SCREEN_QUESTION)
		return v->line;
	return v->type == ITEM_TEXT || v->type == ITEM_NUMBER || v->type == ITEM_DATE;
}

typedef VEC(struct target) targets;

static void
add(struct arena *a, targets *t, enum target_kind kind, int n)
{
	*vec_push(a, t) = (struct target){kind, n};
}

/* "I don't know" stands among the answers where there are answers to choose from. */
static bool
stands_among_choices(const struct view *v, const struct action *act)
{
	return act->choice || (act->act == ACT_DONT_KNOW && v->option_count > 0);
}

const struct target *
sheet_targets(struct arena *a, const struct view *v, bool menu, size_t *ret_count)
{
	targets t = VEC_NONE;

	for (size_t i = 0; i < v->option_count && !menu; i++)
		add(a, &t, TARGET_OPTION, (int)i);
	for (size_t i = 0; i < v->action_count; i++)
		if (menu || stands_among_choices(v, &v->actions[i]))
			add(a, &t, TARGET_ACT, (int)v->actions[i].act);
	for (size_t i = 0; i < v->row_count && !menu; i++)
		if (v->rows[i].number)
			add(a, &t, TARGET_ROW, (int)v->rows[i].number);
	*ret_count = t.count;
	return t.at;
}
