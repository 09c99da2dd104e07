/* act.c - the names of acts: key, words and label, from the catalogue of each language */
#include <assert.h>
#include <string.h>

#include "base/vec.h"
#include "interview/internal.h"

/* "b|back|previous": the key, the word to show, every word. */
static void
action_name(struct arena *a, enum lang ui, const char *msgid, struct action *to)
{
	enum text_id id = text_find(msgid);
	const char *all, *bar;

	assert(id < TEXT_COUNT);
	all = text(ui, id);
	bar = strchr(all, '|');
	assert(bar); /* a test looks at every name in every language */
	to->key = arena_strndup(a, all, (size_t)(bar - all));
	to->words = bar + 1;
	to->word = arena_strndup(a, bar + 1, strcspn(bar + 1, "|"));
}

const struct action *
actions_of(struct interview *iv, enum screen s, size_t *ret_count)
{
	struct arena *a = &iv->view_arena;
	VEC(struct action) list = VEC_NONE;

	for (size_t i = 0; i < move_count; i++) {
		const struct move *m = &moves[i];
		struct action *to;

		if (!m->name || move_find(iv, s, m->act) != m)
			continue;
		to = vec_push(a, &list);
		to->act = m->act;
		to->label = text(iv->ui, text_find(m->label));
		to->primary = m->kind == MOVE_PRIMARY;
		to->choice = m->kind == MOVE_CHOICE;
		action_name(a, iv->ui, m->name, to);
	}
	*ret_count = list.count;
	return list.at;
}

const char *
interview_word(struct arena *a, enum act act, enum lang lang)
{
	for (size_t i = 0; i < move_count; i++) {
		struct action to;

		if (moves[i].act != act || !moves[i].name)
			continue;
		action_name(a, lang, moves[i].name, &to);
		return to.word;
	}
	return "";
}
