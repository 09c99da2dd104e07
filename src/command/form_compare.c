/* form_compare.c - two forms, id by id: what came, what went, settings and texts */
#include "command/form_compare.h"

#include <assert.h>
#include <string.h>

#include "base/num.h"
#include "base/utf8.h"

#define QUOTE_MAX 160 /* characters of a text in a sentence */

/* "dl1 (line 140)"; of which file, when it is an included form's. */
static const char *
where_of(struct comparison *k, const struct spot *at)
{
	const struct form *f = at->gone ? k->old : k->new;
	bool other = at->at.file && strcmp(at->at.file, f->file) != 0;
	struct arena *a = &k->call->arena;
	struct buf b = BUF_NONE;
	char *where;

	text_fill(&b, k->call->lang,
		other              ? TEXT_DIFF_AT_FILE
			: at->gone ? TEXT_DIFF_WAS_AT
				   : TEXT_DIFF_AT,
		"id", at->id, "line", arena_printf(a, "%d", at->at.line), "file",
		other ? form_base_name(at->at.file) : "", NULL);
	where = arena_strdup(a, buf_text(&b));
	buf_free(&b);
	return where;
}

void
compare_add(struct comparison *k, const struct spot *at, enum text_id id,
	const char *hole, const char *value, const char *hole2, const char *value2)
{
	struct arena *a = &k->call->arena;
	struct buf words = BUF_NONE;

	text_fill(&words, k->call->lang, id, hole ? hole : "", value, hole2 ? hole2 : "",
		value2, NULL);
	*vec_push(a, &k->found) = (struct difference){
		at->effect,
		at->raises,
		where_of(k, at),
		utf8_printable(a, buf_text(&words)),
	};
	k->raises = k->raises || at->raises;
	buf_free(&words);
}

const char *
compare_number(struct comparison *k, double value)
{
	struct buf b = BUF_NONE;
	char *words;

	num_put(&b, value, 4);
	words = arena_strdup(&k->call->arena, buf_text(&b));
	buf_free(&b);
	return words;
}

/* A text in a sentence: one line, so much of it from there on; from stands at a word. */
static const char *
quoted_from(struct arena *a, const char *text, size_t from)
{
	const char *end = text + from;
	char *kept;

	for (int i = 0; i < QUOTE_MAX && *end; i++)
		utf8_next(&end);
	kept = arena_printf(a, "%s%.*s%s", from ? "…" : "", (int)(end - text - from),
		text + from, *end ? "…" : "");
	for (char *p = kept; *p; p++)
		*p = *p == '\n' ? ' ' : *p;
	return kept;
}

static const char *
quoted(struct arena *a, const char *text)
{
	return quoted_from(a, text, 0);
}

/* A few words before the first difference of two long texts. */
static size_t
where_they_part(const char *a, const char *b)
{
	enum { BEFORE = 40 };
	size_t i = 0, back;

	while (a[i] && a[i] == b[i])
		i++;
	if (i < BEFORE || (strlen(a) <= QUOTE_MAX && strlen(b) <= QUOTE_MAX))
		return 0;
	for (back = i - BEFORE; back > 0 && a[back - 1] != ' '; back--)
		;
	return back;
}

/* ---- everything that has an id ---- */

enum thing {
	THING_INCLUDE,
	THING_SECTION,
	THING_GRID,
	THING_ITEM,
	THING_SCALE,
	THING_SAFETY,
	THING_ALERT,
	THING_APPROACH,
	THING_TOPICS,
	THING_TOPIC,
	THING_COUNT
};

struct named {
	enum thing thing;
	const char *id;
	const struct xml_node *node;
};

struct all {
	VEC(struct named) at;
};

static void
add(struct arena *a, struct all *all, enum thing thing, const char *id,
	const struct xml_node *n)
{
	*vec_push(a, &all->at) = (struct named){thing, id, n};
}

