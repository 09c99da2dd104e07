/* export_part.h - the formats of export.c's table, a file each */
#ifndef EXCHANGE_EXPORT_PART_H
#define EXCHANGE_EXPORT_PART_H

#include <jansson.h>

#include "exchange/export.h"

/* The value as a program reads it: as it is stored, but words as they are, and no mark of
 * a guess; "" where there is none. */
void export_put_value(struct buf *out, const struct item *it, const struct value *v);

/* All that the formats have of a record, as fields of o. */
void export_put_record(json_t *o, const struct exchange_record *r);

void export_json_begin(struct buf *out);
void export_json_put(struct buf *out, const struct exchange_record *r, bool first);
void export_json_end(struct buf *out);
void export_csv_begin(struct buf *out);
void export_csv_put(struct buf *out, const struct exchange_record *r, bool first);
void export_csv_end(struct buf *out);

#endif
