/*
 * json_done.h - what a command did, as JSON documents
 *
 * anteroom.report/1
 *	reports [{named record file sha256 pages error}]
 *		named: as the record was given; of one that was not written only named and
 *		error, which says why, are there; sha256: as in the log; file: "-" is never
 *		there, the document has standard output to itself
 *
 * anteroom.backup/1, anteroom.restore/1
 *	folder; made bool; aside; whole entries records drafts findings as in
 *	anteroom.verify/1
 *		folder: of the backup, or the home; made: it has its name and is used; aside:
 *		where what was there before lies, absent where there was nothing
 *	a restore also has words, of the practice card, and older: the key saw newer
 *	entries of the log than the backup has
 *
 * anteroom.erased/1
 *	practice by at records what log {first last} rewritten
 *		the certificate: at UTC, records how many, log the numbers of its entries;
 *		practice, by, at, what, log and rewritten are absent where nothing was erased
 *
 * anteroom.ack/1
 *	record by at
 *
 * anteroom.assign/1
 *	record client by at
 *
 * anteroom.hold/1
 *	record; hold: it is on hold now; changed: it was not so before
 *
 * No document here holds what a client said or what a member noted.
 *
 * Owns:   nothing; everything passed in is lent.
 * Fails:  never; a document that does not fit its buf marks the buf full.
 */
#ifndef EXCHANGE_JSON_DONE_H
#define EXCHANGE_JSON_DONE_H

#include "exchange/json_store.h"

struct json_report {
	const char *named, *record, *file, *sha256;
	size_t pages;
	const char *error; /* NULL: it was written */
};
void exchange_report_json(const struct json_report *rows, size_t count, struct buf *out);

struct json_copy {
	const char *folder, *aside; /* aside NULL: nothing was there */
	const char *words;          /* of the card; a backup's are not told */
	bool made, older;
	struct json_verified found;
};
void exchange_backup_json(const struct json_copy *b, struct buf *out);
void exchange_restore_json(const struct json_copy *r, struct buf *out);

struct json_erased {
	const char *practice, *by, *what;
	int64_t at, first, last;
	size_t records; /* 0: nothing was erased, and nothing else is said */
	bool rewritten;
};
void exchange_erased_json(const struct json_erased *e, struct buf *out);

void exchange_ack_json(const char *record, const char *by, int64_t at, struct buf *out);
void exchange_assign_json(const char *record, const char *client, const char *by,
	int64_t at, struct buf *out);
void exchange_hold_json(const char *record, bool hold, bool changed, struct buf *out);

#endif
