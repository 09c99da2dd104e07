/* report_paper.c - a blank form: that nothing is missing from it, and nothing is on it that
 * a client should not see */
#include "unit/test.h"

#include <ctype.h>
#include <stdlib.h>

#include "base/file.h"
#include "report/block.h"
#include "report/draw.h"
#include "report/page.h"
#include "report/paper.h"
#include "report/report.h"
#include "report/template.h"
#include "unit/form_of.h"

static const char *const forms[] = {"forms/about-you.xml", "forms/gad7.xml",
	"forms/numbness-intake.xml", "forms/numbness-packet.xml", "forms/pcl5.xml",
	"forms/pcptsd5.xml", "forms/phq8.xml", "forms/phq9.xml",
	"forms/signs-of-change.xml", "tests/report/small.xml"};

/* One form on paper. */
struct print {
	struct arena arena;
	struct paper_input in;
	struct measure measure;
	const struct pages *pages;
	const char *all; /* every text in the order of drawing, with spaces between */
};

static void
print_pages(struct print *p)
{
	struct err err = ERR_NONE;
	struct buf b = BUF_NONE;

	assert_int_equal(measure_load(&p->arena, NULL, &p->measure, &err), 0);
	p->pages = report_layout(&p->arena, &paper_template,
		paper_compose(&p->arena, &p->in), &p->measure, p->in.paper);
	for (size_t i = 0; i < p->pages->pages.count; i++)
		for (size_t k = 0; k < p->pages->pages.at[i].marks.all.count; k++)
			if (p->pages->pages.at[i].marks.all.at[k]->kind == MARK_TEXT)
				buf_printf(&b, "%s ",
					p->pages->pages.at[i].marks.all.at[k]->text);
	p->all = arena_strdup(&p->arena, buf_text(&b));
	buf_free(&b);
}

static void
print_file(struct print *p, const char *path, size_t lang, enum paper paper)
{
	memset(p, 0, sizeof(*p));
	p->in = (struct paper_input){.form = form_of_file(&p->arena, path),
		.lang = lang,
		.paper = paper,
		.made_at = INT64_C(1777904400000)};
	assert_non_null(p->in.form);
	print_pages(p);
}

/* rest: as form_of has it. */
static void
print_of(struct print *p, const char *rest, size_t lang)
{
	memset(p, 0, sizeof(*p));
	p->in.form = form_of(&p->arena, rest);
	p->in.lang = lang;
	assert_non_null(p->in.form);
	print_pages(p);
}

static void
print_free(struct print *p)
{
	arena_free(&p->arena);
}

static void
assert_says(const struct print *p, const char *text)
{
	if (!strstr(p->all, text))
		fail_msg("%s does not say: %s", p->in.form->id, text);
}

static void
assert_silent(const struct print *p, const char *text)
{
	if (strstr(p->all, text))
		fail_msg("%s says: %s", p->in.form->id, text);
}

/* A text of the form; a paragraph at a time. */
static void
assert_words(struct print *p, const struct words *w)
{
	const char *text = form_words(w, p->in.lang);

	while (text && *text) {
		size_t n = strcspn(text, "\n");

		assert_says(p, arena_strndup(&p->arena, text, n));
		text += n + (text[n] == '\n');
	}
}

static void
assert_no_words(struct print *p, const struct words *w)
{
	const char *text = form_words(w, p->in.lang);

	if (text && *text)
		assert_silent(p, text);
}

/* ---- what is on it ---- */

static void
assert_whole(struct print *p)
{
	const struct form *f = p->in.form;

	assert_words(p, &f->title);
	assert_words(p, &f->welcome);
	assert_words(p, &f->consent);
	assert_words(p, &f->pause);
	assert_words(p, &f->closing);
	assert_words(p, &f->notice);
	for (size_t i = 0; i < f->included_count; i++)
		assert_words(p, &f->included[i].notice);
	for (size_t i = 0; i < f->section_count; i++) {
		assert_words(p, &f->sections[i].title);
		assert_words(p, &f->sections[i].before);
		assert_words(p, &f->sections[i].after);
	}
	for (size_t i = 0; i < f->item_count; i++) {
		const struct item *it = &f->items[i];

		assert_words(p, &it->text);
		assert_words(p, &it->help);
		if (it->grid)
			assert_words(p, &it->grid->stem);
		for (size_t k = 0; it->choices && k < it->choices->count; k++)
			assert_words(p, &it->choices->at[k].label);
		assert_says(p, it->id);
	}
}

