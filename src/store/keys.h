/*
 * keys.h - what people hold in their hands, without a database
 *
 *	a passphrase, a code  ->  locked memory
 *	a practice card       ->  is it ours, and its fingerprint in words
 *	a resume code, typed  ->  the same as that one?
 *
 * Owns:   what store_secret_new() gave is the caller's.
 * Fails:  as store.h; memory that cannot be had ends the program.
 */
#ifndef STORE_KEYS_H
#define STORE_KEYS_H

#include <stdbool.h>
#include <stddef.h>

#include "base/buf.h"
#include "base/err.h"

/* Memory for a passphrase: locked, not dumped, zeroed when freed. */
void *store_secret_new(size_t size);
void store_secret_free(void *secret); /* NULL is welcome */

/* Is what was typed that resume code, as forgivingly as store_resume() reads one? */
bool store_code_same(const char *code, const char *typed);

/* Are the two cards of one practice?  ERR_REFUSED when not. */
int store_same_practice(const char *card, const char *other, struct err *err) ATTR_USE;
/* The words of a card, to compare by eye. */
int store_card_words(const char *card, struct buf *ret, struct err *err) ATTR_USE;

#endif
