/*
 * measure.c - widths, characters that are missing, and lines
 */
#include <stdio.h>
#include <string.h>

#include "base/file.h"
#include "base/mem.h"
#include "base/utf8.h"
#include "base/vec.h"
#include "report/measure.h"

/* Where Debian and others put fonts-lato. */
static const char *const usual_folders[] = {
	"/usr/share/fonts/truetype/lato",
	"/usr/share/fonts/lato",
	"/usr/local/share/fonts/truetype/lato",
	"/usr/local/share/fonts/lato",
	NULL,
};

static const char *const face_files[FACE_COUNT] = {
	"Lato-Regular.ttf",
	"Lato-Bold.ttf",
	"Lato-Italic.ttf",
};

static uint16_t
look_up(const struct font *f, uint32_t c)
{
	unsigned glyph = font_glyph(f, c);

	return (uint16_t)(glyph ? font_advance(f, glyph) + 1 : 0);
}

int
measure_load_files(
	const char *const paths[FACE_COUNT], struct measure *ret, struct err *err)
{
	int rc = 0;

	memset(ret, 0, sizeof(*ret));
	for (int face = 0; face < FACE_COUNT && !rc; face++) {
		ret->paths[face] = paths[face];
		rc = font_open(&ret->fonts[face], paths[face], err);
		for (uint32_t c = 0; !rc && c < MEASURE_USUAL; c++)
			ret->usual[face][c] = look_up(&ret->fonts[face], c);
	}
	if (rc)
		measure_free(ret);
	return rc;
}

int
measure_load(
	struct arena *a, const char *const *folders, struct measure *ret, struct err *err)
{
	const char *folder = NULL, *paths[FACE_COUNT];

	memset(ret, 0, sizeof(*ret));
	if (!folders)
		folders = usual_folders;
	for (; *folders && !folder; folders++)
		if (file_exists(file_join(a, *folders, face_files[FACE_REGULAR])))
			folder = *folders;
	if (!folder) {
		err_set(err, ERR_NOT_FOUND,
			"the report's typeface, Lato, is not installed");
		err_advise(err, "install the package fonts-lato");
		return ERR_NOT_FOUND;
	}
	for (int face = 0; face < FACE_COUNT; face++)
		paths[face] = file_join(a, folder, face_files[face]);
	return measure_load_files(paths, ret, err);
}

void
measure_free(struct measure *m)
{
	for (int face = 0; face < FACE_COUNT; face++)
		font_close(&m->fonts[face]);
}

/* Width plus one; 0: no glyph. */
static unsigned
width_of(const struct measure *m, enum face face, uint32_t c)
{
	if (c < MEASURE_USUAL)
		return m->usual[face][c];
	return c < MEASURE_CHARS ? look_up(&m->fonts[face], c) : 0;
}

bool
measure_has(const struct measure *m, enum face face, uint32_t c)
{
	return width_of(m, face, c) != 0;
}

/* A character that says as well what the face lacks; 0: none.  It takes the place of c
 * only once lines are broken, since the two may differ in where a line may break. */
static uint32_t
stand_in(uint32_t c)
{
	switch (c) {
	case '\t':
	case 0x2007: /* figure space */
	case 0x2009: /* thin space */
	case 0x202f: /* narrow no-break space */
		return ' ';
	case 0x2010: /* hyphen */
	case 0x2011: /* hyphen that does not break */
		return '-';
	default:
		return 0;
	}
}

/* What is drawn for c; 0: the face has nothing for it. */
static uint32_t
drawn(const struct measure *m, enum face face, uint32_t c)
{
	uint32_t other;

	if (measure_has(m, face, c))
		return c;
	other = stand_in(c);
	return other && measure_has(m, face, other) ? other : 0;
}

/* In thousandths. */
static unsigned
advance(const struct measure *m, enum face face, uint32_t c)
{
	if (c < MEASURE_USUAL && m->usual[face][c])
		return m->usual[face][c] - 1u;
	c = drawn(m, face, c);
	return c ? width_of(m, face, c) - 1u : 0;
}

double
measure_text(
	const struct measure *m, enum face face, double size, const char *text, size_t n)
{
	const char *end = text + n;
	unsigned long sum = 0;

	while (text < end)
		sum += advance(m, face, utf8_next(&text));
	return (double)sum * size / 1000;
}

