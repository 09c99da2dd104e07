/*
 * check.c - the table of all findings, and the rules run over a form
 */
#include "base/file.h"
#include "base/num.h"
#include "check/rules.h"

/* Id, severity, rule, only for a form without errors, one line for the author. */
/* clang-format off */
static const struct check_rule rules[] = {
	/* The file and its XML; src/xml. */
	{"file-empty", DIAG_ERROR, NULL, false,
		"there is nothing in the file"},
	{"file-size", DIAG_ERROR, NULL, false,
		"the file is too large to be a form"},
	{"file-encoding", DIAG_ERROR, NULL, false,
		"the file is not plain text in UTF-8"},
	{"file-control", DIAG_ERROR, NULL, false,
		"an invisible or dangerous character"},
	{"xml-doctype", DIAG_ERROR, NULL, false,
		"a DOCTYPE, which is never read"},
	{"xml-not-closed", DIAG_ERROR, NULL, false,
		"a tag, comment or CDATA part that is never closed"},
	{"xml-close", DIAG_ERROR, NULL, false,
		"a closing tag that closes nothing"},
	{"xml-not-ended", DIAG_ERROR, NULL, false,
		"a tag without its >"},
	{"xml-start", DIAG_ERROR, NULL, false,
		"a tag without its <"},
	{"xml-quote", DIAG_ERROR, NULL, false,
		"a quotation mark is missing"},
	{"xml-curly", DIAG_ERROR, NULL, false,
		"curly quotation marks around a value"},
	{"xml-value", DIAG_ERROR, NULL, false,
		"a name without =\"...\" inside a tag"},
	{"xml-twice", DIAG_ERROR, NULL, false,
		"the same name twice inside one tag"},
	{"xml-space", DIAG_ERROR, NULL, false,
		"a space is missing inside a tag"},
	{"xml-name", DIAG_ERROR, NULL, false,
		"something that does not belong inside a tag"},
	{"xml-ampersand", DIAG_ERROR, NULL, false,
		"a bare &, or an unknown &name;"},
	{"xml-less", DIAG_ERROR, NULL, false,
		"a bare <"},
	{"xml-comment", DIAG_ERROR, NULL, false,
		"two hyphens inside a comment"},
	{"xml-outside", DIAG_ERROR, NULL, false,
		"something before the first or behind the last tag"},
	{"xml-first-line", DIAG_ERROR, NULL, false,
		"the <?xml ...?> line is misplaced or odd"},
	{"xml-long", DIAG_ERROR, NULL, false,
		"a tag longer than any form needs"},
	{"xml-many", DIAG_ERROR, NULL, false,
		"more tags than any form needs"},
	{"xml-deep", DIAG_ERROR, NULL, false,
		"tags nested deeper than any form needs"},
	{"xml-broken", DIAG_ERROR, NULL, false,
		"not XML in some other way"},
	/* Structure: what may stand where; src/xml, by the table of src/form. */
	{"tag-root", DIAG_ERROR, NULL, false,
		"the file begins with another tag"},
	{"unknown-tag", DIAG_ERROR, NULL, false,
		"a tag that does not exist"},
	{"tag-place", DIAG_ERROR, NULL, false,
		"a tag where it cannot stand"},
	{"tag-order", DIAG_ERROR, NULL, false,
		"tags in the wrong order"},
	{"tag-twice", DIAG_ERROR, NULL, false,
		"a second one where only one can stand"},
	{"tag-missing", DIAG_ERROR, NULL, false,
		"a tag that must be there is missing"},
	{"text-missing", DIAG_ERROR, NULL, false,
		"a tag without its words"},
	{"text-place", DIAG_ERROR, NULL, false,
		"words where only tags can stand"},
	{"unknown-setting", DIAG_ERROR, NULL, false,
		"a name that this tag does not have"},
	{"setting-missing", DIAG_ERROR, NULL, false,
		"a name that this tag must have"},
	{"setting-value", DIAG_ERROR, NULL, false,
		"a value of the wrong kind"},
	{"id-long", DIAG_ERROR, NULL, false,
		"an id of more than 40 letters"},
	/* Meaning: ids, references, lists; raised while the form is built; src/form. */
	{"unknown-form", DIAG_ERROR, NULL, false,
		"a form that does not exist"},
	{"include-other", DIAG_ERROR, NULL, false,
		"a file that holds another form than its name says"},
	{"include-deep", DIAG_ERROR, NULL, false,
		"a form that includes itself, or one that includes others"},
	{"include-twice", DIAG_ERROR, NULL, false,
		"a form is included twice"},
	{"include-many", DIAG_ERROR, NULL, false,
		"more forms than any sitting needs"},
	{"include-large", DIAG_ERROR, NULL, false,
		"a form too large with all that it includes"},
	{"include-language", DIAG_ERROR, NULL, false,
		"an included form without texts in this form's language"},
	{"id-twice", DIAG_ERROR, NULL, false,
		"two things share an id"},
	{"id-reserved", DIAG_ERROR, NULL, false,
		"an id or a code that means something else already"},
	{"code-twice", DIAG_ERROR, NULL, false,
		"two answers of one list share a code"},
	{"unknown-answers", DIAG_ERROR, NULL, false,
		"a list of answers that does not exist"},
	{"unknown-item", DIAG_ERROR, NULL, false,
		"a question that does not exist"},
	{"unknown-code", DIAG_ERROR, NULL, false,
		"an answer that does not exist"},
	{"answers-none", DIAG_ERROR, NULL, false,
		"a question to choose from without answers"},
	{"answers-both", DIAG_ERROR, NULL, false,
		"a question with two lists of answers"},
	{"answers-many", DIAG_ERROR, NULL, false,
		"more than 64 answers in one list"},
	{"question-type", DIAG_ERROR, NULL, false,
		"something that this type of question does not have"},
	{"score-some", DIAG_ERROR, NULL, false,
		"some answers of a list have scores, some have none"},
	{"missing-score", DIAG_ERROR, NULL, false,
		"an answer that counts as missing has a score"},
	{"item-scores", DIAG_ERROR, NULL, false,
		"a scale or safety item over answers without scores"},
	{"scale-item-twice", DIAG_ERROR, NULL, false,
		"an item counts twice in one scale"},
	{"reverse-item", DIAG_ERROR, NULL, false,
		"a reversed item that is not in the scale"},
	{"safety-parts", DIAG_ERROR, NULL, false,
		"a safety item that is incomplete"},
	{"safety-twice", DIAG_ERROR, NULL, false,
		"two safety items over one question"},
	{"unknown-approach", DIAG_ERROR, NULL, false,
		"a way of working that does not exist"},
	{"approach-parts", DIAG_ERROR, NULL, false,
		"a way of working whose question does not fit"},
	{"quote-text", DIAG_ERROR, NULL, false,
		"a quote of something that is not free text"},
	/* Languages; src/form. */
	{"lang-own", DIAG_ERROR, NULL, false,
		"languages leaves out the form's own, or it is translated"},
	{"lang-twice", DIAG_ERROR, NULL, false,
		"a language twice"},
	{"lang-many", DIAG_ERROR, NULL, false,
		"more than 8 languages"},
	{"lang-missing", DIAG_ERROR, NULL, false,
		"a language without its translation"},
	{"lang-draft", DIAG_WARN, NULL, false,
		"a translation that clients are not offered"},
	{"untranslated", DIAG_ERROR, NULL, false,
		"a text that a translation lacks"},
	{"translation-twice", DIAG_ERROR, NULL, false,
		"a text translated twice"},
	{"translation-unknown", DIAG_ERROR, NULL, false,
		"a translation of a text that does not exist"},
	/* Conditions; src/expr. */
	{"cond-name", DIAG_ERROR, NULL, false,
		"a name that does not exist"},
	{"cond-code", DIAG_ERROR, NULL, false,
		"an answer that the question does not have"},
	{"cond-later", DIAG_ERROR, NULL, false,
		"a question that is asked later"},
	{"cond-sign", DIAG_ERROR, NULL, false,
		"a sign from another language"},
	{"cond-quote", DIAG_ERROR, NULL, false,
		"quotation marks that do not work"},
	{"cond-comma", DIAG_ERROR, NULL, false,
		"a comma in a number"},
	{"cond-chain", DIAG_ERROR, NULL, false,
		"two comparisons in one"},
	{"cond-repeat", DIAG_ERROR, NULL, false,
		"a question left out behind \"or\" or \"and\""},
	{"cond-compare", DIAG_ERROR, NULL, false,
		"a name alone where a comparison is needed"},
	{"cond-scores", DIAG_ERROR, NULL, false,
		"more or less, of answers without scores"},
	{"cond-many", DIAG_ERROR, NULL, false,
		"\"is\" where several answers can be chosen"},
	{"cond-kind", DIAG_ERROR, NULL, false,
		"a comparison that has no meaning for this"},
	{"cond-syntax", DIAG_ERROR, NULL, false,
		"words in an order that makes no condition"},
	{"cond-long", DIAG_ERROR, NULL, false,
		"a condition too long or too deep"},
	/* Rules of meaning over a form that was built; src/check. */
	{"form-empty", DIAG_ERROR, rule_form_empty, false,
		"a form without questions"},
	{"section-empty", DIAG_ERROR, rule_section_empty, false,
		"a section without questions"},
	{"min-max", DIAG_ERROR, rule_min_max, false,
		"no number is between min and max"},
	{"length-long", DIAG_ERROR, rule_length_long, false,
		"more letters than an answer can have"},
	{"answers-few", DIAG_ERROR, rule_answers_few, false,
		"nothing to choose between"},
	{"label-twice", DIAG_ERROR, rule_label_twice, false,
		"two answers read the same"},
	{"score-order", DIAG_ERROR, rule_score_order, false,
		"scores that only conditions use do not rise or fall"},
	{"score-back", DIAG_WARN, rule_score_back, false,
		"scores that a scale counts go up and down again"},
	{"score-step", DIAG_NOTE, rule_score_step, false,
		"one score is off the even steps of the others"},
	{"exclusive-one", DIAG_WARN, rule_exclusive_one, false,
		"exclusive where only one can be chosen"},
	{"role-twice", DIAG_ERROR, rule_role_twice, false,
		"two questions for one place of the report"},
	{"safety-always", DIAG_WARN, rule_safety_always, false,
		"every answer is flagged"},
	{"may-miss", DIAG_ERROR, rule_may_miss, false,
		"more items may be missing than there are"},
	{"scale-count", DIAG_ERROR, rule_scale_count, false,
		"a count without, or with the wrong, particulars"},
	{"partial-mean", DIAG_ERROR, rule_partial_mean, false,
		"\"at least\" of a mean"},
	{"unvalidated", DIAG_ERROR, rule_unvalidated, false,
		"a clinic-made scale with bands, cuts or changes"},
	{"no-source", DIAG_WARN, rule_no_source, false,
		"a scale cites no publication"},
	{"cut-range", DIAG_ERROR, rule_cut_range, false,
		"a cut that no score reaches"},
	{"change-range", DIAG_ERROR, rule_change_range, false,
		"a change that cannot happen"},
	{"band-order", DIAG_ERROR, rule_band_order, false,
		"a band that ends before it begins"},
	{"band-range", DIAG_ERROR, rule_band_range, false,
		"a band beyond the possible scores"},
	{"band-gap", DIAG_ERROR, rule_band_gap, false,
		"a possible score falls in no band"},
	{"band-overlap", DIAG_ERROR, rule_band_overlap, false,
		"a possible score falls in two bands"},
	{"hard-to-read", DIAG_NOTE, rule_hard_to_read, false,
		"a long text of the clinic's that is hard to read"},
	{"size-question", DIAG_WARN, NULL, false,
		"a question that does not fit the screen asked for with --size"},
	{"size-note", DIAG_WARN, NULL, false,
		"a note before or after a part that does not fit it"},
	{"size-safety", DIAG_WARN, NULL, false,
		"the safety message with the practice's crisis lines does not fit it"},
	{"dead-item", DIAG_WARN, rule_dead_item, true,
		"no answers can ever show this"},
	{"dead-alert", DIAG_WARN, rule_dead_alert, true,
		"no answers can ever raise this alert"},
	{"dead-topic", DIAG_WARN, rule_dead_topic, true,
		"no answers can ever reach this topic"},
	{"example-wrong", DIAG_ERROR, rule_example, true,
		"an example comes out otherwise"},
	{"example-given", DIAG_ERROR, NULL, false,
		"the answers of an example have mistakes"},
	{"example-expect", DIAG_ERROR, NULL, false,
		"an example expects something that does not exist"},
	/* The practice's profile; src/practice. */
	{"practice-region", DIAG_ERROR, NULL, false,
		"a region that is not a country or a part of one"},
	{"practice-language", DIAG_ERROR, NULL, false,
		"a language that the program does not speak"},
	{"practice-modality", DIAG_ERROR, NULL, false,
		"a modality that does not exist"},
	{"practice-policy", DIAG_ERROR, NULL, false,
		"the policy twice in one language"},
	{"practice-paper", DIAG_ERROR, NULL, false,
		"a paper that does not exist"},
	{"practice-idle", DIAG_ERROR, NULL, false,
		"idle minutes beyond their range"},
	{"practice-keep", DIAG_ERROR, NULL, false,
		"a time to keep records that cannot be read"},
	{"practice-sample", DIAG_WARN, NULL, false,
		"a made-up practice"},
	{"practice-emergency", DIAG_WARN, NULL, false,
		"no emergency number for the region"},
	{"practice-no-policy", DIAG_WARN, NULL, false,
		"no policy on who reads records and how soon"},
	{"practice-policy-language", DIAG_WARN, NULL, false,
		"no policy in a language of the clients"},
	{"crisis-line-empty", DIAG_ERROR, NULL, false,
		"a crisis line with nothing to call, text or open"},
	{"crisis-line-press", DIAG_ERROR, NULL, false,
		"what to press, without a number to call"},
	{"crisis-line-future", DIAG_WARN, NULL, false,
		"a crisis line checked on a day to come"},
	{"crisis-line-old", DIAG_WARN, NULL, false,
		"a crisis line that nobody has checked for long"},
	{"crisis-line-language", DIAG_WARN, NULL, false,
		"no crisis line in a language of the clients"},
	{"crisis-lines", DIAG_WARN, NULL, false,
		"no crisis line for the region"},
	/* Answers files; src/answer, src/command. */
	{"answers-encoding", DIAG_ERROR, NULL, false,
		"a line that is not UTF-8"},
	{"answers-syntax", DIAG_ERROR, NULL, false,
		"a line that is not: id = answer"},
	{"answers-no-item", DIAG_ERROR, NULL, false,
		"a question that does not exist"},
	{"answers-no-section", DIAG_ERROR, NULL, false,
		"a section that does not exist"},
	{"answers-value", DIAG_ERROR, NULL, false,
		"not an answer to this question"},
	{"answers-reason", DIAG_ERROR, NULL, false,
		"a reason that cannot stand here"},
	{"answers-twice", DIAG_ERROR, NULL, false,
		"a question answered twice"},
	{"answers-not-asked", DIAG_WARN, NULL, false,
		"an answer to what a condition closed"},
	/* Report templates; src/report. */
	{"template-size", DIAG_ERROR, NULL, false,
		"a size beyond its range"},
	{"template-room", DIAG_ERROR, NULL, false,
		"sizes that leave the review box no room on page one"},
	{"template-long", DIAG_ERROR, NULL, false,
		"a title or a label that is too long"},
	{"template-title", DIAG_ERROR, NULL, false,
		"another heading over what must be seen"},
	{"template-color", DIAG_ERROR, NULL, false,
		"a colour that is not #rrggbb"},
	{"template-pale", DIAG_WARN, NULL, false,
		"a colour too pale to read"},
	{"template-file", DIAG_ERROR, NULL, false,
		"a logo or font that is not a file beside the template"},
	{"template-logo", DIAG_ERROR, NULL, false,
		"a picture that cannot be a logo"},
	{"template-font", DIAG_ERROR, NULL, false,
		"a font that a report cannot be written in"},
	{"template-language", DIAG_ERROR, NULL, false,
		"a language that reports are not written in"},
	{"template-twice", DIAG_ERROR, NULL, false,
		"one text twice in one language"},
	{"template-one-language", DIAG_NOTE, NULL, false,
		"a text of the clinic's in one language only"},
	{"template-review-late", DIAG_ERROR, NULL, false,
		"something stands above the review box"},
	{"template-no-identity", DIAG_ERROR, NULL, false,
		"a report that does not say whose it is"},
	{"template-no-review", DIAG_ERROR, NULL, false,
		"a report without the review box"},
	{"template-no-skipped", DIAG_ERROR, NULL, false,
		"a report that hides what was not answered"},
	{"template-no-page-numbers", DIAG_ERROR, NULL, false,
		"pages without numbers"},
	{"template-no-confidential", DIAG_ERROR, NULL, false,
		"pages that do not say confidential"},
};
/* clang-format on */

