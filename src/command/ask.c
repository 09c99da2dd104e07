/* ask.c - questions to the person at the terminal; a passphrase is never shown */
#include "command/internal.h"

#include <errno.h>
#include <fcntl.h>
#include <signal.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <termios.h>
#include <unistd.h>

#include "base/num.h"
#include "base/utf8.h"

#define PASSPHRASE_MAX   1024
#define LINE_ROOM        4096 /* what a terminal takes as one line */
#define PASSPHRASE_LEAST 8    /* characters; a new one */
#define STAFF_CODE_LEAST 4

enum line { LINE_NONE, LINE_READ, LINE_LONG };

/* One line without its end, byte by byte so that nothing behind it is eaten.  Of one that
 * is too long nothing is left for whoever reads next: a shell would take it as typed. */
static enum line
read_line(int fd, char *into, size_t room)
{
	bool fits = true;
	size_t n = 0;

	for (;;) {
		char c;
		ssize_t got = read(fd, &c, 1);

		if (got < 0 && errno == EINTR)
			continue;
		if (got <= 0 && n == 0)
			return LINE_NONE;
		if (got <= 0 || c == '\n')
			break;
		fits = fits && n + 1 < room;
		if (fits)
			into[n++] = c;
	}
	if (n && into[n - 1] == '\r')
		n--;
	into[n] = 0;
	return fits ? LINE_READ : LINE_LONG;
}

static int
not_read(struct call *c, enum line how, int code, size_t room, const char *none)
{
	if (how == LINE_LONG)
		return err_set(&c->err, ERR_USAGE,
			"what was typed is longer than %zu bytes, and was not taken",
			room - 1);
	return how == LINE_NONE ? err_set(&c->err, code, "%s", none) : 0;
}

static struct termios before_silence;
static int silent_fd = -1;

static void
speak_again(int sig)
{
	if (silent_fd >= 0)
		(void)tcsetattr(silent_fd, TCSANOW, &before_silence);
	if (sig) {
		(void)signal(sig, SIG_DFL);
		(void)raise(sig);
	}
}

/* Ask once on the terminal, echo off; the terminal is as it was whatever happens. */
static int
read_silent(struct call *c, int tty, enum text_id prompt, char *into)
{
	static const int signals[] = {SIGINT, SIGTERM, SIGHUP, SIGQUIT, SIGTSTP};
	struct sigaction old[COUNT_OF(signals)], act = {.sa_handler = speak_again};
	struct termios quiet;
	enum line got;

	if (tcgetattr(tty, &before_silence))
		return err_errno(
			&c->err, ERR_FAILED, errno, "cannot silence the terminal");
	silent_fd = tty;
	sigemptyset(&act.sa_mask);
	for (size_t i = 0; i < COUNT_OF(signals); i++)
		(void)sigaction(signals[i], &act, &old[i]);
	quiet = before_silence;
	quiet.c_lflag &= ~(tcflag_t)(ECHO | ECHONL);
	quiet.c_lflag |= ICANON;
	(void)tcsetattr(tty, TCSAFLUSH, &quiet);
	fprintf(stderr, "%s ", text(c->lang, prompt));
	fflush(stderr);
	got = read_line(tty, into, PASSPHRASE_MAX);
	speak_again(0);
	silent_fd = -1;
	for (size_t i = 0; i < COUNT_OF(signals); i++)
		(void)sigaction(signals[i], &old[i], NULL);
	fputc('\n', stderr);
	return not_read(c, got, ERR_LOCKED, PASSPHRASE_MAX, "no passphrase was typed");
}

static int
passphrase_from_fd(struct call *c, enum opt from, char *into)
{
	const char *name = option_row(from)->name;
	int64_t fd;

	if (!num_parse_int(c->opt[from], &fd) || fd < 0 || fd > 65535 ||
		fcntl((int)fd, F_GETFD) < 0)
		return err_set(
			&c->err, ERR_USAGE, "'--%s' is not an open descriptor", name);
	return not_read(c, read_line((int)fd, into, PASSPHRASE_MAX), ERR_LOCKED,
		PASSPHRASE_MAX,
		arena_printf(&c->arena, "no passphrase came from '--%s'", name));
}

/* A secret that is asked for once, or twice where it is new; in the order of enum. */
enum secret {
	SECRET_PASSPHRASE,
	SECRET_NEW_PASSPHRASE,
	SECRET_STAFF_CODE,
	SECRET_RECOVERY_CODE,
	SECRET_FILE
};
static const struct {
	enum text_id prompt, again; /* again: TEXT_COUNT for none */
	const char *what, *flag;
	enum opt from; /* the option with a descriptor */
} secrets[] = {
	{TEXT_PASSPHRASE,     TEXT_COUNT,            "passphrase",              "give it with --passphrase-fd N",
         OPT_PASSPHRASE_FD													 },
	{TEXT_PASSPHRASE_NEW, TEXT_PASSPHRASE_AGAIN, "passphrase",
         "give it with --passphrase-fd N",									OPT_PASSPHRASE_FD},
	{TEXT_STAFF_NEW,      TEXT_STAFF_AGAIN,      "staff code",
         "a kiosk begins at the terminal that it runs on",                                                        OPT_PASSPHRASE_FD},
	{TEXT_RECOVERY_CODE,  TEXT_COUNT,            "recovery code",
         "give it with --passphrase-fd N",									OPT_PASSPHRASE_FD},
	{TEXT_PROTECT_NEW,    TEXT_PASSPHRASE_AGAIN, "passphrase for the file",
         "give it with --protect-fd N",									   OPT_PROTECT_FD   },
};

