/* hold.c - a record that must be kept whatever the rules say: a complaint, a court */
#include "command/internal.h"

#include "exchange/json_done.h"
#include "store/life.h"

/* changed: it was not so before. */
static int
tell_done(struct call *c, const char *record, bool on, bool changed)
{
	struct buf json = BUF_NONE;
	int rc = 0;

	if (c->opt[OPT_JSON]) {
		exchange_hold_json(record, on, changed, &json);
		rc = out_write(c, &json);
	} else if (!c->opt[OPT_QUIET]) {
		say("%s",
			text(c->lang,
				!changed     ? on ? TEXT_HOLD_WAS : TEXT_HOLD_WAS_NOT
					: on ? TEXT_HOLD_SET
					     : TEXT_HOLD_LIFTED));
	}
	buf_free(&json);
	return rc;
}

int
run_hold(struct call *c)
{
	const bool on = !c->opt[OPT_LIFT];
	struct store_vault *v = NULL;
	struct store_record row;
	struct home h = {0};
	int rc = home_open(c, &h);

	if (!rc)
		rc = home_store(c, &h);
	if (!rc)
		rc = store_find(h.store, c->operands[0], &row, &c->err);
	if (!rc)
		rc = vault_open(c, &h, &v);
	if (!rc)
		rc = store_hold(v, row.id, on, &c->err);
	if (rc >= 0)
		rc = tell_done(c, row.id, on, !rc);
	store_vault_free(v);
	home_close(&h);
	return rc;
}
