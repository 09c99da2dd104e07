/* template_words.c - the clinic's own words, and in which languages */
#include <string.h>

#include "base/utf8.h"
#include "report/template_load.h"

/* Labels that a clinic may call otherwise: none of them says what must be seen. */
static const struct {
	const char *of;
	enum text_id id;
} labels[] = {
	{"client-code", TEXT_REPORT_FACT_CODE     },
	{"name",        TEXT_REPORT_FACT_NAME     },
	{"born",        TEXT_REPORT_FACT_BORN     },
	{"language",    TEXT_REPORT_FACT_LANGUAGE },
	{"record",      TEXT_REPORT_FACT_RECORD   },
	{"completed",   TEXT_REPORT_FACT_COMPLETED},
	{"stopped",     TEXT_REPORT_FACT_STOPPED  },
	{"last-answer", TEXT_REPORT_FACT_OPEN     },
	{"declined",    TEXT_REPORT_FACT_DECLINED },
	{"form",        TEXT_REPORT_FACT_FORM     },
	{"filled-in",   TEXT_REPORT_FACT_MODE     },
	{"answered",    TEXT_REPORT_FACT_ANSWERED },
	{"reviewed-by", TEXT_REPORT_REVIEWED_BY   },
	{"date-time",   TEXT_REPORT_DATE_TIME     },
	{"assessment",  TEXT_REPORT_ASSESSMENT    },
	{"action",      TEXT_REPORT_ACTION        },
	{"reviewer",    TEXT_REPORT_REVIEWER      },
	{"licence",     TEXT_REPORT_LICENCE       },
	{"signature",   TEXT_REPORT_SIGNATURE     },
	{"date",        TEXT_REPORT_DATE          },
	{"in-person",   TEXT_REPORT_IN_PERSON     },
	{"telehealth",  TEXT_REPORT_TELEHEALTH    },
};
_Static_assert(COUNT_OF(labels) == TEMPLATE_STRING_COUNT, "a row for each label");

bool
template_lang(const struct xml_node *n, struct diags *d, enum lang *ret)
{
	const struct xml_attribute *at = xml_attribute(n, "xml:lang");
	struct buf spoken = BUF_NONE;

	if (!at)
		return false;
	*ret = text_lang(at->value);
	if (strncmp(at->value, text_lang_tag(*ret), strlen(text_lang_tag(*ret))) == 0)
		return true;
	text_langs_put(&spoken);
	diags_error(d, "template-language", at->value_at,
		"reports are not written in this language; they are in: %s",
		buf_text(&spoken));
	buf_free(&spoken);
	return false;
}

/* Does text n belong to language l? */
static bool
speaks(const struct xml_node *n, enum lang l)
{
	const char *tag = xml_value(n, "xml:lang");

	return !tag || text_lang(tag) == l;
}

/* Of one text there is one in each language; of paragraphs there are many. */
static bool
stands_once(const char *name)
{
	return strcmp(name, "paragraph") != 0;
}

/* In characters.  They stand above the review box or in it, and leave it room. */
static const struct {
	const char *name;
	size_t most;
} lengths[] = {
	{"title",  TEMPLATE_TITLE_MOST},
	{"string", TEMPLATE_LABEL_MOST},
};

/* Is there nothing to see of c?  Spaces, joiners, fillers. */
static bool
unseen(uint32_t c)
{
	static const uint32_t ranges[][2] = {
		{0x00,    0x20   },
                {0xa0,    0xa0   },
                {0xad,    0xad   },
                {0x34f,   0x34f  },
		{0x115f,  0x1160 },
                {0x1680,  0x1680 },
                {0x17b4,  0x17b5 },
                {0x180b,  0x180f },
		{0x2000,  0x200f },
                {0x2028,  0x202f },
                {0x205f,  0x206f },
                {0x2800,  0x2800 },
		{0x3000,  0x3000 },
                {0x3164,  0x3164 },
                {0xfe00,  0xfe0f },
                {0xfeff,  0xfeff },
		{0xffa0,  0xffa0 },
                {0xe0000, 0xe0fff}
        };

	for (size_t i = 0; i < COUNT_OF(ranges); i++)
		if (c >= ranges[i][0] && c <= ranges[i][1])
			return true;
	return false;
}

