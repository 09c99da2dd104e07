/* part.h - what the files of exchange/ share: documents begun, filled and written */
#ifndef EXCHANGE_PART_H
#define EXCHANGE_PART_H

#include <jansson.h>

#include "base/buf.h"
#include "form/form.h"
#include "score/score.h"

json_t *exchange_document(const char *schema);
/* Write the document and let it go. */
void exchange_finish(struct buf *out, json_t *doc);
/* A part of a document that is written piece by piece: an object without a schema; and
 * write it, in one line, and let it go. */
json_t *exchange_object(void);
void exchange_write(struct buf *out, json_t *object);
/* Whole where it is whole. */
json_t *exchange_number(double value);
/* id, version, sha256 */
json_t *exchange_form(const struct form *f);
/* scales, alerts, safety, topics */
void exchange_put_scores(json_t *o, const struct form *f, const struct scores *s);
/* whole, entries, records, drafts, findings */
struct json_verified;
void exchange_put_verified(json_t *o, const struct json_verified *v);
void exchange_put(json_t *object, const char *key, json_t *value); /* takes value */
void exchange_put_whole(json_t *object, const char *key, int64_t value);
void exchange_put_text(json_t *object, const char *key, const char *text);
void exchange_put_instant(json_t *object, const char *key, int64_t ms);

#endif
