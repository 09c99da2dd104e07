/* report_template.c - what a clinic may decide, and what not */
#include "unit/test.h"

#include "report/sample.h"

#define WHOLE                                                                   \
	"<identity/><alerts/><scores/><words/><skipped/><items/><notes/><sign/" \
	"><sources/>"

struct parsed {
	struct arena arena;
	struct diags diags;
	const struct template *t;
};

static void
parse(struct parsed *p, const char *head, const char *body, const char *foot)
{
	const char *xml;

	p->arena = (struct arena)ARENA_NONE;
	diags_init(&p->diags, &p->arena);
	xml = arena_printf(&p->arena,
		"<template id='own'>%s\n<body>%s</body>%s</template>", head, body, foot);
	p->t = template_parse(&p->arena, "own.xml", xml, strlen(xml), &p->diags);
}

TEST(report, a_template_that_hides_what_must_be_seen_is_refused_with_its_place)
{
	static const struct {
		const char *body, *foot, *id;
		int line, column;
	} cases[] = {
		{"<identity/><scores/><skipped/>",          "",                            "template-no-review",   2, 1 },
		{"<identity/><scores/><alerts/><skipped/>", "",                            "template-review-late", 2,
                 27												     },
		{"<identity/><notes/><alerts/><skipped/>",  "",                            "template-review-late", 2,
                 26												     },
		{"<identity/><alerts/><scores/>",           "",                            "template-no-skipped",  2, 1 },
		{"<alerts/><skipped/>",                     "",                            "template-no-identity", 2, 1 },
		{"<identity/><alerts/><skipped/>",          "<footer page-numbers='no'/>",
                 "template-no-page-numbers",								       2, 52},
		{"<identity/><alerts/><skipped/>",          "<footer confidential='no'/>",
                 "template-no-confidential",								       2, 52},
	};

	for (size_t i = 0; i < COUNT_OF(cases); i++) {
		struct parsed p;

		parse(&p, "", cases[i].body, cases[i].foot);
		assert_null(p.t);
		assert_int_equal(p.diags.found.count, 1);
		assert_string_equal(p.diags.found.at[0].id, cases[i].id);
		assert_int_equal(p.diags.found.at[0].at.line, cases[i].line);
		assert_int_equal(p.diags.found.at[0].at.column, cases[i].column);
		arena_free(&p.arena);
	}
}

TEST(report, a_template_may_put_its_parts_in_another_order)
{
	struct parsed p;

	parse(&p, "", "<alerts/><identity/><items/><skipped/><scores/>", "<footer/>");
	assert_int_equal(p.diags.found.count, 0);
	assert_non_null(p.t);
	assert_int_equal(p.t->parts[0].kind, PART_ALERTS);
	assert_int_equal(p.t->parts[4].kind, PART_SCORES);
	assert_null(template_part(p.t, PART_NOTES));
	arena_free(&p.arena);
}

TEST(report, an_accent_that_is_too_pale_is_darkened_with_a_warning)
{
	static const uint32_t colors[] = {
		0xffffff, 0xffff00, 0x00ff00, 0xff8080, 0x9ab8d0, 0x777777};
	struct parsed p;

	for (size_t i = 0; i < COUNT_OF(colors); i++) {
		uint32_t dark = template_darken(colors[i]);

		assert_true(template_contrast(dark) >= 4.5);
		assert_true(template_contrast(dark) < 5); /* and no darker than that */
	}
	assert_int_equal(template_darken(0x1d3f58), 0x1d3f58);
	assert_true(template_contrast(0) > 20.9 && template_contrast(0xffffff) < 1.01);

	parse(&p, "<style accent='#9ab8d0'/>", WHOLE, "");
	assert_non_null(p.t);
	assert_int_equal(p.diags.count[DIAG_WARN], 1);
	assert_string_equal(p.diags.found.at[0].id, "template-pale");
	assert_int_equal(p.t->accent, template_darken(0x9ab8d0));
	arena_free(&p.arena);
}

