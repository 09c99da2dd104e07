/* key_list.c - key list: who opens the records, and who did */
#include "command/internal.h"

#include "base/date.h"
#include "exchange/json.h"
#include "store/members.h"

struct listing {
	struct call *call;
	VEC(struct store_member) members;
};

static bool
keep_member(void *self, const struct store_member *m)
{
	struct listing *l = self;

	*vec_push(&l->call->arena, &l->members) = *m;
	return true;
}

static const char *
state_words(struct call *c, const struct store_member *m)
{
	struct buf day = BUF_NONE, out = BUF_NONE;
	char *words;

	if (m->active)
		return text(c->lang, m->self ? TEXT_KEY_SELF : TEXT_KEY_ACTIVE);
	date_put_iso(&day, date_of_instant(m->removed));
	text_fill(&out, c->lang, TEXT_KEY_LEFT, "day", buf_text(&day), NULL);
	words = arena_strdup(&c->arena, buf_text(&out));
	buf_free(&day);
	buf_free(&out);
	return words;
}

static int
put_table(struct call *c, const struct listing *l)
{
	const char *const headers[] = {text(c->lang, TEXT_KEY_NAME),
		text(c->lang, TEXT_KEY_ROLE), text(c->lang, TEXT_KEY_STATE),
		text(c->lang, TEXT_KEY_ID)};
	struct out_table t = {
		.call = c, .columns = COUNT_OF(headers), .headers = headers};

	for (size_t i = 0; i < l->members.count; i++) {
		const struct store_member *m = &l->members.at[i];
		const char *name = *m->name ? m->name : text(c->lang, TEXT_KEY_DAMAGED);

		/* the code on paper has no name but its role, in the reader's language */
		out_row(&t,
			(const char *const[]){m->recovery ? "-" : name,
				text(c->lang,
					m->recovery ? TEXT_KEY_RECOVERY
						    : TEXT_KEY_CLINICIAN),
				state_words(c, m), arena_strndup(&c->arena, m->id, 8)});
	}
	return out_table(&t);
}

static int
put_json(struct call *c, const struct listing *l)
{
	VEC(struct json_member) rows = VEC_NONE;
	struct buf json = BUF_NONE;
	int rc;

	for (size_t i = 0; i < l->members.count; i++) {
		const struct store_member *m = &l->members.at[i];

		*vec_push(&c->arena, &rows) = (struct json_member){.id = m->id,
			.name = m->name,
			.recovery = m->recovery,
			.self = m->self,
			.active = m->active,
			.removed = m->removed};
	}
	exchange_members_json(rows.at, rows.count, &json);
	rc = out_write(c, &json);
	buf_free(&json);
	return rc;
}

int
run_key_list(struct call *c)
{
	struct listing l = {.call = c};
	struct store_vault *v = NULL;
	struct home h = {0};
	int rc = home_open(c, &h);

	if (!rc)
		rc = vault_open(c, &h, &v);
	if (!rc)
		rc = members_list(v, keep_member, &l, &c->err);
	if (!rc)
		rc = c->opt[OPT_JSON] ? put_json(c, &l) : put_table(c, &l);
	store_vault_free(v);
	home_close(&h);
	return rc;
}
