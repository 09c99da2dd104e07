/*
 * sheet_keys.c - the line of keys at the foot of a screen
 *
 * Made from the actions that the view allows, in their order; where they do not all fit,
 * those that matter less stay away.  All of them are in the menu (Esc) and in help.
 */
#include <string.h>

#include "base/utf8.h"
#include "console/sheet.h"

enum { WIDE = 60 }; /* columns from which there is room for more than a word */
enum { ALWAYS, MOSTLY, OFTEN, SOMETIMES, SELDOM, RARE, NEVER };

/* How much each matters at the foot; with few keys, the first three. */
static const struct {
	enum act act;
	int weight;
} weights[] = {
	{ACT_NEXT,         ALWAYS   },
	{ACT_FINISH,       ALWAYS   },
	{ACT_HELP,         MOSTLY   },
	{ACT_SKIP,         MOSTLY   },
	{ACT_BACK,         OFTEN    },
	{ACT_CARD,         OFTEN    },
	{ACT_RETURN,       OFTEN    },
	{ACT_STAFF,        OFTEN    },
	{ACT_RETURN,       OFTEN    },
	{ACT_PAUSE,        SOMETIMES},
	{ACT_HIDE,         SOMETIMES},
	{ACT_DONT_KNOW,    SOMETIMES},
	{ACT_WHY,          SELDOM   },
	{ACT_LANGUAGE,     SELDOM   },
	{ACT_LEAVE,        SELDOM   },
	{ACT_REVIEW,       RARE     },
	{ACT_SKIP_SECTION, RARE     },
};

struct entry {
	const char *text;
	int weight;
};
struct keys {
	struct arena *arena;
	const char *page; /* "2/3", where there are pages */
	VEC(struct entry) list;
};

static void
add(struct keys *k, int weight, const char *key, const char *what)
{
	struct entry *e = vec_push(k->arena, &k->list);

	e->text = arena_printf(k->arena, "%s%s%s", key, *what ? " " : "", what);
	e->weight = weight;
}

static int
weight_of(enum act act)
{
	for (size_t i = 0; i < COUNT_OF(weights); i++)
		if (weights[i].act == act)
			return weights[i].weight;
	return NEVER;
}

/* "Enter more 1/3" */
static void
add_more(struct keys *k, const struct view *v, const char *key)
{
	add(k, ALWAYS, key,
		arena_printf(
			k->arena, "%s %s", text(v->lang, TEXT_SCREEN_MORE), k->page));
}

/* On a page that is not the last, Enter turns it and nothing is accepted. */
static void
add_actions(struct keys *k, const struct sheet_ask *ask, bool last)
{
	const struct view *v = ask->view;
	const char *enter =
		v->type == ITEM_TEXT && v->screen == SCREEN_QUESTION ? "Tab" : "Enter";
	bool choices = false, primary = false;

	if (!last)
		add_more(k, v, "Enter");
	else if (k->page)
		add(k, ALWAYS, k->page, "");
	for (size_t i = 0; i < v->action_count; i++) {
		choices = choices || v->actions[i].choice;
		primary = primary || v->actions[i].primary;
	}
	if (v->row_count)
		add(k, SOMETIMES, text(v->lang, TEXT_SCREEN_ARROWS),
			text(v->lang, TEXT_SCREEN_CHANGE));
	if (last && choices && !primary)
		add(k, ALWAYS, text(v->lang, TEXT_SCREEN_CHOOSE), "Enter");
	if (last && v->line)
		add(k, ALWAYS, "Enter", text(v->lang, TEXT_SCREEN_ENTER));
	for (size_t i = 0; i < v->action_count; i++) {
		const struct action *a = &v->actions[i];
		bool accepts = a->primary || a->act == ACT_FINISH;

		if (a->choice || (accepts && !last))
			continue;
		/* Enter says where it leads, where that is not simply on */
		add(k, weight_of(a->act), a->primary ? enter : a->key,
			a->primary && a->label != text(v->lang, TEXT_DO_NEXT) ? a->label
									      : a->word);
	}
}