TEST(report, sizes_and_colours_that_make_no_sense_are_refused)
{
	static const struct {
		const char *head, *id;
	} cases[] = {
		{"<page left='5'/>",				      "template-size" },
		{"<page bottom='400'/>",                                  "template-size" },
		{"<style text-size='30'/>",                               "template-size" },
		{"<style accent='blue'/>",                                "template-color"},
		{"<style accent='#12345'/>",                              "template-color"},
		{"<style text-size='12' smallest='13'/>",                 "template-size" },
		{"<page bottom='50'/><style text-size='16'/>",            "template-size" },
		{"<page top='40'/><style text-size='14' smallest='14'/>",
                 "template-size"							  },
		{"<letterhead logo-height='400'/>",                       "template-size" },
	};

	for (size_t i = 0; i < COUNT_OF(cases); i++) {
		struct parsed p;

		parse(&p, cases[i].head, WHOLE, "");
		assert_null(p.t);
		assert_string_equal(p.diags.found.at[0].id, cases[i].id);
		arena_free(&p.arena);
	}
}

/* n times the letter. */
static const char *
letters(struct arena *a, int n)
{
	char *text = arena_alloc(a, (size_t)n + 1);

	memset(text, 'e', (size_t)n);
	return text;
}

TEST(report, a_title_or_label_too_long_for_the_review_box_to_stay_on_page_one_is_refused)
{
	static const struct {
		int title, label;
		bool good;
	} cases[] = {
		{80,   40, true },
		{81,   40, false},
		{80,   41, false},
		{8000, 1,  false},
	};

	for (size_t i = 0; i < COUNT_OF(cases); i++) {
		struct arena a = ARENA_NONE;
		struct parsed p;

		parse(&p,
			arena_printf(&a,
				"<strings><string of='name'>%s</string></strings>",
				letters(&a, cases[i].label)),
			arena_printf(&a,
				"<identity><title>%s</title></identity><alerts/>"
				"<skipped/>",
				letters(&a, cases[i].title)),
			"");
		assert_int_equal(p.t != NULL, cases[i].good);
		if (!cases[i].good) {
			assert_int_equal(p.diags.count[DIAG_ERROR], 1);
			assert_string_equal(p.diags.found.at[0].id, "template-long");
		}
		arena_free(&p.arena);
		arena_free(&a);
	}
}

/* A template with this title is refused for that. */
static void
refused_title(const char *before, const char *title, const char *after, const char *id)
{
	struct arena a = ARENA_NONE;
	struct parsed p;

	parse(&p, "", arena_printf(&a, "%s%s%s", before, title, after), "");
	assert_null(p.t);
	assert_string_equal(p.diags.found.at[0].id, id);
	arena_free(&p.arena);
	arena_free(&a);
}

TEST(report, a_title_of_many_lines_is_refused_however_short)
{
	static const char *const titles[] = {"a\n\nb",
		"a\xe2\x80\xa8"
		"b"};

	for (size_t i = 0; i < COUNT_OF(titles); i++)
		refused_title("<identity><title>", titles[i],
			"</title></identity><alerts/><skipped/>", "template-long");
}

TEST(report, words_that_cannot_be_seen_count_as_none)
{
	static const char *const titles[] = {
		"\xe2\x80\x8b", "\xc2\xa0", "&#xa0;&#x200b; &#xad;", "&#x2800;&#x3164;"};

	for (size_t i = 0; i < COUNT_OF(titles); i++)
		refused_title("<identity/><alerts/><scores><title>", titles[i],
			"</title></scores><skipped/>", "text-missing");
}

