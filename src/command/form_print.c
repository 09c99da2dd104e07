/* form_print.c - form print: a form on paper, to fill in by hand */
#include "command/internal.h"

#include <string.h>

#include "base/clock.h"
#include "base/file.h"
#include "report/paper.h"

static int
check_output(struct call *c)
{
	const char *o = c->opt[OPT_OUTPUT];

	if (!o) {
		err_set(&c->err, ERR_USAGE, "'form print' needs to know where to write");
		err_advise(&c->err, "give it with -o FILE.pdf");
		return ERR_USAGE;
	}
	if (strcmp(o, "-") == 0 && out_is_terminal())
		return err_set(&c->err, ERR_USAGE, "a PDF is not for a terminal");
	return 0;
}

/* The home's practice; NULL where there is no home, and paper has room for its lines. */
static int
practice_of(struct call *c, const struct practice **ret)
{
	struct home h = {0};
	char *folder = home_folder(c);
	int rc;

	*ret = NULL;
	if (!folder || !file_exists(file_join(&c->arena, folder, "practice.xml")))
		return 0;
	rc = home_open(c, &h);
	if (!rc)
		*ret = h.practice;
	home_close(&h);
	return rc;
}

static void
tell(struct call *c, const struct paper_input *in)
{
	if (!in->practice || !in->practice->line_count)
		say("%s", text(c->lang, TEXT_PAPER_NO_LINES));
	if (strcmp(c->opt[OPT_OUTPUT], "-") != 0)
		say("%s", c->opt[OPT_OUTPUT]);
}

int
run_form_print(struct call *c)
{
	struct paper_input in = {.made_at = clock_document()};
	struct buf out = BUF_NONE;
	int rc = check_output(c);

	if (!rc)
		rc = form_named(c, c->operands[0], &in.form);
	if (!rc)
		rc = practice_of(c, &in.practice);
	if (rc)
		return rc;
	if (c->opt[OPT_LANG] && !form_has_lang(in.form, c->opt[OPT_LANG]))
		return form_lacks(c, in.form);
	in.lang = form_lang(
		in.form, c->opt[OPT_LANG] ? c->opt[OPT_LANG] : text_lang_tag(c->lang));
	in.paper = in.practice ? in.practice->paper : PAPER_LETTER;
	if (c->opt[OPT_PAPER])
		in.paper = strcmp(c->opt[OPT_PAPER], "a4") == 0 ? PAPER_A4 : PAPER_LETTER;
	rc = paper_draw(&in, &out, &c->err);
	if (!rc)
		rc = form_write(c, &out, c->opt[OPT_OUTPUT]);
	if (!rc && !c->opt[OPT_QUIET])
		tell(c, &in);
	buf_free(&out);
	return rc;
}
