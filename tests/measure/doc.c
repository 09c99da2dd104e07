/* doc.c - from a good form's text to where everything in it stands */
#include "measure/doc.h"

#include <string.h>

static const char name_letters[] =
	"abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789_:-";

enum { DEPTH_CAP = 16 };

struct reader {
	struct doc *doc;
	size_t at;
	size_t open[DEPTH_CAP];
	size_t depth;
};

static bool
begins(const struct reader *r, const char *what)
{
	return r->at + strlen(what) <= r->doc->size &&
		memcmp(r->doc->bytes + r->at, what, strlen(what)) == 0;
}

static bool
skip_past(struct reader *r, const char *what)
{
	for (; r->at < r->doc->size; r->at++)
		if (begins(r, what)) {
			r->at += strlen(what);
			return true;
		}
	return false;
}

static void
skip_white(struct reader *r)
{
	while (r->at < r->doc->size && strchr(" \t\n", r->doc->bytes[r->at]))
		r->at++;
}

static struct span
take_name(struct reader *r)
{
	struct span s = {r->at, 0};

	r->at += strspn(r->doc->bytes + r->at, name_letters);
	s.to = r->at;
	return s;
}

static bool
read_settings(struct reader *r, struct tag *t)
{
	struct doc *d = r->doc;

	t->first = d->settings.count;
	for (;;) {
		struct setting *s;

		skip_white(r);
		if (!strchr(name_letters, d->bytes[r->at]))
			break;
		s = vec_push(d->arena, &d->settings);
		s->tag = t->index;
		s->name_at = take_name(r);
		if (!begins(r, "=\""))
			return false;
		r->at += 2;
		s->value_at.from = r->at;
		if (!skip_past(r, "\""))
			return false;
		s->value_at.to = r->at - 1;
		s->name = doc_text(d, s->name_at);
		s->value = doc_text(d, s->value_at);
		t->count++;
	}
	return true;
}

static bool
read_start(struct reader *r)
{
	struct tag *t = vec_push(r->doc->arena, &r->doc->tags);

	t->index = r->doc->tags.count - 1;
	t->parent = r->depth ? r->open[r->depth - 1] : DOC_NO_PARENT;
	t->open.from = r->at++;
	t->name = doc_text(r->doc, take_name(r));
	if (!read_settings(r, t))
		return false;
	t->empty = begins(r, "/>");
	r->at += t->empty ? 2 : 1;
	t->open.to = r->at;
	t->end = r->at;
	t->close = (struct span){r->at, r->at};
	if (t->empty)
		return true;
	if (r->depth == DEPTH_CAP)
		return false;
	r->open[r->depth++] = t->index;
	return true;
}

static bool
read_end(struct reader *r)
{
	struct tag *t;

	if (!r->depth)
		return false;
	t = &r->doc->tags.at[r->open[--r->depth]];
	t->close.from = r->at;
	if (!skip_past(r, ">"))
		return false;
	t->close.to = t->end = r->at;
	return true;
}

static bool
read_comment(struct reader *r)
{
	struct span *s = vec_push(r->doc->arena, &r->doc->comments);

	s->from = r->at;
	if (!skip_past(r, "-->"))
		return false;
	s->to = r->at;
	return true;
}

bool
doc_read(struct doc *d, struct arena *a, const char *file, const char *bytes, size_t n)
{
	struct reader r = {.doc = d};
	bool good = true;

	*d = (struct doc){.arena = a, .file = file, .bytes = bytes, .size = n};
	while (good && r.at < n) {
		if (bytes[r.at] != '<')
			r.at++;
		else if (begins(&r, "<!--"))
			good = read_comment(&r);
		else if (begins(&r, "<?"))
			good = skip_past(&r, "?>");
		else if (begins(&r, "</"))
			good = read_end(&r);
		else
			good = read_start(&r);
	}
	return good && !r.depth && d->tags.count;
}

const struct setting *
doc_setting(const struct doc *d, const struct tag *t, const char *name)
{
	for (size_t i = 0; i < t->count; i++)
		if (strcmp(d->settings.at[t->first + i].name, name) == 0)
			return &d->settings.at[t->first + i];
	return NULL;
}

struct span
doc_inside(const struct tag *t)
{
	return (struct span){t->open.to, t->close.from};
}

const char *
doc_text(const struct doc *d, struct span s)
{
	return arena_strndup(d->arena, d->bytes + s.from, s.to - s.from);
}

size_t
doc_word(const struct doc *d, struct span in, const char *word, size_t n)
{
	size_t size = strlen(word);

	for (size_t i = in.from; i + size <= in.to; i++) {
		char before = i ? d->bytes[i - 1] : ' ';
		char after = i + size < d->size ? d->bytes[i + size] : ' ';

		if (memcmp(d->bytes + i, word, size) != 0 ||
			strchr(name_letters, before) || strchr(name_letters, after))
			continue;
		if (!n--)
			return i;
	}
	return (size_t)-1;
}