TEST(report, sizes_that_together_leave_the_review_box_no_room_are_refused)
{
	static const char *const much =
		"<page left='120' right='120' top='144' bottom='160'/>"
		"<style text-size='18'/>"
		"<letterhead logo='l.png' logo-height='120'/>";
	static const struct {
		const char *head, *body;
		bool good;
	} cases[] = {
		{NULL,						    "<identity/><alerts/><skipped/>", false},
		{"<style text-size='18'/>",                               "<identity/><alerts/><skipped/>", false},
		{"<style text-size='18'/>",                               "<alerts/><identity/><skipped/>", true },
		{"<style text-size='12'/>",                               "<identity/><alerts/><skipped/>", true },
		{"<page left='120' right='120' top='144' bottom='160'/>",
                 "<identity/><alerts/><skipped/>",							  false},
		{"<page left='90' right='90' top='100' bottom='120'/>",
                 "<identity/><alerts/><skipped/>",							  true },
		{"<letterhead logo='l.png' logo-height='120'/>",
                 "<identity/><alerts/><skipped/>",							  true },
	};

	for (size_t i = 0; i < COUNT_OF(cases); i++) {
		struct parsed p;

		parse(&p, cases[i].head ? cases[i].head : much, cases[i].body, "");
		assert_int_equal(p.t != NULL, cases[i].good);
		if (!cases[i].good) {
			assert_int_equal(p.diags.count[DIAG_ERROR], 1);
			assert_string_equal(p.diags.found.at[0].id, "template-room");
		}
		arena_free(&p.arena);
	}
}

TEST(report, no_other_heading_stands_over_the_review_box_or_what_was_not_answered)
{
	struct parsed p;

	parse(&p, "",
		"<identity/><alerts><title>No risk found</title></alerts>"
		"<skipped><title xml:lang='en'>Everything was answered</title></skipped>",
		"");
	assert_null(p.t);
	assert_int_equal(p.diags.found.count, 2);
	for (size_t i = 0; i < 2; i++)
		assert_string_equal(p.diags.found.at[i].id, "template-title");
	assert_non_null(strstr(p.diags.found.at[0].text, "keeps its heading"));
	arena_free(&p.arena);
}

TEST(report, a_hidden_review_box_is_told_beside_mistakes_of_structure)
{
	static const struct {
		const char *body, *id;
	} cases[] = {
		{"<identity/><scores/><skipped/><html/>",          "template-no-review"},
		{"<identity/><html/><scores/><alerts/><skipped/>",
                 "template-review-late"						},
		{"<identity/><alert/><skipped/>",                  NULL                },
		{"<identty/><alerts/><skipped/>",                  NULL                },
	};

	for (size_t i = 0; i < COUNT_OF(cases); i++) {
		struct parsed p;
		bool told = false;

		parse(&p, "", cases[i].body, "");
		assert_null(p.t);
		for (size_t k = 0; k < p.diags.found.count; k++)
			told = told ||
				strcmp(p.diags.found.at[k].id,
					cases[i].id ? cases[i].id : "") == 0;
		assert_int_equal(told, cases[i].id != NULL);
		assert_int_equal(p.diags.found.count, cases[i].id ? 2 : 1);
		arena_free(&p.arena);
	}
}

TEST(report, what_a_template_does_not_know_is_refused)
{
	struct parsed p;

	parse(&p, "", "<identity/><alerts/><skipped/><html/>", "");
	assert_null(p.t);
	assert_true(p.diags.count[DIAG_ERROR] > 0);
	arena_free(&p.arena);
}

TEST(report, titles_and_paragraphs_come_in_the_language_of_the_report)
{
	struct parsed p;
	const struct part *scores, *own;

	parse(&p, "",
		"<identity/><alerts/><scores><title xml:lang='en'>Numbers</title>"
		"<title xml:lang='es'>Cifras</title></scores><skipped/>"
		"<text><title>House</title><paragraph xml:lang='es'>Uno.</paragraph>"
		"<paragraph xml:lang='es'>Dos.</paragraph></text>",
		"");
	assert_non_null(p.t);
	scores = template_part(p.t, PART_SCORES);
	own = template_part(p.t, PART_TEXT);
	assert_string_equal(part_title(scores, LANG_EN), "Numbers");
	assert_string_equal(part_title(scores, LANG_ES), "Cifras");
	assert_string_equal(part_title(own, LANG_EN), "House");
	assert_null(own->text[LANG_EN]);
	assert_string_equal(own->text[LANG_ES], "Uno.\n\nDos.");
	arena_free(&p.arena);
}

