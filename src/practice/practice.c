/* practice.c - practice.xml to struct practice */
#include "practice/practice.h"

#include <string.h>

#include "base/num.h"
#include "base/text.h"
#include "base/utf8.h"
#include "base/vec.h"
#include "practice/part.h"

#define IDLE_DEFAULT 3 /* minutes */
#define IDLE_MOST    60

struct loader {
	struct arena *arena;
	struct diags *d;
	struct practice *p;
	VEC(const char *) areas;
	VEC(struct crisis_line) lines;
	VEC(struct emergency) emergencies;
};

/* The text of a child; NULL: it is not there. */
static const char *
text_of(const struct xml_node *n, const char *name)
{
	const struct xml_node *child = xml_child(n, name);

	return child && child->text[0] ? child->text : NULL;
}

/* "US", "US-CA" */
static bool
is_region(const char *s)
{
	static const char caps[] = "ABCDEFGHIJKLMNOPQRSTUVWXYZ";
	size_t n = strspn(s, caps);

	if (n != 2)
		return false;
	if (!s[2])
		return true;
	n = strspn(s + 3, "ABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789");
	return s[2] == '-' && n >= 1 && n <= 3 && !s[3 + n];
}

static void
region_check(struct loader *l, const struct xml_node *n)
{
	const struct xml_attribute *region = xml_attribute(n, "region");

	if (!is_region(region->value))
		diags_error(l->d, "practice-region", region->value_at,
			"a region is a country, such as US, or a part of one, such as "
			"US-CA");
}

/* False, with a finding, for a language that the program does not speak. */
static bool
lang_find(struct loader *l, const struct xml_node *n, enum lang *ret)
{
	const struct xml_attribute *lang = xml_attribute(n, "xml:lang");
	struct buf spoken = BUF_NONE;
	enum lang found;
	const char *tag;

	if (!lang) {
		*ret = text_lang(l->p->lang);
		return true;
	}
	found = text_lang(lang->value);
	tag = text_lang_tag(found);
	if (strncmp(tag, lang->value, strlen(tag)) == 0) {
		*ret = found;
		return true;
	}
	for (int i = 0; i < LANG_COUNT; i++)
		buf_printf(&spoken, "%s%s", i ? ", " : "", text_lang_tag((enum lang)i));
	diags_error(l->d, "practice-language", lang->value_at,
		"anteroom does not speak this language; it speaks: %s",
		buf_text(&spoken));
	buf_free(&spoken);
	return false;
}

static void
take_area(struct loader *l, const struct xml_node *n)
{
	*vec_push(l->arena, &l->areas) = n->text;
}

static void
take_modality(struct loader *l, const struct xml_node *n)
{
	if (strcmp(n->text, "in-person") == 0)
		l->p->in_person = true;
	else if (strcmp(n->text, "telehealth") == 0)
		l->p->telehealth = true;
	else
		diags_error(l->d, "practice-modality", n->text_at,
			"a modality is in-person or telehealth");
}

static void
take_policy(struct loader *l, const struct xml_node *n)
{
	struct practice *p = l->p;
	enum lang lang;

	if (!lang_find(l, n, &lang))
		return;
	if (p->readers[lang]) {
		diags_error(l->d, "practice-policy", n->at,
			"the policy is given twice in this language");
		return;
	}
	p->readers[lang] = text_of(n, "readers");
	p->within[lang] = text_of(n, "within");
	p->out_of_hours[lang] = text_of(n, "out-of-hours");
}

static void
take_crisis_line(struct loader *l, const struct xml_node *n)
{
	struct crisis_line *line = vec_push(l->arena, &l->lines);
	const struct xml_node *text = xml_child(n, "text");

	region_check(l, n);
	line->lang = xml_value(n, "xml:lang");
	line->region = xml_value(n, "region");
	line->label = text_of(n, "label");
	line->call = text_of(n, "call");
	line->press = text_of(n, "press");
	line->text_to = text_of(n, "text");
	line->text_body = text ? xml_value(text, "body") : NULL;
	line->chat = text_of(n, "chat");
	line->note = text_of(n, "note");
	line->checked_by = xml_value(n, "by");
	line->at = n->at;
	if (!date_parse_iso(xml_value(n, "checked"), &line->checked))
		line->checked = (struct date)DATE_NONE; /* xml_check has said so */
	if (!line->call && !line->text_to && !line->chat)
		diags_error(l->d, "crisis-line-empty", n->at,
			"this crisis line names nothing to call, text or open; add "
			"<call>, <text> "
			"or <chat>");
	if (line->press && !line->call)
		diags_error(l->d, "crisis-line-press", n->at,
			"this crisis line says what to press, and no number to call");
}

