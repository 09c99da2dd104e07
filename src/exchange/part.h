/* part.h - what the files of exchange/ share: documents begun, filled and written */
#ifndef EXCHANGE_PART_H
#define EXCHANGE_PART_H

#include <jansson.h>

#include "base/buf.h"

json_t *exchange_document(const char *schema);
/* Write the document and let it go. */
void exchange_finish(struct buf *out, json_t *doc);
void exchange_put(json_t *object, const char *key, json_t *value); /* takes value */
void exchange_put_text(json_t *object, const char *key, const char *text);
void exchange_put_instant(json_t *object, const char *key, int64_t ms);

#endif
