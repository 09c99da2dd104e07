/*
 * keys.c - any keys, pastes, signals and sizes on the full screen
 *
 *	keys SECONDS [SEED]	sessions one after another; SECONDS 0: the one of that seed
 *
 * Each session is a process with a terminal of its own, built with sanitizers.  Whatever
 * comes, it ends in time when it is asked to, nothing faults, the terminal is as before,
 * and what it stored can be replayed through the same form.  The line of a session that
 * breaks names its seed.
 */
#include <poll.h>
#include <time.h>

#include "base/num.h"
#include "unit/screen_child.h"

enum {
	KEYS_LEAST = 60,
	KEYS_MORE = 500,
	END_MS = 20000, /* a sanitizer on a busy machine takes its time */
	QUIET_MS = 2,
	BURST = 12, /* keys at once */
	COLUMNS_MAX = 200,
	ROWS_MAX = 60,
};

/* ---- chance ---- */

static uint64_t state;

static uint64_t
chance(uint64_t below)
{
	state ^= state << 13;
	state ^= state >> 7;
	state ^= state << 17;
	return state % below;
}

#define ONE_OF(list) ((list)[chance(COUNT_OF(list))])

/* ---- what is typed ---- */

static const char *const acts[] = {"b", "s", "k", "w", "p", "r", "l", "x", "q", "y", "n",
	"t", "g", "f", "h", "?", "d", "c", "o", "a", "m", "i", "1", "2", "3", "S", "Z"};
static const char *const moves[] = {"\033OA", "\033OB", "\033OC", "\033OD", "\033[A",
	"\033[B", "\033[C", "\033[D", "\033[5~", "\033[6~", "\033OH", "\033OF", "\033[1~",
	"\033[4~", "\033[3~", "\033[Z", "\t", "\177", "\b", " "};
static const char *const words[] = {"217-8D3H0-WHDN7", "3 2021", "about 1989", "~1990",
	"-1", "12", "1e9", "99999999999999999999", "Me cuesta sentir.", "á", "ñ",
	"\xe2\x80\xae", "\xf0\x9f\x99\x82", "\xe4\xb8\xad\xe6\x96\x87",
	"e\xcc\x81\xcc\x81", "\xcc\x81", "staff", "C-1"};
static const char *const broken[] = {"\xc3", "\xff", "\xe2\x80", "\xed\xa0\x80",
	"\xf5\x80\x80\x80", "\x80\x80", "\033", "\033[", "\033[200", "\033[999;999H",
	"\033]2;x", "\033[M !!", "\033\033\033", "\033[201~", "\033[200~"};
static const char *const pastes[] = {"\033[200~3\n4\ny\n\033[201~",
	"\033[200~one\r\n\r\ntwo\tthree\x07\033[201~", "\033[200~\033[201~",
	"\033[200~q\ny\n\xff\xc3\033[201~"};

static void
long_text(struct buf *b)
{
	for (uint64_t n = chance(3000); n > 0; n--)
		buf_char(b, chance(9) ? (char)('a' + chance(26)) : ' ');
}

static void
one_key(struct buf *b)
{
	switch (chance(16)) {
	case 0:
	case 1:
	case 2:
		buf_char(b, (char)('0' + chance(10)));
		break;
	case 3:
	case 4:
	case 5:
		buf_str(b, ONE_OF(acts));
		break;
	case 6:
	case 7:
	case 8:
		buf_str(b, "\r");
		break;
	case 9:
	case 10:
	case 11:
		buf_str(b, ONE_OF(moves));
		break;
	case 12:
		buf_str(b, ONE_OF(words));
		break;
	case 13:
		buf_str(b, chance(3) ? ONE_OF(broken) : "\033");
		break;
	case 14:
		buf_char(b, (char)(1 + chance(31)));
		break;
	default:
		if (chance(12) == 0)
			long_text(b);
		else
			buf_str(b, ONE_OF(pastes));
	}
}

/* ---- a session ---- */

static int64_t
now_ms(void)
{
	struct timespec t;

	clock_gettime(CLOCK_MONOTONIC, &t);
	return (int64_t)t.tv_sec * 1000 + t.tv_nsec / 1000000;
}

/* Whatever comes is read away; false: the other end is closed. */
static bool
drain(int master, int ms)
{
	char bytes[8192];

	for (;;) {
		struct pollfd p = {master, POLLIN, 0};

		if (poll(&p, 1, ms) != 1)
			return true;
		if (read(master, bytes, sizeof bytes) <= 0)
			return false;
	}
}

/* All of it, read away in between so that neither side waits for the other. */
static bool
send_keys(int master, const struct buf *b)
{
	size_t sent = 0;

	while (sent < b->len) {
		struct pollfd p = {master, POLLOUT | POLLIN, 0};
		ssize_t n;

		if (poll(&p, 1, END_MS) != 1 || (p.revents & (POLLHUP | POLLERR)))
			return false;
		if ((p.revents & POLLIN) && !drain(master, 0))
			return false;
		if (!(p.revents & POLLOUT))
			continue;
		n = write(
			master, b->data + sent, b->len - sent > 64 ? 64 : b->len - sent);
		if (n <= 0)
			return false;
		sent += (size_t)n;
	}
	return drain(master, QUIET_MS);
}

