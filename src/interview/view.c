/* view.c - a state to a view: one function per screen */
#include <assert.h>
#include <string.h>

#include "base/vec.h"
#include "interview/internal.h"

const char *
view_text(struct interview *iv, struct buf *b)
{
	const char *kept;

	while (b->len > 0 && b->data[b->len - 1] == '\n')
		b->data[--b->len] = '\0';
	kept = b->len > 0 ? arena_strdup(&iv->view_arena, b->data) : NULL;
	buf_wipe(b);
	buf_free(b);
	return kept;
}

const char *
words_of(struct interview *iv, const struct words *w)
{
	const char *words = form_words(w, iv->lang);

	return words ? words : "";
}

/* The paragraphs of a form's text, an empty line between them; NULL for none. */
static const char *
prose(struct interview *iv, const struct words *w)
{
	struct buf b = BUF_NONE;

	for (const char *p = words_of(iv, w); *p; p++)
		buf_str(&b, *p == '\n' ? "\n\n" : (const char[]){*p, '\0'});
	return view_text(iv, &b);
}

const char *
number_text(struct interview *iv, size_t n)
{
	return arena_printf(&iv->view_arena, "%zu", n);
}

static const char *
say(struct interview *iv, enum text_id id)
{
	return text(iv->ui, id);
}

/* One hole. */
static const char *
say_with(struct interview *iv, enum text_id id, const char *hole, const char *value)
{
	struct buf b = BUF_NONE;

	text_fill(&b, iv->ui, id, hole, value, NULL);
	return view_text(iv, &b);
}

static void
paragraph(struct buf *b, const char *words)
{
	if (!words || !*words)
		return;
	buf_str(b, b->len ? "\n\n" : "");
	buf_str(b, words);
}

const char *
section_text(struct interview *iv, const struct section *s)
{
	struct buf b = BUF_NONE;
	size_t number, total;

	section_place(iv, s, &number, &total);
	text_fill(&b, iv->ui, total > 1 ? TEXT_PART : TEXT_PART_ONLY, "number",
		number_text(iv, number), "total", number_text(iv, total), "title",
		words_of(iv, &s->title), NULL);
	return view_text(iv, &b);
}

/* "If you need help now:" and the lines, a line each; NULL when there are none. */
static const char *
crisis_block(struct interview *iv)
{
	struct buf b = BUF_NONE, lines = BUF_NONE;
	const char *all;

	crisis_put(iv, &lines);
	all = view_text(iv, &lines);
	if (!all)
		return NULL;
	buf_printf(&b, "%s\n%s", say(iv, TEXT_CRISIS_TITLE), all);
	return view_text(iv, &b);
}

/* ---- the beginning ---- */

static void
view_language(struct interview *iv, struct view *v)
{
	size_t count = language_count(iv);
	struct option *options = arena_array(&iv->view_arena, count, sizeof *options);
	struct buf title = BUF_NONE;

	for (int i = 0; i < LANG_COUNT; i++) {
		buf_str(&title, i ? ". " : ""); /* a slash would be spoken */
		buf_str(&title, text((enum lang)i, TEXT_LANGUAGE_TITLE));
	}
	v->title = view_text(iv, &title);
	for (size_t i = 0; i < count; i++) {
		options[i].digits = number_text(iv, i + 1);
		options[i].label = language_name(language_tag(iv, i));
		options[i].on = iv->picked == (int)i;
		options[i].n = (int)i;
	}
	v->options = options;
	v->option_count = count;
	v->new_options = true;
	v->has_value = v->in_hand = iv->picked >= 0;
	v->sensitive = true;
}

static void
view_other_language(struct interview *iv, struct view *v)
{
	const char *in = language_in(iv, iv->form->langs[0]);

	if (iv->section)
		v->title = say_with(
			iv, TEXT_NOTE_TITLE, "title", words_of(iv, &iv->section->title));
	v->ask = say_with(
		iv, iv->section ? TEXT_OTHER_PART : TEXT_OTHER_FORM, "language", in);
	v->sensitive = true;
}

/* Said in the client's language; else in the practice's own. */
static const char *
policy(const struct interview *iv, const char *const said[LANG_COUNT])
{
	return said[iv->ui] ? said[iv->ui] : said[text_lang(iv->practice->lang)];
}

