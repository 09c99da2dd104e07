/*
 * attr.h - the only place for compiler extensions
 */
#ifndef BASE_ATTR_H
#define BASE_ATTR_H

/* The format is parameter f (from 1), its first argument parameter a. */
#define ATTR_PRINTF(f, a) __attribute__((format(printf, (f), (a))))
/* The result must be looked at. */
#define ATTR_USE      __attribute__((warn_unused_result))
#define ATTR_NORETURN __attribute__((noreturn))
#define ATTR_UNUSED   __attribute__((unused))
/* Elements of a true array. */
#define COUNT_OF(array) (sizeof(array) / sizeof((array)[0]))

#endif
