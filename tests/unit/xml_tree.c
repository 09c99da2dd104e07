/*
 * xml_tree.c - texts, values and the place of everything
 */
#include <string.h>

#include "unit/test.h"
#include "xml/xml.h"

static const char text[] = "<?xml version=\"1.0\"?>\n"
			   "<!-- <item id=\"no\"> -->\n"
			   "<form id=\"a\"\n"
			   "      title=\"ñ &lt; é and\n  more\">\n"
			   "  <p>\n"
			   "    one\n"
			   "    two\n"
			   "  \n"
			   "    three <!-- <p> --> four\n"
			   "  </p>\n"
			   "  <![CDATA[ <p> ]]>\n"
			   "  ñañ <p k='v'/><q/>\n"
			   "  <p>x &amp; y</p>\n"
			   "</form>\n";

static const struct xml *
tree(struct arena *a)
{
	struct diags d;
	const struct xml *x;

	diags_init(&d, a);
	x = xml_parse(a, "t.xml", text, strlen(text), &d);
	assert_non_null(x);
	return x;
}

static void
assert_place(struct place at, int line, int column)
{
	assert_string_equal(at.file, "t.xml");
	assert_int_equal(at.line, line);
	assert_int_equal(at.column, column);
}

TEST(xml, every_tag_and_what_it_holds_has_its_line_and_column)
{
	struct arena a = ARENA_NONE;
	const struct xml *x = tree(&a);
	const struct xml_node *p = xml_child(x->root, "p"), *second = xml_next(p);

	assert_place(x->root->at, 3, 1);
	assert_place(xml_attribute(x->root, "id")->at, 3, 7);
	assert_place(xml_attribute(x->root, "id")->value_at, 3, 11);
	assert_place(xml_attribute(x->root, "title")->at, 4, 7);
	assert_place(p->at, 6, 3);
	assert_place(p->text_at, 7, 5);
	assert_place(x->root->text_at, 12, 12);
	assert_place(second->at, 13, 7);
	assert_place(xml_place(second, "k"), 13, 13);
	assert_place(xml_place(second, "none"), 13, 7);
	assert_place(xml_child(x->root, "q")->at, 13, 17);
	assert_place(xml_next(second)->text_at, 14, 6);
	arena_free(&a);
}

TEST(xml, a_place_inside_a_value_counts_what_stands_in_the_file)
{
	struct arena a = ARENA_NONE;
	const struct xml_attribute *s = xml_attribute(tree(&a)->root, "title");

	assert_string_equal(s->value, "ñ < é and   more"); /* a line break is a space */
	assert_place(xml_place_in(s, 0), 4, 14);
	assert_place(xml_place_in(s, strlen("ñ ")), 4, 16);
	assert_place(xml_place_in(s, strlen("ñ < ")), 4, 21);
	assert_place(xml_place_in(s, strlen("ñ < é and   ")), 5, 3);
	arena_free(&a);
}

TEST(xml, a_place_inside_a_text_counts_what_stands_in_the_file)
{
	struct arena a = ARENA_NONE;
	const struct xml *x = tree(&a);
	const struct xml_node *p = xml_child(x->root, "p"), *last = xml_next(xml_next(p));

	assert_place(xml_place_in_text(p, 0), 7, 5);
	assert_place(xml_place_in_text(p, strlen("on")), 7, 7);
	assert_place(xml_place_in_text(p, strlen("one ")), 8, 5);
	assert_place(xml_place_in_text(p, strlen("one two\n")), 10, 5);
	assert_place(xml_place_in_text(p, strlen("one two\nthree ")), 10, 24);
	assert_place(xml_place_in_text(last, strlen("x ")), 14, 8);
	assert_place(xml_place_in_text(last, strlen("x & ")), 14, 14);
	arena_free(&a);
}

TEST(xml, white_space_is_one_space_and_a_blank_line_a_new_paragraph)
{
	struct arena a = ARENA_NONE;
	const struct xml *x = tree(&a);
	const struct xml_node *p = xml_child(x->root, "p");

	assert_string_equal(p->text, "one two\nthree four");
	assert_string_equal(xml_next(p)->text, "");
	assert_string_equal(xml_next(xml_next(p))->text, "x & y");
	assert_string_equal(x->root->text, "<p> ñañ");
	arena_free(&a);
}

TEST(xml, text_is_in_normal_form_c)
{
	struct arena a = ARENA_NONE;
	static const char parts[] = "<a b=\"e\xCC\x81\">n\xCC\x83</a>";
	struct diags d;
	const struct xml *x;

	diags_init(&d, &a);
	x = xml_parse(&a, "t.xml", parts, strlen(parts), &d);
	assert_string_equal(x->root->text, "ñ");
	assert_string_equal(xml_value(x->root, "b"), "é");
	arena_free(&a);
}