static void
view_welcome(struct interview *iv, struct view *v)
{
	const struct practice *p = iv->practice;
	const char *readers = policy(iv, p->readers), *within = policy(iv, p->within);
	const char *out = policy(iv, p->out_of_hours);
	struct buf b = BUF_NONE, who = BUF_NONE;

	v->title = v->form_title;
	paragraph(&b, prose(iv, &iv->form->welcome));
	if (readers && within)
		text_fill(&who, iv->ui, TEXT_WELCOME_READERS, "readers", readers,
			"within", within, NULL);
	else if (readers)
		text_fill(&who, iv->ui, TEXT_WELCOME_READERS_ONLY, "readers", readers,
			NULL);
	if (out) {
		buf_str(&who, who.len ? " " : "");
		text_fill(&who, iv->ui, TEXT_WELCOME_OUT_OF_HOURS, "out", out, NULL);
	}
	paragraph(&b, view_text(iv, &who));
	paragraph(&b, say(iv, TEXT_WELCOME_PLACE));
	paragraph(&b, say(iv, TEXT_WELCOME_WORDS));
	buf_char(&b, ' ');
	buf_str(&b, say(iv, TEXT_WELCOME_HIDE));
	v->body = view_text(iv, &b);
}

static void
view_consent(struct interview *iv, struct view *v)
{
	const char *own = prose(iv, &iv->form->consent);

	v->title = say(iv, TEXT_CONSENT_TITLE);
	v->body = own ? own : say(iv, TEXT_CONSENT_DEFAULT);
	v->crisis = crisis_block(iv);
	v->ask = say(iv, TEXT_CONSENT_ASK);
	v->sensitive = true;
}

static const char *
code_of(const struct interview *iv)
{
	return iv->starts && iv->sink.code ? iv->sink.code(iv->sink.self) : NULL;
}

static void
view_code(struct interview *iv, struct view *v)
{
	v->title = say(iv, TEXT_CODE_TITLE);
	v->code = code_of(iv);
	v->body = say(iv, TEXT_CODE_BODY);
}

static void
view_returned(struct interview *iv, struct view *v)
{
	const struct item *it = item_first_unreached(iv, iv->form->item_count);

	v->title = say(iv, TEXT_RETURNED_TITLE);
	v->body = it
		? say_with(iv, TEXT_RETURNED_BODY, "number", number_text(iv, it->number))
		: say(iv, TEXT_RETURNED_BODY_END);
	v->sensitive = true;
}

/* ---- parts ---- */

static void
view_note(struct interview *iv, struct view *v)
{
	const struct section *s = iv->section;
	size_t count = section_size(iv, s);
	struct buf hint = BUF_NONE;

	v->title = say_with(iv, TEXT_NOTE_TITLE, "title", words_of(iv, &s->title));
	v->section = section_text(iv, s);
	v->section_number = s->number;
	v->body = prose(iv, &s->before);
	text_fill(&hint, iv->ui, count == 1 ? TEXT_NOTE_QUESTION : TEXT_NOTE_QUESTIONS,
		"count", number_text(iv, count), NULL);
	buf_char(&hint, ' ');
	buf_str(&hint, say(iv, TEXT_NOTE_LEAVE));
	v->hint = view_text(iv, &hint);
	v->sensitive = true;
}

static void
view_after(struct interview *iv, struct view *v)
{
	v->title = say(iv, TEXT_AFTER_TITLE);
	v->body = prose(iv, &iv->item->section->after);
}

/* ---- over something ---- */

static void
view_why(struct interview *iv, struct view *v)
{
	v->title = say(iv, TEXT_WHY_TITLE);
	v->body = iv->at == SCREEN_QUESTION ? prose(iv, &iv->item->why)
					    : say(iv, TEXT_CONSENT_WHY);
}

static void
view_help(struct interview *iv, struct view *v)
{
	enum screen below = iv->at;

	for (size_t i = 0; i < iv->over_count && iv->over[i] != SCREEN_HELP; i++)
		below = iv->over[i];
	v->title = say(iv, TEXT_HELP_TITLE);
	v->below = actions_of(iv, below, &v->below_count);
	v->crisis = crisis_block(iv);
}

static void
view_pause(struct interview *iv, struct view *v)
{
	struct buf b = BUF_NONE;

	v->title = say(iv, TEXT_PAUSE_TITLE);
	paragraph(&b, say(iv, TEXT_PAUSE_BODY));
	paragraph(&b, prose(iv, &iv->form->pause));
	v->crisis = crisis_block(iv);
	v->body = view_text(iv, &b);
}

static void
view_safety(struct interview *iv, struct view *v)
{
	struct buf b = BUF_NONE;

	v->title = say(iv, TEXT_SAFETY_TITLE);
	safety_put(iv, &b);
	v->body = view_text(iv, &b);
	v->sensitive = true;
}

