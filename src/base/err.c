#include <errno.h>
#include <locale.h>
#include <stdarg.h>
#include <stdio.h>
#include <string.h>

#include "base/buf.h"
#include "base/err.h"
#include "base/utf8.h"

/*
 * What was formatted, into a field of an err.  File names hold any bytes: what could
 * steer a terminal, or is no UTF-8 (a cut character at the end too), becomes '?'.
 */
static void
put_clean(char *field, size_t size, const char *text)
{
	struct buf clean;
	size_t left = strlen(text);

	buf_init(&clean, size - 1);
	while (left > 0) {
		size_t good = utf8_valid(text, left);
		const char *end = text + good;

		while (text < end) {
			const char *start = text;
			uint32_t c = utf8_next(&text);

			if (utf8_unsafe(c) || c == '\n' || c == '\t')
				buf_char(&clean, '?');
			else
				buf_add(&clean, start, (size_t)(text - start));
		}
		left -= good;
		if (left > 0) {
			buf_char(&clean, '?');
			text++;
			left--;
		}
	}
	memcpy(field, buf_text(&clean), clean.len + 1);
	buf_free(&clean);
}

int
err_set(struct err *err, int code, const char *fmt, ...)
{
	char text[ERR_TEXT];
	va_list ap;

	if (!err)
		return code;
	va_start(ap, fmt);
	vsnprintf(text, sizeof(text), fmt, ap);
	va_end(ap);
	err->code = code;
	err->advice[0] = '\0';
	put_clean(err->text, sizeof(err->text), text);
	return code;
}

int
err_errno(struct err *err, int code, int saved_errno, const char *fmt, ...)
{
	char text[ERR_TEXT], words[128];
	locale_t plain;
	va_list ap;

	if (!err)
		return code;
	va_start(ap, fmt);
	vsnprintf(text, sizeof(text), fmt, ap);
	va_end(ap);
	plain = newlocale(LC_ALL_MASK, "C", (locale_t)0); /* errors are English */
	snprintf(words, sizeof(words), "%s", strerror_l(saved_errno, plain));
	freelocale(plain);
	if (words[0] >= 'A' && words[0] <= 'Z' && words[1] >= 'a')
		words[0] = (char)(words[0] - 'A' + 'a');
	return err_set(err, code, "%s: %s", text, words);
}

int
err_code_of(int saved_errno)
{
	switch (saved_errno) {
	case ENOENT:
	case ENOTDIR:
		return ERR_NOT_FOUND;
	case EACCES:
	case EPERM:
		return ERR_LOCKED;
	default:
		return ERR_FAILED;
	}
}

void
err_advise(struct err *err, const char *fmt, ...)
{
	char text[sizeof(err->advice)];
	va_list ap;

	if (!err)
		return;
	va_start(ap, fmt);
	vsnprintf(text, sizeof(text), fmt, ap);
	va_end(ap);
	put_clean(err->advice, sizeof(err->advice), text);
}

void
err_wrap(struct err *err, const char *fmt, ...)
{
	char text[ERR_TEXT];
	size_t len;
	va_list ap;

	if (!err)
		return;
	va_start(ap, fmt);
	vsnprintf(text, sizeof(text), fmt, ap);
	va_end(ap);
	len = strlen(text);
	snprintf(text + len, sizeof(text) - len, ": %.*s", (int)(sizeof(text) - len),
		err->text);
	put_clean(err->text, sizeof(err->text), text);
}

void
err_subject(struct err *err, const char *kind, const char *name)
{
	struct err named = ERR_NONE;

	if (!err)
		return;
	err_set(&named, 0, "'%s'", name); /* as it would stand in the sentence */
	if (strstr(err->text, named.text))
		return;
	err_set(&named, 0, "%s '", kind);
	if (strncmp(err->text, named.text, strlen(named.text)) != 0)
		err_wrap(err, "%s '%s'", kind, name);
}

void
err_clear(struct err *err)
{
	*err = (struct err)ERR_NONE;
}
