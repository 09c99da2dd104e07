/*
 * words.c - crisis lines in words, the same on every screen and page
 */
#include <string.h>

#include "practice/practice.h"

/* The ways to reach one line, with "or" between them. */
struct ways {
	struct buf *out;
	enum lang lang;
	bool any;
};

static void
put_way(struct ways *w, enum text_id id, const char *hole, const char *value,
	const char *hole2, const char *value2)
{
	if (w->any)
		buf_str(w->out, text(w->lang, TEXT_CRISIS_OR));
	w->any = true;
	text_fill(w->out, w->lang, id, hole, value, hole2, value2, NULL);
}

/* "988 Lifeline: call or text 988, or chat: 988lifeline.org (any time, free)." */
static void
put_line(struct buf *out, enum lang lang, const struct crisis_line *l)
{
	struct ways w = {out, lang, false};
	bool both = l->call && l->text_to && !l->press && !l->text_body &&
		strcmp(l->call, l->text_to) == 0;

	buf_printf(out, "%s: ", l->label);
	if (both)
		put_way(&w, TEXT_CRISIS_CALL_OR_TEXT, "call", l->call, NULL, NULL);
	else if (l->call && l->press)
		put_way(&w, TEXT_CRISIS_CALL_PRESS, "call", l->call, "press", l->press);
	else if (l->call)
		put_way(&w, TEXT_CRISIS_CALL, "call", l->call, NULL, NULL);
	if (l->text_to && l->text_body)
		put_way(&w, TEXT_CRISIS_TEXT_WORD, "word", l->text_body, "to",
			l->text_to);
	else if (l->text_to && !both)
		put_way(&w, TEXT_CRISIS_TEXT, "to", l->text_to, NULL, NULL);
	if (l->chat)
		put_way(&w, TEXT_CRISIS_CHAT, "chat", l->chat, NULL, NULL);
	if (l->note)
		buf_printf(out, " (%s)", l->note);
	buf_str(out, ".\n");
}

void
practice_put_lines(struct buf *out, const struct practice *p, enum lang lang)
{
	struct arena arena = ARENA_NONE;
	size_t count;
	const struct crisis_line *const *lines = practice_lines(&arena, p, lang, &count);
	const char *emergency = practice_emergency(p);

	for (size_t i = 0; i < count; i++)
		put_line(out, lang, lines[i]);
	if (emergency) {
		text_fill(out, lang, TEXT_CRISIS_EMERGENCY, "number", emergency, NULL);
		buf_char(out, '\n');
	}
	if (p->in_person) {
		buf_str(out, text(lang, TEXT_CRISIS_STAFF));
		buf_char(out, '\n');
	}
	arena_free(&arena);
}