static bool
is_empty(const char *text)
{
	while (*text)
		if (!unseen(utf8_next(&text)))
			return false;
	return true;
}

/* Has text lines of its own, however wide the page?  U+2028 and U+2029 end one too. */
static bool
has_lines(const char *text)
{
	while (*text) {
		uint32_t c = utf8_next(&text);

		if (c == '\n' || c == 0x2028 || c == 0x2029)
			return true;
	}
	return false;
}

/* Words that can be seen, and no more than there is room for. */
static void
check_words(const struct xml_node *n, struct diags *d)
{
	if (is_empty(n->text)) {
		diags_error(d, "text-missing", n->at,
			"<%s> needs words inside that can be seen", n->name);
		return;
	}
	for (size_t i = 0; i < COUNT_OF(lengths); i++) {
		size_t count = utf8_count(n->text);

		if (strcmp(lengths[i].name, n->name) != 0)
			continue;
		if (count > lengths[i].most)
			diags_error(d, "template-long", n->at,
				"this <%s> has %zu letters; at most %zu, so that the "
				"review box has its room on page one",
				n->name, count, lengths[i].most);
		else if (has_lines(n->text))
			diags_error(d, "template-long", n->at,
				"a <%s> is one line: take the empty line out", n->name);
	}
}

/* n in each language that it is for. */
static void
text_add(struct arena *a, const struct xml_node *n, const char *ret[LANG_COUNT],
	struct diags *d)
{
	check_words(n, d);
	for (int l = 0; l < LANG_COUNT; l++) {
		if (!speaks(n, (enum lang)l))
			continue;
		if (ret[l] && stands_once(n->name)) {
			diags_error(d, "template-twice", n->at,
				"there is one in this language already: <%s>", n->name);
			return;
		}
		ret[l] = ret[l] ? arena_printf(a, "%s\n\n%s", ret[l], n->text) : n->text;
	}
}

/* A text in one language only: what a report in the other does without. */
static void
tell_one_sided(const struct xml_node *first, const char *const texts[LANG_COUNT],
	struct diags *d)
{
	for (int l = 0; l < LANG_COUNT; l++)
		if (!texts[l])
			diags_note(d, "template-one-language", first->at,
				"<%s> is not given in \"%s\": a report in it has %s",
				first->name, text_lang_tag((enum lang)l),
				strcmp(first->name, "title") == 0
					? "the usual title"
					: "nothing in its place");
}

void
template_texts(struct arena *a, const struct xml_node *parent, const char *name,
	const char *ret[LANG_COUNT], struct diags *d)
{
	const struct xml_node *first = parent ? xml_child(parent, name) : NULL;

	for (const struct xml_node *n = first; n; n = xml_next(n)) {
		enum lang lang;

		if (xml_attribute(n, "xml:lang") && !template_lang(n, d, &lang))
			return;
		text_add(a, n, ret, d);
	}
	if (first)
		tell_one_sided(first, ret, d);
}

static size_t
label_of(const char *of)
{
	for (size_t i = 0; i < COUNT_OF(labels); i++)
		if (strcmp(labels[i].of, of) == 0)
			return i;
	return COUNT_OF(labels); /* the structure check said so */
}

void
template_load_strings(
	struct arena *a, struct template *t, const struct xml_node *root, struct diags *d)
{
	const struct xml_node *strings = xml_child(root, "strings");

	for (struct xml_node *n = strings ? strings->first : NULL; n; n = n->next) {
		size_t i = label_of(xml_value(n, "of"));
		enum lang lang;

		if (i < COUNT_OF(labels) &&
			(!xml_attribute(n, "xml:lang") || template_lang(n, d, &lang)))
			text_add(a, n, t->strings[i], d);
	}
}

const char *
template_text(const struct template *t, enum lang lang, enum text_id id)
{
	for (size_t i = 0; i < COUNT_OF(labels); i++)
		if (labels[i].id == id && t->strings[i][lang])
			return t->strings[i][lang];
	return text(lang, id);
}
