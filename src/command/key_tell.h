/*
 * key_tell.h - what became of the keys
 *
 * On a terminal sentences on standard error; off it also a row on standard output; with
 * --json one document and nothing else.
 */
#ifndef COMMAND_KEY_TELL_H
#define COMMAND_KEY_TELL_H

#include "command/internal.h"
#include "store/members.h"

/* A new epoch; name NULL: nobody was removed. */
int key_tell_epoch(struct call *c, const char *name, const struct epoch_result *did);
/* A member was added, whose key is in that file. */
int key_tell_added(struct call *c, const char *name, const char *file);
/* The passphrase is another one. */
int key_tell_passphrase(struct call *c);
/* The key, or with --recovery the code on paper, opens what the console seals. */
int key_tell_check(struct call *c);

#endif
