/* store_prune.c - what need not be kept any longer goes; a clock that jumped is not
 * believed */
#include "command/progress.h"

#include "base/clock.h"
#include "base/date.h"
#include "store/life.h"

/* An interview in progress that somebody began or went on with so lately may still be
 * finished. */
#define QUIET_MS ((int64_t)30 * 24 * 60 * 60 * 1000)

static const char *
count(struct call *c, size_t n)
{
	return arena_printf(&c->arena, "%zu", n);
}

static void
tell(struct call *c, enum text_id id, size_t n)
{
	struct buf out = BUF_NONE;

	if (n || id == TEXT_PRUNE_DUE) {
		text_fill(&out, c->lang, id, "count", count(c, n), NULL);
		say("%s", buf_text(&out));
	}
	buf_free(&out);
}

static const char *
day_of(struct call *c, int64_t at)
{
	struct buf b = BUF_NONE;
	char *day;

	date_put_iso(&b, date_of_instant(at));
	day = arena_strdup(&c->arena, buf_text(&b));
	buf_free(&b);
	return day;
}

static int
make_rule(struct call *c, int64_t now, struct store_prune *ret)
{
	struct date before;

	if (c->opt[OPT_BEFORE] &&
		(!date_parse_iso(c->opt[OPT_BEFORE], &before) || !before.day)) {
		err_set(&c->err, ERR_USAGE, "'--before' is not a day");
		err_advise(&c->err, "write it as 2019-01-01");
		return ERR_USAGE;
	}
	*ret = (struct store_prune){day_of(c, now), c->opt[OPT_BEFORE], now - QUIET_MS};
	return 0;
}

/* Which records, in one line of the certificate. */
static const char *
rule_words(struct call *c, const struct store_prune *rule)
{
	struct buf out = BUF_NONE;
	char *words;

	text_fill(&out, c->lang, rule->before ? TEXT_PRUNE_RULE_BEFORE : TEXT_PRUNE_RULE,
		"today", rule->today, "before", rule->before ? rule->before : "", NULL);
	words = arena_strdup(&c->arena, buf_text(&out));
	buf_free(&out);
	return words;
}

/* What their heads say of those that are due. */
struct due {
	struct call *call;
	struct home *home;
	struct store_vault *vault;
	struct progress progress;
	size_t done, all, unseen, shut;
};

static void
look_inside(void *self, const char *id)
{
	struct due *d = self;
	struct call *c = d->call;
	struct store_record row;
	struct record_head head;
	const struct note *seen;

	if (store_find(d->home->store, id, &row, &c->err) ||
		head_open(c, d->home, d->vault, &row, &head, &seen)) {
		err_clear(&c->err);
		d->shut++;
	} else if ((head.flags || head.ask) && !seen) {
		d->unseen++;
	}
	progress_tick(&d->progress, ++d->done, d->all);
}

/* A flag that nobody saw goes with its record: said before anybody is asked. */
static int
tell_inside(struct call *c, struct home *h, struct store_vault *v,
	const struct store_prune *rule, size_t due)
{
	struct due d = {.call = c, .home = h, .vault = v, .all = due};
	int rc;

	progress_begin(&d.progress, c, TEXT_PROGRESS_EXPORT);
	rc = store_prune_each(h->store, rule, look_inside, &d, &c->err);
	progress_end(&d.progress);
	tell(c, TEXT_PRUNE_UNSEEN, d.unseen);
	tell(c, TEXT_PRUNE_SHUT, d.shut);
	return rc;
}

static int
prune(struct call *c, struct home *h, struct store_vault *v,
	const struct store_prune *rule, size_t due)
{
	struct store_erased done;
	const char *who = NULL;
	bool sure = false;
	int rc = actor_name(c, v, &who);

	if (!rc)
		rc = tell_inside(c, h, v, rule, due);
	if (!rc)
		rc = erase_confirm(c, count(c, due), count(c, due), &sure);
	if (!rc && !sure)
		rc = err_set(
			&c->err, ERR_USAGE, "that is not how many: nothing was erased");
	if (!rc)
		rc = store_prune(v, rule, due, &done, &c->err);
	if (!rc)
		rc = certificate_write(c, h, who, rule_words(c, rule), &done);
	return rc;
}

int
run_store_prune(struct call *c)
{
	const int64_t now = clock_now();
	struct store_vault *v = NULL;
	struct store_prune_count n = {0};
	struct store_prune rule;
	struct home h = {0};
	int rc = make_rule(c, now, &rule);

	if (!rc)
		rc = erase_ready(c);
	if (!rc)
		rc = home_open(c, &h);
	if (!rc)
		rc = home_store(c, &h);
	/* before the passphrase: to unlock writes an entry by the clock in question */
	if (!rc && !c->opt[OPT_CLOCK_IS_RIGHT])
		rc = store_check_clock(h.store, now, &c->err);
	if (!rc)
		rc = store_prune_look(h.store, &rule, &n, &c->err);
	if (rc)
		goto done;
	if (!c->opt[OPT_QUIET] || !c->opt[OPT_YES]) {
		tell(c, TEXT_PRUNE_DUE, n.due);
		tell(c, TEXT_PRUNE_EARLY, n.early);
		tell(c, TEXT_PRUNE_HELD, n.held);
		tell(c, TEXT_PRUNE_ACTIVE, n.active);
	}
	if (!n.due) {
		rc = certificate_none(c, &h);
		goto done;
	}
	rc = vault_open(c, &h, &v);
	if (!rc)
		rc = prune(c, &h, v, &rule, n.due);
done:
	store_vault_free(v);
	home_close(&h);
	return rc;
}
