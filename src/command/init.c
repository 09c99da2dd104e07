/* init.c - makes a practice home: profile, keys, store, folders */
#include "command/internal.h"

#include <stdio.h>
#include <string.h>

#include "base/clock.h"
#include "base/file.h"
#include "store/members.h"

#define MEMBER "therapist" /* the first member; more come with "key add" */

/* What editors look at to say what may stand where; files name it as one beside them. */
static const struct {
	const char *from, *to;
} schemas[] = {
	{"templates/practice.xsd", "practice.xsd"          },
	{"templates/xml.xsd",      "xml.xsd"               },
	{"templates/template.xsd", "templates/template.xsd"},
	{"templates/xml.xsd",      "templates/xml.xsd"     },
	{"forms/form.xsd",         "forms/form.xsd"        },
	{"forms/xml.xsd",          "forms/xml.xsd"         },
};

static int
copy_shipped(struct call *c, const char *from, const char *folder, const char *to)
{
	struct buf bytes = BUF_NONE;
	int rc;

	rc = file_read(file_join(&c->arena, file_data(&c->arena), from), XML_FILE_CAP,
		&bytes, &c->err);
	if (!rc)
		rc = file_write(file_join(&c->arena, folder, to), bytes.data, bytes.len,
			false, &c->err);
	buf_free(&bytes);
	return rc;
}

/* The profile to begin with: the fictional practice, or one to fill in. */
static int
write_profile(struct call *c, const char *folder)
{
	const char *name = c->opt[OPT_SAMPLE] ? "templates/practice-sample.xml"
					      : "templates/practice-new.xml";
	int rc = copy_shipped(c, name, folder, "practice.xml");

	for (size_t i = 0; !rc && i < COUNT_OF(schemas); i++)
		rc = copy_shipped(c, schemas[i].from, folder, schemas[i].to);
	return rc;
}

static int
make_folders(struct call *c, const char *folder)
{
	static const char *const inside[] = {"keys", "forms", "templates"};
	int rc = file_make_folder(folder, &c->err);

	for (size_t i = 0; !rc && i < COUNT_OF(inside); i++)
		rc = file_make_folder(file_join(&c->arena, folder, inside[i]), &c->err);
	return rc;
}

static void
tell_next(struct call *c, const char *folder)
{
	struct buf out = BUF_NONE;

	text_fill(&out, c->lang, TEXT_INIT_DONE, "folder", folder, NULL);
	buf_char(&out, '\n');
	buf_str(&out,
		text(c->lang, c->opt[OPT_SAMPLE] ? TEXT_INIT_SAMPLE : TEXT_INIT_FILL_IN));
	buf_char(&out, '\n');
	buf_str(&out, text(c->lang, TEXT_INIT_PASSPHRASE));
	if (!paper_ready(c)) {
		buf_char(&out, '\n');
		buf_str(&out, text(c->lang, TEXT_INIT_NO_RECOVERY));
	}
	say("%s", buf_text(&out));
	buf_free(&out);
}

int
run_init(struct call *c)
{
	const char *folder = c->operand_count ? c->operands[0] : home_folder(c);
	struct store_paths paths;
	char *passphrase = NULL, *code = NULL;
	struct home made = {0};
	int rc;

	if (!folder) {
		err_set(&c->err, ERR_USAGE, "there is no home folder to put it in");
		err_advise(&c->err, "name a folder: anteroom init DIR");
		return ERR_USAGE;
	}
	if (file_exists(file_join(&c->arena, folder, "practice.xml")) ||
		file_exists(file_join(&c->arena, folder, "store.db"))) {
		err_set(&c->err, ERR_REFUSED, "there is a practice home in '%s' already",
			folder);
		err_advise(&c->err, "choose another folder: anteroom init DIR");
		return ERR_REFUSED;
	}
	rc = ask_passphrase(c, true, &passphrase);
	if (rc)
		return rc;
	paths = (struct store_paths){
		.db = file_join(&c->arena, folder, "store.db"),
		.card = file_join(&c->arena, folder, "keys/practice.card"),
		.key = file_join(&c->arena, folder, "keys/" MEMBER ".key"),
	};
	if (paper_ready(
		    c)) /* nobody to show it to: a code that nobody has helps nobody */
		code = store_secret_new(RECOVERY_CODE);
	rc = make_folders(c, folder);
	if (!rc)
		rc = file_check_private(folder, &c->err);
	if (!rc)
		rc = members_create(&paths, MEMBER, passphrase, code, &c->err);
	if (!rc)
		rc = write_profile(c, folder);
	if (!rc && code) {
		rc = paper_show(c, code);
		if (rc)
			err_advise(&c->err,
				"the practice is made; another code: anteroom "
				"store rekey --recovery");
	}
	store_secret_free(passphrase);
	store_secret_free(code);
	if (rc)
		return rc;
	c->opt[OPT_HOME] = folder;
	rc = home_open(c, &made);
	if (!rc && !c->opt[OPT_QUIET])
		tell_next(c, folder);
	home_close(&made);
	return rc;
}