static struct all
all_of(struct arena *a, const struct form *f)
{
	struct all all = {0};
	const struct xml_node *topics = xml_child(f->xml->root, "topics");

	for (size_t i = 0; i < f->included_count; i++)
		add(a, &all, THING_INCLUDE, f->included[i].id, f->included[i].node);
	for (size_t i = 0; i < f->section_count; i++)
		add(a, &all, THING_SECTION, f->sections[i].id, f->sections[i].node);
	for (size_t i = 0; i < f->item_count; i++) {
		const struct grid *g = f->items[i].grid;

		if (g && g->first_item == i)
			add(a, &all, THING_GRID, g->id, g->node);
		add(a, &all, THING_ITEM, f->items[i].id, f->items[i].node);
	}
	for (size_t i = 0; i < f->scale_count; i++)
		add(a, &all, THING_SCALE, f->scales[i].id, f->scales[i].node);
	for (size_t i = 0; i < f->safety_count; i++)
		add(a, &all, THING_SAFETY, f->safeties[i].id, f->safeties[i].node);
	for (size_t i = 0; i < f->alert_count; i++)
		add(a, &all, THING_ALERT, f->alerts[i].id, f->alerts[i].node);
	for (size_t i = 0; i < f->approach_count; i++)
		add(a, &all, THING_APPROACH, f->approaches[i].id, f->approaches[i].node);
	if (topics)
		add(a, &all, THING_TOPICS, "topics", topics);
	for (size_t i = 0; i < f->topic_count; i++)
		add(a, &all, THING_TOPIC, f->topics[i].id, f->topics[i].node);
	return all;
}

static const struct named *
find(const struct all *all, enum thing thing, const char *id)
{
	for (size_t i = 0; i < all->at.count; i++)
		if (all->at.at[i].thing == thing && strcmp(all->at.at[i].id, id) == 0)
			return &all->at.at[i];
	return NULL;
}

/* Whom it concerns, and how it is said; by enum thing.  TEXT_COUNT: not said by itself. */
static const struct {
	enum effect effect;
	enum text_id came, went;
} things[] = {
	{EFFECT_CLIENTS, TEXT_COUNT,             TEXT_COUNT           },
	{EFFECT_CLIENTS, TEXT_DIFF_NEW_SECTION,  TEXT_DIFF_NO_SECTION },
	{EFFECT_CLIENTS, TEXT_COUNT,             TEXT_COUNT           },
	{EFFECT_CLIENTS, TEXT_DIFF_NEW_ITEM,     TEXT_DIFF_NO_ITEM    },
	{EFFECT_SCORES,  TEXT_DIFF_NEW_SCALE,    TEXT_DIFF_NO_SCALE   },
	{EFFECT_SCORES,  TEXT_DIFF_NEW_SAFETY,   TEXT_DIFF_NO_SAFETY  },
	{EFFECT_SCORES,  TEXT_DIFF_NEW_ALERT,    TEXT_DIFF_NO_ALERT   },
	{EFFECT_SCORES,  TEXT_DIFF_NEW_APPROACH, TEXT_DIFF_NO_APPROACH},
	{EFFECT_SCORES,  TEXT_DIFF_NEW_TOPICS,   TEXT_DIFF_NO_TOPICS  },
	{EFFECT_SCORES,  TEXT_DIFF_NEW_TOPIC,    TEXT_DIFF_NO_TOPIC   },
};
_Static_assert(COUNT_OF(things) == THING_COUNT, "a row for every thing");

/* What something is called: its own words, or its first. */
static const char *
words_of(struct arena *a, const struct xml_node *n)
{
	if (*n->text)
		return quoted(a, n->text);
	return n->first && *n->first->text ? quoted(a, n->first->text) : "";
}

