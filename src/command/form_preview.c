/* form_preview.c - form preview: every screen of a form as text, in every language */
#include "command/preview.h"

#include <errno.h>
#include <fcntl.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include "base/utf8.h"

enum { COLUMNS = 72 };

/* ---- all ways through a form ---- */

/* The safety message, for a flagged answer, a skipped one, and a skipped part. */
static int
walk_safety(struct preview *p, const struct safety *s, const struct way *base)
{
	static const enum act turns[] = {ACT_NEXT, ACT_SKIP, ACT_SKIP_SECTION};
	struct way way = *base;
	int rc = 0;

	way.safety = s;
	way.asides = false;
	for (size_t i = 0; !rc && i < COUNT_OF(turns); i++) {
		way.at_safety = turns[i];
		rc = preview_walk(p, &way);
	}
	return rc;
}

/* Questions that one way can open together. */
struct bundle {
	const struct made_up **answers;  /* per item */
	const struct opening **openings; /* per item */
};

static void
bundle_begin(struct preview *p, struct bundle *b)
{
	b->answers =
		arena_array(&p->call->arena, p->form->item_count + 1, sizeof *b->answers);
	b->openings = arena_array(
		&p->call->arena, p->form->item_count + 1, sizeof *b->openings);
}

/* False: another question needs one of the answers too. */
static bool
bundle_add(struct bundle *b, const struct item *it, const struct opening *o)
{
	for (size_t i = 0; i < o->count; i++)
		if (b->answers[o->at[i].item->index])
			return false;
	for (size_t i = 0; i < o->count; i++)
		b->answers[o->at[i].item->index] = &o->at[i];
	b->openings[it->index] = o;
	return true;
}

/* Go on until every question that can be reached was seen. */
static int
walk_openings(struct preview *p, const char *lang, const struct opening *const *all)
{
	const struct form *f = p->form;
	struct way way = {.lang = lang, .asides = true, .at_consent = ACT_YES};
	bool *gone = arena_array(&p->call->arena, f->item_count + 1, sizeof *gone);
	bool any = true;
	int rc = 0;

	while (!rc && any) {
		struct bundle b;

		any = false;
		bundle_begin(p, &b);
		for (size_t i = 0; i < f->item_count; i++) {
			const struct item *it = &f->items[i];

			if (!all[i] || gone[i] || preview_has(p, it) ||
				!bundle_add(&b, it, all[i]))
				continue;
			any = gone[i] = true;
		}
		way.answers = b.answers;
		way.openings = b.openings;
		if (any)
			rc = preview_walk(p, &way);
	}
	return rc;
}

static int
walk_safeties(struct preview *p, const char *lang, const struct opening *const *all)
{
	const struct form *f = p->form;
	int rc = 0;

	for (size_t i = 0; !rc && i < f->safety_count; i++) {
		const struct item *it = f->safeties[i].item;
		struct way way = {.lang = lang, .at_consent = ACT_YES};
		struct bundle b;

		if (!it || !all[it->index])
			continue;
		bundle_begin(p, &b);
		(void)bundle_add(&b, it, all[it->index]); /* alone: it fits */
		way.answers = b.answers;
		way.openings = b.openings;
		rc = walk_safety(p, &f->safeties[i], &way);
	}
	return rc;
}

/* Nothing is left out in silence. */
static void
name_unreached(const struct preview *p, struct buf *unreached)
{
	for (size_t i = 0; i < p->form->item_count; i++) {
		const struct item *it = &p->form->items[i];

		if (!preview_has(p, it))
			buf_printf(unreached, "%s%s (%d)", unreached->len ? ", " : "",
				it->id, it->at.line);
	}
}

/* Every question that no way came to yet, and the safety messages. */
static int
walk_branches(struct preview *p, const char *lang)
{
	const struct form *f = p->form;
	const struct opening **all =
		arena_array(&p->call->arena, f->item_count + 1, sizeof *all);
	int rc;

	for (size_t i = 0; i < f->item_count; i++) {
		const struct item *it = &f->items[i];
		struct opening *o;

		if (preview_has(p, it) && !it->safety)
			continue;
		o = arena_alloc(&p->call->arena, sizeof *o);
		if (answers_to_reach(&p->call->arena, f, it, o))
			all[i] = o;
	}
	rc = walk_openings(p, lang, all);
	return rc ? rc : walk_safeties(p, lang, all);
}

/* What a client meets whose language the form does not have. */
static int
walk_without_language(struct preview *p)
{
	int rc = 0;

	for (int i = 0; !rc && i < LANG_COUNT; i++) {
		const char *tag = text_lang_tag((enum lang)i);
		struct way way = {.lang = tag, .first_alone = true};

		if (!form_has_lang(p->form, tag))
			rc = preview_walk(p, &way);
	}
	return rc;
}

static int
walk_all(struct preview *p, const char *lang)
{
	struct way way = {.first_alone = true};
	int rc = preview_walk(p, &way);

	way = (struct way){.lang = lang, .asides = true, .at_consent = ACT_YES};
	if (!rc)
		rc = preview_walk(p, &way);
	way.asides = false;
	way.leave = true;
	if (!rc)
		rc = preview_walk(p, &way);
	way.leave = false;
	way.at_consent = ACT_NO;
	if (!rc)
		rc = preview_walk(p, &way);
	way.at_consent = ACT_TALK;
	if (!rc)
		rc = preview_walk(p, &way);
	if (!rc)
		rc = walk_without_language(p);
	return rc ? rc : walk_branches(p, lang);
}

