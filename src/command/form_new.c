/* form_new.c - form new: five questions, then a form to begin with, explained in itself */
#include "command/form_text.h"

#include <string.h>
#include <unistd.h>

#include "base/utf8.h"
#include "check/check.h"

#define SMALL  "abcdefghijklmnopqrstuvwxyz"
#define DIGITS "0123456789"

#define COLUMNS 96 /* of remarks */

enum {
	PREFIX_MAX = 14, /* of an item's id: short enough to be written often */
	ID_MAX = 30,     /* of an id made from a title */
	CHOICES = 5,     /* of a list of answers */
	ITEMS = 3,
};

/* The lists of answers; in the order of the words of --choices. */
static const struct list {
	const char *name, *id;
	enum text_id stem;
	const char *codes[CHOICES];
	enum text_id labels[CHOICES];
} lists[] = {
	{"how-often", "how_often", TEXT_NEW_STEM_OFTEN,
         {"never", "rarely", "sometimes", "often", "almost_always"},
         {TEXT_NEW_NEVER, TEXT_NEW_RARELY, TEXT_NEW_SOMETIMES, TEXT_NEW_OFTEN,
			TEXT_NEW_ALMOST_ALWAYS}					       },
	{"how-much",  "how_much",  TEXT_NEW_STEM_MUCH,
         {"not_at_all", "a_little", "somewhat", "a_lot", "very_much"},
         {TEXT_NEW_NOT_AT_ALL, TEXT_NEW_A_LITTLE, TEXT_NEW_SOMEWHAT,
			TEXT_NEW_A_LOT, TEXT_NEW_VERY_MUCH}                                   },
	{"agreement", "agreement", TEXT_NEW_STEM_AGREE,
         {"strongly_disagree", "disagree", "neither", "agree", "strongly_agree"},
         {TEXT_NEW_STRONGLY_DISAGREE, TEXT_NEW_DISAGREE, TEXT_NEW_NEITHER,
			TEXT_NEW_AGREE, TEXT_NEW_STRONGLY_AGREE}                              },
	{"yes-no",    NULL,        TEXT_NEW_STEM_YES_NO, {NULL},                  {TEXT_COUNT}},
};

static const enum text_id items[ITEMS] = {
	TEXT_NEW_ITEM_1, TEXT_NEW_ITEM_2, TEXT_NEW_ITEM_3};

/* What was answered. */
struct plan {
	struct call *call;
	const char *title, *id, *prefix; /* prefix: the id as items' ids begin */
	enum lang langs[LANG_COUNT];
	size_t lang_count;
	const struct list *list;
	bool scored;
	struct buf out;
};

/* ---- the five questions ---- */

/* Takes what was typed or given; false: it is not an answer. */
typedef bool take_fn(struct plan *p, const char *said);

static bool
take_title(struct plan *p, const char *said)
{
	p->title = text_tidy(&p->call->arena, said);
	return *p->title && !strchr(p->title, '\n');
}

/* "Early life & feelings" -> "early-life-feelings" */
static const char *
id_from(struct arena *a, const char *title)
{
	const char *folded = utf8_fold(a, title);
	char *id = arena_strdup(a, folded);
	size_t n = 0;

	for (const char *c = folded; *c && n < ID_MAX; c++) {
		bool letter = strchr(SMALL, *c) != NULL;

		if (letter || (n && strchr(DIGITS, *c)))
			id[n++] = *c;
		else if (n && id[n - 1] != '-')
			id[n++] = '-';
	}
	while (n && id[n - 1] == '-')
		n--;
	id[n] = '\0';
	return n ? id : "form";
}

/* The id as a question's ids begin: "early-life-feelings" -> "early_life". */
static const char *
prefix_from(struct arena *a, const char *id)
{
	char *prefix = arena_strndup(a, id, PREFIX_MAX), *last;

	for (char *c = prefix; *c; c++)
		*c = *c == '-' ? '_' : *c;
	last = strrchr(prefix, '_');
	if (strlen(id) > PREFIX_MAX && last && last > prefix)
		*last = '\0';
	return prefix;
}

