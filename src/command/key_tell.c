/* key_tell.c - what became of the keys, in words, in a row or as JSON */
#include "command/key_tell.h"

#include "exchange/json_store.h"

static int
tell_json(struct call *c, const char *name, const struct epoch_result *did)
{
	const struct json_epoch e = {.removed = name,
		.records = did->records,
		.damaged = did->damaged,
		.card = did->card_path,
		.next = did->card_waits ? did->next_path : NULL};
	struct buf json = BUF_NONE;
	int rc;

	exchange_epoch_json(&e, &json);
	rc = out_write(c, &json);
	buf_free(&json);
	return rc;
}

static int
tell_row(struct call *c, const char *name, const struct epoch_result *did)
{
	const char *const headers[] = {text(c->lang, TEXT_KEY_NAME),
		text(c->lang, TEXT_KEY_RECORDS), text(c->lang, TEXT_KEY_UNOPENED),
		text(c->lang, TEXT_KEY_CARD)};
	struct out_table t = {
		.call = c, .columns = COUNT_OF(headers), .headers = headers};

	out_row(&t,
		(const char *const[]){name ? name : "",
			arena_printf(&c->arena, "%zu", did->records),
			arena_printf(&c->arena, "%zu", did->damaged),
			did->card_waits ? did->next_path : did->card_path});
	return out_table(&t);
}

/* The last also with --quiet: somebody has to do it. */
static void
tell_words(struct call *c, const char *name, const struct epoch_result *did)
{
	struct arena *a = &c->arena;
	struct buf out = BUF_NONE;

	text_fill(&out, c->lang, name ? TEXT_KEY_REMOVED : TEXT_REKEY_DONE, "name",
		name ? name : "", "records", arena_printf(a, "%zu", did->records), NULL);
	if (!c->opt[OPT_QUIET])
		say("%s", buf_text(&out));
	buf_clear(&out);
	text_fill(&out, c->lang, TEXT_REKEY_DAMAGED, "damaged",
		arena_printf(a, "%zu", did->damaged), NULL);
	if (did->damaged)
		say("%s", buf_text(&out));
	buf_clear(&out);
	text_fill(&out, c->lang, TEXT_REKEY_CARD, "next", did->next_path, "card",
		did->card_path, NULL);
	if (did->card_waits)
		say("%s", buf_text(&out));
	buf_free(&out);
}

int
key_tell_epoch(struct call *c, const char *name, const struct epoch_result *did)
{
	if (c->opt[OPT_JSON])
		return tell_json(c, name, did);
	tell_words(c, name, did);
	/* the code alone is what a script that asks for it reads */
	return out_is_terminal() || c->opt[OPT_PRINT_CODE] ? 0 : tell_row(c, name, did);
}

int
key_tell_added(struct call *c, const char *name, const char *file)
{
	const char *const headers[] = {
		text(c->lang, TEXT_KEY_NAME), text(c->lang, TEXT_KEY_FILE)};
	struct out_table t = {
		.call = c, .columns = COUNT_OF(headers), .headers = headers};
	struct buf out = BUF_NONE;
	int rc = 0;

	if (c->opt[OPT_JSON]) {
		exchange_key_added_json(name, file, &out);
		rc = out_write(c, &out);
		buf_free(&out);
		return rc;
	}
	text_fill(&out, c->lang, TEXT_KEY_ADDED, "name", name, "file", file, NULL);
	if (!c->opt[OPT_QUIET])
		say("%s", buf_text(&out));
	buf_free(&out);
	if (out_is_terminal())
		return 0;
	out_row(&t, (const char *const[]){name, file});
	return out_table(&t);
}

int
key_tell_passphrase(struct call *c)
{
	struct buf json = BUF_NONE;
	int rc = 0;

	if (c->opt[OPT_JSON]) {
		exchange_passphrase_json(&json);
		rc = out_write(c, &json);
	} else if (!c->opt[OPT_QUIET])
		say("%s", text(c->lang, TEXT_KEY_PASSPHRASE_DONE));
	buf_free(&json);
	return rc;
}

int
key_tell_check(struct call *c)
{
	const bool recovery = c->opt[OPT_RECOVERY];
	const char *const headers[] = {
		text(c->lang, TEXT_KEY_ROLE), text(c->lang, TEXT_KEY_STATE)};
	struct out_table t = {
		.call = c, .columns = COUNT_OF(headers), .headers = headers};
	struct buf json = BUF_NONE;
	int rc;

	if (c->opt[OPT_JSON]) {
		exchange_key_json(recovery ? "recovery" : "key", &json);
		rc = out_write(c, &json);
		buf_free(&json);
		return rc;
	}
	if (!c->opt[OPT_QUIET])
		say("%s", text(c->lang, recovery ? TEXT_RECOVERY_OPENS : TEXT_KEY_OPENS));
	if (out_is_terminal())
		return 0;
	out_row(&t, (const char *const[]){recovery ? "recovery" : "key", "opens"});
	return out_table(&t);
}