/* ---- on paper ---- */

static int
compare_shown(const void *a, const void *b)
{
	const struct shown *x = a, *y = b;

	return (x->place > y->place) - (x->place < y->place);
}

static void
put_filled(struct preview *p, struct buf *out, enum text_id id, const char *hole,
	const char *value)
{
	struct buf b = BUF_NONE;

	text_fill(&b, p->call->lang, id, hole, value, NULL);
	utf8_wrap(out, utf8_printable(&p->call->arena, buf_text(&b)), p->columns, 2);
	buf_free(&b);
}

static bool
is_too_long(const struct preview *p, const struct shown *s)
{
	return p->rows && s->rows > p->rows;
}

static void
put_screen(struct preview *p, struct buf *out, size_t n)
{
	const struct shown *s = &p->screens.at[n];
	const char *rule = p->call->opt[OPT_ACCESSIBLE] ? "" : "---- ";
	struct buf line = BUF_NONE;

	buf_printf(&line, "%s%zu. %s", rule, n + 1, s->name);
	if (s->at.line) {
		bool other = strcmp(s->at.file, p->form->file) != 0;

		buf_char(&line, ' ');
		text_fill(&line, p->call->lang,
			other ? TEXT_PREVIEW_LINE_FILE : TEXT_PREVIEW_LINE, "line",
			arena_printf(&p->call->arena, "%d", s->at.line), "file",
			form_base_name(s->at.file), NULL);
	}
	utf8_wrap(out, buf_text(&line), p->columns, 2);
	buf_free(&line);
	if (s->only_if)
		put_filled(p, out, TEXT_PREVIEW_ONLY_IF, "condition", s->only_if);
	if (s->example)
		put_filled(p, out, TEXT_PREVIEW_EXAMPLE, "answers", s->example);
	if (is_too_long(p, s))
		put_filled(p, out, TEXT_PREVIEW_LONG, "rows",
			arena_printf(&p->call->arena, "%d", s->rows));
	buf_printf(out, "\n%s\n\n", s->text);
}

/* Which screens do not fit. */
static void
put_long(struct preview *p, struct buf *out)
{
	struct buf list = BUF_NONE;

	for (size_t i = 0; i < p->screens.count; i++)
		if (is_too_long(p, &p->screens.at[i]))
			buf_printf(&list, "%s%zu", list.len ? ", " : "", i + 1);
	if (list.len)
		put_filled(p, out, TEXT_PREVIEW_PAGING, "screens", buf_text(&list));
	else
		put_filled(p, out, TEXT_PREVIEW_ALL_FIT, "size", p->call->opt[OPT_SIZE]);
	buf_free(&list);
}

static int
preview_language(struct preview *p, const char *lang, struct buf *out)
{
	struct buf unreached = BUF_NONE;
	int rc;

	preview_begin(p);
	rc = walk_all(p, lang);
	if (rc)
		goto done;
	name_unreached(p, &unreached);
	qsort(p->screens.at, p->screens.count, sizeof *p->screens.at, compare_shown);
	put_filled(p, out, TEXT_PREVIEW_IN, "lang", lang);
	buf_char(out, '\n');
	for (size_t i = 0; i < p->screens.count; i++)
		put_screen(p, out, i);
	if (p->rows)
		put_long(p, out);
	if (unreached.len)
		put_filled(p, out, TEXT_PREVIEW_UNREACHED, "items", buf_text(&unreached));
	if (p->rows || unreached.len)
		buf_char(out, '\n');
done:
	buf_free(&unreached);
	return rc;
}

/* Somewhere to write a screen to, somebody who only turns pages, and nobody. */
static int
open_ends(struct preview *p, FILE *files[2])
{
	struct call *c = p->call;

	for (int i = 0; i < 2; i++)
		if (!(files[i] = tmpfile()))
			return err_errno(&c->err, ERR_FAILED, errno,
				"cannot make a file for the screens");
	for (size_t i = 0; i < p->form->item_count; i++)
		fputc('\n', files[1]);
	p->nobody = open("/dev/null", O_RDONLY | O_CLOEXEC);
	if (p->nobody < 0 || fflush(files[1]))
		return err_errno(
			&c->err, ERR_FAILED, errno, "cannot make a file for the screens");
	p->paper = fileno(files[0]);
	p->enter = fileno(files[1]);
	return 0;
}

int
run_form_preview(struct call *c)
{
	struct preview p = {.call = c, .nobody = -1};
	const char *only = c->opt[OPT_LANG];
	struct buf out = BUF_NONE;
	FILE *files[2] = {NULL, NULL};
	int rc = option_size(c, COLUMNS, &p.columns, &p.rows);

	if (!rc)
		rc = form_named(c, c->operands[0], &p.form);
	if (!rc && only && !form_has_lang(p.form, only))
		rc = form_lacks(c, p.form);
	if (!rc)
		rc = form_practice(c, p.form, &p.practice);
	if (!rc)
		rc = open_ends(&p, files);
	for (size_t i = 0; !rc && i < p.form->lang_count; i++)
		if (!only || strcmp(only, p.form->langs[i]) == 0)
			rc = preview_language(&p, p.form->langs[i], &out);
	if (!rc)
		rc = out_write(c, &out);
	for (int i = 0; i < 2; i++)
		if (files[i])
			fclose(files[i]);
	if (p.nobody >= 0)
		close(p.nobody);
	buf_free(&out);
	return rc;
}