static bool
take_id(struct plan *p, const char *said)
{
	struct arena *a = &p->call->arena;

	p->id = *said ? said : id_from(a, p->title);
	p->prefix = prefix_from(a, p->id);
	return strchr(SMALL, *p->id) && strlen(p->id) <= XML_ID_CAP &&
		strspn(p->id, SMALL DIGITS "_-") == strlen(p->id);
}

static bool
take_langs(struct plan *p, const char *said)
{
	const char *at = *said ? said : text_lang_tag(p->call->lang);

	for (p->lang_count = 0; *(at += strspn(at, " ,")); at += strcspn(at, " ,")) {
		const char *tag = arena_strndup(&p->call->arena, at, strcspn(at, " ,"));
		enum lang lang = text_lang(tag);

		if (strcmp(text_lang_tag(lang), tag) != 0)
			return false;
		for (size_t i = 0; i < p->lang_count; i++)
			if (p->langs[i] == lang)
				return false;
		p->langs[p->lang_count++] = lang;
	}
	return p->lang_count > 0;
}

/* By its name, or its number in the question. */
static bool
take_list(struct plan *p, const char *said)
{
	p->list = NULL;
	for (size_t i = 0; i < COUNT_OF(lists); i++)
		if (strcmp(said, lists[i].name) == 0 ||
			(said[0] == (char)('1' + i) && !said[1]))
			p->list = &lists[i];
	return p->list != NULL;
}

static bool
take_scored(struct plan *p, const char *said)
{
	const char *word = utf8_fold(&p->call->arena, said);

	p->scored = *word == 'y' || *word == 's';
	return p->scored || *word == 'n';
}

static const struct {
	enum opt opt;
	const char *flag;
	enum text_id ask, wrong;
	take_fn *take;
} questions[] = {
	{OPT_TITLE,   "--title TEXT",     TEXT_NEW_ASK_TITLE,   TEXT_NEW_NO_TITLE,   take_title},
	{OPT_ID,      "--id ID",          TEXT_NEW_ASK_ID,      TEXT_NEW_NO_ID,      take_id   },
	{OPT_LANG,    "--lang \"en es\"", TEXT_NEW_ASK_LANG,    TEXT_NEW_NO_LANG,    take_langs},
	{OPT_CHOICES, "--choices LIST",   TEXT_NEW_ASK_CHOICES, TEXT_NEW_NO_CHOICES,
         take_list									     },
	{OPT_SCORED,  "--scored yes|no",  TEXT_NEW_ASK_SCORED,  TEXT_NEW_NO_SCORED,
         take_scored									   },
};

/* At a terminal a slip can be mended; elsewhere it is the end. */
static int
ask_one(struct plan *p, size_t i)
{
	struct call *c = p->call;
	const char *given = c->opt[questions[i].opt];
	char *typed;
	int rc;

	for (;;) {
		if (given) {
			typed = arena_strdup(&c->arena, given);
		} else {
			rc = ask_line(c, questions[i].ask, questions[i].flag, &typed);
			if (rc)
				return rc;
		}
		if (questions[i].take(p, typed))
			return 0;
		if (given || !isatty(STDIN_FILENO)) {
			err_set(&c->err, ERR_USAGE, "%s",
				text(LANG_EN, questions[i].wrong));
			err_advise(&c->err, "give it with %s", questions[i].flag);
			return ERR_USAGE;
		}
		say("%s", text(c->lang, questions[i].wrong));
	}
}

/* ---- the form ---- */

static const char *
words(const struct plan *p, size_t lang, enum text_id id)
{
	return text(p->langs[lang], id);
}