static void
something_else(const struct screen_child *c)
{
	static const int signals[] = {SIGWINCH, SIGCONT, SIGINT};

	switch (chance(4)) {
	case 0:
		kill(c->pid, ONE_OF(signals));
		break;
	case 1:
		drain(c->master, (int)chance(120)); /* an idle screen asks */
		break;
	default:
		screen_size(c->master, 1 + (int)chance(chance(2) ? COLUMNS_MAX : 30),
			1 + (int)chance(chance(2) ? ROWS_MAX : 8));
	}
}

static bool
yes_code(void *self, const char *typed)
{
	(void)self;
	return strcmp(typed, "staff") == 0;
}

static bool
no_code(void *self, const char *typed)
{
	(void)self;
	return strcmp(typed, "217-8D3H0-WHDN7") == 0;
}

static void
any_how(struct screen_how *how)
{
	static const char *const kinds[] = {
		"xterm-256color", "tmux-256color", "linux", "vt100", "ansi"};
	static const char *const langs[] = {"en", "es", NULL};
	static char self;

	*how = (struct screen_how){
		.kind = ONE_OF(kinds),
		.lang = ONE_OF(langs),
		.columns = chance(2) ? 80 : 1 + (int)chance(COLUMNS_MAX),
		.rows = chance(2) ? 24 : 1 + (int)chance(ROWS_MAX),
		.options =
			{
				  .auto_advance = chance(3) == 0,
				  .ascii = chance(4) == 0,
				  .wipe = chance(2) == 0,
				  .deaf_ms = 1,
				  .tell_frames = chance(2) == 0,
				  },
	};
	if (chance(3) == 0)
		how->idle = (struct idle_times){40, 40, 80};
	if (chance(3) == 0)
		how->kiosk = (struct kiosk){&self, yes_code, no_code, NULL};
}

/* It is asked to end, and does.  The answer is its wait status; -1: it had to be killed. */
static int
ended(const struct screen_child *c)
{
	int64_t by = now_ms() + END_MS;
	int status;

	kill(c->pid, chance(2) ? SIGTERM : SIGHUP);
	for (;;) {
		if (waitpid(c->pid, &status, WNOHANG) == c->pid)
			return status;
		if (now_ms() > by) {
			kill(c->pid, SIGKILL);
			waitpid(c->pid, &status, 0);
			return -1;
		}
		drain(c->master, 5);
	}
}

/* Most sessions are about questions: past the consent, which few random keys would be. */
static void
begin_questions(const struct screen_child *c, const struct screen_how *how)
{
	const char *lang = how->lang ? "" : "1\r";
	const char *yes = how->lang && strcmp(how->lang, "es") == 0 ? "s" : "y";
	char keys[16];

	snprintf(keys, sizeof keys, "%s%s\r%s\r\r", how->kiosk.self ? "\r" : "", lang,
		yes);
	for (const char *k = keys; *k; k++) {
		if (write(c->master, k, 1) < 0)
			return;
		drain(c->master, 15);
	}
}

static size_t keys_sent;

static bool
session(uint64_t seed)
{
	struct screen_how how;
	struct screen_child c;
	char story[65536];
	bool open = true, right;
	int status;

	state = seed * 0x9e3779b97f4a7c15u + 1;
	chance(2);
	any_how(&how);
	if (!screen_child_open(&c, &how))
		return false;
	drain(c.master, 100);
	if (chance(5))
		begin_questions(&c, &how);
	for (uint64_t n = KEYS_LEAST + chance(KEYS_MORE); n > 0 && open;) {
		struct buf b = BUF_NONE;

		for (uint64_t k = 1 + chance(chance(3) ? 2 : BURST); k > 0 && n > 0;
			k--, n--)
			one_key(&b);
		open = send_keys(c.master, &b);
		keys_sent += b.len;
		buf_free(&b);
		if (chance(20) == 0)
			something_else(&c);
	}
	status = ended(&c);
	screen_child_story(&c, story, sizeof story);
	close(c.master);
	right = status == 0 && strstr(story, "tty-as-before replays");
	if (!right)
		printf("seed %llu: status %d, stored: %s\n", (unsigned long long)seed,
			status, story);
	return right;
}

int
main(int argc, char **argv)
{
	int64_t seconds = 5, seed = (int64_t)time(NULL), end;
	size_t sessions = 0;
	bool right = true;

	if ((argc > 1 && !num_parse_int(argv[1], &seconds)) ||
		(argc > 2 && !num_parse_int(argv[2], &seed)))
		return 2;
	signal(SIGPIPE, SIG_IGN);
	end = now_ms() + seconds * 1000;
	do {
		right = session((uint64_t)seed + sessions) && right;
		sessions++;
	} while (now_ms() < end && right);
	printf("%zu sessions, %zu bytes typed\n", sessions, keys_sent);
	return right ? 0 : 1;
}