/* In one and not in the other. */
static void
tell_missing(
	struct comparison *k, const struct all *from, const struct all *in, bool gone)
{
	for (size_t i = 0; i < from->at.count; i++) {
		const struct named *n = &from->at.at[i];
		struct spot at = {
			things[n->thing].effect, true, n->id, n->node->at, gone};
		enum text_id id = gone ? things[n->thing].went : things[n->thing].came;

		if (id != TEXT_COUNT && !find(in, n->thing, n->id))
			compare_add(k, &at, id, "words",
				words_of(&k->call->arena, n->node), NULL, NULL);
	}
}

/* ---- settings ---- */

#define T(thing) (1u << THING_##thing)
/* What a condition can close. */
#define T_CLOSED (T(INCLUDE) | T(SECTION) | T(GRID) | T(ITEM))

/* Setting, of which things, whom it concerns, does it raise the version, what it is when it
 * is left out (NULL: nothing). */
static const struct {
	const char *name;
	unsigned things;
	enum effect effect;
	bool raises;
	const char *otherwise;
} settings[] = {
	{"show-if",    T_CLOSED,            EFFECT_CLIENTS, true,  NULL   },
	{"sensitive",  T(SECTION),          EFFECT_CLIENTS, false, "no"   },
	{"type",       T(ITEM),             EFFECT_CLIENTS, true,  "one"  },
	{"min",        T(ITEM),             EFFECT_CLIENTS, true,  NULL   },
	{"max",        T(ITEM),             EFFECT_CLIENTS, true,  NULL   },
	{"precision",  T(ITEM),             EFFECT_CLIENTS, true,  "day"  },
	{"max-length", T(ITEM),             EFFECT_CLIENTS, false, NULL   },
	{"role",       T(ITEM),             EFFECT_SCORES,  false, NULL   },
	{"seed",       T(ITEM),             EFFECT_SCORES,  false, NULL   },
	{"loinc",      T(ITEM) | T(SCALE),  EFFECT_SCORES,  false, NULL   },
	{"method",     T(SCALE),            EFFECT_SCORES,  true,  NULL   },
	{"may-miss",   T(SCALE),            EFFECT_SCORES,  true,  "0"    },
	{"count-at",   T(SCALE),            EFFECT_SCORES,  true,  NULL   },
	{"zero-if",    T(SCALE),            EFFECT_SCORES,  true,  NULL   },
	{"partial",    T(SCALE),            EFFECT_SCORES,  true,  NULL   },
	{"validation", T(SCALE),            EFFECT_SCORES,  true,  NULL   },
	{"higher",     T(SCALE),            EFFECT_SCORES,  true,  "worse"},
	{"show",       T(SCALE),            EFFECT_SCORES,  false, "yes"  },
	{"trend",      T(SCALE),            EFFECT_SCORES,  false, "yes"  },
	{"kind",       T(SCALE),            EFFECT_SCORES,  false, NULL   },
	{"item",       T(SAFETY),           EFFECT_SCORES,  true,  NULL   },
	{"from",       T(SAFETY),           EFFECT_SCORES,  true,  NULL   },
	{"omitted",    T(SAFETY),           EFFECT_SCORES,  true,  NULL   },
	{"level",      T(ALERT),            EFFECT_SCORES,  true,  NULL   },
	{"if",         T(ALERT) | T(TOPIC), EFFECT_SCORES,  true,  NULL   },
	{"needs",      T(ALERT) | T(TOPIC), EFFECT_SCORES,  true,  NULL   },
	{"preference", T(APPROACH),         EFFECT_SCORES,  true,  NULL   },
	{"set-aside",  T(APPROACH),         EFFECT_SCORES,  true,  NULL   },
	{"approaches", T(TOPIC),            EFFECT_SCORES,  true,  NULL   },
	{"quotes",     T(TOPIC),            EFFECT_SCORES,  false, NULL   },
	{"max",        T(TOPICS),           EFFECT_SCORES,  true,  NULL   },
};

/* One space between words, however the value is laid out; NULL stays NULL. */
static const char *
setting(struct arena *a, const struct xml_node *n, const char *name,
	const char *otherwise)
{
	const char *v = xml_value(n, name);

	return v ? text_tidy(a, v) : otherwise;
}

