/*
 * size.c - what does not fit a small screen whole, and is shown in pages there
 *
 * Counted as the full screen lays it out once it has left away what it can: a line on
 * top, the words, a line an answer, a line of keys.  Blank lines and the names of parts
 * go first, so they do not count.
 */
#include "base/text.h"
#include "base/utf8.h"
#include "check/check.h"

enum {
	TOP_AND_KEYS = 2,   /* lines */
	ANSWER_INDENT = 7,  /* columns: "( ) 0  " */
	MARGIN_FROM = 40,   /* columns from which there is one on the left */
	COLUMNS_MAX = 78,   /* of text */
	FIELD_LINES = 1,    /* to type a number or date in */
	TEXT_LINES = 2,     /* to type words in */
	SAFETY_CHOICES = 3, /* go on, stop here, the numbers again */
	NOTE_CHOICES = 3,   /* go on, leave this part out, take a break */
	COLUMNS_LEAST = 20,
};

struct screen_size {
	int columns, rows; /* of text, of the screen */
	int wide;          /* columns of the screen */
};

static int
text_columns(int columns)
{
	int of_text = columns - 1 - (columns >= MARGIN_FROM);

	of_text = of_text < COLUMNS_MAX ? of_text : COLUMNS_MAX;
	return of_text > COLUMNS_LEAST ? of_text : COLUMNS_LEAST;
}

static int
lines_of_text(const char *text, int columns)
{
	struct buf out = BUF_NONE;
	int lines = 0;

	if (!text || !*text)
		return 0;
	utf8_wrap(&out, text, columns, 0);
	for (size_t i = 0; i < out.len; i++)
		lines += out.data[i] == '\n';
	buf_free(&out);
	return lines;
}

/* How many lines words take in one language. */
static int
lines_of(const struct words *w, size_t lang, int columns)
{
	return lines_of_text(form_words(w, lang), columns);
}

/* What to do, by the type of the item; a date's by its precision. */
static int
lines_of_hint(const struct form *f, const struct item *it, size_t lang, int columns)
{
	static const enum text_id dates[] = {
		TEXT_HINT_DATE_DAY, TEXT_HINT_DATE_MONTH, TEXT_HINT_DATE_YEAR};
	enum lang ui = text_lang(f->langs[lang]);

	switch (it->type) {
	case ITEM_MANY:
		return lines_of_text(text(ui, TEXT_HINT_MANY), columns);
	case ITEM_TEXT:
		return lines_of_text(text(ui, TEXT_HINT_TEXT), columns);
	case ITEM_NUMBER:
		return lines_of_text(text(ui, TEXT_HINT_NUMBER_RANGE), columns);
	case ITEM_DATE:
		return lines_of_text(text(ui, dates[it->precision]), columns);
	case ITEM_ONE:
	case ITEM_YES_NO:
	case ITEM_TYPE_COUNT:
		break;
	}
	return 0;
}

static int
lines_to_answer(const struct item *it, size_t lang, int columns)
{
	int lines = 0;

	if (it->type == ITEM_TEXT)
		return TEXT_LINES;
	if (!it->choices)
		return FIELD_LINES;
	for (size_t i = 0; i < it->choices->count; i++)
		lines += lines_of(
			&it->choices->at[i].label, lang, columns - ANSWER_INDENT);
	return lines + it->dont_know;
}

/* The answers of a set of questions stand below the room that the longest one needs. */
static int
lines_of_question(const struct form *f, const struct item *it, size_t lang, int columns)
{
	const struct section *s = it->section;
	int most = lines_of(&it->text, lang, columns);

	for (size_t i = s->first_item; it->choices && i < s->first_item + s->item_count;
		i++) {
		const struct item *other = &f->items[i];
		int lines = 0;

		if (other->choices == it->choices && other->grid == it->grid)
			lines = lines_of(&other->text, lang, columns);
		most = lines > most ? lines : most;
	}
	return most;
}

