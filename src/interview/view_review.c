/* view_review.c - all answers in form order, with what was skipped among them */
#include "base/vec.h"
#include "interview/internal.h"

struct listing {
	struct interview *iv;
	VEC(struct review_row) rows;
	size_t answered, skipped, parts; /* items, items, sections */
};

static void
list_heading(struct listing *l, const struct section *s)
{
	struct review_row *row = vec_push(&l->iv->view_arena, &l->rows);

	row->label = words_of(l->iv, &s->title);
	row->answer = "";
}

static void
list_item(struct listing *l, const struct item *it)
{
	const struct value *value = &l->iv->got->at[it->index];
	struct review_row *row = vec_push(&l->iv->view_arena, &l->rows);
	struct buf words = BUF_NONE;

	row->number = it->number;
	row->label = words_of(l->iv, &it->text);
	row->missing =
		value->missing != MISSING_NO && value->missing != MISSING_DOES_NOT_APPLY;
	if (row->missing || !l->iv->form->review_labels)
		answer_put(l->iv, &words, it, value);
	row->answer = words.len ? view_text(l->iv, &words) : "";
	/* who says "I don't know" has skipped nothing */
	if (!row->missing || value->missing == MISSING_DONT_KNOW)
		l->answered++;
	else
		l->skipped++;
}

/* What of a part was skipped with it: one row, with the number that opens it again. */
static void
list_skipped(struct listing *l, const struct item *first, bool whole)
{
	struct review_row *row = vec_push(&l->iv->view_arena, &l->rows);

	row->number = first->number;
	row->label = text(
		l->iv->ui, whole ? TEXT_REVIEW_PART_SKIPPED : TEXT_REVIEW_REST_SKIPPED);
	row->answer = "";
	row->missing = true;
	l->parts++;
}

static void
list_section(struct listing *l, const struct section *s)
{
	const struct interview *iv = l->iv;
	const struct item *skipped = NULL;
	bool begun = false, any = false;

	for (size_t i = 0; i < s->item_count; i++) {
		const struct item *it = &iv->form->items[s->first_item + i];

		if (!item_shown(iv, it) || item_unreached(iv, it))
			continue;
		if (!begun)
			list_heading(l, s);
		begun = true;
		if (iv->got->at[it->index].missing == MISSING_SECTION_SKIPPED) {
			skipped = skipped ? skipped : it;
			continue;
		}
		list_item(l, it);
		any = true;
	}
	if (skipped)
		list_skipped(l, skipped, !any);
}

void
view_review(struct interview *iv, struct view *v)
{
	struct listing l = {.iv = iv};
	struct buf b = BUF_NONE;

	for (size_t i = 0; i < iv->form->section_count; i++)
		list_section(&l, &iv->form->sections[i]);
	v->title = text(iv->ui, TEXT_REVIEW_TITLE);
	text_fill(&b, iv->ui,
		l.parts > 1       ? TEXT_REVIEW_BODY_PARTS
			: l.parts ? TEXT_REVIEW_BODY_PART
				  : TEXT_REVIEW_BODY,
		"answered", number_text(iv, l.answered), "skipped",
		number_text(iv, l.skipped), "parts", number_text(iv, l.parts), NULL);
	if (!order_complete(iv)) {
		buf_char(&b, ' ');
		buf_str(&b, text(iv->ui, TEXT_REVIEW_MORE_TO_COME));
	}
	v->body = view_text(iv, &b);
	v->rows = l.rows.at;
	v->row_count = l.rows.count;
	v->sensitive = true;
}