TEST(report, a_form_on_paper_has_every_text_that_a_client_reads)
{
	struct print p;

	for (size_t i = 0; i < COUNT_OF(forms); i++)
		for (int paper = 0; paper < PAPER_COUNT; paper++) {
			size_t lang = 0;

			do {
				print_file(&p, forms[i], lang, (enum paper)paper);
				assert_whole(&p);
				lang++;
			} while (lang < p.in.form->lang_count && (print_free(&p), true));
			print_free(&p);
		}
}

static bool
has_word(const char *text, const char *word)
{
	size_t n = strlen(word);

	for (const char *at = strstr(text, word); at; at = strstr(at + 1, word))
		if ((at == text || !isalpha((unsigned char)at[-1])) &&
			!isalpha((unsigned char)at[n]))
			return true;
	return false;
}

TEST(report, a_form_on_paper_shows_no_score_band_cut_alert_or_topic)
{
	static const char *const words[] = {"score", "scores", "scored", "band",
		"cut-off", "cut-offs", "threshold", "severity", "diagnosis"};
	struct print p;

	for (size_t i = 0; i < COUNT_OF(forms); i++) {
		const struct form *f;

		print_file(&p, forms[i], 0, PAPER_LETTER);
		f = p.in.form;
		for (size_t k = 0; k < COUNT_OF(words); k++)
			if (has_word(p.all, words[k]))
				fail_msg("%s says: %s", f->id, words[k]);
		assert_no_words(&p, &f->source);
		for (size_t k = 0; k < f->scale_count; k++) {
			const struct scale *s = &f->scales[k];

			assert_no_words(&p, &s->source);
			for (size_t n = 0; n < s->cut_count; n++)
				assert_no_words(&p, &s->cuts[n].meaning);
			for (size_t n = 0; n < s->band_count; n++)
				if (has_word(p.all, s->bands[n].label.in[0]))
					fail_msg("%s says: %s", f->id,
						s->bands[n].label.in[0]);
		}
		for (size_t k = 0; k < f->alert_count; k++)
			assert_no_words(&p, &f->alerts[k].text);
		for (size_t k = 0; k < f->topic_count; k++)
			for (size_t n = 0; n < f->topics[k].ask_count; n++)
				assert_no_words(&p, &f->topics[k].asks[n]);
		print_free(&p);
	}
}

/* Circles of a size for a pen; squares too. */
static size_t
count_marks(const struct print *p, enum mark_kind kind)
{
	size_t count = 0;

	for (size_t i = 0; i < p->pages->pages.count; i++)
		for (size_t k = 0; k < p->pages->pages.at[i].marks.all.count; k++) {
			const struct mark *m = p->pages->pages.at[i].marks.all.at[k];

			count += m->kind == kind &&
				(kind == MARK_CIRCLE ? m->w > 5 && m->w < 6
						     : m->w > 10 && m->w < 11);
		}
	return count;
}

/* Three circles are the consent's. */
TEST(report, a_circle_for_each_single_answer_and_a_square_for_each_of_many)
{
	struct print p;

	for (size_t i = 0; i < COUNT_OF(forms); i++) {
		size_t circles = 3, squares = 0;

		print_file(&p, forms[i], 0, PAPER_A4);
		for (size_t k = 0; k < p.in.form->section_count; k++)
			squares += p.in.form->sections[k].sensitive;
		for (size_t k = 0; k < p.in.form->item_count; k++) {
			const struct item *it = &p.in.form->items[k];
			size_t choices = it->choices ? it->choices->count : 0;

			if (choices && it->type != ITEM_MANY)
				circles += choices + it->dont_know;
			else
				squares += choices + it->dont_know;
			squares += it->type == ITEM_NUMBER || it->type == ITEM_DATE;
		}
		assert_int_equal(count_marks(&p, MARK_CIRCLE), circles);
		assert_int_equal(count_marks(&p, MARK_BOX), squares);
		print_free(&p);
	}
}

static const struct mark *
find_text(const struct print *p, const char *text)
{
	for (size_t i = 0; i < p->pages->pages.count; i++)
		for (size_t k = 0; k < p->pages->pages.at[i].marks.all.count; k++) {
			const struct mark *m = p->pages->pages.at[i].marks.all.at[k];

			if (m->kind == MARK_TEXT && strcmp(m->text, text) == 0)
				return m;
		}
	fail_msg("nowhere: %s", text);
	return NULL;
}