static int
lines_of_item(const struct form *f, const struct item *it, size_t lang, int columns)
{
	return TOP_AND_KEYS + (it->grid ? lines_of(&it->grid->stem, lang, columns) : 0) +
		lines_of_question(f, it, lang, columns) +
		lines_of(&it->help, lang, columns) + lines_of_hint(f, it, lang, columns) +
		lines_to_answer(it, lang, columns);
}

static void
check_item(const struct form *f, const struct item *it, struct screen_size s,
	struct diags *d)
{
	size_t worst = 0;
	int most = 0;

	for (size_t lang = 0; lang < f->lang_count; lang++) {
		int lines = lines_of_item(f, it, lang, s.columns);

		worst = lines > most ? lang : worst;
		most = lines > most ? lines : most;
	}
	if (most > s.rows)
		diags_warn(d, "size-question", it->text.at,
			"\"%s\" needs %d lines in \"%s\", and a screen of %dx%d has %d: "
			"it is "
			"shown in pages there",
			it->id, most, f->langs[worst], s.wide, s.rows, s.rows);
}

static void
check_note(const struct form *f, const struct section *section, const struct words *note,
	int choices, struct screen_size s, struct diags *d)
{
	size_t worst = 0;
	int most = 0;

	if (!note->in[0])
		return;
	for (size_t lang = 0; lang < f->lang_count; lang++) {
		enum lang ui = text_lang(f->langs[lang]);
		int lines = TOP_AND_KEYS + lines_of(&section->title, lang, s.columns) +
			lines_of(note, lang, s.columns);

		if (choices)
			lines += choices +
				lines_of_text(text(ui, TEXT_NOTE_QUESTIONS), s.columns) +
				lines_of_text(text(ui, TEXT_NOTE_LEAVE), s.columns);

		worst = lines > most ? lang : worst;
		most = lines > most ? lines : most;
	}
	if (most > s.rows)
		diags_warn(d, "size-note", note->at,
			"this note needs %d lines in \"%s\", and a screen of %dx%d has "
			"%d: it "
			"is shown in pages there",
			most, f->langs[worst], s.wide, s.rows, s.rows);
}

void
check_size(const struct form *f, int columns, int rows, struct diags *d)
{
	struct screen_size s = {text_columns(columns), rows, columns};

	for (size_t i = 0; i < f->section_count; i++) {
		const struct section *section = &f->sections[i];

		check_note(f, section, &section->before, NOTE_CHOICES, s, d);
		check_note(f, section, &section->after, 0, s, d);
	}
	for (size_t i = 0; i < f->item_count; i++)
		check_item(f, &f->items[i], s, d);
}

void
check_practice_size(const struct practice *p, int columns, int rows, struct diags *d)
{
	static const enum text_id message[] = {TEXT_SAFETY_TITLE, TEXT_SAFETY_ALONE,
		TEXT_SAFETY_WATCHED, TEXT_SAFETY_IF};
	int wide = text_columns(columns);
	enum lang worst = LANG_EN;
	int most = 0;

	for (int i = 0; i < LANG_COUNT; i++) {
		struct buf lines = BUF_NONE;
		int count = TOP_AND_KEYS + SAFETY_CHOICES;

		for (size_t k = 0; k < COUNT_OF(message); k++)
			count += lines_of_text(text((enum lang)i, message[k]), wide);
		practice_put_lines(&lines, p, (enum lang)i);
		count += lines_of_text(buf_text(&lines), wide);
		buf_free(&lines);
		worst = count > most ? (enum lang)i : worst;
		most = count > most ? count : most;
	}
	if (most > rows)
		diags_warn(d, "size-safety", p->at,
			"the safety message with these crisis lines needs %d lines in "
			"\"%s\", and a screen of %dx%d has %d: it is shown in pages "
			"there",
			most, text_lang_tag(worst), columns, rows, rows);
}
