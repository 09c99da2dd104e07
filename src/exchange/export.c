/* export.c - the table of formats, and what they share */
#include "exchange/export_part.h"

#include <string.h>

#include "base/attr.h"

static const struct exchange_format formats[] = {
	{"json", export_json_begin, export_json_put, export_json_end},
	{"csv",  export_csv_begin,  export_csv_put,  export_csv_end },
};

const struct exchange_format *
exchange_format_find(const char *name)
{
	for (size_t i = 0; i < COUNT_OF(formats); i++)
		if (strcmp(formats[i].name, name) == 0)
			return &formats[i];
	return NULL;
}

void
export_put_value(struct buf *out, const struct item *it, const struct value *v)
{
	struct value exact = *v;

	exact.about = false;
	if (v->missing != MISSING_NO && v->missing != MISSING_DOES_NOT_APPLY)
		return;
	if (it->type == ITEM_TEXT)
		buf_str(out, v->text);
	else
		value_put(out, it, &exact);
}
