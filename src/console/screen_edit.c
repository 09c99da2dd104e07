/*
 * screen_edit.c - keys while something is typed
 *
 * In a text every letter is text and Enter is a new line; in a number or a date digits are
 * the answer and letters are still commands; a code takes letters, and Enter gives it.
 */
#include <string.h>

#include "console/screen.h"

/* What may stand in a number or a date; letters are commands there. */
static bool
is_of_number(const struct full *s, uint32_t c)
{
	if (c >= '0' && c <= '9')
		return true;
	if (c == ' ')
		return s->edit.text.len > 0;
	return c < 0x80 && c && strchr("-./,~", (int)c) != NULL;
}

/* The field is different: nothing is decided, but a number or a date is heard again. */
static bool
changed(struct full *s, struct input *ret)
{
	bool echoes = s->view->screen == SCREEN_QUESTION && s->view->type != ITEM_TEXT;

	/* where it is typed is the page to look at */
	s->page = s->sheet.page_count ? s->sheet.page_count - 1 : 0;
	if (!echoes || s->pasting)
		return false;
	s->tentative = true;
	*ret = screen_input(ACT_SAY);
	ret->text = buf_text(&s->edit.text);
	return true;
}

static bool
insert(struct full *s, uint32_t c, struct input *ret)
{
	return edit_insert(&s->edit, c) && changed(s, ret);
}

/* Keys that move about in a text of more than one line. */
static bool
text_key(struct full *s, const struct key *k, struct input *ret, bool *ret_in)
{
	int columns = s->sheet.edit_columns;

	*ret_in = false;
	switch ((int)k->kind) {
	case KEYS_ENTER:
		*ret_in = insert(s, '\n', ret);
		return true;
	case KEYS_TAB:
		if (s->pasting)
			*ret_in = insert(s, ' ', ret);
		else
			*ret_in = screen_do(s, ACT_NEXT, ret);
		return true;
	case KEYS_UP:
		edit_move(&s->edit, -1, columns);
		return true;
	case KEYS_DOWN:
		edit_move(&s->edit, 1, columns);
		return true;
	default:
		return false;
	}
}

/* Keys of every field. */
static bool
field_key(struct full *s, const struct key *k, struct input *ret, bool *ret_in)
{
	size_t before = s->edit.text.len;

	*ret_in = false;
	switch ((int)k->kind) {
	case KEYS_RUB_OUT:
		edit_delete_before(&s->edit);
		break;
	case KEYS_DELETE:
		edit_delete_at(&s->edit);
		break;
	case KEYS_HOME:
		edit_home(&s->edit, s->sheet.edit_columns);
		return true;
	case KEYS_END:
		edit_row_end(&s->edit, s->sheet.edit_columns);
		return true;
	case KEYS_RIGHT:
		edit_right(&s->edit);
		return true;
	case KEYS_LEFT:
		/* at the beginning of a number, Left is back */
		return edit_left(&s->edit) || view_takes_letters(s->view);
	default:
		return false;
	}
	if (s->edit.text.len != before)
		*ret_in = changed(s, ret);
	return true;
}

bool
screen_edit_key(struct full *s, const struct key *k, struct input *ret, bool *ret_in)
{
	bool letters = view_takes_letters(s->view);

	if (s->edit.lines && text_key(s, k, ret, ret_in))
		return true;
	if (field_key(s, k, ret, ret_in))
		return true;
	*ret_in = false;
	if (k->kind != KEYS_CHAR || !(letters || is_of_number(s, k->c)))
		return false;
	*ret_in = insert(s, k->c, ret);
	return true;
}
