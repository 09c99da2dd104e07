/*
 * form.c - a file to a form; and looking things up in one
 */
#include <assert.h>
#include <string.h>

#include "base/file.h"
#include "base/num.h"
#include "form/build.h"

/* ---- loading ---- */

static void
build_head(struct builder *b)
{
	const struct xml_node *root = b->xml->root;
	struct form *f = b->form;
	int64_t version = 0;

	f->id = xml_value(root, "id");
	(void)num_parse_int(xml_value(root, "version"), &version);
	f->version = (int)version;
	f->review_labels = xml_value(root, "review") &&
		strcmp(xml_value(root, "review"), "labels") == 0;
	f->file = b->xml->file;
	f->xml = b->xml;
	f->title = build_child_words(b, root, NULL, "title", false, true);
	f->source = build_child_words(b, root, NULL, "source", false, false);
	f->notice = build_child_words(b, root, NULL, "notice", false, false);
	f->welcome = build_child_words(b, root, NULL, "welcome", false, true);
	f->consent = build_child_words(b, root, NULL, "consent", false, true);
	f->pause = build_child_words(b, root, NULL, "pause", false, true);
	f->closing = build_child_words(b, root, NULL, "closing", false, true);
}

/* All that has an id, but for the rules. */
static void
build_parts(struct builder *b)
{
	b->form = arena_alloc(b->arena, sizeof(*b->form));
	build_origins(b);
	build_ids(b);
	build_head(b);
	build_sets(b);
	build_sections(b);
	build_scales(b);
	build_safeties(b);
}

const struct form *
build_names(struct arena *a, const struct xml *x, struct diags *d)
{
	struct builder b = {.arena = a, .diags = d, .xml = x};

	build_parts(&b);
	return b.form;
}

/* digest: of the text, where somebody has reckoned it; else NULL. */
static const struct form *
draft(struct arena *a, const char *name, const char *bytes, size_t n,
	const struct form_finder *finder, const char *digest, struct diags *d)
{
	struct xml *x = xml_parse_as(a, name, bytes, n, &form_table, d);
	struct builder b = {.arena = a, .diags = d, .xml = x};
	const char *text;
	size_t size;

	if (!x || !xml_check(x, &form_table, d) ||
		!build_graft(a, x, finder, d, &text, &size))
		return NULL;
	build_parts(&b);
	b.form->text = text;
	b.form->text_size = size;
	if (digest)
		memcpy(b.form->digest, digest, DIGEST_HEX);
	else
		digest_hex(text, size, b.form->digest);
	build_used(&b);
	build_alerts(&b);
	build_topics(&b);
	build_conditions(&b);
	build_leftovers(&b);
	return b.form;
}

const struct form *
form_draft(struct arena *a, const char *name, const char *bytes, size_t n,
	const struct form_finder *finder, struct diags *d)
{
	return draft(a, name, bytes, n, finder, NULL, d);
}

/* What was a form before it was stored, or is one now that its files are at hand. */
static const struct form *
parse(struct arena *a, const char *name, const char *bytes, size_t n,
	const struct form_finder *finder, const char *digest, struct diags *d)
{
	size_t before = d->count[DIAG_ERROR];
	const struct form *f = draft(a, name, bytes, n, finder, digest, d);

	return d->count[DIAG_ERROR] == before ? f : NULL;
}

const struct form *
form_parse(
	struct arena *a, const char *name, const char *bytes, size_t n, struct diags *d)
{
	return parse(a, name, bytes, n, NULL, NULL, d);
}

const struct form *
form_stored(struct arena *a, const char *name, const struct buf *text, const char *digest,
	struct diags *d)
{
	return parse(a, arena_strdup(a, name),
		arena_strndup(a, buf_text(text), text->len), text->len, NULL, digest, d);
}

int
form_load(struct arena *a, const char *path, const struct form_finder *finder,
	struct diags *d, const struct form **ret, struct err *err)
{
	struct buf bytes = BUF_NONE;
	int rc;

	rc = file_read(path, XML_FILE_CAP, &bytes, err);
	if (!rc)
		*ret = parse(a, path, buf_text(&bytes), bytes.len, finder, NULL, d);
	buf_free(&bytes);
	return rc;
}

/* ---- languages ---- */

static bool
find_lang(const struct form *f, const char *tag, size_t *ret)
{
	for (size_t i = 0; i < f->lang_count; i++)
		if (strcmp(f->langs[i], tag) == 0) {
			*ret = i;
			return true;
		}
	return false;
}

size_t
form_lang(const struct form *f, const char *tag)
{
	size_t i = 0;

	return find_lang(f, tag, &i) ? i : 0;
}

bool
form_has_lang(const struct form *f, const char *tag)
{
	size_t i;

	return find_lang(f, tag, &i);
}

const char *
form_words(const struct words *w, size_t lang)
{
	assert(lang < FORM_LANG_MAX);
	return w->in[lang] ? w->in[lang] : w->in[0];
}

/* ---- by id ---- */

const struct item *
form_item(const struct form *f, const char *id)
{
	for (size_t i = 0; i < f->item_count; i++)
		if (strcmp(f->items[i].id, id) == 0)
			return &f->items[i];
	return NULL;
}

const struct section *
form_section(const struct form *f, const char *id)
{
	for (size_t i = 0; i < f->section_count; i++)
		if (strcmp(f->sections[i].id, id) == 0)
			return &f->sections[i];
	return NULL;
}

const struct scale *
form_scale(const struct form *f, const char *id)
{
	for (size_t i = 0; i < f->scale_count; i++)
		if (strcmp(f->scales[i].id, id) == 0)
			return &f->scales[i];
	return NULL;
}

int
form_choice(const struct choice_list *l, const char *code)
{
	for (size_t i = 0; i < l->count; i++)
		if (strcmp(l->at[i].code, code) == 0)
			return (int)i;
	return -1;
}

/* ---- refs of conditions ---- */

size_t
form_ref_count(const struct form *f)
{
	return f->item_count + f->scale_count + f->safety_count + f->used_count;
}

enum form_ref_kind
form_ref(const struct form *f, size_t ref, size_t *ret_index)
{
	const size_t counts[] = {f->item_count, f->scale_count, f->safety_count};
	size_t kind = 0;

	assert(ref < form_ref_count(f));
	for (; kind < COUNT_OF(counts) && ref >= counts[kind]; kind++)
		ref -= counts[kind];
	*ret_index = ref;
	return (enum form_ref_kind)kind;
}

const char *
form_ref_id(const struct form *f, size_t ref)
{
	size_t i;

	switch (form_ref(f, ref, &i)) {
	case FORM_REF_ITEM:
		return f->items[i].id;
	case FORM_REF_SCALE:
		return f->scales[i].id;
	case FORM_REF_SAFETY:
		return f->safeties[i].id;
	case FORM_REF_USED:
		return f->used[i].id;
	}
	return "";
}
