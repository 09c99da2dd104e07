/*
 * safety.c - the message that an answer about self-harm is met with
 *
 * Words: clinical.md 4.1, S1 after a flagged answer, S2 after a skipped one.  Numbers and
 * names come from practice.xml alone.  The message lies over everything, right after the
 * answer is on disk; what the client chooses there is an event of its own.
 */
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

/* Every line of the practice, the emergency number, the staff: a line each. */
void
crisis_put(struct interview *iv, struct buf *out)
{
	practice_put_lines(out, iv->practice, iv->ui);
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
