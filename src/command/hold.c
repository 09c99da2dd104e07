/* hold.c - a record that must be kept whatever the rules say: a complaint, a court */
#include "command/internal.h"

#include "store/life.h"

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
	if (rc >= 0 && !c->opt[OPT_QUIET])
		say("%s",
			text(c->lang,
				rc           ? on ? TEXT_HOLD_WAS : TEXT_HOLD_WAS_NOT
					: on ? TEXT_HOLD_SET
					     : TEXT_HOLD_LIFTED));
	store_vault_free(v);
	home_close(&h);
	return rc < 0 ? rc : EXIT_DONE;
}
