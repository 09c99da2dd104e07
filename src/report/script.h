/*
 * script.h - inside report: is this form written in letters that can be drawn?
 */
#ifndef REPORT_SCRIPT_H
#define REPORT_SCRIPT_H

#include "base/err.h"
#include "form/form.h"

/* ERR_REFUSED when a text of the form needs shaping or runs from right to left: libharu
 * does neither.  An answer in such a script is no refusal; it is written out. */
int script_check(const struct form *f, size_t lang, struct err *err) ATTR_USE;

#endif