/* An element with its words, in the form's own language. */
static void
put(struct plan *p, const char *indent, const char *open, const char *close,
	const char *said)
{
	int tags = utf8_width(open) + utf8_width(close);

	buf_printf(&p->out, "%s%s%s%s\n", indent, open,
		text_content(&p->call->arena, said, tags, indent), close);
}

static void
put_id(struct plan *p, const char *indent, const char *open, const char *close,
	enum text_id id)
{
	put(p, indent, open, close, words(p, 0, id));
}

/* A remark for the author, wrapped between its marks. */
static void
remark(struct plan *p, int indent, enum text_id id)
{
	struct buf b = BUF_NONE;

	buf_printf(&b, "%*s<!-- %s -->", indent, "", words(p, 0, id));
	buf_char(&p->out, '\n');
	utf8_wrap(&p->out, buf_text(&b), COLUMNS, indent + 5);
	buf_free(&b);
}

static void
put_head(struct plan *p)
{
	buf_str(&p->out, "<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n<!--\n");
	utf8_wrap(&p->out,
		arena_printf(&p->call->arena, "  %s", words(p, 0, TEXT_NEW_ABOUT)),
		COLUMNS, 2);
	buf_printf(&p->out,
		"-->\n<form id=\"%s\" version=\"1\" xml:lang=\"%s\" languages=\"", p->id,
		text_lang_tag(p->langs[0]));
	for (size_t i = 0; i < p->lang_count; i++)
		buf_printf(&p->out, "%s%s", i ? " " : "", text_lang_tag(p->langs[i]));
	buf_str(&p->out, "\" dont-know=\"yes\">\n");
	put(p, "  ", "<title>", "</title>", p->title);
	put_id(p, "  ", "<source>", "</source>", TEXT_NEW_SOURCE);
	put_id(p, "  ", "<welcome>", "</welcome>", TEXT_NEW_WELCOME);
	put_id(p, "  ", "<pause>", "</pause>", TEXT_NEW_PAUSE);
	put_id(p, "  ", "<closing>", "</closing>", TEXT_NEW_CLOSING);
}

static void
put_answers(struct plan *p)
{
	const struct list *l = p->list;
	struct arena *a = &p->call->arena;

	if (!l->id)
		return;
	remark(p, 2, p->scored ? TEXT_NEW_ABOUT_SCORES : TEXT_NEW_ABOUT_ANSWERS);
	buf_printf(&p->out, "  <answer-set id=\"%s\">\n", l->id);
	for (int i = 0; i < CHOICES; i++)
		put_id(p, "    ",
			p->scored ? arena_printf(a, "<answer code=\"%s\" score=\"%d\">",
					    l->codes[i], i)
				  : arena_printf(a, "<answer code=\"%s\">", l->codes[i]),
			"</answer>", l->labels[i]);
	buf_str(&p->out, "  </answer-set>\n");
}

/* Lines with one list of answers, or questions of yes and no. */
static void
put_items(struct plan *p)
{
	struct arena *a = &p->call->arena;

	if (p->list->id) {
		buf_printf(
			&p->out, "    <grid id=\"lines\" answers=\"%s\">\n", p->list->id);
		put_id(p, "      ", "<stem>", "</stem>", p->list->stem);
		put_id(p, "      ", "<why>", "</why>", TEXT_NEW_WHY);
	}
	for (int i = 0; i < ITEMS; i++) {
		const char *id = arena_printf(a, "%s_%d", p->prefix, i + 1);

		if (p->list->id) {
			put_id(p, "      ", arena_printf(a, "<item id=\"%s\">", id),
				"</item>", items[i]);
			continue;
		}
		buf_printf(&p->out, "    <question id=\"%s\" type=\"yes-no\">\n", id);
		put(p, "      ", "<text>", "</text>",
			arena_printf(a, "%s %s", words(p, 0, p->list->stem),
				words(p, 0, items[i])));
		put_id(p, "      ", "<why>", "</why>", TEXT_NEW_WHY);
		buf_str(&p->out, "    </question>\n");
	}
	if (p->list->id)
		buf_str(&p->out, "    </grid>\n");
}