TEST(report, a_file_that_is_not_beside_the_template_is_refused)
{
	static const char *const names[] = {"../logo.png", "/etc/passwd", "a/b.png",
		"https://x.example/logo.png", "C:\\logo.png", ".logo.png", ".."};

	for (size_t i = 0; i < COUNT_OF(names); i++) {
		struct arena a = ARENA_NONE;
		struct parsed p;

		parse(&p, arena_printf(&a, "<letterhead logo='%s'/>", names[i]), WHOLE,
			"");
		assert_null(p.t);
		assert_string_equal(p.diags.found.at[0].id, "template-file");
		arena_free(&p.arena);
		arena_free(&a);
	}
}

TEST(report, a_typeface_is_three_files_of_its_own)
{
	static const struct {
		const char *style;
		bool good;
	} cases[] = {
		{"<style font='a.ttf'/>",                                       false},
		{"<style font='a.ttf' font-bold='b.ttf'/>",                     false},
		{"<style font='a.ttf' font-bold='b.ttf' font-italic='a.ttf'/>", false},
		{"<style font='a.ttf' font-bold='b.ttf' font-italic='c.ttf'/>", true },
	};

	for (size_t i = 0; i < COUNT_OF(cases); i++) {
		struct parsed p;
		size_t count;

		parse(&p, cases[i].style, WHOLE, "");
		if (!cases[i].good) {
			assert_null(p.t);
			assert_string_equal(p.diags.found.at[0].id, "template-font");
		} else {
			assert_non_null(p.t);
			template_files(&p.arena, p.t, &count);
			assert_int_equal(count, 3);
			/* and none of them is there */
			assert_null(template_open(&p.arena, p.t, &p.diags));
			assert_int_equal(p.diags.count[DIAG_ERROR], 3);
			assert_string_equal(p.diags.found.at[2].id, "template-file");
		}
		arena_free(&p.arena);
	}
}

TEST(report, a_word_for_a_label_that_must_be_seen_does_not_exist)
{
	static const char *const labels[] = {"confidential", "page", "review-first",
		"safety", "sample", "not-answered"};

	for (size_t i = 0; i < COUNT_OF(labels); i++) {
		struct arena a = ARENA_NONE;
		struct parsed p;

		parse(&p,
			arena_printf(&a, "<strings><string of='%s'>x</string></strings>",
				labels[i]),
			WHOLE, "");
		assert_null(p.t);
		assert_string_equal(p.diags.found.at[0].id, "setting-value");
		arena_free(&p.arena);
		arena_free(&a);
	}
}

/* Each word of the setting has a label behind it, and none but those. */
TEST(report, every_label_that_a_template_may_name_comes_back)
{
	char words[] = TEMPLATE_STRING_WORDS;
	size_t count = 0;

	for (char *of = strtok(words, "|"); of; of = strtok(NULL, "|")) {
		struct arena a = ARENA_NONE;
		struct parsed p;
		size_t changed = 0;

		parse(&p,
			arena_printf(&a,
				"<strings><string of='%s'>Xyz</string></strings>", of),
			WHOLE, "");
		assert_non_null(p.t);
		for (int id = 0; id < TEXT_COUNT; id++)
			changed += strcmp(template_text(p.t, LANG_ES, (enum text_id)id),
					   "Xyz") == 0;
		assert_int_equal(changed, 1);
		arena_free(&p.arena);
		arena_free(&a);
		count++;
	}
	assert_int_equal(count, TEMPLATE_STRING_COUNT);
}

TEST(report, the_shipped_templates_have_no_findings)
{
	static const char *const shipped[] = {
		"templates/standard.xml", "templates/brief.xml", "templates/plain.xml"};
	struct arena a = ARENA_NONE;
	const struct template *t = NULL;
	struct err err = ERR_NONE;
	struct diags d;

	diags_init(&d, &a);
	for (size_t i = 0; i < COUNT_OF(shipped); i++) {
		assert_int_equal(template_load(&a, shipped[i], &d, &t, &err), 0);
		assert_non_null(t);
		assert_non_null(template_open(&a, t, &d));
		assert_int_equal(d.found.count, 0);
	}
	assert_int_equal(
		template_load(&a, "templates/none.xml", &d, &t, &err), ERR_NOT_FOUND);
	arena_free(&a);
}
