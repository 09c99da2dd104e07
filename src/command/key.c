/* key.c - one's own key: change its passphrase, try it; a therapist more, one less */
#include "command/key_tell.h"

/* By the passphrase, or with --recovery by the code on paper. */
static int
open_either(struct call *c, struct home *h, struct store_vault **ret)
{
	char *code = NULL;
	int rc;

	if (!c->opt[OPT_RECOVERY])
		return vault_open(c, h, ret);
	rc = home_store(c, h);
	if (!rc)
		rc = ask_recovery_code(c, &code);
	if (!rc)
		rc = members_recover(h->store, code, ret, &c->err);
	store_secret_free(code);
	return rc;
}

int
run_key_check(struct call *c)
{
	struct store_vault *v = NULL;
	struct home h = {0};
	int rc = home_open(c, &h);

	if (!rc)
		rc = open_either(c, &h, &v);
	if (!rc)
		rc = members_canary_check(v, &c->err);
	if (!rc)
		rc = key_tell_check(c);
	store_vault_free(v);
	home_close(&h);
	return rc;
}

int
run_key_passphrase(struct call *c)
{
	char *old = NULL, *fresh = NULL;
	struct home h = {0};
	int rc = home_open(c, &h);

	if (!rc)
		rc = home_store(c, &h);
	if (!rc)
		rc = ask_passphrase(c, false, &old);
	if (!rc)
		rc = ask_passphrase(c, true, &fresh);
	if (!rc)
		rc = members_passphrase(h.store, old, fresh, &c->err);
	if (!rc)
		rc = key_tell_passphrase(c);
	store_secret_free(old);
	store_secret_free(fresh);
	home_close(&h);
	return rc;
}

int
run_key_add(struct call *c)
{
	const char *name = c->operands[0];
	struct buf file = BUF_NONE;
	struct store_vault *v = NULL;
	char *passphrase = NULL;
	struct home h = {0};
	int rc = home_open(c, &h);

	if (!rc)
		rc = open_either(c, &h, &v);
	if (!rc)
		rc = ask_passphrase(c, true, &passphrase);
	if (!rc)
		rc = members_add(v, name, c->opt[OPT_OUTPUT], passphrase, &file, &c->err);
	if (!rc)
		rc = key_tell_added(c, name, buf_text(&file));
	store_secret_free(passphrase);
	store_vault_free(v);
	home_close(&h);
	buf_free(&file);
	return rc;
}

int
run_key_remove(struct call *c)
{
	struct epoch_result did = {0};
	struct store_vault *v = NULL;
	struct home h = {0};
	int rc = home_open(c, &h);

	if (!rc)
		rc = vault_open(c, &h, &v);
	if (!rc)
		rc = members_remove(v, c->operands[0], &did, &c->err);
	if (!rc)
		rc = key_tell_epoch(c, c->operands[0], &did);
	store_vault_free(v);
	home_close(&h);
	return rc;
}

int
run_store_rekey(struct call *c)
{
	struct epoch_result did = {0};
	struct store_vault *v = NULL;
	struct home h = {0};
	char *code = NULL;
	int rc, shown = 0;

	if (c->opt[OPT_JSON] && c->opt[OPT_PRINT_CODE])
		return err_set(&c->err, ERR_USAGE,
			"'--print-code' prints the code and nothing else: it does not go "
			"with '--json'");
	if (c->opt[OPT_RECOVERY] && !paper_ready(c)) {
		err_set(&c->err, ERR_USAGE,
			"there is no terminal to show the new recovery code at");
		err_advise(&c->err, "ask for it on standard output: --print-code");
		return ERR_USAGE;
	}
	if (c->opt[OPT_RECOVERY])
		code = store_secret_new(RECOVERY_CODE);
	rc = home_open(c, &h);
	if (!rc)
		rc = vault_open(c, &h, &v);
	if (!rc)
		rc = members_rekey(v, code, &did, &c->err);
	if (!rc && code) /* first: the one before opens nothing any more */
		shown = paper_show(c, code);
	if (!rc)
		rc = key_tell_epoch(c, NULL, &did);
	if (!rc && shown) {
		rc = shown;
		err_advise(&c->err,
			"no recovery code opens the records now; begin again "
			"for another");
	}
	store_secret_free(code);
	store_vault_free(v);
	home_close(&h);
	return rc;
}