static const char *
condition(const struct plan *p)
{
	struct arena *a = &p->call->arena;
	const char *const *codes = p->list->codes;

	if (!p->list->id)
		return arena_printf(a, "%s_1 is yes", p->prefix);
	if (p->scored)
		return arena_printf(a, "%s_1 is at least %s", p->prefix, codes[3]);
	return arena_printf(a, "%s_1 is one of (%s, %s)", p->prefix, codes[3], codes[4]);
}

static void
put_text_question(struct plan *p, const char *name, const char *more, enum text_id asks,
	enum text_id why)
{
	buf_printf(&p->out,
		"    <question id=\"%s_%s\" type=\"text\" max-length=\"500\"\n"
		"      %s>\n",
		p->prefix, name, more);
	put_id(p, "      ", "<text>", "</text>", asks);
	put_id(p, "      ", "<why>", "</why>", why);
	buf_str(&p->out, "    </question>\n");
}

static void
put_sections(struct plan *p)
{
	struct arena *a = &p->call->arena;

	remark(p, 2, TEXT_NEW_ABOUT_PARTS);
	buf_str(&p->out, "  <section id=\"first_part\">\n");
	put_id(p, "    ", "<title>", "</title>", TEXT_NEW_PART_1);
	put_items(p);
	remark(p, 4, TEXT_NEW_ABOUT_CONDITION);
	put_text_question(p, "more",
		arena_printf(a, "role=\"words\" show-if=\"%s\"", condition(p)),
		TEXT_NEW_MORE, TEXT_NEW_MORE_WHY);
	buf_str(&p->out, "  </section>\n");
	remark(p, 2, TEXT_NEW_ABOUT_LAST);
	buf_str(&p->out, "  <section id=\"last_part\">\n");
	put_id(p, "    ", "<title>", "</title>", TEXT_NEW_PART_2);
	put_text_question(
		p, "helps", "role=\"strength\"", TEXT_NEW_HELPS, TEXT_NEW_HELPS_WHY);
	buf_str(&p->out, "  </section>\n");
}

/* Three answers with a round mean, or a count. */
static void
put_score(struct plan *p)
{
	const char *const *codes = p->list->codes;
	bool counts = !p->list->id;

	if (!p->scored)
		return;
	remark(p, 2, TEXT_NEW_ABOUT_SCALE);
	buf_printf(&p->out,
		"  <scale id=\"%s_score\" method=\"%s\" %s validation=\"none\"\n"
		"    items=\"%s_1 %s_2 %s_3\">\n",
		p->prefix, counts ? "count" : "mean",
		counts ? "count-at=\"1\"" : "may-miss=\"1\"", p->prefix, p->prefix,
		p->prefix);
	put(p, "    ", "<title>", "</title>", p->title);
	put_id(p, "    ", "<source>", "</source>", TEXT_NEW_SCALE_SOURCE);
	buf_str(&p->out, "  </scale>\n");
	remark(p, 2, TEXT_NEW_ABOUT_EXAMPLE);
	buf_printf(&p->out,
		"  <example>\n    <given>%s_1 = %s, %s_2 = %s, %s_3 = %s</given>\n"
		"    <expect scale=\"%s_score\" score=\"%d\"/>\n  </example>\n",
		p->prefix, counts ? "yes" : codes[4], p->prefix, counts ? "no" : codes[2],
		p->prefix, counts ? "yes" : codes[3], p->prefix, counts ? 2 : 3);
}

static void
put_t(struct plan *p, const char *key, const char *said)
{
	put(p, "    ", arena_printf(&p->call->arena, "<t of=\"%s\">", key), "</t>", said);
}

