/* show_life.c - what the practice added to a record: its flag was seen, its client put right,
 * a hold */
#include "command/internal.h"

#include <string.h>

#include "base/date.h"
#include "base/utf8.h"

#define COLUMNS 78

static void
paragraph(struct call *c, struct buf *out, const char *words)
{
	utf8_wrap(out, utf8_printable(&c->arena, words), COLUMNS, 2);
}

/* By whom and when, and one thing more. */
static void
put_note(struct call *c, struct buf *out, enum text_id id, const struct note *n,
	const char *name, const char *value)
{
	struct buf line = BUF_NONE, when = BUF_NONE;

	date_put_words(&when, date_of_instant(n->at), c->lang);
	buf_str(&when, ", ");
	date_put_time(&when, n->at);
	text_fill(&line, c->lang, id, "who", n->by, "when", buf_text(&when), name, value,
		NULL);
	paragraph(c, out, buf_text(&line));
	buf_wipe(&line);
	buf_free(&line);
	buf_free(&when);
}

void
show_seen(struct call *c, const struct opened *o, struct buf *out)
{
	const struct record *r = &o->record;
	bool any = false;

	if (!o->scores->flags && !o->scores->asks)
		return;
	for (size_t i = 0; i < r->note_count; i++) {
		const struct note *n = &r->notes[i];

		if (n->kind != NOTE_ACK)
			continue;
		any = true;
		put_note(c, out, *n->text ? TEXT_SHOW_SEEN_NOTE : TEXT_SHOW_SEEN, n,
			"note", n->text);
	}
	if (!record_seen(r))
		paragraph(c, out,
			text(c->lang,
				any ? TEXT_SHOW_SEEN_BEFORE : TEXT_SHOW_SEEN_BY_NOBODY));
}

void
show_life(struct call *c, const struct opened *o, struct buf *out)
{
	const struct record *r = &o->record;
	const char *was = "";

	for (size_t i = 0; i < r->event_count; i++)
		if (r->events[i].kind == EVENT_START &&
			strcmp(r->events[i].key, "client") == 0)
			was = r->events[i].value;
	for (size_t i = 0; i < r->note_count; i++) {
		const struct note *n = &r->notes[i];

		if (n->kind != NOTE_ASSIGN)
			continue;
		put_note(c, out, TEXT_SHOW_ASSIGNED, n, "was",
			*was ? was : text(c->lang, TEXT_SHOW_NO_CLIENT));
		was = n->text;
	}
	if (o->row.hold)
		paragraph(c, out, text(c->lang, TEXT_SHOW_HOLD));
}
