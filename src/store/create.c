/* create.c - a new store: keys, card, tables, first member, first entry of the log */
#include "store/epoch.h"

#include <errno.h>
#include <fcntl.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#include "base/file.h"
#include "base/mem.h"

enum { CREATE_PRACTICE, CREATE_VAULT, CREATE_SQL_COUNT };
static const char *const sql[] = {
	"INSERT INTO meta(k, v) VALUES('practice', ?1)",
	"INSERT INTO vault(id, epoch, public_key) VALUES(?1, 1, ?2)",
};
_Static_assert(COUNT_OF(sql) == CREATE_SQL_COUNT, "a text per statement");
const struct statements create_statements = {sql, CREATE_SQL_COUNT};

/* What a new practice consists of; the secrets are in memory of store_secret_new(). */
struct birth {
	struct store *s;
	struct member member, recovery; /* recovery.recovery false: none */
	unsigned char *vault_secret, *member_secret;
	bool made_db, made_key, made_card;
};

static void
make_keys(struct birth *b, const char *name)
{
	struct store *s = b->s;

	randombytes_buf(s->card.practice, ID_SIZE);
	randombytes_buf(s->vault, ID_SIZE);
	randombytes_buf(b->member.id, ID_SIZE);
	memcpy(b->member.name, name, strlen(name) + 1);
	b->member.known = true;
	crypto_box_keypair(s->card.vault_public, b->vault_secret);
	crypto_box_keypair(b->member.public_key, b->member_secret);
}

static int
put_member(struct birth *b, const struct member *m, struct err *err)
{
	int rc = member_put(b->s, m, err);

	if (!rc)
		rc = member_put_name(b->s, b->vault_secret, m, err);
	return rc ? rc : member_grant(b->s, b->s->vault, b->vault_secret, m, err);
}

static int
put_all(void *self, struct err *err)
{
	struct birth *b = self;
	struct store *s = b->s;
	const struct member both[] = {b->member, b->recovery};
	int rc = sql_run(s, SET_CREATE, CREATE_PRACTICE, err, "k", s->card.practice);
	if (!rc)
		rc = sql_run(s, SET_CREATE, CREATE_VAULT, err, "kb", s->vault,
			s->card.vault_public, (size_t)KEY_SIZE);
	if (!rc)
		rc = put_member(b, &b->member, err);
	if (!rc && b->recovery.recovery)
		rc = put_member(b, &b->recovery, err);
	if (!rc)
		rc = roster_put(
			s, b->vault_secret, both, b->recovery.recovery ? 2 : 1, err);
	if (!rc)
		rc = canary_put(s, &s->card, err);
	if (!rc)
		rc = audit_begin(s, err);
	if (!rc)
		rc = audit_append(s, "init", s->vault, s->card.vault_public, err);
	return rc;
}

/* An empty file of mode 0600 that was not there; SQLite opens it afterwards. */
static int
make_empty(const char *path, struct err *err)
{
	int fd = open(path, O_RDWR | O_CREAT | O_EXCL | O_NOFOLLOW | O_CLOEXEC, 0600);

	if (fd < 0 && errno == EEXIST)
		return err_set(err, ERR_REFUSED, "there is a store '%s' already", path);
	if (fd < 0)
		return err_errno(
			err, err_code_of(errno), errno, "cannot make '%s'", path);
	close(fd);
	return 0;
}

static int
sync_folder(struct arena *a, const char *path, struct err *err)
{
	char *folder = path_folder(a, path);
	int fd = open(folder, O_RDONLY | O_DIRECTORY | O_CLOEXEC);
	int rc = 0;

	if (fd < 0 || fsync(fd))
		rc = err_errno(err, ERR_FAILED, errno, "cannot sync folder '%s'", folder);
	if (fd >= 0)
		close(fd);
	return rc;
}

static int
write_files(struct birth *b, const struct store_paths *paths, const char *key,
	const char *passphrase, struct arena *a, struct err *err)
{
	struct member_key k;
	int rc = make_empty(paths->db, err);

	if (rc)
		return rc;
	b->made_db = true;
	memcpy(k.practice, b->s->card.practice, ID_SIZE);
	memcpy(k.member, b->member.id, ID_SIZE);
	memcpy(k.public_key, b->member.public_key, KEY_SIZE);
	rc = keyfile_write(key, &k, b->member_secret, passphrase, false, err);
	if (rc)
		return rc;
	b->made_key = true;
	rc = card_write(paths->card, &b->s->card, err);
	if (rc)
		return rc;
	b->made_card = true;
	rc = store_connect(b->s, paths->db, true, err);
	if (!rc)
		rc = sql_write(b->s, put_all, b, err);
	if (rc)
		err_subject(err, "store", paths->db);
	return rc ? rc : sync_folder(a, paths->db, err);
}

static void
take_back(const struct birth *b, const struct store_paths *paths, const char *key,
	struct arena *a)
{
	if (b->made_db) {
		unlink(paths->db);
		unlink(arena_printf(a, "%s-journal", paths->db));
	}
	if (b->made_key)
		unlink(key);
	if (b->made_card)
		unlink(paths->card);
}

int
members_create(const struct store_paths *paths, const char *member,
	const char *passphrase, char *ret_code, struct err *err)
{
	struct arena a = ARENA_NONE;
	struct birth b = {0};
	char *key;
	int rc;

	if (!*passphrase)
		return err_set(err, ERR_USAGE, "an empty passphrase protects nothing");
	rc = member_name_check(member, err);
	if (!rc)
		rc = seal_start(err);
	if (rc)
		return rc;
	key = paths->key ? arena_strdup(&a, paths->key)
			 : keyfile_path(&a, path_folder(&a, paths->card), member);
	b.s = mem_alloc(sizeof *b.s);
	b.vault_secret = store_secret_new(KEY_SIZE);
	b.member_secret = store_secret_new(KEY_SIZE);
	make_keys(&b, member);
	rc = file_make_folder(path_folder(&a, paths->db), err);
	if (!rc && ret_code)
		rc = recovery_new(ret_code, b.s->card.practice, &b.recovery, err);
	if (!rc)
		rc = file_check_private(path_folder(&a, paths->db), err);
	if (!rc)
		rc = file_make_folder(path_folder(&a, paths->card), err);
	if (!rc)
		rc = file_make_folder(path_folder(&a, key), err);
	if (!rc)
		rc = write_files(&b, paths, key, passphrase, &a, err);
	store_close(b.s);
	if (rc)
		take_back(&b, paths, key, &a);
	store_secret_free(b.vault_secret);
	store_secret_free(b.member_secret);
	arena_free(&a);
	return rc;
}