const struct check_rule *
check_rules(size_t *ret_count)
{
	*ret_count = COUNT_OF(rules);
	return rules;
}

/* before: how many errors there were when this form's turn came. */
static void
run(const struct form *f, struct diags *d, size_t before, bool warn)
{
	for (size_t i = 0; i < COUNT_OF(rules); i++)
		if (rules[i].check && (warn || rules[i].severity == DIAG_ERROR) &&
			(!rules[i].whole || d->count[DIAG_ERROR] == before))
			rules[i].check(f, d);
}

bool
check_form(const struct form *f, struct diags *d)
{
	size_t before = d->count[DIAG_ERROR];

	run(f, d, before, true);
	return d->count[DIAG_ERROR] == before;
}

static const struct form *
check_some(struct arena *a, const char *file, const char *bytes, size_t n,
	const struct form_finder *finder, struct diags *d, bool warn)
{
	size_t before = d->count[DIAG_ERROR];
	const struct form *f = form_draft(a, file, bytes, n, finder, d);

	if (f)
		run(f, d, before, warn);
	return d->count[DIAG_ERROR] == before ? f : NULL;
}

const struct form *
check_bytes(struct arena *a, const char *file, const char *bytes, size_t n,
	const struct form_finder *finder, struct diags *d)
{
	return check_some(a, file, bytes, n, finder, d, true);
}

static int
load_some(struct arena *a, const char *path, const struct form_finder *finder,
	struct diags *d, const struct form **ret, bool warn, struct err *err)
{
	struct buf bytes = BUF_NONE;
	int rc;

	rc = file_read(path, XML_FILE_CAP, &bytes, err);
	if (!rc)
		*ret = check_some(a, path, buf_text(&bytes), bytes.len, finder, d, warn);
	buf_free(&bytes);
	return rc;
}

int
check_load(struct arena *a, const char *path, const struct form_finder *finder,
	struct diags *d, const struct form **ret, struct err *err)
{
	return load_some(a, path, finder, d, ret, true, err);
}

int
check_load_errors(struct arena *a, const char *path, const struct form_finder *finder,
	struct diags *d, const struct form **ret, struct err *err)
{
	return load_some(a, path, finder, d, ret, false, err);
}

const char *
check_number(struct diags *d, double value)
{
	struct buf b = BUF_NONE;
	const char *text;

	num_put(&b, value, 2);
	text = arena_strdup(d->arena, buf_text(&b));
	buf_free(&b);
	return text;
}
