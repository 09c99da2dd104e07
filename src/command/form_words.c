/*
 * form_words.c - form words: a form's texts out to a translator, and back in again
 *
 * Back in, the form's file is edited in place: a translation that did not change stays as
 * its author laid it out, with the remarks around it.  What is written was read again and
 * checked before.
 */
#include "command/form_text.h"

#include <string.h>

#include "base/file.h"
#include "base/utf8.h"
#include "check/check.h"

/* ---- out ---- */

/* Groups in the order in which a translator meets them. */
enum group { GROUP_MISSING, GROUP_STALE, GROUP_DONE, GROUP_OPTIONAL, GROUP_COUNT };

/* By group; TEXT_COUNT: no remark. */
static const enum text_id remarks[] = {
	TEXT_WORDS_MISSING,
	TEXT_WORDS_STALE,
	TEXT_COUNT,
	TEXT_WORDS_OPTIONAL,
};
_Static_assert(COUNT_OF(remarks) == GROUP_COUNT, "a remark for every group");

/* The text that a translation was made from, when the form that is in use shows that it
 * was another one; NULL: none, or not known. */
static const char *
stale_from(const struct texts *used, const struct text_entry *e)
{
	const struct text_entry *was = used ? texts_find(used, e->key) : NULL;

	if (!was || !was->t || !e->t || strcmp(was->t->text, e->t->text) != 0)
		return NULL;
	return strcmp(was->node->text, e->node->text) != 0 ? was->node->text : NULL;
}

static enum group
group_of(const struct texts *used, const struct text_entry *e)
{
	if (!e->t)
		return e->needed ? GROUP_MISSING : GROUP_OPTIONAL;
	return stale_from(used, e) ? GROUP_STALE : GROUP_DONE;
}

/* The form of this id that is in use, to see which words were changed since; NULL: there
 * is none, or it is this one. */
static const struct texts *
texts_in_use(struct call *c, const struct texts *t, const char *path)
{
	const struct home h = {.folder = home_folder(c)};
	char *other = h.folder ? home_find(c, &h, "forms", t->id) : NULL;
	struct texts *used = NULL, found;
	struct buf bytes = BUF_NONE;

	if (other && strcmp(other, path) != 0 &&
		file_read(other, XML_FILE_CAP, &bytes, &c->err) == 0 &&
		texts_parse(c, other, &bytes, t->lang, &found) == 0) {
		used = arena_alloc(&c->arena, sizeof *used);
		*used = found;
	}
	buf_free(&bytes);
	err_clear(&c->err);
	return used;
}

/* "a, b, c", when there are any. */
static void
tell_names(struct call *c, enum text_id id, const char *const *names, size_t count)
{
	struct buf list = BUF_NONE, out = BUF_NONE;

	for (size_t i = 0; i < count; i++)
		buf_printf(&list, "%s%s", i ? ", " : "", names[i]);
	if (count) {
		text_fill(&out, c->lang, id, "names", buf_text(&list), NULL);
		say("%s", utf8_printable(&c->arena, buf_text(&out)));
	}
	buf_free(&list);
	buf_free(&out);
}

/* Translations of texts that are not there (any more). */
static void
tell_left_over(struct call *c, const struct texts *t)
{
	VEC(const char *) names = VEC_NONE;
	const struct xml_node *n = t->translation ? t->translation->first : NULL;

	for (; n; n = n->next)
		if (!texts_find(t, xml_value(n, "of")))
			*vec_push(&c->arena, &names) = xml_value(n, "of");
	tell_names(c, TEXT_WORDS_LEFT_OVER, names.at, names.count);
}