/* "2" and "2.0" are the same number. */
static bool
same(const char *a, const char *b)
{
	double x, y;

	if (!a || !b)
		return a == b;
	return strcmp(a, b) == 0 || (num_parse(a, &x) && num_parse(b, &y) && x == y);
}

static void
tell_setting(struct comparison *k, const struct spot *at, const char *name,
	const char *was, const char *is)
{
	bool shows = strcmp(name, "show-if") == 0;

	if (shows && was && is)
		compare_add(k, at, TEXT_DIFF_IF, "new", is, "old", was);
	else if (shows)
		compare_add(k, at, is ? TEXT_DIFF_IF_NEW : TEXT_DIFF_IF_GONE, "condition",
			is ? is : was, NULL, NULL);
	else if (was && is)
		compare_add(k, at, TEXT_DIFF_SETTING, "name",
			arena_printf(&k->call->arena, "%s=\"%s\"", name, is), "old", was);
	else
		compare_add(k, at, is ? TEXT_DIFF_SETTING_NEW : TEXT_DIFF_SETTING_GONE,
			"name",
			arena_printf(&k->call->arena, "%s=\"%s\"", name, is ? is : was),
			NULL, NULL);
}

static void
compare_settings(struct comparison *k, const struct named *was, const struct named *is)
{
	struct arena *a = &k->call->arena;

	for (size_t i = 0; i < COUNT_OF(settings); i++) {
		const char *name = settings[i].name, *x, *y;
		struct spot at = {settings[i].effect, settings[i].raises, is->id,
			xml_place(is->node, name), false};

		if (!(settings[i].things & 1u << is->thing))
			continue;
		x = setting(a, was->node, name, settings[i].otherwise);
		y = setting(a, is->node, name, settings[i].otherwise);
		if (!same(x, y))
			tell_setting(k, &at, name, x, y);
	}
}

/* What an item inherits, and where it stands. */
static void
compare_item(struct comparison *k, const struct item *was, const struct item *is)
{
	struct spot at = {EFFECT_CLIENTS, true, is->id, is->at, false};
	const char *from = was->grid ? was->grid->id : was->section->id;
	const char *to = is->grid ? is->grid->id : is->section->id;

	if (was->dont_know != is->dont_know)
		compare_add(k, &at,
			is->dont_know ? TEXT_DIFF_DONT_KNOW : TEXT_DIFF_NO_DONT_KNOW,
			NULL, NULL, NULL, NULL);
	at.raises = false;
	if (strcmp(from, to) != 0)
		compare_add(k, &at, TEXT_DIFF_PLACE, "new", to, "old", from);
}

static void
compare_things(struct comparison *k, const struct all *old, const struct all *new)
{
	for (size_t i = 0; i < new->at.count; i++) {
		const struct named *is = &new->at.at[i];
		const struct named *was = find(old, is->thing, is->id);

		if (!was)
			continue;
		compare_settings(k, was, is);
		if (is->thing == THING_ITEM)
			compare_item(
				k, form_item(k->old, is->id), form_item(k->new, is->id));
		if (is->thing == THING_SCALE)
			compare_scale(k, form_scale(k->old, is->id),
				form_scale(k->new, is->id));
	}
}

/* ---- texts, in each language ---- */

/* What comes and goes with its question or list is said there. */
static bool
stands_alone(const struct all *others, const struct text_entry *e)
{
	static const char *const with_their_own[] = {"item", "answer", "band", "cut"};
	const struct xml_node *p = e->node->parent;

	for (size_t i = 0; i < COUNT_OF(with_their_own); i++)
		if (strcmp(e->node->name, with_their_own[i]) == 0)
			return false;
	if (!p->parent || !xml_value(p, "id"))
		return true;
	for (int thing = 0; thing < THING_COUNT; thing++)
		if (find(others, (enum thing)thing, xml_value(p, "id")))
			return true;
	return false;
}