/* Where letters are what is typed, only Esc and the Ctrl keys do anything else. */
static void
add_typing(struct keys *k, const struct sheet_ask *ask, bool last, bool wide)
{
	const struct view *v = ask->view;
	const char *next = "";

	for (size_t i = 0; i < v->action_count; i++)
		if (v->actions[i].act == ACT_NEXT)
			next = v->actions[i].word;
	if (!last)
		add_more(k, v, "PgDn");
	else if (v->line)
		add(k, ALWAYS, "Enter", text(v->lang, TEXT_SCREEN_ENTER));
	else
		add(k, ALWAYS, "Tab", next);
	if (v->line && v->action_count)
		add(k, OFTEN, "Esc", text(v->lang, TEXT_SCREEN_MENU));
	if (!v->line) {
		add(k, OFTEN, "Esc",
			text(v->lang, wide ? TEXT_SCREEN_MENU_WORDS : TEXT_SCREEN_MENU));
		add(k, SOMETIMES, "Ctrl-X", text(v->lang, TEXT_SCREEN_HIDE));
		add(k, SELDOM, "Ctrl-C", text(v->lang, TEXT_SCREEN_BREAK));
	}
}

/* Those of at most that weight, side by side. */
static const char *
joined(const struct keys *k, int weight, const char *between)
{
	struct buf b = BUF_NONE;
	const char *kept;

	for (size_t i = 0; i < k->list.count; i++)
		if (k->list.at[i].weight <= weight)
			buf_printf(&b, "%s%s", b.len ? between : "", k->list.at[i].text);
	kept = arena_strdup(k->arena, buf_text(&b));
	buf_free(&b);
	return kept;
}

/* The one that matters least stays away; false: all that are left matter. */
static bool
drop_one(struct keys *k)
{
	size_t least = 0;

	for (size_t i = 0; i < k->list.count; i++)
		if (k->list.at[i].weight >= k->list.at[least].weight)
			least = i;
	if (k->list.count == 0 || k->list.at[least].weight == ALWAYS)
		return false;
	for (size_t i = least; i + 1 < k->list.count; i++)
		k->list.at[i] = k->list.at[i + 1];
	k->list.count--;
	return true;
}

const char *
keys_of(struct arena *a, const struct sheet_ask *ask, bool all, size_t page, size_t pages,
	int columns)
{
	static const char *const betweens[] = {"   ", "  "};
	static const char enter[] = "Enter";
	const struct view *v = ask->view;
	struct keys k = {.arena = a};
	bool last = page + 1 >= pages;

	if (pages > 1)
		k.page = arena_printf(a, "%zu/%zu", page + 1, pages);
	if (v->any_key || v->screen == SCREEN_HIDDEN)
		return "";
	if (ask->menu) {
		if (k.page)
			add(&k, ALWAYS, k.page, "");
		add(&k, ALWAYS, "Enter", text(v->lang, TEXT_SCREEN_TAKE));
		add(&k, OFTEN, "Esc", text(v->lang, TEXT_SCREEN_MENU_BACK));
	} else if (v->ended) {
		if (last)
			add(&k, ALWAYS, "Enter", text(v->lang, TEXT_SCREEN_CLOSE));
		else
			add_more(&k, v, "Enter");
	} else if (view_takes_letters(v)) {
		add_typing(&k, ask, last, columns >= WIDE);
	} else {
		add_actions(&k, ask, last);
		add(&k, SELDOM, "Esc", text(v->lang, TEXT_SCREEN_MENU));
	}
	do
		for (size_t i = 0; i < COUNT_OF(betweens); i++) {
			const char *keys = joined(&k, all ? RARE : OFTEN, betweens[i]);

			if (utf8_width(keys) <= columns)
				return keys;
		}
	while (drop_one(&k));
	return columns < (int)strlen(enter) || ask->view->line ? "" : enter;
}