static int
words_out(struct call *c, const struct texts *t, const char *path)
{
	const struct texts *used = texts_in_use(c, t, path);
	size_t counts[GROUP_COUNT] = {0};
	struct buf out = BUF_NONE;
	struct po_head head = {.lang = t->lang};
	int rc;

	head.form = arena_printf(
		&c->arena, "%s %s", t->id, xml_value(t->xml->root, "version"));
	po_put_head(&out, &head);
	for (int g = 0; g < GROUP_COUNT; g++)
		for (size_t i = 0; i < t->all.count; i++) {
			const struct text_entry *e = &t->all.at[i];
			struct po_entry p = {.key = e->key,
				.from = e->node->text,
				.to = e->t ? e->t->text : "",
				.line = e->node->at.line};

			if (group_of(used, e) != (enum group)g)
				continue;
			p.was = stale_from(used, e);
			p.unsure = p.was != NULL;
			if (remarks[g] != TEXT_COUNT)
				p.remark = text(c->lang, remarks[g]);
			po_put(&out, form_base_name(path), &p);
			counts[g]++;
		}
	tell_left_over(c, t);
	rc = form_write(c, &out, c->opt[OPT_OUTPUT]);
	buf_free(&out);
	if (rc || c->opt[OPT_QUIET])
		return rc;
	buf_init(&out, 0);
	text_fill(&out, c->lang, TEXT_WORDS_COUNTS, "missing",
		arena_printf(&c->arena, "%zu", counts[GROUP_MISSING]), "stale",
		arena_printf(&c->arena, "%zu", counts[GROUP_STALE]), "done",
		arena_printf(&c->arena, "%zu", counts[GROUP_DONE]), "optional",
		arena_printf(&c->arena, "%zu", counts[GROUP_OPTIONAL]), NULL);
	say("%s", buf_text(&out));
	buf_free(&out);
	return 0;
}

/* ---- in ---- */

struct words_in {
	struct call *call;
	const struct texts *texts;
	VEC(struct new_words) words;
	VEC(const char *) unknown, moved, unsure; /* names of texts to tell about */
	size_t changed, added;
};

/* The head of a translator's file, where it says something. */
static int
check_head(struct call *c, const struct texts *t, const struct po_head *h)
{
	const char *from = c->opt[OPT_FROM];
	size_t n = strcspn(h->form, " ");

	if (*h->lang && strcmp(h->lang, t->lang) != 0)
		return err_set(&c->err, ERR_INVALID,
			"the words in '%s' are in '%s', not '%s'", from, h->lang,
			t->lang);
	if (n && (strlen(t->id) != n || strncmp(h->form, t->id, n) != 0))
		return err_set(&c->err, ERR_INVALID,
			"the words in '%s' are of the form '%.*s', not '%s'", from,
			(int)n, h->form, t->id);
	return 0;
}

/* What is empty there stays as it is here. */
static void
take_entry(struct words_in *in, const struct po_entry *p)
{
	struct arena *a = &in->call->arena;
	const struct text_entry *e = texts_find(in->texts, p->key);
	const char *words = text_tidy(a, p->to);

	if (!e) {
		*vec_push(a, &in->unknown) = p->key;
		return;
	}
	if (!*words)
		return;
	if (strcmp(text_tidy(a, p->from), e->node->text) != 0)
		*vec_push(a, &in->moved) = p->key;
	if (p->unsure)
		*vec_push(a, &in->unsure) = p->key;
	if (e->t && strcmp(e->t->text, words) == 0)
		return;
	*vec_push(a, &in->words) = (struct new_words){e, words};
	in->changed += e->t != NULL;
	in->added += e->t == NULL;
}

