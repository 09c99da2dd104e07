/* code.c - a client lost the code of an interview: another one, and the old one ends */
#include "command/internal.h"

#include "base/clock.h"
#include "exchange/json_store.h"
#include "store/keys.h"
#include "store/life.h"

/* Somebody who answered so lately may sit at it still, and could put no more. */
#define QUIET_MS ((int64_t)15 * 60 * 1000)

static int
refuse_lively(struct call *c, const struct opened *o)
{
	const struct record *r = &o->record;
	int64_t ago = r->event_count ? clock_now() - r->events[r->event_count - 1].at
				     : QUIET_MS;

	if (o->row.state != STORE_OPEN || ago < 0 || ago >= QUIET_MS || c->opt[OPT_YES])
		return 0;
	err_set(&c->err, ERR_REFUSED,
		"somebody answered in record '%.8s' %lld minutes ago and did not leave "
		"it",
		o->row.id, (long long)(ago / 60000));
	err_advise(&c->err,
		"let them stop first, which shows them their code; or, when nobody is at "
		"it, --yes");
	return ERR_REFUSED;
}

static int
put_code(struct call *c, const char *record, const char *code)
{
	struct buf out = BUF_NONE;
	int rc;

	if (!c->opt[OPT_QUIET] && !c->opt[OPT_JSON])
		say("%s", text(c->lang, TEXT_CODE_NEW));
	if (c->opt[OPT_JSON])
		exchange_code_json(record, code, &out);
	else
		buf_printf(&out, "%s\n", code);
	rc = out_write(c, &out);
	buf_wipe(&out);
	buf_free(&out);
	return rc;
}

int
run_code(struct call *c)
{
	char *code = store_secret_new(STORE_CODE_TEXT);
	struct store_vault *v = NULL;
	struct store_record row;
	struct home h = {0};
	struct opened o;
	int rc = home_open(c, &h);

	if (!rc)
		rc = home_store(c, &h);
	if (!rc)
		rc = store_find(h.store, c->operands[0], &row, &c->err);
	if (!rc && row.state != STORE_OPEN && row.state != STORE_STOPPED)
		rc = err_set(&c->err, ERR_REFUSED,
			"record '%.8s' is not in progress: no code opens it", row.id);
	if (!rc)
		rc = vault_open(c, &h, &v);
	if (!rc)
		rc = record_open(c, &h, v, &row, &o);
	if (!rc)
		rc = refuse_lively(c, &o);
	if (!rc)
		rc = store_code_new(v, row.id, code, &c->err);
	if (!rc) {
		rc = put_code(c, row.id, code);
		if (rc)
			err_advise(&c->err,
				"the code before opens nothing any more; "
				"begin again for another");
	}
	store_secret_free(code);
	store_vault_free(v);
	home_close(&h);
	return rc;
}