static int
secret_from_terminal(struct call *c, enum secret which, char *into, char *again)
{
	int tty = open("/dev/tty", O_RDWR | O_NOCTTY | O_CLOEXEC), rc;

	if (tty < 0) {
		err_set(&c->err, ERR_USAGE, "there is no terminal to ask for the %s",
			secrets[which].what);
		err_advise(&c->err, "%s", secrets[which].flag);
		return ERR_USAGE;
	}
	rc = read_silent(c, tty, secrets[which].prompt, into);
	if (rc || secrets[which].again == TEXT_COUNT)
		goto done;
	rc = read_silent(c, tty, secrets[which].again, again);
	if (!rc && strcmp(into, again) != 0)
		rc = err_set(&c->err, ERR_USAGE,
			"the second %s is not the same as the first",
			secrets[which].what);
done:
	close(tty);
	return rc;
}

/* From its descriptor, a line each time, else from the terminal. */
static int
ask_secret(struct call *c, enum secret which, char *one)
{
	char *two;
	int rc;

	if (c->opt[secrets[which].from])
		return passphrase_from_fd(c, secrets[which].from, one);
	if (c->opt[OPT_NO_INPUT]) {
		err_set(&c->err, ERR_USAGE, "a %s is needed", secrets[which].what);
		err_advise(&c->err, "%s", secrets[which].flag);
		return ERR_USAGE;
	}
	two = store_secret_new(PASSPHRASE_MAX);
	rc = secret_from_terminal(c, which, one, two);
	store_secret_free(two);
	return rc;
}

static int
ask_one(struct call *c, enum secret which, char **ret)
{
	bool new_one = which != SECRET_PASSPHRASE;
	char *one = store_secret_new(PASSPHRASE_MAX);
	int rc = ask_secret(c, which, one);

	if (!rc && new_one &&
		(utf8_valid(one, strlen(one)) != strlen(one) ||
			utf8_count(one) < PASSPHRASE_LEAST)) {
		rc = err_set(&c->err, ERR_USAGE,
			"the passphrase is shorter than %d characters", PASSPHRASE_LEAST);
		err_advise(&c->err, "four or five unrelated words are good");
	}
	if (rc)
		store_secret_free(one);
	else
		*ret = one;
	return rc;
}

int
ask_passphrase(struct call *c, bool new_one, char **ret)
{
	return ask_one(c, new_one ? SECRET_NEW_PASSPHRASE : SECRET_PASSPHRASE, ret);
}

int
ask_file_passphrase(struct call *c, char **ret)
{
	return ask_one(c, SECRET_FILE, ret);
}

int
ask_recovery_code(struct call *c, char **ret)
{
	char *one = store_secret_new(PASSPHRASE_MAX);
	int rc = ask_secret(c, SECRET_RECOVERY_CODE, one);

	if (rc)
		store_secret_free(one);
	else
		*ret = one;
	return rc;
}

int
ask_staff_code(struct call *c, char **ret)
{
	char *one = store_secret_new(PASSPHRASE_MAX),
	     *two = store_secret_new(PASSPHRASE_MAX);
	int rc;

	if (c->opt[OPT_NO_INPUT]) {
		rc = err_set(&c->err, ERR_USAGE, "a staff code is needed");
		err_advise(&c->err, "%s", secrets[SECRET_STAFF_CODE].flag);
	} else {
		rc = secret_from_terminal(c, SECRET_STAFF_CODE, one, two);
	}
	if (!rc &&
		(utf8_valid(one, strlen(one)) != strlen(one) ||
			utf8_count(one) < STAFF_CODE_LEAST))
		rc = err_set(&c->err, ERR_USAGE,
			"the staff code is shorter than %d characters", STAFF_CODE_LEAST);
	store_secret_free(two);
	if (rc)
		store_secret_free(one);
	else
		*ret = one;
	return rc;
}

int
ask_line(struct call *c, enum text_id prompt, const char *flag, char **ret)
{
	struct arena a = ARENA_NONE; /* of what may not stay where it was typed */
	char *line;
	int rc;

	if (c->opt[OPT_NO_INPUT] && !flag) {
		err_set(&c->err, ERR_USAGE, "an answer is needed that can only be typed");
		err_advise(&c->err, "leave out '--no-input'");
		return ERR_USAGE;
	}
	if (c->opt[OPT_NO_INPUT]) {
		err_set(&c->err, ERR_USAGE, "an answer is needed that was not given");
		err_advise(&c->err, "give it with %s", flag);
		return ERR_USAGE;
	}
	line = arena_alloc(&a, LINE_ROOM);
	fprintf(stderr, "%s ", text(c->lang, prompt));
	fflush(stderr);
	rc = not_read(c, read_line(STDIN_FILENO, line, LINE_ROOM), ERR_USAGE, LINE_ROOM,
		"nothing was typed");
	if (!rc && utf8_valid(line, strlen(line)) != strlen(line))
		rc = err_set(&c->err, ERR_USAGE, "what was typed is not UTF-8 text");
	if (!rc)
		*ret = arena_strdup(&c->arena, line);
	arena_wipe(&a);
	return rc;
}