static void
take_emergency(struct loader *l, const struct xml_node *n)
{
	region_check(l, n);
	*vec_push(l->arena, &l->emergencies) =
		(struct emergency){xml_value(n, "region"), n->text};
}

static void
take_paper(struct loader *l, const struct xml_node *n)
{
	const char *name = utf8_fold(l->arena, n->text);

	if (strcmp(name, "a4") == 0)
		l->p->paper = PAPER_A4;
	else if (strcmp(name, "letter") != 0)
		diags_error(l->d, "practice-paper", n->text_at, "paper is letter or a4");
}

static void
take_idle(struct loader *l, const struct xml_node *n)
{
	const struct xml_attribute *minutes = xml_attribute(n, "minutes");
	int64_t value;

	if (!num_parse_int(minutes->value, &value) || value < 0 || value > IDLE_MOST)
		diags_error(l->d, "practice-idle", minutes->value_at,
			"idle minutes are 0 (never) to %d", IDLE_MOST);
	else
		l->p->idle_minutes = (int)value;
}

static void
take_keep(struct loader *l, const struct xml_node *n)
{
	const struct xml_attribute *adults = xml_attribute(n, "adults");
	const struct xml_attribute *minors = xml_attribute(n, "minors");

	l->p->keep_adults = adults->value;
	if (!keep_years_read(adults->value, &l->p->keep_years))
		diags_error(l->d, "practice-keep", adults->value_at,
			"records are kept for whole years, such as \"7y\"");
	if (minors && !keep_age_read(minors->value, &l->p->keep_minors_age))
		diags_error(l->d, "practice-keep", minors->value_at,
			"a minor's records are kept until an age from 18 on, such as "
			"\"until 25\"");
}

/* What is more than one text: by the child's name. */
static const struct {
	const char *name;
	void (*take)(struct loader *l, const struct xml_node *n);
} takes[] = {
	{"area",        take_area       },
	{"modality",    take_modality   },
	{"policy",      take_policy     },
	{"crisis-line", take_crisis_line},
	{"emergency",   take_emergency  },
	{"paper",       take_paper      },
	{"idle",        take_idle       },
	{"keep",        take_keep       },
};

static const struct practice *
practice_make(struct arena *a, const struct xml *x, struct diags *d)
{
	const struct xml_node *root = x->root;
	const char *sample = xml_value(root, "sample");
	struct practice *p = arena_alloc(a, sizeof *p);
	struct loader l = {a, d, p, VEC_NONE, VEC_NONE, VEC_NONE};
	enum lang lang = LANG_EN;

	p->at = root->at;
	p->sample = sample && strcmp(sample, "yes") == 0;
	p->lang = xml_value(root, "xml:lang");
	p->region = xml_value(root, "region");
	p->name = text_of(root, "name");
	p->address = text_of(root, "address");
	p->phone = text_of(root, "phone");
	p->email = text_of(root, "email");
	p->website = text_of(root, "website");
	p->group = text_of(root, "group");
	p->paper = PAPER_LETTER;
	p->idle_minutes = IDLE_DEFAULT;
	region_check(&l, root);
	for (const struct xml_node *n = root->first; n; n = n->next)
		for (size_t i = 0; i < COUNT_OF(takes); i++)
			if (strcmp(n->name, takes[i].name) == 0)
				takes[i].take(&l, n);
	if (lang_find(&l, root, &lang))
		p->has_policy = p->readers[lang] && p->within[lang];
	p->areas = l.areas.at;
	p->area_count = l.areas.count;
	p->lines = l.lines.at;
	p->line_count = l.lines.count;
	p->emergencies = l.emergencies.at;
	p->emergency_count = l.emergencies.count;
	return p;
}

const struct practice *
practice_parse(struct arena *a, const struct xml *x, struct diags *d)
{
	size_t before = d->count[DIAG_ERROR];
	const struct practice *p;

	if (!xml_check(x, &practice_table, d))
		return NULL;
	p = practice_make(a, x, d);
	return d->count[DIAG_ERROR] == before ? p : NULL;
}

int
practice_load(struct arena *a, const char *path, struct diags *d,
	const struct practice **ret, struct err *err)
{
	struct xml *x = NULL;
	int rc;

	rc = xml_load(a, path, &practice_table, d, &x, err);
	if (rc)
		return rc;
	*ret = x ? practice_parse(a, x, d) : NULL;
	return 0;
}
