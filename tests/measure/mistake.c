/* mistake.c - dice, edits, slips of the finger */
#include "measure/mistake.h"

#include <assert.h>
#include <ctype.h>
#include <string.h>

#include "base/mem.h"
#include "expr/expr.h"
#include "form/form.h"

/* splitmix64 */
size_t
dice_throw(struct mistake *m, size_t n)
{
	uint64_t z = (m->dice += 0x9e3779b97f4a7c15u);

	assert(n);
	z = (z ^ (z >> 30)) * 0xbf58476d1ce4e5b9u;
	z = (z ^ (z >> 27)) * 0x94d049bb133111ebu;
	return (size_t)((z ^ (z >> 31)) % n);
}

void
mistake_edit(struct mistake *m, struct span at, const char *text)
{
	size_t i = m->edit_count++;

	assert(m->edit_count <= EDITS_CAP);
	for (; i && m->edits[i - 1].at.from > at.from; i--)
		m->edits[i] = m->edits[i - 1];
	m->edits[i] = (struct edit){at, text};
}

void
mistake_insert(struct mistake *m, size_t at, const char *text)
{
	mistake_edit(m, (struct span){at, at}, text);
}

void
mistake_spot(struct mistake *m, size_t offset)
{
	if (m->spot_count < SPOTS_CAP)
		m->spots[m->spot_count++] = offset;
}

void
mistake_culprit(struct mistake *m, const char *word)
{
	assert(m->culprit_count < CULPRITS_CAP);
	m->culprits[m->culprit_count++] = word;
}

void
mistake_spot_words(struct mistake *m, const char *word)
{
	struct span all = {0, m->doc->size};
	size_t at;

	for (size_t n = 0; (at = doc_word(m->doc, all, word, n)) != (size_t)-1; n++)
		mistake_spot(m, at);
}

const char *
mistake_text(const struct mistake *m, size_t *ret_size)
{
	const struct doc *d = m->doc;
	size_t size = d->size, from = 0, to = 0;
	char *text;

	for (size_t i = 0; i < m->edit_count; i++)
		size += strlen(m->edits[i].text);
	text = arena_alloc(d->arena, size + 1);
	for (size_t i = 0; i <= m->edit_count; i++) {
		const struct edit *e = i < m->edit_count ? &m->edits[i] : NULL;
		size_t n = (e ? e->at.from : d->size) - from;

		memcpy(text + to, d->bytes + from, n);
		to += n;
		if (!e)
			break;
		memcpy(text + to, e->text, strlen(e->text));
		to += strlen(e->text);
		from = e->at.to;
	}
	*ret_size = to;
	return text;
}

/* Where an offset of the good form went. */
static size_t
moved(const struct mistake *m, size_t offset)
{
	size_t to = offset;

	for (size_t i = 0; i < m->edit_count; i++) {
		const struct edit *e = &m->edits[i];

		if (e->at.to <= offset && e->at.from < offset)
			to += strlen(e->text) - (e->at.to - e->at.from);
		else if (e->at.from < offset) /* in what was taken out */
			to -= offset - e->at.from;
	}
	return to;
}

bool
mistake_is_at(const struct mistake *m, const char *text, int line)
{
	for (size_t i = 0; i < m->spot_count; i++) {
		size_t end = moved(m, m->spots[i]);
		int here = 1;

		for (size_t k = 0; k < end; k++)
			here += text[k] == '\n';
		if (here == line)
			return true;
	}
	return false;
}

const struct tag *
pick_tag(struct mistake *m, bool (*fits)(const struct doc *, const struct tag *))
{
	const struct tag *picked = NULL;
	size_t seen = 0;

	for (size_t i = 0; i < m->doc->tags.count; i++)
		if (fits(m->doc, &m->doc->tags.at[i]) && !dice_throw(m, ++seen))
			picked = &m->doc->tags.at[i];
	return picked;
}

