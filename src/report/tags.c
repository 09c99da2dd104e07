/* tags.c - the structure tree */
#include "report/tags.h"

#include "base/utf8.h"

/* In the order of enum role: its standard name, and what else a reader must know. */
static const struct {
	const char *name, *more;
} roles[] = {
	{"Document",   ""			   },
	{"H1",         ""			   },
	{"H2",         ""			   },
	{"H3",         ""			   },
	{"P",          ""			   },
	{"BlockQuote", ""			   },
	{"L",          ""			   },
	{"LI",         ""			   },
	{"Lbl",        ""			   },
	{"LBody",      ""			   },
	{"Table",      ""			   },
	{"TR",         ""			   },
	{"TH",         "/A<</O/Table/Scope/Column>>"},
	{"TH",         "/A<</O/Table/Scope/Row>>"   },
	{"TD",         ""			   },
	{"Figure",     ""			   },
};
_Static_assert(COUNT_OF(roles) == ROLE_COUNT, "a row for each role");

enum { NONE = 0 };

/* Lists in the order of the page, by index plus one; NONE ends them. */
struct tree {
	struct arena *arena;
	const struct tags *tags;
	const struct drawn *drawn;
	unsigned *first_tag, *next_tag;     /* of a tag: tags in it */
	unsigned *first_piece, *next_piece; /* of a tag: its pieces */
	unsigned *number;                   /* of a tag's object; 0: it is left out */
	unsigned root;
};

const char *
tag_name(enum role role)
{
	return roles[role].name;
}

static bool
is_cell(enum role role)
{
	return role == ROLE_CELL || role == ROLE_COLUMN_HEAD || role == ROLE_ROW_HEAD;
}

static void
make_lists(struct tree *t)
{
	struct arena *a = t->arena;
	size_t tags = t->tags->all.count, pieces = t->drawn->pieces.count;

	t->first_tag = arena_array(a, tags, sizeof(unsigned));
	t->next_tag = arena_array(a, tags, sizeof(unsigned));
	t->first_piece = arena_array(a, tags, sizeof(unsigned));
	t->next_piece = arena_array(a, pieces, sizeof(unsigned));
	for (size_t i = pieces; i-- > 0;) {
		unsigned tag = t->drawn->pieces.at[i].tag;

		t->next_piece[i] = t->first_piece[tag];
		t->first_piece[tag] = (unsigned)i + 1;
	}
	for (size_t i = tags; i-- > 1;) {
		unsigned above = t->tags->all.at[i].above;

		t->next_tag[i] = t->first_tag[above];
		t->first_tag[above] = (unsigned)i + 1;
	}
}

/* Tags of which nothing was drawn are left out, but for cells: a row has them all. */
static void
number_tags(struct tree *t, struct pdf_file *f)
{
	struct arena *a = t->arena;
	size_t count = t->tags->all.count;
	bool *has = arena_array(a, count, sizeof(*has));

	t->number = arena_array(a, count, sizeof(unsigned));
	has[0] = true;
	for (size_t i = count; i-- > 1;) { /* from the leaves up */
		has[i] = has[i] || t->first_piece[i];
		has[t->tags->all.at[i].above] |= has[i];
	}
	for (size_t i = 0; i < count; i++) {
		const struct tag *tag = &t->tags->all.at[i];

		if (has[i] || (is_cell(tag->role) && has[tag->above]))
			t->number[i] = pdf_file_reserve(f, 1);
	}
}

static void
put_piece(struct buf *b, const struct tree *t, const struct piece *p, unsigned page)
{
	if (p->page != page) {
		pdf_put_ref(b, "<</Type/MCR/Pg ", t->drawn->pages.at[p->page]);
		buf_str(b, "/MCID ");
	}
	buf_number(b, p->number);
	buf_str(b, p->page == page ? " " : ">>");
}

static void
put_kids(struct buf *b, const struct tree *t, size_t i)
{
	const struct piece *pieces = t->drawn->pieces.at;
	unsigned first = t->first_piece[i];

	if (first)
		pdf_put_ref(b, "/Pg ", t->drawn->pages.at[pieces[first - 1].page]);
	buf_str(b, "/K[");
	for (unsigned k = first; k != NONE; k = t->next_piece[k - 1])
		put_piece(b, t, &pieces[k - 1], pieces[first - 1].page);
	for (unsigned k = t->first_tag[i]; k != NONE; k = t->next_tag[k - 1])
		if (t->number[k - 1])
			pdf_put_ref(b, "", t->number[k - 1]);
	buf_str(b, "]>>");
}

static void
put_tag(struct buf *b, const struct tree *t, size_t i)
{
	const struct tag *tag = &t->tags->all.at[i];
	unsigned above = i ? t->number[tag->above] : t->root;

	buf_str(b, "<</S/");
	buf_str(b, roles[tag->role].name);
	pdf_put_ref(b, "/P ", above);
	buf_str(b, roles[tag->role].more);
	if (tag->alt) { /* some readers show a title, and only a plain one, but no alt */
		buf_str(b, "/Alt");
		pdf_put_text(b, tag->alt);
		buf_str(b, "/T");
		pdf_put_text(b, utf8_ascii(t->arena, tag->alt));
	}
	put_kids(b, t, i);
}

/* For each page, the tags of its pieces by their numbers. */
static void
put_parents(struct buf *b, const struct tree *t)
{
	size_t count = t->drawn->pieces.count, at = 0;

	buf_str(b, "<</Nums[");
	for (size_t page = 0; page < t->drawn->pages.count; page++) {
		buf_printf(b, "%zu[", page);
		for (; at < count && t->drawn->pieces.at[at].page == page; at++)
			pdf_put_ref(b, "", t->number[t->drawn->pieces.at[at].tag]);
		buf_str(b, "]");
	}
	buf_str(b, "]>>");
}

unsigned
tags_put(struct pdf_file *f, const struct tags *tags, const struct drawn *d)
{
	struct arena a = ARENA_NONE;
	struct tree t = {
		.arena = &a, .tags = tags, .drawn = d, .root = pdf_file_reserve(f, 2)};
	struct buf b = BUF_NONE;

	make_lists(&t);
	number_tags(&t, f);
	buf_printf(&b,
		"<</Type/StructTreeRoot/K %u 0 R/ParentTree %u 0 R/ParentTreeNextKey "
		"%zu>>",
		t.number[0], t.root + 1, d->pages.count);
	pdf_file_put(f, t.root, buf_text(&b));
	buf_clear(&b);
	put_parents(&b, &t);
	pdf_file_put(f, t.root + 1, buf_text(&b));
	for (size_t i = 0; i < tags->all.count; i++) {
		buf_clear(&b);
		if (!t.number[i])
			continue;
		put_tag(&b, &t, i);
		pdf_file_put(f, t.number[i], buf_text(&b));
	}
	buf_wipe(&b);
	buf_free(&b);
	arena_wipe(&a);
	return t.root;
}
