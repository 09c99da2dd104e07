/*
 * form.c - a file to a form; and looking things up in one
 */
#include <assert.h>
#include <string.h>

#include "base/file.h"
#include "base/num.h"
#include "form/build.h"

/* ---- loading ---- */

/* What the structure allows and this version does not act on yet. */
static void
refuse_unsupported(struct builder *b)
{
	static const char *const names[] = {"include", "uses", "approach", "topics"};

	for (const struct xml_node *n = b->xml->root->first; n; n = n->next)
		for (size_t i = 0; i < COUNT_OF(names); i++)
			if (strcmp(n->name, names[i]) == 0)
				diags_error(b->diags, "unsupported", n->at,
					"<%s> is not supported by this version", n->name);
}

static void
build_head(struct builder *b)
{
	const struct xml_node *root = b->xml->root;
	struct form *f = b->form;
	int64_t version = 0;

	f->id = xml_value(root, "id");
	(void)num_parse_int(xml_value(root, "version"), &version);
	f->version = (int)version;
	f->file = b->xml->file;
	f->text = b->xml->bytes;
	f->text_size = b->xml->size;
	f->xml = b->xml;
	digest_hex(f->text, f->text_size, f->digest);
	f->title = build_child_words(b, root, NULL, "title", false, true);
	f->source = build_child_words(b, root, NULL, "source", false, false);
	f->notice = build_child_words(b, root, NULL, "notice", false, false);
	f->welcome = build_child_words(b, root, NULL, "welcome", false, true);
	f->consent = build_child_words(b, root, NULL, "consent", false, true);
	f->pause = build_child_words(b, root, NULL, "pause", false, true);
	f->closing = build_child_words(b, root, NULL, "closing", false, true);
}

static const struct form *
build(struct arena *a, const struct xml *x, struct diags *d)
{
	struct builder b = {.arena = a, .diags = d, .xml = x};

	b.form = arena_alloc(a, sizeof(*b.form));
	refuse_unsupported(&b);
	build_ids(&b);
	build_translations(&b);
	build_head(&b);
	build_sets(&b);
	build_sections(&b);
	build_scales(&b);
	build_safeties(&b);
	build_alerts(&b);
	build_conditions(&b);
	build_leftovers(&b);
	return b.form;
}

const struct form *
form_draft(
	struct arena *a, const char *name, const char *bytes, size_t n, struct diags *d)
{
	const struct xml *x = xml_parse_as(a, name, bytes, n, &form_table, d);

	if (!x || !xml_check(x, &form_table, d))
		return NULL;
	return build(a, x, d);
}

const struct form *
form_parse(
	struct arena *a, const char *name, const char *bytes, size_t n, struct diags *d)
{
	size_t before = d->count[DIAG_ERROR];
	const struct form *f = form_draft(a, name, bytes, n, d);

	return d->count[DIAG_ERROR] == before ? f : NULL;
}

int
form_load(struct arena *a, const char *path, struct diags *d, const struct form **ret,
	struct err *err)
{
	struct buf bytes = BUF_NONE;
	int rc;

	rc = file_read(path, XML_FILE_CAP, &bytes, err);
	if (!rc)
		*ret = form_parse(a, path, buf_text(&bytes), bytes.len, d);
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

enum form_ref_kind
form_ref(const struct form *f, size_t ref, size_t *ret_index)
{
	assert(ref < f->item_count + f->scale_count + f->safety_count);
	*ret_index = ref;
	if (ref < f->item_count)
		return FORM_REF_ITEM;
	*ret_index = ref - f->item_count;
	if (*ret_index < f->scale_count)
		return FORM_REF_SCALE;
	*ret_index -= f->scale_count;
	return FORM_REF_SAFETY;
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
	}
	return "";
}
