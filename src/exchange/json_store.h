/*
 * json_store.h - what is told of the store as JSON documents; see json.h for the rules
 *
 * anteroom.store/1
 *	file size unused free: bytes; schema_version
 *	sqlite {version journal synchronous}
 *	records {open stopped done declined}; first, last days, absent without records
 *	entries of the log; backup day of the last verified one, absent: never
 *
 * anteroom.audit/1
 *	entries [{n at who event record about}]	at: UTC; who is absent for the console,
 *		record (an id) and about (a member) where there is none
 *
 * anteroom.verify/1
 *	whole bool; entries, records, drafts looked at; findings [{fault n record text}]
 *		n and record are absent where they do not apply
 *
 * anteroom.epoch/1
 *	removed: the member who left, absent where only the keys changed; records sealed
 *		again; damaged: that could not be opened before either; card {path waiting}
 *		waiting: where the new card lies until it is put in its place, else absent
 *
 * anteroom.key/1
 *	by: "key" or "recovery"; opens true (what does not open is a failure)
 *
 * anteroom.key-added/1
 *	name of the member; file: where the key is
 *
 * anteroom.passphrase/1
 *	changed true (what was not changed is a failure)
 *
 * anteroom.code/1
 *	record; code: that opens it from now on
 */
#ifndef EXCHANGE_JSON_STORE_H
#define EXCHANGE_JSON_STORE_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "base/buf.h"

struct json_count {
	const char *name;
	uint64_t count;
};
struct json_store {
	const char *file, *version, *journal, *sync, *first, *last,
		*backup; /* "": none */
	uint64_t size, unused, free, entries;
	int schema;
	const struct json_count *records;
	size_t record_count;
};
void exchange_store_json(const struct json_store *s, struct buf *out);

struct json_entry {
	int64_t n, at;
	const char *who, *event, *record, *about; /* "": none */
	const char *file;                         /* its digest; "" */
};
void exchange_audit_json(const struct json_entry *rows, size_t count, struct buf *out);

struct json_finding {
	const char *fault, *record, *text; /* record "": none */
	int64_t n;                         /* 0: none */
};
struct json_verified {
	uint64_t entries, records, drafts;
	const struct json_finding *findings;
	size_t finding_count;
};
void exchange_verify_json(const struct json_verified *v, struct buf *out);

struct json_epoch {
	const char *removed; /* NULL: nobody */
	uint64_t records, damaged;
	const char *card, *next; /* next NULL: it is in its place */
};
void exchange_epoch_json(const struct json_epoch *e, struct buf *out);
void exchange_key_json(const char *by, struct buf *out);
void exchange_key_added_json(const char *name, const char *file, struct buf *out);
void exchange_passphrase_json(struct buf *out);
void exchange_code_json(const char *record, const char *code, struct buf *out);

#endif
