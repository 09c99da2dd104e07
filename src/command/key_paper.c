/* key_paper.c - the recovery code, shown once, on its way to paper and to nothing else */
#include "command/internal.h"

#include <errno.h>
#include <fcntl.h>
#include <unistd.h>

#include "base/utf8.h"

#define COLUMNS 78

/* The terminal itself: standard error may be a file. */
static int
open_terminal(void)
{
	return open("/dev/tty", O_WRONLY | O_NOCTTY | O_CLOEXEC);
}

bool
paper_ready(const struct call *c)
{
	int tty;

	if (c->opt[OPT_PRINT_CODE])
		return true;
	/* a script that gives the passphrase is nobody who writes down a code */
	if (c->opt[OPT_PASSPHRASE_FD] || (tty = open_terminal()) < 0)
		return false;
	close(tty);
	return true;
}

static int
to_terminal(struct call *c, const struct buf *b)
{
	int tty = open_terminal(), rc = 0;
	ssize_t n = tty < 0 ? -1 : write(tty, b->data, b->len);

	if (n != (ssize_t)b->len)
		rc = err_errno(&c->err, ERR_FAILED, errno,
			"the recovery code could not be shown");
	if (tty >= 0)
		close(tty);
	return rc;
}

int
paper_show(struct call *c, const char *code)
{
	struct buf words = BUF_NONE, out = BUF_NONE;
	int rc;

	if (c->opt[OPT_PRINT_CODE]) {
		buf_printf(&out, "%s\n", code);
		rc = out_write(c, &out);
	} else {
		text_fill(&words, c->lang, TEXT_RECOVERY_PAPER, "code", code, NULL);
		utf8_wrap(&out, buf_text(&words), COLUMNS, 0);
		rc = to_terminal(c, &out);
	}
	buf_wipe(&words);
	buf_wipe(&out);
	buf_free(&words);
	buf_free(&out);
	return rc;
}