#define OFTEN                                                        \
	"<answer-set id=\"often\">"                                  \
	"<answer code=\"never\" score=\"0\">Never</answer>"          \
	"<answer code=\"sometimes\" score=\"1\">Sometimes</answer>"  \
	"<answer code=\"often\" score=\"2\">Often</answer>"          \
	"<answer code=\"always\" score=\"3\">Nearly always</answer>" \
	"<answer code=\"na\" missing=\"does-not-apply\">No "         \
	"occasion</answer></answer-set>"

TEST(report, the_digit_stands_between_the_mark_and_its_answer)
{
	struct print p;
	const struct mark *digit, *label;

	print_of(&p,
		OFTEN "<section id=\"s\"><title>S</title>"
		      "<question id=\"a\" type=\"one\" answers=\"often\"><text>A?</text>"
		      "</question></section>",
		0);
	digit = find_text(&p, "3");
	label = find_text(&p, "Nearly always");
	assert_true(digit->x + 3 < label->x && label->x < digit->x + 20);
	assert_true(digit->y > label->y - 1 && digit->y < label->y + 1);
	assert_says(&p, "4 No occasion");
	print_free(&p);
}

TEST(report, numbers_and_dates_have_a_square_for_each_digit)
{
	struct print p;
	size_t squares = 0;

	print_of(&p,
		"<section id=\"s\"><title>S</title>"
		"<question id=\"n\" type=\"number\" min=\"0\" max=\"120\">"
		"<text>Years?</text></question>"
		"<question id=\"d\" type=\"date\" precision=\"month\"><text>Since?</text>"
		"</question></section>",
		0);
	for (size_t k = 0; k < p.pages->pages.at[0].marks.all.count; k++)
		squares += p.pages->pages.at[0].marks.all.at[k]->kind == MARK_BOX &&
			p.pages->pages.at[0].marks.all.at[k]->h > 19 &&
			p.pages->pages.at[0].marks.all.at[k]->h < 21;
	assert_int_equal(squares, 3 + 4 + 2);
	assert_says(&p, "A number from 0 to 120.");
	assert_says(&p, "Year");
	assert_says(&p, "Month");
	assert_silent(&p, "Day");
	print_free(&p);
}

/* ---- who answers what ---- */

/* A condition of question 7, and what paper makes of it.  (clang-format 14 falls over
 * tables of long texts.) */
/* clang-format off */
static const struct {
	const char *condition, *en, *es;
} routes[] = {
	{"a is at least often",
         "Answer this only if you marked “Often” or “Nearly always” at "
		"question 1.",
         "Responda esta pregunta solo si marcó “A menudo” o “Casi siempre” en la "
		"pregunta 1."},
	{"a is often", "only if you marked “Often” at question 1.",
         "solo si marcó “A menudo” en la pregunta 1."},
	{"a is not na",
         "only if you marked an answer other than “No occasion” at question 1.",
         "solo si marcó una respuesta distinta de “No hubo ocasión” en la pregunta 1."},
	{"not (a is one of (never, sometimes))",
         "only if you marked “Often”, “Nearly always” or “No occasion” at "
		"question 1.",
         "solo si marcó “A menudo”, “Casi siempre” o “No hubo ocasión” en la "
		"pregunta 1."},
	{"2 < a", "only if you marked “Nearly always” at question 1.",
         "solo si marcó “Casi siempre” en la pregunta 1."},
	{"b", "only if you marked “Yes” at question 2.",
         "solo si marcó “Sí” en la pregunta 2."},
	{"not b", "only if you marked “No” at question 2.",
         "solo si marcó “No” en la pregunta 2."},
	{"m includes two",	"only if you marked “Two” at question 3.",
         "solo si marcó “Dos” en la pregunta 3."},
	{"not (m includes two)", "only if you did not mark “Two” at question 3.",
         "solo si no marcó “Dos” en la pregunta 3."},
	{"n is more than 3 and n is at most 9",
         "only if the number at question 4 is more than 3 and the number at question "
	 "4 is at most 9.",
         "solo si el número de la pregunta 4 es más de 3 y el número de la "
	 "pregunta 4 es 9 o menos."},
	{"t is answered or d is not answered",
         "only if you answered question 5 or you did not answer question 6.",
         "solo si respondió la pregunta 5 o no respondió la pregunta 6."},
	{"not (t is answered or d is not answered)",
         "only if you did not answer question 5 and you answered question 6.",
         "solo si no respondió la pregunta 5 y respondió la pregunta 6."},
	{"b and (t is answered or n is 2)",
         "only if you marked “Yes” at question 2 and (you answered question 5 or the "
	 "number at question 4 is 2).",
         "solo si marcó “Sí” en la pregunta 2 y (respondió la pregunta 5 o el "
	 "número de la pregunta 4 es 2)."},
	{"count_answered(a, b, t) is at least 2",
         "only if how many you answered of the questions 1, 2, 5 is at least 2.",
         "solo si la cantidad que respondió de las preguntas 1, 2, 5 es 2 o más."},
	{"a + n is more than 4",
         "only if the digit beside your answer at question 1 plus the number at "
	 "question 4 is more than 4.",
         "solo si la cifra junto a su respuesta en la pregunta 1 más el número de la "
	 "pregunta 4 es más de 4."},
	{"flagged",
         "only if you marked “Sometimes”, “Often” or “Nearly always” at "
	 "question 1.",
         "solo si marcó “A veces”, “A menudo” o “Casi siempre” en la pregunta 1."},
	{"both is at least 1",
         "Leave this blank unless the practice asks you to answer it.",
         "Deje esta pregunta en blanco, a menos que en el consultorio le pidan "
	 "responderla."},
};
/* clang-format on */

