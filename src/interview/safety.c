/*
 * safety.c - the message that an answer about self-harm is met with
 *
 * Words: clinical.md 4.1, S1 after a flagged answer, S2 after a skipped one.  Numbers and
 * names come from practice.xml alone.  The message lies over everything, right after the
 * answer is on disk; what the client chooses there is an event of its own.
 */
#include <string.h>

#include "interview/internal.h"

enum owed
safety_owed(const struct safety *s, const struct value *v)
{
	if (score_is_flag(s, v))
		return OWED_MESSAGE;
	return v->missing == MISSING_NO ? OWED_NOTHING : OWED_SOFT;
}

const struct safety *
safety_now(const struct interview *iv, enum owed kind)
{
	for (size_t i = 0; i < iv->form->safety_count; i++)
		if (iv->owed[i] == kind)
			return &iv->form->safeties[i];
	return NULL;
}

void
safety_meet(struct interview *iv, int64_t now)
{
	const struct safety *flagged = safety_now(iv, OWED_MESSAGE);
	const struct safety *soft = safety_now(iv, OWED_SOFT);

	/* a disk that fails now must not keep the lines from the client: the message is
	 * shown all the same, and says that it could not be saved */
	if (flagged) {
		keep_event(iv, EVENT_SAFETY, now, flagged->id, "shown");
		screen_push(iv, SCREEN_SAFETY);
	} else if (soft) {
		keep_event(iv, EVENT_SAFETY, now, soft->id, "soft");
		screen_push(iv, SCREEN_SAFETY_SOFT);
	}
}

static void
part_put(struct interview *iv, struct buf *out, bool *first, enum text_id id,
	const char *hole, const char *value, const char *hole2, const char *value2)
{
	if (!*first)
		buf_str(out, text(iv->ui, TEXT_CRISIS_OR));
	*first = false;
	text_fill(out, iv->ui, id, hole, value, hole2, value2, NULL);
}

/* "988 Lifeline: call or text 988, or chat: 988lifeline.org (any time, free)." */
static void
line_put(struct interview *iv, struct buf *out, const struct crisis_line *l)
{
	bool first = true;
	bool both = l->call && l->text_to && !l->press && !l->text_body &&
		strcmp(l->call, l->text_to) == 0;

	buf_printf(out, "%s: ", l->label);
	if (both)
		part_put(iv, out, &first, TEXT_CRISIS_CALL_OR_TEXT, "call", l->call, NULL,
			NULL);
	else if (l->call && l->press)
		part_put(iv, out, &first, TEXT_CRISIS_CALL_PRESS, "call", l->call,
			"press", l->press);
	else if (l->call)
		part_put(iv, out, &first, TEXT_CRISIS_CALL, "call", l->call, NULL, NULL);
	if (l->text_to && l->text_body)
		part_put(iv, out, &first, TEXT_CRISIS_TEXT_WORD, "word", l->text_body,
			"to", l->text_to);
	else if (l->text_to && !both)
		part_put(iv, out, &first, TEXT_CRISIS_TEXT, "to", l->text_to, NULL, NULL);
	if (l->chat)
		part_put(iv, out, &first, TEXT_CRISIS_CHAT, "chat", l->chat, NULL, NULL);
	if (l->note)
		buf_printf(out, " (%s)", l->note);
	buf_str(out, ".\n");
}

/* Every line of the practice, the emergency number, the staff: a line each. */
void
crisis_put(struct interview *iv, struct buf *out)
{
	size_t count;
	const struct crisis_line *const *lines =
		practice_lines(&iv->view_arena, iv->practice, iv->ui, &count);
	const char *emergency = practice_emergency(iv->practice);

	for (size_t i = 0; i < count; i++)
		line_put(iv, out, lines[i]);
	if (emergency) {
		text_fill(out, iv->ui, TEXT_CRISIS_EMERGENCY, "number", emergency, NULL);
		buf_char(out, '\n');
	}
	if (iv->practice->in_person) {
		buf_str(out, text(iv->ui, TEXT_CRISIS_STAFF));
		buf_char(out, '\n');
	}
}

void
safety_put(struct interview *iv, struct buf *out)
{
	buf_str(out, text(iv->ui, TEXT_SAFETY_ALONE));
	buf_str(out, "\n\n");
	buf_str(out, text(iv->ui, TEXT_SAFETY_WATCHED));
	buf_str(out, "\n\n");
	buf_str(out, text(iv->ui, TEXT_SAFETY_IF));
	buf_char(out, '\n');
	crisis_put(iv, out);
}