/* The words of a text in that language; NULL: none. */
static const struct xml_node *
node_in(const struct text_entry *e, bool own)
{
	return e ? (own ? e->node : e->t) : NULL;
}

static void
compare_text(struct comparison *k, const char *lang, const struct text_entry *was,
	const struct text_entry *is, bool own)
{
	struct arena *a = &k->call->arena;
	const struct xml_node *x = node_in(was, own), *y = node_in(is, own);
	const struct text_entry *e = is ? is : was;
	struct spot at = {e->needed ? EFFECT_CLIENTS : EFFECT_SCORES, false, e->key,
		e->node->at, !y};

	if (y || x)
		at.at = y ? y->at : x->at;
	if (!own)
		at.id = arena_printf(a, "%s (%s)", e->key, lang);
	if (x && y && strcmp(x->text, y->text) != 0) {
		size_t from = where_they_part(x->text, y->text);

		compare_add(k, &at, TEXT_DIFF_REWORDED, "old",
			quoted_from(a, x->text, from), "new",
			quoted_from(a, y->text, from));
	} else if (!x && y) {
		compare_add(k, &at, TEXT_DIFF_TEXT_NEW, "words", quoted(a, y->text), NULL,
			NULL);
	} else if (x && !y) {
		compare_add(k, &at, TEXT_DIFF_TEXT_GONE, "words", quoted(a, x->text),
			NULL, NULL);
	}
}

static void
compare_texts(struct comparison *k, const struct all *old, const struct all *new,
	const char *lang, bool own)
{
	struct texts x, y;

	texts_gather(&k->call->arena, k->old->xml, lang, &x);
	texts_gather(&k->call->arena, k->new->xml, lang, &y);
	for (size_t i = 0; i < y.all.count; i++) {
		const struct text_entry *is = &y.all.at[i];
		const struct text_entry *was = texts_find(&x, is->key);

		if (was || stands_alone(old, is))
			compare_text(k, lang, was, is, own);
	}
	for (size_t i = 0; i < x.all.count; i++) {
		const struct text_entry *was = &x.all.at[i];

		if (!texts_find(&y, was->key) && stands_alone(new, was))
			compare_text(k, lang, was, NULL, own);
	}
}

/* Added, taken away, and the texts of those that both have. */
static void
compare_languages(struct comparison *k, const struct all *old, const struct all *new)
{
	struct spot at = {EFFECT_CLIENTS, false, "languages",
		xml_place(k->new->xml->root, "languages"), false};

	for (size_t i = 0; i < k->new->lang_count; i++) {
		const char *lang = k->new->langs[i];

		if (!form_has_lang(k->old, lang))
			compare_add(k, &at, TEXT_DIFF_LANG_NEW, "lang", lang, NULL, NULL);
		else if (strcmp(lang, k->new->langs[0]) != 0)
			compare_texts(k, old, new, lang, false);
	}
	for (size_t i = 0; i < k->old->lang_count; i++)
		if (!form_has_lang(k->new, k->old->langs[i]))
			compare_add(k, &at, TEXT_DIFF_LANG_GONE, "lang", k->old->langs[i],
				NULL, NULL);
}

void
form_compare(struct call *c, const struct form *old, const struct form *new,
	struct comparison *ret)
{
	struct comparison k = {.call = c, .old = old, .new = new};
	struct all was = all_of(&c->arena, old), is = all_of(&c->arena, new);

	tell_missing(&k, &was, &is, true);
	tell_missing(&k, &is, &was, false);
	compare_order(&k);
	compare_things(&k, &was, &is);
	compare_answers(&k);
	compare_texts(&k, &was, &is, new->langs[0], true);
	compare_languages(&k, &was, &is);
	*ret = k;
}

void
compare_tell(const struct comparison *k)
{
	for (size_t i = 0; i < k->found.count; i++)
		if (k->found.at[i].raises || !k->raises)
			say("%s: %s.", k->found.at[i].where, k->found.at[i].words);
}
