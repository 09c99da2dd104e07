#include <assert.h>
#include <stdarg.h>
#include <stddef.h>
#include <string.h>

#include "base/text.h"
#include "po/tables.h"

enum { HOLES_MAX = 16 };

/* Letters of ASCII alone: the locale has no say in what a tag is. */
static char
lower(char c)
{
	return (char)(c >= 'A' && c <= 'Z' ? c - 'A' + 'a' : c);
}

static const char *
pool_at(unsigned place)
{
	return (const char *)&text_pool + place;
}

bool
text_speaks(const char *tag, enum lang *ret)
{
	size_t n = tag ? strcspn(tag, "-_.@") : 0;

	for (int lang = 0; lang < LANG_COUNT; lang++) {
		const char *known = lang_tags[lang];
		size_t i = 0;

		while (i < n && known[i] && lower(tag[i]) == known[i])
			i++;
		if (n > 0 && i == n && !known[i]) {
			*ret = (enum lang)lang;
			return true;
		}
	}
	return false;
}

enum lang
text_lang(const char *tag)
{
	enum lang lang = LANG_EN;

	(void)text_speaks(tag, &lang);
	return lang;
}

void
text_langs_put(struct buf *out)
{
	for (int lang = 0; lang < LANG_COUNT; lang++)
		buf_printf(out, "%s%s", lang ? ", " : "", lang_tags[lang]);
}

const char *
text_lang_tag(enum lang lang)
{
	assert(lang < LANG_COUNT);
	return lang_tags[lang];
}

const char *
text(enum lang lang, enum text_id id)
{
	assert(lang < LANG_COUNT && id < TEXT_COUNT);
	assert(text_places[lang][id]); /* a test holds every language whole */
	return pool_at(text_places[lang][id]);
}

enum text_id
text_find(const char *msgid)
{
	size_t from = 0, to = TEXT_COUNT;

	while (from < to) {
		size_t middle = from + (to - from) / 2;
		int order = strcmp(msgid, pool_at(text_names[text_by_name[middle]]));

		if (order == 0)
			return (enum text_id)text_by_name[middle];
		if (order < 0)
			to = middle;
		else
			from = middle + 1;
	}
	return TEXT_COUNT;
}

void
text_fill(struct buf *out, enum lang lang, enum text_id id, ...)
{
	va_list ap;

	va_start(ap, id);
	text_vfill(out, lang, id, ap);
	va_end(ap);
}

void
text_vfill(struct buf *out, enum lang lang, enum text_id id, va_list ap)
{
	const char *names[HOLES_MAX], *values[HOLES_MAX], *at = text(lang, id), *open;
	size_t count = 0;

	for (const char *name; (name = va_arg(ap, const char *)) != NULL; count++) {
		assert(count < HOLES_MAX);
		names[count] = name;
		values[count] = va_arg(ap, const char *);
	}
	while ((open = strchr(at, '{')) != NULL) {
		size_t len = strcspn(open + 1, "}"), i = 0;

		while (i < count &&
			(strncmp(names[i], open + 1, len) != 0 || names[i][len]))
			i++;
		assert(open[1 + len] == '}' && i < count); /* a hole without a value */
		buf_add(out, at, (size_t)(open - at));
		buf_str(out, values[i]);
		at = open + 1 + len + 1;
	}
	buf_str(out, at);
}
