/* form_list.c - form list: the practice's own forms and those that are shipped */
#include "command/internal.h"

#include <string.h>

#include "base/file.h"
#include "exchange/json_form.h"

/* A folder of forms. */
struct shelf {
	const char *folder;
	bool own; /* the practice's; else shipped with anteroom */
};

struct listing {
	struct call *call;
	struct out_table table;
	VEC(const char *) own; /* ids that the practice's own forms have */
	VEC(struct json_form) rows;
};

static const char *
languages(struct call *c, const struct form *f)
{
	struct buf b = BUF_NONE;
	char *all;

	for (size_t i = 0; i < f->lang_count; i++)
		buf_printf(&b, "%s%s", i ? " " : "", f->langs[i]);
	all = arena_strdup(&c->arena, buf_text(&b));
	buf_free(&b);
	return all;
}

/* What the practice has under that name is taken first. */
static bool
is_hidden(const struct listing *l, const char *id)
{
	for (size_t i = 0; i < l->own.count; i++)
		if (strcmp(l->own.at[i], id) == 0)
			return true;
	return false;
}

/* Where a form is from: in the table, and for programs. */
enum { FROM_OWN, FROM_SHIPPED, FROM_HIDDEN, FROM_BROKEN };
static const struct {
	enum text_id text;
	const char *word;
} origins[] = {
	{TEXT_FORMS_OWN,     "own"    },
	{TEXT_FORMS_SHIPPED, "shipped"},
	{TEXT_FORMS_HIDDEN,  "hidden" },
	{TEXT_FORMS_BROKEN,  "broken" },
};

static int
list_one(struct listing *l, const struct shelf *shelf, const char *name)
{
	struct call *c = l->call;
	struct arena *a = &c->arena;
	const char *id = arena_strndup(a, name, strlen(name) - strlen(".xml"));
	const char *path = file_join(a, shelf->folder, name);
	const struct form *f = NULL;
	int from = FROM_SHIPPED;
	struct diags d;
	int rc;

	diags_init(&d, a);
	rc = form_read_old(c, path, &d, &f);
	if (rc)
		return rc;
	if (shelf->own)
		*vec_push(a, &l->own) = id;
	if (!f)
		from = FROM_BROKEN;
	else if (shelf->own)
		from = FROM_OWN;
	else if (is_hidden(l, id))
		from = FROM_HIDDEN;
	*vec_push(a, &l->rows) = (struct json_form){id, origins[from].word, path, f};
	out_row(&l->table,
		(const char *const[]){id, f ? arena_printf(a, "%d", f->version) : "",
			f ? languages(c, f) : "",
			f ? arena_printf(a, "%zu", f->item_count) : "",
			text(c->lang, origins[from].text),
			f ? form_words(&f->title, 0) : "", path});
	return 0;
}

static int
list_shelf(struct listing *l, const struct shelf *shelf)
{
	struct call *c = l->call;
	char **names;
	size_t count = 0;
	int rc;

	if (!file_exists(shelf->folder))
		return 0;
	rc = file_list(&c->arena, shelf->folder, ".xml", &names, &count, &c->err);
	for (size_t i = 0; !rc && i < count; i++)
		rc = list_one(l, shelf, names[i]);
	return rc;
}

static int
put_json(struct listing *l)
{
	struct buf json = BUF_NONE;
	int rc;

	exchange_forms_json(l->rows.at, l->rows.count, &json);
	rc = out_write(l->call, &json);
	buf_free(&json);
	return rc;
}

int
run_form_list(struct call *c)
{
	static const enum text_id titles[] = {TEXT_LIST_FORM, TEXT_FORMS_VERSION,
		TEXT_FORMS_LANGUAGES, TEXT_FORMS_ITEMS, TEXT_FORMS_FROM, TEXT_FORMS_TITLE,
		TEXT_FORMS_FILE};
	const char *headers[COUNT_OF(titles)];
	const char *home = home_folder(c);
	struct listing l = {
		.call = c,
		.table = {.call = c, .columns = COUNT_OF(titles), .headers = headers},
	};
	struct shelf shipped = {
		file_join(&c->arena, file_data(&c->arena), "forms"), false};
	int rc = 0;

	for (size_t i = 0; i < COUNT_OF(titles); i++)
		headers[i] = text(c->lang, titles[i]);
	if (home) {
		struct shelf own = {file_join(&c->arena, home, "forms"), true};

		rc = list_shelf(&l, &own);
	}
	if (!rc)
		rc = list_shelf(&l, &shipped);
	if (rc)
		return rc;
	return c->opt[OPT_JSON] ? put_json(&l) : out_table(&l.table);
}
