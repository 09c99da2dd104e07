/* json_form.c - forms, and what is different between two, as JSON; see json_form.h */
#include "exchange/json_form.h"

#include "exchange/part.h"

#define put      exchange_put
#define put_text exchange_put_text

static json_t *
form_json(const struct json_form *row)
{
	json_t *o = json_object(), *languages;
	const struct form *f = row->form;

	put_text(o, "id", row->id);
	put_text(o, "from", row->from);
	put_text(o, "file", row->file);
	if (!f)
		return o;
	languages = json_array();
	for (size_t i = 0; i < f->lang_count; i++)
		json_array_append_new(languages, json_string(f->langs[i]));
	put(o, "version", json_integer(f->version));
	put(o, "languages", languages);
	put(o, "items", json_integer((json_int_t)f->item_count));
	put_text(o, "title", form_words(&f->title, 0));
	return o;
}

void
exchange_forms_json(const struct json_form *rows, size_t count, struct buf *out)
{
	json_t *doc = exchange_document("anteroom.form-list/1"), *forms = json_array();

	for (size_t i = 0; i < count; i++)
		json_array_append_new(forms, form_json(&rows[i]));
	put(doc, "forms", forms);
	exchange_finish(out, doc);
}

void
exchange_form_diff_json(const struct form *old, const struct form *new,
	const struct json_difference *rows, size_t count, struct buf *out)
{
	json_t *doc = exchange_document("anteroom.form-diff/1"), *all = json_array();
	bool raises = false;

	for (size_t i = 0; i < count; i++) {
		json_t *o = json_object();

		put_text(o, "effect", rows[i].effect);
		put(o, "raises", json_boolean(rows[i].raises));
		put_text(o, "where", rows[i].where);
		put_text(o, "text", rows[i].text);
		json_array_append_new(all, o);
		raises = raises || rows[i].raises;
	}
	put(doc, "old", exchange_form(old));
	put(doc, "new", exchange_form(new));
	put(doc, "raises", json_boolean(raises));
	put(doc, "differences", all);
	exchange_finish(out, doc);
}

void
exchange_form_install_json(
	const struct form *f, const char *file, bool changed, struct buf *out)
{
	json_t *doc = exchange_document("anteroom.form-install/1");

	put(doc, "form", exchange_form(f));
	put_text(doc, "file", file);
	put(doc, "changed", json_boolean(changed));
	exchange_finish(out, doc);
}
