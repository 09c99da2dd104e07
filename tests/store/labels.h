/* labels.h - records whose head says whose they are, and nothing else: "C-7" */
#ifndef TESTS_STORE_LABELS_H
#define TESTS_STORE_LABELS_H

#include "store/fixture.h"

#include "store/clients.h"
#include "store/life.h"

/* The head is the label; "?" cannot be told. */
static inline bool
label_of_head(void *self, const struct store_head *h, struct buf *ret)
{
	(void)self;
	buf_add(ret, h->bytes, h->n);
	return h->n != 1 || *(const char *)h->bytes != '?';
}

/* By which the vault in hand finds a label. */
static inline void
tag_of(unsigned char ret[MAC_SIZE], const struct store_vault *v, const char *label)
{
	unsigned char key[KEY_SIZE];

	vault_subkey(key, v->secret, VAULT_TAGS);
	client_tag(ret, key, label, strlen(label));
}

static inline void
sort_all(struct practice *p, struct store_vault *v)
{
	const struct store_watch w = {.label = label_of_head};

	OK(p, clients_sort(v, &w, &p->err));
}

/* A finished record of that client. */
static inline void
finished_of(
	struct practice *p, struct store *s, const char *label, char ret_id[STORE_ID_HEX])
{
	static const char *const one[] = {"one", NULL};
	struct store_draft *d = begun(p, s, one);

	OK(p, draft_end(d, STORE_DONE, label, strlen(label), "body", 4, &p->err));
	snprintf(ret_id, STORE_ID_HEX, "%s", store_draft_id(d));
	store_draft_free(d);
}

#endif