static const char routed[] = OFTEN
	"<section id=\"s\"><title>S</title>"
	"<question id=\"a\" type=\"one\" answers=\"often\"><text>A?</text></question>"
	"<question id=\"b\" type=\"yes-no\"><text>B?</text></question>"
	"<question id=\"m\" type=\"many\"><text>M?</text><answer "
	"code=\"one\">One</answer>"
	"<answer code=\"two\">Two</answer></question>"
	"<question id=\"n\" type=\"number\"><text>N?</text></question>"
	"<question id=\"t\" type=\"text\"><text>T?</text></question>"
	"<question id=\"d\" type=\"date\"><text>D?</text></question>"
	"<question id=\"x\" type=\"text\" show-if=\"%s\"><text>X?</text></question>"
	"</section>"
	"<scale id=\"both\" method=\"sum\" items=\"a\"><title>Both</title></scale>"
	"<safety id=\"flagged\" item=\"a\" from=\"sometimes\"/>"
	"<translation xml:lang=\"es\"><t of=\"title\">Prueba</t><t of=\"s\">S</t>"
	"<t of=\"often.never\">Nunca</t><t of=\"often.sometimes\">A veces</t>"
	"<t of=\"often.often\">A menudo</t><t of=\"often.always\">Casi siempre</t>"
	"<t of=\"often.na\">No hubo ocasión</t><t of=\"a\">¿A?</t><t of=\"b\">¿B?</t>"
	"<t of=\"m\">¿M?</t><t of=\"m.one\">Uno</t><t of=\"m.two\">Dos</t>"
	"<t of=\"n\">¿N?</t><t of=\"t\">¿T?</t><t of=\"d\">¿D?</t>"
	"<t of=\"x\">¿X?</t></translation>";

TEST(report, a_condition_is_said_in_words_with_numbers_and_labels)
{
	for (size_t i = 0; i < COUNT_OF(routes); i++)
		for (size_t lang = 0; lang < 2; lang++) {
			struct buf xml = BUF_NONE, safe = BUF_NONE;
			struct print p;

			for (const char *c = routes[i].condition; *c; c++)
				if (*c == '<')
					buf_str(&safe, "&lt;");
				else
					buf_char(&safe, *c);
			buf_printf(&xml, routed, buf_text(&safe));
			print_of(&p, buf_text(&xml), lang);
			assert_says(&p, lang ? routes[i].es : routes[i].en);
			/* what decides is never said by its name in the file */
			if (strchr(routes[i].condition, ' '))
				assert_silent(&p, routes[i].condition);
			buf_free(&xml);
			buf_free(&safe);
			print_free(&p);
		}
}

