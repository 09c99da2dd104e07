/*
 * store_residue.c - what stays readable in the database, equal to the list of SECURITY.md
 *
 * Every column is either sealed or random, and looks like it, or is named by a clause of
 * the list; every clause names a column.  A new column fails here until somebody has
 * decided, and has written down, what a thief reads in it.
 */
#include "store/originals.h"

#define SECURITY "SECURITY.md"
#define IN_FULL  "docs/security.md" /* the same list, a row of a table each */
#define HEADING  "## What stays readable in store.db\n"

enum kind {
	CLEAR,  /* said by a clause, which begins so */
	SEALED, /* a ciphertext: nobody reads it without a key */
	RANDOM, /* a key for one use, a salt, a mac, an id: says nothing by itself */
};

static const struct column {
	const char *table, *name;
	enum kind kind;
	const char *clause;
} columns[] = {
	{"meta",        "k",           CLEAR,  "random ids"                     },
	{"meta",        "v",           RANDOM, ""                               },
	{"form",        "digest",      CLEAR,  "the texts of the forms in use"  },
	{"form",        "id",          CLEAR,  "the texts of the forms in use"  },
	{"form",        "version",     CLEAR,  "the texts of the forms in use"  },
	{"form",        "text",        CLEAR,  "the texts of the forms in use"  },
	{"member",      "id",          CLEAR,  "random ids"                     },
	{"member",      "role",        CLEAR,  "how many members there are"     },
	{"member",      "public_key",  CLEAR,  "how many members there are"     },
	{"member",      "name",        SEALED, ""                               },
	{"member",      "retired",     CLEAR,  "how many members there are"     },
	{"vault",       "id",          CLEAR,  "random ids"                     },
	{"vault",       "epoch",       CLEAR,  "how many members there are"     },
	{"vault",       "public_key",  CLEAR,  "how many members there are"     },
	{"vault",       "retired",     CLEAR,  "how many members there are"     },
	{"vault_grant", "vault",       CLEAR,  "random ids"                     },
	{"vault_grant", "member",      CLEAR,  "random ids"                     },
	{"vault_grant", "sealed",      SEALED, ""                               },
	{"client",      "id",          CLEAR,  "random ids"                     },
	{"client",      "tag",         RANDOM, ""                               },
	{"client",      "label",       SEALED, ""                               },
	{"record",      "seq",         CLEAR,  "That records exist and how many"},
	{"record",      "id",          CLEAR,  "random ids"                     },
	{"record",      "client",      CLEAR,  "which records share a client"   },
	{"record",      "vault",       CLEAR,  "random ids"                     },
	{"record",      "state",       CLEAR,  "its state"                      },
	{"record",      "day",         CLEAR,  "the day each began"             },
	{"record",      "keep_until",  CLEAR,  "until which year's end"         },
	{"record",      "hold",        CLEAR,  "until which year's end"         },
	{"record",      "wrapped_key", SEALED, ""                               },
	{"event",       "record",      CLEAR,  "how many answers"               },
	{"event",       "n",           CLEAR,  "how many answers"               },
	{"event",       "sealed",      SEALED, "sizes in steps"                 },
	{"resume",      "record",      CLEAR,  "its state"                      },
	{"resume",      "salt",        RANDOM, ""                               },
	{"resume",      "wrapped",     SEALED, ""                               },
	{"attempt",     "visit",       CLEAR,  "at which visit numbers"         },
	{"attempt",     "tries",       CLEAR,  "at which visit numbers"         },
	{"attempt",     "at",          CLEAR,  "at which visit numbers"         },
	{"envelope",    "record",      CLEAR,  "its state"                      },
	{"envelope",    "head",        SEALED, "sizes in steps"                 },
	{"envelope",    "body",        SEALED, "sizes in steps"                 },
	{"note",        "record",      CLEAR,  "how many notes"                 },
	{"note",        "n",           CLEAR,  "how many notes"                 },
	{"note",        "vault",       CLEAR,  "random ids"                     },
	{"note",        "wrapped_key", SEALED, ""                               },
	{"note",        "sealed",      SEALED, "sizes in steps"                 },
	{"audit",       "n",           CLEAR,  "the audit events"               },
	{"audit",       "at",          CLEAR,  "the audit events"               },
	{"audit",       "actor",       CLEAR,  "the audit events"               },
	{"audit",       "event",       CLEAR,  "the audit events"               },
	{"audit",       "subject",     CLEAR,  "the audit events"               },
	{"audit",       "digest",      CLEAR,  "the audit events"               },
	{"audit",       "mac",         RANDOM, ""                               },
	{"audit_head",  "one",         CLEAR,  "the audit events"               },
	{"audit_head",  "n",           CLEAR,  "the audit events"               },
	{"audit_head",  "next_key",    RANDOM, ""                               },
	{"audit_head",  "mac",         RANDOM, ""                               },
};

static const struct column *
column_of(const char *table, const char *name)
{
	for (size_t i = 0; i < COUNT_OF(columns); i++)
		if (!strcmp(columns[i].table, table) && !strcmp(columns[i].name, name))
			return &columns[i];
	fail_msg("%s.%s: is it sealed, or a clause of %s?", table, name, SECURITY);
	return NULL;
}

