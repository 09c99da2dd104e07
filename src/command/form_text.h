/*
 * form_text.h - the texts of a form as its file has them, and a translator's file of them
 *
 *	form.xml  --texts_load-->  every text with its name, and one language's words for it
 *	entries   --po_put-->      a gettext file, and back (po_parse)
 *
 * Read from the document, not from the loaded form: words are wanted most while some are
 * still missing, and such a form does not load.
 *
 * Owns:   everything lives in the call's arena.
 * Fails:  as home_form; a translator's file that cannot be read: ERR_INVALID, with a line.
 */
#ifndef COMMAND_FORM_TEXT_H
#define COMMAND_FORM_TEXT_H

#include "command/internal.h"
#include "xml/xml.h"

struct text_entry {
	const char
		*key; /* "numb_1", "how_often.never"; "phq9/title" of an included form */
	const char *name;   /* as <t of="..."> of its own form calls it: "title" */
	const char *longer; /* a second name of the same text ("numb_1.text"); NULL */
	const struct xml_node *node; /* where it stands in the form's own language */
	bool needed;                 /* clients read it; else only the therapist does */
	const struct xml_node *t;    /* its translation; NULL: none */
	const struct xml_node *form; /* that it belongs to: included ones have their own
					translations */
};

struct texts {
	const struct xml *xml;
	const char *id, *lang;              /* lang: the translation's */
	const struct xml_node *translation; /* the block; NULL: none */
	VEC(struct text_entry) all;         /* in document order */
};

/* Of a document whose structure was checked. */
void
texts_gather(struct arena *a, const struct xml *x, const char *lang, struct texts *ret);
/* Findings of structure go to standard error.  name is what findings call it. */
int texts_parse(struct call *c, const char *name, const struct buf *bytes,
	const char *lang, struct texts *ret);
/* By key or longer name; NULL: no such text. */
const struct text_entry *texts_find(const struct texts *t, const char *key);

/* Words for one text. */
struct new_words {
	const struct text_entry *entry;
	const char *words; /* tidy */
};

/* As the reader of XML leaves a text: one space between words, a newline a paragraph. */
const char *text_tidy(struct arena *a, const char *words);
/* Words to stand between two tags of so many columns together: escaped, on the tags' line
 * when they fit there, else on lines of their own two columns further in. */
const char *
text_content(struct arena *a, const char *words, int tags, const char *indent);
/* The file with these words in its translation; everything else stays byte for byte. */
void texts_patch(struct call *c, const struct texts *t, const struct new_words *words,
	size_t count, struct buf *out);

/* One entry of a translator's file. */
struct po_entry {
	const char *key;       /* msgctxt */
	const char *was;       /* what it was translated from before; NULL: the same */
	const char *from, *to; /* msgid, msgstr; "" where there is none */
	const char *remark;    /* for the translator; NULL */
	int line;              /* of the form; of the translator's file when read */
	bool unsure;           /* fuzzy: to be looked at again */
};

struct po_head {
	const char *form; /* id and version; "" when not said */
	const char *lang; /* "" when not said */
};

void po_put_head(struct buf *b, const struct po_head *h);
void po_put(struct buf *b, const char *file, const struct po_entry *e);

struct po {
	struct po_head head;
	VEC(struct po_entry) entries;
};

int po_parse(struct arena *a, const char *name, const struct buf *bytes, struct po *ret,
	struct err *err) ATTR_USE;

#endif