/* ASCII that is printable, and that the face has: ready as it is, and most of what is
 * drawn. */
static bool
is_plain(const struct measure *m, enum face face, const char *text)
{
	for (; *text; text++)
		if (*text != '\n' &&
			(*text < 0x20 || *text > 0x7e ||
				!m->usual[face][(unsigned char)*text]))
			return false;
	return true;
}

/* NFC, printable, and what the face lacks written out: [U+1F622]. */
static void
put_ready(struct buf *out, struct arena *a, const struct measure *m, enum face face,
	const char *text)
{
	const char *from = utf8_nfc(a, utf8_printable(a, text));
	uint32_t c;

	while ((c = utf8_next(&from)) != 0)
		if (c == '\n' || drawn(m, face, c))
			utf8_put(out, c);
		else
			buf_printf(out, "[U+%04X]", (unsigned)c);
}

/* The state of wrapping one text. */
struct wrap {
	struct arena *arena;
	const struct measure *m;
	enum face face;
	double size, width;
	bool plain; /* every character is drawn as it is */
	VEC(struct text_line) lines;
};

static bool
is_space(char c)
{
	return c == ' ' || c == '\n';
}

static void
line_add(struct wrap *w, const char *from, const char *end)
{
	struct text_line *line = vec_push(w->arena, &w->lines);
	struct buf out = BUF_NONE;

	line->goes_on = *end && end > from && is_space(end[-1]);
	while (end > from && is_space(end[-1]))
		end--;
	line->width = measure_text(w->m, w->face, w->size, from, (size_t)(end - from));
	if (w->plain) {
		line->text = arena_strndup(w->arena, from, (size_t)(end - from));
		return;
	}
	while (from < end)
		utf8_put(&out, drawn(w->m, w->face, utf8_next(&from)));
	line->text = arena_strdup(w->arena, buf_text(&out));
	buf_free(&out);
}

static void
wrap_text(struct wrap *w, const char *text, const char *breaks)
{
	const char *from = text, *may = NULL; /* may: the last place for a break */
	double x = 0;                         /* from `from` to `at` */

	for (const char *at = text; *at;) {
		const char *next = at;
		uint32_t c = utf8_next(&next);
		double step = advance(w->m, w->face, c) * w->size / 1000;
		char rule = breaks[at - text];

		if (at > from && rule == UTF8_BREAK_MUST) {
			line_add(w, from, at);
			from = at;
			may = NULL;
			x = 0;
		} else if (at > from && rule == UTF8_BREAK_MAY) {
			may = at;
		}
		/* a space at the end of a line may hang over */
		while (x + step > w->width + 1e-6 && at > from && !is_space(*at)) {
			const char *cut = may ? may : at;

			line_add(w, from, cut);
			from = cut;
			may = NULL;
			x = measure_text(
				w->m, w->face, w->size, from, (size_t)(at - from));
		}
		x += step;
		at = next;
	}
	line_add(w, from, from + strlen(from));
}

/* Does plain text stand in one line? */
static bool
is_one_line(const struct wrap *w, const char *text)
{
	double x = 0;

	for (; *text; text++) {
		x += advance(w->m, w->face, (unsigned char)*text) * w->size / 1000;
		if (*text == '\n' || (x > w->width + 1e-6 && !is_space(*text)))
			return false;
	}
	return true;
}

static void
wrap_ready(struct wrap *w, const char *ready)
{
	size_t n = strlen(ready);
	char *breaks = mem_alloc(n + 1);

	utf8_breaks(ready, n, breaks);
	wrap_text(w, ready, breaks);
	mem_free(breaks);
}

const struct text_line *
measure_wrap(struct arena *a, const struct measure *m, enum face face, double size,
	const char *text, double width, size_t *ret_count)
{
	struct wrap w = {a, m, face, size, width, is_plain(m, face, text), VEC_NONE};
	struct buf ready = BUF_NONE;

	if (w.plain && is_one_line(&w, text)) { /* most are: no break is looked for */
		line_add(&w, text, text + strlen(text));
	} else if (w.plain) {
		wrap_ready(&w, text);
	} else {
		put_ready(&ready, a, m, face, text);
		wrap_ready(&w, buf_text(&ready));
	}
	buf_free(&ready);
	*ret_count = w.lines.count;
	return w.lines.at;
}