/* A ciphertext begins with its version; nothing in it can be read as words. */
static void
looks_unreadable(const struct column *c, const unsigned char *bytes, int n)
{
	int run = 0;

	if (c->kind == SEALED)
		assert_true(n > (int)SEAL_OVERHEAD && bytes[0] == SEAL_VERSION);
	for (int i = 0; i < n; i++) {
		run = bytes[i] >= ' ' && bytes[i] < 127 ? run + 1 : 0;
		if (run == 20) /* by chance once in 10^8 bytes */
			fail_msg("%s.%s can be read", c->table, c->name);
	}
}

TEST(store, every_column_is_sealed_random_or_on_the_list_of_what_stays_readable)
{
	struct practice *p = originals_new();
	struct store *s = opened(p);
	sqlite3_stmt *all, *one;
	size_t seen = 0;

	assert_int_equal(sqlite3_prepare_v2(s->db,
				 "SELECT m.name, c.name FROM sqlite_schema m "
				 "JOIN pragma_table_info(m.name) c "
				 "WHERE m.type = 'table' AND m.name NOT LIKE 'sqlite%'",
				 -1, &all, NULL),
		0);
	while (sqlite3_step(all) == SQLITE_ROW) {
		const struct column *c =
			column_of((const char *)sqlite3_column_text(all, 0),
				(const char *)sqlite3_column_text(all, 1));
		char *sql = sqlite3_mprintf("SELECT %s FROM %s", c->name, c->table);

		seen++;
		assert_int_equal(sqlite3_prepare_v2(s->db, sql, -1, &one, NULL), 0);
		while (c->kind != CLEAR && sqlite3_step(one) == SQLITE_ROW)
			if (sqlite3_column_type(one, 0) != SQLITE_NULL)
				looks_unreadable(c, sqlite3_column_blob(one, 0),
					sqlite3_column_bytes(one, 0));
		sqlite3_finalize(one);
		sqlite3_free(sql);
	}
	sqlite3_finalize(all);
	assert_int_equal(seen, COUNT_OF(columns));
	store_close(s);
	free(p);
}

/* What stands below the heading in a file, up to `end`. */
static char *
list_of(struct practice *p, const char *file, const char *end)
{
	struct buf b;
	char *list, *stop;

	buf_init(&b, 1 << 20);
	OK(p, file_read(file, 1 << 20, &b, &p->err));
	list = strstr(buf_text(&b), HEADING);
	assert_non_null(list);
	list += strlen(HEADING);
	while (*list == '\n')
		list++;
	stop = strstr(list, end);
	assert_non_null(stop);
	list = strndup(list, (size_t)(stop - list));
	buf_free(&b);
	return list;
}

/* The list as clauses: to the end of its sentence, cut at ";". */
static char *
list_of_security(struct practice *p)
{
	char *list = list_of(p, SECURITY, ".\n");

	for (char *c = list; *c; c++)
		if (*c == '\n')
			*c = ' ';
	return list;
}

static bool
begins(const char *clause, const char *with)
{
	return *with && strncmp(clause, with, strlen(with)) == 0;
}

TEST(store, the_list_of_what_stays_readable_is_whole_and_says_nothing_else)
{
	struct practice *p = practice_new();
	char *list = list_of_security(p), *rest = NULL;
	bool said[COUNT_OF(columns)] = {false};

	for (char *clause = strtok_r(list, ";", &rest); clause;
		clause = strtok_r(NULL, ";", &rest)) {
		bool used = false;

		clause += strspn(clause, " ");
		for (size_t i = 0; i < COUNT_OF(columns); i++) {
			bool this = begins(clause, columns[i].clause);

			used = used || this;
			said[i] = said[i] || this;
		}
		if (!used)
			fail_msg("no column is what the list says: \"%s\"", clause);
	}
	for (size_t i = 0; i < COUNT_OF(columns); i++)
		if (columns[i].kind == CLEAR && !said[i])
			fail_msg("%s.%s can be read, and the list does not say so",
				columns[i].table, columns[i].name);
	free(list);
	free(p);
}

TEST(store, the_list_in_full_has_a_row_for_each_clause_and_no_other)
{
	struct practice *p = practice_new();
	char *list = list_of_security(p), *table = list_of(p, IN_FULL, "\n\nA practice");
	char *rest = NULL, row[512];
	size_t clauses = 0, rows = 0;

	for (char *clause = strtok_r(list, ";", &rest); clause;
		clause = strtok_r(NULL, ";", &rest)) {
		clause += strspn(clause, " ");
		snprintf(row, sizeof row, "\n| %s |", clause);
		if (!strstr(table, row))
			fail_msg("%s has no row \"%s\"", IN_FULL, clause);
		clauses++;
	}
	for (const char *at = table; (at = strstr(at, "\n| ")); at++)
		rows++;
	assert_int_equal(rows, clauses + 1); /* and the row of headings */
	free(table);
	free(list);
	free(p);
}
