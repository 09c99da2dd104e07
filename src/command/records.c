/* records.c - which records a person named: ids, @last, and - for a list of ids */
#include <stdio.h>
#include <string.h>
#include <unistd.h>

#include "base/buf.h"
#include "base/num.h"
#include "base/vec.h"
#include "command/internal.h"

enum { LIST_CAP = 16 << 20 }; /* bytes on standard input: some 400,000 ids */

struct names {
	VEC(const char *) at;
};

/* The first word of each line, so that what `list` printed can be given as it is. */
static void
take_lines(struct arena *a, const char *p, struct names *ret)
{
	while (*p) {
		size_t blank = strspn(p, " \t\r\n"), word;

		p += blank;
		word = strcspn(p, " \t\r\n");
		if (word)
			*vec_push(a, &ret->at) = arena_strndup(a, p, word);
		p += strcspn(p, "\n");
	}
}

/* A secret that comes on standard input, too, would be taken for an id. */
static int
check_alone(struct call *c)
{
	static const enum opt secrets[] = {OPT_PASSPHRASE_FD, OPT_PROTECT_FD};
	int64_t fd;

	for (size_t i = 0; i < COUNT_OF(secrets); i++)
		if (c->opt[secrets[i]] && num_parse_int(c->opt[secrets[i]], &fd) &&
			fd == STDIN_FILENO) {
			err_set(&c->err, ERR_USAGE,
				"standard input has the ids or a passphrase, not both");
			err_advise(&c->err, "give another descriptor: --%s 3 3<FILE",
				option_row(secrets[i])->name);
			return ERR_USAGE;
		}
	return 0;
}

static int
read_names(struct call *c, struct names *ret)
{
	struct buf text;
	char piece[4096];
	size_t n;

	if (check_alone(c))
		return ERR_USAGE;
	buf_init(&text, LIST_CAP);
	while ((n = fread(piece, 1, sizeof piece, stdin)) > 0)
		buf_add(&text, piece, n);
	if (ferror(stdin) || text.full) {
		buf_free(&text);
		return err_set(&c->err, ERR_FAILED,
			"cannot read the records' ids from standard input");
	}
	take_lines(&c->arena, buf_text(&text), ret);
	buf_free(&text);
	return 0;
}

int
records_named(struct call *c, const char *const **ret, size_t *ret_count)
{
	struct names names = {VEC_NONE};
	int rc = 0;

	for (size_t i = 0; !rc && i < c->operand_count; i++)
		if (strcmp(c->operands[i], "-") == 0)
			rc = read_names(c, &names);
		else
			*vec_push(&c->arena, &names.at) = c->operands[i];
	*ret = names.at.at;
	*ret_count = names.at.count;
	return rc;
}