/* Everything above once more, in another language. */
static void
put_translation(struct plan *p, size_t lang)
{
	static const struct {
		const char *key; /* behind "id_", or whole where it begins with a dot */
		enum text_id id;
	} texts[] = {
		{".source",     TEXT_NEW_SOURCE   },
		{".welcome",    TEXT_NEW_WELCOME  },
		{".pause",      TEXT_NEW_PAUSE    },
		{".closing",    TEXT_NEW_CLOSING  },
		{".first_part", TEXT_NEW_PART_1   },
		{"more",        TEXT_NEW_MORE     },
		{"more.why",    TEXT_NEW_MORE_WHY },
		{".last_part",  TEXT_NEW_PART_2   },
		{"helps",       TEXT_NEW_HELPS    },
		{"helps.why",   TEXT_NEW_HELPS_WHY},
	};
	struct arena *a = &p->call->arena;
	const struct list *l = p->list;

	buf_printf(&p->out, "  <translation xml:lang=\"%s\">\n",
		text_lang_tag(p->langs[lang]));
	put_t(p, "title", p->title);
	for (size_t i = 0; i < COUNT_OF(texts); i++)
		put_t(p,
			*texts[i].key == '.'
				? texts[i].key + 1
				: arena_printf(a, "%s_%s", p->prefix, texts[i].key),
			words(p, lang, texts[i].id));
	for (int i = 0; l->id && i < CHOICES; i++)
		put_t(p, arena_printf(a, "%s.%s", l->id, l->codes[i]),
			words(p, lang, l->labels[i]));
	if (l->id) {
		put_t(p, "lines", words(p, lang, l->stem));
		put_t(p, "lines.why", words(p, lang, TEXT_NEW_WHY));
	}
	for (int i = 0; i < ITEMS; i++) {
		const char *id = arena_printf(a, "%s_%d", p->prefix, i + 1);
		const char *said = words(p, lang, items[i]);

		put_t(p, id,
			l->id ? said
			      : arena_printf(a, "%s %s", words(p, lang, l->stem), said));
		if (!l->id)
			put_t(p, arena_printf(a, "%s.why", id),
				words(p, lang, TEXT_NEW_WHY));
	}
	buf_str(&p->out, "  </translation>\n");
}

/* Nobody begins with a form that has anything to mend. */
static int
check_made(struct plan *p)
{
	struct arena *a = &p->call->arena;
	struct diags d;

	diags_init(&d, a);
	if (check_bytes(a, "new form", arena_strndup(a, buf_text(&p->out), p->out.len),
		    p->out.len, NULL, &d) &&
		!d.found.count)
		return 0;
	diags_sort(&d);
	out_findings(p->call, &d);
	return err_set(&p->call->err, ERR_INVALID,
		"with these answers the form would have mistakes; nothing was written");
}

static int
write_made(struct plan *p)
{
	struct call *c = p->call;
	const char *path = c->opt[OPT_OUTPUT];
	struct buf next = BUF_NONE;
	int rc;

	if (!path)
		path = arena_printf(&c->arena, "%s.xml", p->id);
	rc = form_write(c, &p->out, path);
	if (rc || c->opt[OPT_QUIET] || strcmp(path, "-") == 0)
		return rc;
	text_fill(&next, c->lang, TEXT_NEW_DONE, "file", path, NULL);
	say("%s", buf_text(&next));
	buf_free(&next);
	return 0;
}

int
run_form_new(struct call *c)
{
	struct plan p = {.call = c, .out = BUF_NONE};
	int rc = 0;

	for (size_t i = 0; !rc && i < COUNT_OF(questions); i++)
		rc = ask_one(&p, i);
	if (rc)
		return rc;
	put_head(&p);
	put_answers(&p);
	put_sections(&p);
	put_score(&p);
	if (p.lang_count > 1)
		remark(&p, 2, TEXT_NEW_ABOUT_TRANSLATION);
	for (size_t i = 1; i < p.lang_count; i++)
		put_translation(&p, i);
	buf_str(&p.out, "</form>\n");
	rc = check_made(&p);
	if (!rc)
		rc = write_made(&p);
	buf_free(&p.out);
	return rc;
}