/* The new file says what was meant, and has nothing to mend. */
static int
check_result(struct words_in *in, const struct buf *made)
{
	struct call *c = in->call;
	const struct form_finder finder = home_finder(c);
	const char *name = c->opt[OPT_OUTPUT];
	const struct form *f;
	struct texts again;
	struct diags d;
	int rc;

	diags_init(&d, &c->arena);
	f = check_bytes(&c->arena, name,
		arena_strndup(&c->arena, buf_text(made), made->len), made->len, &finder,
		&d);
	diags_sort(&d);
	if (d.found.count && (!f || diags_failed(&d) || !c->opt[OPT_QUIET]))
		out_findings(c, &d);
	if (!f || diags_failed(&d))
		return err_set(&c->err, ERR_INVALID,
			"with these words the form has mistakes; nothing was written");
	rc = texts_parse(c, name, made, in->texts->lang, &again);
	for (size_t i = 0; !rc && i < in->words.count; i++) {
		const struct new_words *w = &in->words.at[i];
		const struct text_entry *e = texts_find(&again, w->entry->key);

		if (!e || !e->t || strcmp(e->t->text, w->words) != 0)
			rc = err_set(&c->err, ERR_FAILED,
				"the words of '%s' could not be written; nothing was "
				"written",
				w->entry->key);
	}
	return rc;
}

static void
tell(struct words_in *in)
{
	struct call *c = in->call;
	struct buf out = BUF_NONE;

	tell_names(c, TEXT_WORDS_UNKNOWN, in->unknown.at, in->unknown.count);
	tell_names(c, TEXT_WORDS_MOVED, in->moved.at, in->moved.count);
	tell_names(c, TEXT_WORDS_UNSURE, in->unsure.at, in->unsure.count);
	if (c->opt[OPT_QUIET])
		return;
	text_fill(&out, c->lang, TEXT_WORDS_TAKEN, "changed",
		arena_printf(&c->arena, "%zu", in->changed), "added",
		arena_printf(&c->arena, "%zu", in->added), NULL);
	say("%s", buf_text(&out));
	buf_free(&out);
}

static int
words_back(struct call *c, const struct texts *t)
{
	struct words_in in = {.call = c, .texts = t};
	struct buf bytes = BUF_NONE, made = BUF_NONE;
	struct po po = {
		.head = {"", ""}
        };
	int rc;

	if (!c->opt[OPT_OUTPUT]) {
		err_set(&c->err, ERR_USAGE,
			"'form words --from' needs to know where to write");
		err_advise(&c->err, "give it with -o FILE.xml");
		return ERR_USAGE;
	}
	rc = file_read(c->opt[OPT_FROM], XML_FILE_CAP, &bytes, &c->err);
	if (!rc)
		rc = po_parse(&c->arena, c->opt[OPT_FROM], &bytes, &po, &c->err);
	if (!rc)
		rc = check_head(c, t, &po.head);
	if (rc)
		goto done;
	for (size_t i = 0; i < po.entries.count; i++)
		take_entry(&in, &po.entries.at[i]);
	texts_patch(c, t, in.words.at, in.words.count, &made);
	rc = check_result(&in, &made);
	if (!rc)
		rc = form_write(c, &made, c->opt[OPT_OUTPUT]);
	if (!rc)
		tell(&in);
done:
	buf_free(&bytes);
	buf_free(&made);
	return rc;
}

int
run_form_words(struct call *c)
{
	const char *lang = c->opt[OPT_LANG];
	struct buf bytes = BUF_NONE;
	struct texts t;
	char *path;
	int rc;

	if (!lang) {
		err_set(&c->err, ERR_USAGE, "'form words' needs a language");
		err_advise(&c->err, "give it with --lang es");
		return ERR_USAGE;
	}
	path = form_path(c, c->operands[0]);
	if (!path)
		return ERR_NOT_FOUND;
	rc = file_read(path, XML_FILE_CAP, &bytes, &c->err);
	if (!rc)
		rc = texts_parse(c, path, &bytes, lang, &t);
	if (!rc && strcmp(xml_value(t.xml->root, "xml:lang"), lang) == 0)
		rc = err_set(&c->err, ERR_USAGE,
			"the form '%s' is in '%s' itself; name the language to translate "
			"it into",
			t.id, lang);
	if (!rc)
		rc = c->opt[OPT_FROM] ? words_back(c, &t) : words_out(c, &t, path);
	buf_free(&bytes);
	return rc;
}
