/*
 * protect.h - a PDF under a passphrase: AES-256, revision 6
 *
 * Through libqpdf's C interface, since libharu has only RC4.  The library is loaded when
 * it is needed and not before: no other command pays for it.
 *
 * Owns:   nothing; what stood in the buffer is overwritten.
 * Fails:  ERR_USAGE (a passphrase that PDF cannot have), ERR_NOT_FOUND (no libqpdf),
 *         ERR_FAILED.  The buffer is as it was then.
 * Source: ISO 32000-2, 7.6; docs/decisions/0015-the-pdf-is-finished-here.md
 */
#ifndef REPORT_PROTECT_H
#define REPORT_PROTECT_H

#include "base/buf.h"
#include "base/err.h"

int protect(struct buf *pdf, const char *passphrase, struct err *err) ATTR_USE;

#endif
