/* erase.c - one record, for good: says what goes, asks for its id, gives a certificate */
#include "command/internal.h"

#include "store/life.h"

/* What goes.  A record that does not open any more can go all the same. */
static void
tell_what(struct call *c, struct home *h, struct store_vault *v,
	const struct store_record *row)
{
	struct buf out = BUF_NONE;
	struct record_head head;
	const struct note *seen;

	if (head_open(c, h, v, row, &head, &seen)) {
		say("%s", c->err.text);
		err_clear(&c->err);
		return;
	}
	text_fill(&out, c->lang, TEXT_ERASE_WHAT, "record",
		arena_strndup(&c->arena, row->id, 8), "client",
		*head.client ? head.client : text(c->lang, TEXT_SHOW_NO_CLIENT), "form",
		head.form_id, "day", row->day, "state", record_state_word(head.state),
		"answered", arena_printf(&c->arena, "%d", head.answered), NULL);
	say("%s", buf_text(&out));
	buf_wipe(&out);
	buf_free(&out);
	if ((head.flags || head.ask) && !seen)
		say("%s", text(c->lang, TEXT_ERASE_UNSEEN));
	if (row->state == STORE_OPEN || row->state == STORE_STOPPED)
		say("%s", text(c->lang, TEXT_ERASE_OPEN));
	say("%s", text(c->lang, TEXT_ERASE_FOR_GOOD));
}

static int
check_hold(struct call *c, const struct store_record *row)
{
	if (!row->hold)
		return 0;
	err_set(&c->err, ERR_REFUSED, "record '%.8s' is on hold", row->id);
	err_advise(&c->err, "when it may go: anteroom hold %.8s --lift", row->id);
	return ERR_REFUSED;
}

int
run_erase(struct call *c)
{
	struct store_vault *v = NULL;
	struct store_erased done;
	struct store_record row;
	struct home h = {0};
	const char *who = NULL;
	bool sure = false;
	int rc = erase_ready(c);

	if (!rc)
		rc = home_open(c, &h);
	if (!rc)
		rc = home_store(c, &h);
	if (!rc)
		rc = store_find(h.store, c->operands[0], &row, &c->err);
	if (!rc)
		rc = check_hold(c, &row);
	if (!rc)
		rc = vault_open(c, &h, &v);
	if (!rc)
		rc = actor_name(c, v, &who);
	if (rc)
		goto done;
	if (!c->opt[OPT_QUIET] || !c->opt[OPT_YES])
		tell_what(c, &h, v, &row);
	rc = erase_confirm(c, arena_strndup(&c->arena, row.id, 8), row.id, &sure);
	if (!rc && !sure)
		rc = err_set(
			&c->err, ERR_USAGE, "that is not its id: nothing was erased");
	if (!rc)
		rc = store_erase(v, row.id, &done, &c->err);
	if (!rc)
		rc = certificate_write(c, &h, who,
			arena_printf(&c->arena, "%s (%s)", row.id, row.day), &done);
done:
	store_vault_free(v);
	home_close(&h);
	return rc;
}