const struct setting *
pick_setting(struct mistake *m, bool (*fits)(const struct doc *, const struct setting *))
{
	const struct setting *picked = NULL;
	size_t seen = 0;

	for (size_t i = 0; i < m->doc->settings.count; i++)
		if (fits(m->doc, &m->doc->settings.at[i]) && !dice_throw(m, ++seen))
			picked = &m->doc->settings.at[i];
	return picked;
}

/* ---- slips ---- */

static bool
is_taken(const struct doc *d, const char *word)
{
	struct span all = {0, d->size};

	if (expr_is_keyword(word) || rule_named(word) ||
		doc_word(d, all, word, 0) != (size_t)-1)
		return true;
	for (const struct xml_rule *r = form_table.rules; r->name; r++)
		for (const struct xml_attribute_rule *s = r->attributes; s->name; s++)
			if (strcmp(s->name, word) == 0)
				return true;
	return false;
}

/* Letters that lie beside each other on a keyboard. */
static char
beside(char c)
{
	static const char rows[] = "qwertyuiop asdfghjkl zxcvbnm ";
	const char *at = strchr(rows, c);

	if (!c || !at || c == ' ')
		return 'x';
	return at[1] != ' ' ? at[1] : at[-1];
}

static void
slip_once(struct mistake *m, char *word, size_t size)
{
	size_t i = dice_throw(m, size);
	char c = word[i];

	if (!islower((unsigned char)c))
		return;
	switch (dice_throw(m, 4)) {
	case 0: /* swapped with the next */
		if (islower((unsigned char)word[i + 1])) {
			word[i] = word[i + 1];
			word[i + 1] = c;
		}
		break;
	case 1: /* left out */
		memmove(word + i, word + i + 1, size - i);
		break;
	case 2: /* twice */
		memmove(word + i + 1, word + i, size - i + 1);
		break;
	default:
		word[i] = beside(c);
		break;
	}
}

const char *
slip(struct mistake *m, const char *word)
{
	size_t size = strlen(word);

	if (size < 2)
		return NULL;
	for (int tries = 0; tries < 40; tries++) {
		char *wrong = arena_alloc(m->doc->arena, size + 2);

		memcpy(wrong, word, size + 1);
		slip_once(m, wrong, size);
		if (strcmp(wrong, word) != 0 && islower((unsigned char)wrong[0]) &&
			!is_taken(m->doc, wrong))
			return wrong;
	}
	return NULL;
}

/* ---- the table ---- */

const struct xml_rule *
rule_named(const char *name)
{
	for (const struct xml_rule *r = form_table.rules; r->name; r++)
		if (strcmp(r->name, name) == 0)
			return r;
	return NULL;
}

const struct xml_attribute_rule *
rule_of_setting(const struct doc *d, const struct setting *s)
{
	const struct xml_rule *r = rule_named(d->tags.at[s->tag].name);

	for (const struct xml_attribute_rule *a = r->attributes; a->name; a++)
		if (strcmp(a->name, s->name) == 0)
			return a;
	assert(!"a good form");
	return NULL;
}

const struct xml_child_rule *
rule_of_child(const struct xml_rule *parent, const char *name)
{
	for (const struct xml_child_rule *c = parent->children; c->name; c++)
		if (strcmp(c->name, name) == 0)
			return c;
	return NULL;
}

const struct tag *
parent_of(const struct doc *d, const struct tag *t)
{
	return t->parent == DOC_NO_PARENT ? NULL : &d->tags.at[t->parent];
}

size_t
words_of(const char *text, struct span *ret, size_t cap)
{
	static const char between[] = " \t\n,=()!\"";
	size_t count = 0, at = 0;

	while (count < cap) {
		at += strspn(text + at, between);
		if (!text[at])
			break;
		ret[count].from = at;
		at += strcspn(text + at, between);
		ret[count++].to = at;
	}
	return count;
}