TEST(report, conditions_of_a_part_a_grid_and_a_line_stand_where_they_belong)
{
	struct print p;

	print_of(&p,
		OFTEN
		"<section id=\"s\"><title>S</title>"
		"<question id=\"b\" type=\"yes-no\"><text>B?</text></question></section>"
		"<section id=\"u\" show-if=\"b\"><title>U</title>"
		"<grid id=\"g\" answers=\"often\" show-if=\"b is answered\">"
		"<stem>Stem:</stem><item id=\"g1\">One.</item>"
		"<item id=\"g2\" show-if=\"g1 is never\">Two.</item></grid></section>",
		0);
	assert_says(&p,
		"Part 2 of 2: U Answer this part only if you marked “Yes” at question 1. "
		"Answer these only if you answered question 1. Stem: ");
	assert_says(&p, "3 Two. Answer this only if you marked “Never” at question 2.");
	print_free(&p);
}

TEST(report, an_instrument_without_the_language_may_be_left_out_on_paper_too)
{
	struct print p;

	print_file(&p, "forms/numbness-packet.xml", 1, PAPER_LETTER);
	assert_int_equal(strcmp(p.in.form->langs[1], "es"), 0);
	assert_says(&p,
		"La parte que sigue solo está en inglés. ¿Le parece bien seguir en "
		"inglés? También puede dejar esta parte sin responder. Prefiero omitir");
	assert_says(&p, "Little interest or pleasure in doing things");
	assert_says(&p, "[two_weeks]");
	/* the part that comes only after "yes" */
	assert_says(&p, "Responda esta parte solo si marcó “Yes” en la pregunta");
	print_free(&p);
}

/* ---- the practice ---- */

TEST(report, crisis_lines_are_the_practices_and_without_one_there_is_room_for_them)
{
	struct print p;
	struct diags d;
	struct err err = ERR_NONE;

	print_file(&p, "forms/phq9.xml", 0, PAPER_LETTER);
	assert_says(&p, "If you need help now: Numbers to call or text");
	assert_says(&p,
		"If thoughts of death or of hurting yourself are part of your "
		"life, help is there: Numbers to call or text");
	assert_silent(&p, "988");
	diags_init(&d, &p.arena);
	assert_int_equal(practice_load(&p.arena, "templates/practice-sample.xml", &d,
				 &p.in.practice, &err),
		0);
	print_pages(&p);
	assert_says(&p, "988 Suicide and Crisis Lifeline: call or text 988");
	assert_says(&p, "call 911 or go to the nearest emergency room");
	assert_says(&p, "Who reads it: the therapist you will meet");
	assert_says(&p, "SAMPLE");
	assert_silent(&p, "Numbers to call or text");
	print_free(&p);
}

/* ---- the page ---- */

static void
assert_inside(struct print *p)
{
	double right = p->pages->width - paper_template.right + 0.6;

	for (size_t i = 0; i < p->pages->pages.count; i++)
		for (size_t k = 0; k < p->pages->pages.at[i].marks.all.count; k++) {
			const struct mark *m = p->pages->pages.at[i].marks.all.at[k];
			double w = m->kind == MARK_TEXT
				? measure_text(&p->measure, m->face, m->size, m->text,
					  strlen(m->text))
				: m->w;

			if (m->x < paper_template.left - 0.6 || m->x + w > right ||
				m->y < 25 || m->y > p->pages->height - 25)
				fail_msg("%s, page %zu: a mark at %g, %g, %g wide: %s",
					p->in.form->id, i + 1, m->x, m->y, w, m->text);
		}
}

TEST(report, a_form_on_paper_stays_inside_the_margins)
{
	struct print p;

	for (size_t i = 0; i < COUNT_OF(forms); i++)
		for (int paper = 0; paper < PAPER_COUNT; paper++) {
			print_file(&p, forms[i], 0, (enum paper)paper);
			assert_inside(&p);
			assert_true(p.pages->pages.count >= 2);
			print_free(&p);
		}
}

static void
put_long(struct buf *b, const char *word, int count)
{
	for (int i = 0; i < count; i++)
		buf_printf(b, "%s%s%d", i ? " " : "", word, i);
}

