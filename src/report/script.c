/*
 * script.c - scripts that need more than one letter after the other
 */
#include "report/script.h"
#include "base/utf8.h"

/* First and last character of the blocks that are written from right to left, or whose
 * letters change or move beside each other.  Source: Unicode 15, Blocks.txt. */
static const uint32_t shaped[][2] = {
	{0x0590,  0x08ff }, /* Hebrew, Arabic, Syriac, Thaana, N'Ko */
	{0x0900,  0x0fff }, /* Devanagari to Tibetan, Thai and Lao among them */
	{0x1000,  0x109f }, /* Myanmar */
	{0x1780,  0x17ff }, /* Khmer */
	{0x1800,  0x18af }, /* Mongolian */
	{0xfb1d,  0xfdff }, /* Hebrew and Arabic forms */
	{0xfe70,  0xfefe }, /* Arabic forms */
	{0x10800, 0x10fff}, /* scripts from right to left beyond the basic plane */
	{0x11000, 0x11fff}, /* Brahmi and its kin */
};

static bool
needs_shaping(const char *text)
{
	uint32_t c;

	while (text && (c = utf8_next(&text)) != 0)
		for (size_t i = 0; i < COUNT_OF(shaped); i++)
			if (c >= shaped[i][0] && c <= shaped[i][1])
				return true;
	return false;
}

int
script_check(const struct form *f, size_t lang, struct err *err)
{
	bool shape = needs_shaping(form_words(&f->title, lang));

	for (size_t i = 0; i < f->section_count; i++)
		shape = shape || needs_shaping(form_words(&f->sections[i].title, lang));
	for (size_t i = 0; i < f->item_count; i++)
		shape = shape || needs_shaping(form_words(&f->items[i].text, lang));
	if (!shape)
		return 0;
	err_set(err, ERR_REFUSED,
		"the form '%s' is in a script that a PDF of anteroom "
		"cannot show",
		f->id);
	err_advise(err,
		"scripts that run from right to left or join their letters are "
		"not supported; 'show' prints such a record");
	return ERR_REFUSED;
}
