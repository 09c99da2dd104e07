/*
 * no_icu.c - for a libxml2 that is linked in: ICU has no converter
 *
 * Debian's libxml2.a asks ICU for what its own converters and iconv cannot read.  Forms
 * are UTF-8, which it reads by itself, and ICU would bring 30 MB of tables and the C++
 * library into every start (docs/decisions/0013-linked-in.md).  Left out where libxml2 is
 * shared: that one has the real ICU.
 *
 * Source: unicode/ucnv.h of ICU 72; xmlFindCharEncodingHandler in libxml2 2.9.14.
 */
#include <unicode/ucnv.h>
#include <unicode/ucnv_err.h>

/* As ICU says of a name that it has no table for. */
UConverter *
ucnv_open(const char *name, UErrorCode *err)
{
	(void)name;
	*err = U_FILE_ACCESS_ERROR;
	return NULL;
}

void
ucnv_close(UConverter *self)
{
	(void)self;
}

/* The rest is asked of an open converter, and none ever is. */

void
ucnv_convertEx(UConverter *to, UConverter *from, char **target, const char *target_end,
	const char **source, const char *source_end, UChar *pivot, UChar **pivot_source,
	UChar **pivot_target, const UChar *pivot_end, UBool reset, UBool flush,
	UErrorCode *err)
{
	(void)to, (void)from, (void)target, (void)target_end, (void)source;
	(void)source_end, (void)pivot, (void)pivot_source, (void)pivot_target;
	(void)pivot_end, (void)reset, (void)flush;
	*err = U_UNSUPPORTED_ERROR;
}

void
ucnv_setToUCallBack(UConverter *self, UConverterToUCallback action, const void *context,
	UConverterToUCallback *before, const void **context_before, UErrorCode *err)
{
	(void)self, (void)action, (void)context, (void)before, (void)context_before;
	*err = U_UNSUPPORTED_ERROR;
}

void
ucnv_setFromUCallBack(UConverter *self, UConverterFromUCallback action,
	const void *context, UConverterFromUCallback *before, const void **context_before,
	UErrorCode *err)
{
	(void)self, (void)action, (void)context, (void)before, (void)context_before;
	*err = U_UNSUPPORTED_ERROR;
}

void
UCNV_TO_U_CALLBACK_STOP(const void *context, UConverterToUnicodeArgs *args,
	const char *units, int32_t length, UConverterCallbackReason reason,
	UErrorCode *err)
{
	(void)context, (void)args, (void)units, (void)length, (void)reason, (void)err;
}

void
UCNV_FROM_U_CALLBACK_STOP(const void *context, UConverterFromUnicodeArgs *args,
	const UChar *units, int32_t length, UChar32 point,
	UConverterCallbackReason reason, UErrorCode *err)
{
	(void)context, (void)args, (void)units, (void)length, (void)point;
	(void)reason, (void)err;
}
