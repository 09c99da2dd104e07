/*
 * text.h - what the program says, in each language
 *
 *	src/po/en/, es/  --build-->  const tables  --text()-->  words
 *
 * A message has a symbolic id (msgid "line-skipped" is TEXT_LINE_SKIPPED); English
 * names them all and other languages are held equal to it by a test.  Holes are named, so
 * that a translator may move them: "You chose {number}, {label}."
 */
#ifndef BASE_TEXT_H
#define BASE_TEXT_H

#include <stdarg.h>
#include <stdbool.h>
#include <stddef.h>

#include "base/buf.h"
#include "po/ids.h" /* generated: enum text_id, TEXT_COUNT; enum lang, LANG_COUNT */

/* LANG_EN for anything unknown; "es-MX" and "es_US.UTF-8" are LANG_ES. */
enum lang text_lang(const char *tag);
/* The same, where it is known; else false and *ret is as it was. */
bool text_speaks(const char *tag, enum lang *ret);
/* "en, es": all that are known. */
void text_langs_put(struct buf *out);
/* "en", "es": the tag of a language. */
const char *text_lang_tag(enum lang lang);
/* Lent, static. */
const char *text(enum lang lang, enum text_id id);
/* By msgid, for tables that name messages; TEXT_COUNT when there is none. */
enum text_id text_find(const char *msgid);

/* Fill the holes: name, value pairs, then NULL.  A hole without a value is a
 * programmer's fault and asserts. */
void text_fill(struct buf *out, enum lang lang, enum text_id id, ...);
void text_vfill(struct buf *out, enum lang lang, enum text_id id, va_list ap);

#endif