static void
view_safety_soft(struct interview *iv, struct view *v)
{
	const struct safety *s = safety_now(iv, OWED_SOFT);
	enum missing m = s->item ? iv->got->at[s->item->index].missing : MISSING_SKIPPED;
	struct buf b = BUF_NONE;

	v->title = say(iv,
		m == MISSING_SECTION_SKIPPED   ? TEXT_SAFETY_SOFT_PART_TITLE
			: m == MISSING_SKIPPED ? TEXT_SAFETY_SOFT_TITLE
					       : TEXT_SAFETY_SOFT_OPEN_TITLE);
	buf_str(&b, say(iv, TEXT_SAFETY_SOFT_BODY));
	buf_char(&b, '\n');
	crisis_put(iv, &b);
	v->body = view_text(iv, &b);
	v->sensitive = true;
}

static void
view_leave(struct interview *iv, struct view *v)
{
	v->title = say(iv, TEXT_LEAVE_TITLE);
	v->body = say(iv, hand_unsaved(iv) ? TEXT_LEAVE_BODY_OTHERS : TEXT_LEAVE_BODY);
	v->code = code_of(iv);
}

static void
view_hidden(struct interview *iv, struct view *v)
{
	(void)iv;
	v->form_title = "";
	v->sample = false;
}

/* For somebody who cannot say it aloud. */
static void
view_card(struct interview *iv, struct view *v)
{
	v->title = say(iv, TEXT_CARD_TITLE);
	v->body = say(iv, TEXT_CARD_BODY);
	v->form_title = "";
}

/* ---- the end ---- */

static void
view_done(struct interview *iv, struct view *v)
{
	const char *own = prose(iv, &iv->form->closing);

	v->title = own ? v->form_title : say(iv, TEXT_DONE_TITLE);
	v->body = own ? own : say(iv, TEXT_DONE_DEFAULT);
	if (is_kiosk(iv))
		v->hint = say(iv, TEXT_DONE_DESK);
	v->crisis = crisis_block(iv);
}

static void
view_saved(struct interview *iv, struct view *v)
{
	struct buf b = BUF_NONE;

	v->title = say(iv, TEXT_SAVED_TITLE);
	v->code = code_of(iv);
	paragraph(&b, say(iv, TEXT_SAVED_KEPT));
	if (v->code)
		paragraph(&b, say(iv, TEXT_SAVED_CODE));
	v->crisis = crisis_block(iv);
	v->body = view_text(iv, &b);
}

static void
view_declined(struct interview *iv, struct view *v)
{
	bool talk = strcmp(iv->declined, "talk") == 0;

	v->title = say(iv, TEXT_DECLINED_TITLE);
	v->body = say(iv, talk ? TEXT_DECLINED_TALK : TEXT_DECLINED_NO);
	v->crisis = crisis_block(iv);
}

/* In the order of enum screen. */
static void (*const screens[])(struct interview *iv, struct view *v) = {
	view_language,
	view_other_language,
	view_welcome,
	view_consent,
	view_code,
	view_returned,
	view_note,
	view_item,
	view_after,
	view_review,
	view_done,
	view_why,
	view_help,
	view_pause,
	view_safety,
	view_safety_soft,
	view_leave,
	view_hidden,
	view_saved,
	view_declined,
	view_card,
	view_idle,
	view_locked,
	view_start,
	view_return,
	view_staff,
	view_desk,
	view_chart,
};
_Static_assert(COUNT_OF(screens) == SCREEN_COUNT, "a view for every screen");

const struct view *
interview_view(struct interview *iv)
{
	struct view *v = &iv->view;

	if (iv->view_fresh)
		return v;
	arena_clear(&iv->view_arena);
	*v = (struct view){
		.seq = iv->seq,
		.screen = top_screen(iv),
		.lang = iv->ui,
		.lang_tag = iv->form->langs[iv->lang],
		.sample = iv->practice->sample,
		.kiosk = is_kiosk(iv),
		.form_title = words_of(iv, &iv->form->title),
		.error = iv->error.len ? buf_text(&iv->error) : NULL,
		.confirm = iv->confirm.len ? buf_text(&iv->confirm) : NULL,
	};
	v->wake = idle_wake(iv);
	screens[v->screen](iv, v);
	/* where another interview begins, or none, there is no last screen to read */
	v->ended = iv->outcome == OUTCOME_DONE || iv->outcome == OUTCOME_STOPPED ||
		iv->outcome == OUTCOME_DECLINED;
	if (iv->outcome == OUTCOME_NONE)
		v->actions = actions_of(iv, v->screen, &v->action_count);
	iv->view_fresh = true;
	return v;
}