/* Texts and lists of any length flow; nothing is lost. */
TEST(report, a_form_with_the_longest_texts_and_lists_is_whole_and_inside)
{
	struct buf xml = BUF_NONE;
	struct print p;

	buf_str(&xml, "<consent>");
	put_long(&xml, "consent", 900);
	buf_str(&xml, "</consent><pause>");
	put_long(&xml, "pause", 900);
	buf_str(&xml, "</pause><answer-set id=\"l\">");
	for (int i = 0; i < 64; i++)
		buf_printf(&xml, "<answer code=\"c%d\">Label %d</answer>", i, i);
	buf_str(&xml, "</answer-set><answer-set id=\"two\"><answer code=\"a\">");
	for (int i = 0; i < 40; i++)
		buf_str(&xml, "unbroken");
	buf_str(&xml, "</answer><answer code=\"b\">");
	put_long(&xml, "label", 120);
	buf_str(&xml,
		"</answer></answer-set><section id=\"s\"><title>S</title>"
		"<question id=\"q\" type=\"one\" answers=\"l\"><text>");
	put_long(&xml, "ask", 900);
	buf_str(&xml,
		"</text></question><grid id=\"g\" answers=\"l\"><stem>Stem</stem>"
		"<item id=\"g1\">One.</item></grid>"
		"<grid id=\"h\" answers=\"two\"><stem>Other</stem>"
		"<item id=\"h1\">Two.</item></grid>"
		"<grid id=\"third\" answers=\"k\"><stem>Third</stem><item id=\"k1\">");
	put_long(&xml, "row", 900);
	buf_str(&xml,
		"</item></grid></section>"
		"<answer-set id=\"k\"><answer code=\"a\">A</answer>"
		"<answer code=\"b\">B</answer></answer-set>");
	print_of(&p, buf_text(&xml), 0);
	assert_inside(&p);
	assert_says(&p, "consent899");
	assert_says(&p, "pause899");
	assert_says(&p, "ask899");
	assert_says(&p, "row899");
	assert_says(&p, "Label 63");
	assert_says(&p, "label119");
	buf_free(&xml);
	print_free(&p);
}

TEST(report, the_opening_sentence_and_the_answers_stand_on_every_page_of_a_grid)
{
	struct print p;
	size_t heads = 0;

	print_file(&p, "forms/pcl5.xml", 0, PAPER_LETTER);
	for (const char *at = p.all; (at = strstr(at,
					      "how much were you bothered by: Not "
					      "at all A little bit")) != NULL;
		at++)
		heads++;
	assert_int_equal(heads, 2);
	print_free(&p);
}

/* The two words "a_lot" and "very" would fit; six sentences do not. */
TEST(report, a_grid_whose_answers_do_not_fit_as_columns_is_a_list)
{
	struct buf xml = BUF_NONE;
	struct print p;

	buf_str(&xml, "<answer-set id=\"l\">");
	for (int i = 0; i < 8; i++)
		buf_printf(&xml, "<answer code=\"c%d\">Incomprehensibility %d</answer>",
			i, i);
	buf_str(&xml,
		"</answer-set><section id=\"s\"><title>S</title>"
		"<grid id=\"g\" answers=\"l\"><stem>Stem</stem>"
		"<item id=\"g1\">One.</item><item id=\"g2\">Two.</item></grid>"
		"</section>");
	print_of(&p, buf_text(&xml), 0);
	/* the answers behind each line, not above them */
	assert_says(&p, "One. 1 Incomprehensibility 0");
	assert_says(&p, "Two. 1 Incomprehensibility 0");
	buf_free(&xml);
	print_free(&p);
}

TEST(report, the_same_form_on_paper_is_the_same_bytes)
{
	struct buf bytes[2] = {BUF_NONE, BUF_NONE};
	struct err err = ERR_NONE;
	struct print p;

	print_file(&p, "forms/numbness-intake.xml", 1, PAPER_A4);
	for (int i = 0; i < 2; i++)
		assert_int_equal(paper_draw(&p.in, &bytes[i], &err), 0);
	assert_int_equal(bytes[0].len, bytes[1].len);
	assert_memory_equal(bytes[0].data, bytes[1].data, bytes[0].len);
	assert_true(bytes[0].len > 10000 && bytes[0].len < 200000);
	buf_free(&bytes[0]);
	buf_free(&bytes[1]);
	print_free(&p);
}

TEST(report, a_form_from_right_to_left_is_not_put_on_paper)
{
	struct buf out = BUF_NONE;
	struct err err = ERR_NONE;
	struct print p = {.arena = ARENA_NONE};

	p.in.form = form_of(&p.arena,
		"<section id=\"s\"><title>S</title><question id=\"t\" type=\"text\">"
		"<text>\u05e9\u05dc\u05d5\u05dd</text></question></section>");
	assert_non_null(p.in.form);
	assert_int_equal(paper_draw(&p.in, &out, &err), ERR_REFUSED);
	assert_int_equal(out.len, 0);
	print_free(&p);
}
