/* Whole records as JSON and CSV: every kind of value, and none where there is none. */
#include "exchange/export.h"

#include "unit/form_of.h"
#include "unit/test.h"

static const char form_xml[] =
	"<answer-set id='k'><answer code='a' score='0'>A</answer>"
	"<answer code='b' score='1'>B</answer></answer-set>"
	"<section id='s'><title>S</title>"
	"<question id='one' type='one' answers='k'><text>1</text></question>"
	"<question id='many' type='many'><text>2</text><answer code='x'>X</answer>"
	"<answer code='y'>Y</answer></question>"
	"<question id='num' type='number'><text>3</text></question>"
	"<question id='day' type='date' precision='year'><text>4</text></question>"
	"<question id='words' type='text'><text>5</text></question>"
	"<question id='gone' type='yes-no'><text>6</text></question>"
	"<question id='shut' type='yes-no' show-if='gone is "
	"yes'><text>7</text></question>"
	"</section>";

static const char answers[] = "one = b\nmany = x y\nnum = ~7.5\nday = 1989\n"
			      "words = \"=1+1, \\\"she\\\" said\\nand went\"\n"
			      "gone = !skipped\n";

static void export(const char *format, const char *want)
{
	const struct exchange_format *how = exchange_format_find(format);
	struct arena a = ARENA_NONE;
	const struct form *f = form_of(&a, form_xml);
	struct record record = {.form_id = "test",
		.form_version = 1,
		.client = "C-7",
		.lang = "es",
		.mode = "line",
		.consent = "yes",
		.state = RECORD_DONE,
		.started = 0,
		.ended = 1000};
	struct exchange_record r = {.id = "ab12", .day = "2026-11-23", .record = &record};
	struct answers_line *lines;
	struct answers *got;
	struct buf out = BUF_NONE, filled = BUF_NONE;
	const char *hole = strstr(want, "%s");
	struct diags d;
	size_t count = 0;

	assert_non_null(f);
	diags_init(&d, &a);
	lines = answers_file_parse(&a, f, "a", answers, strlen(answers), &d, &count);
	assert_non_null(lines);
	got = answers_new(&a, f);
	answers_apply(got, lines, count);
	score_settle(f, got);
	r.form = f;
	r.answers = got;
	r.scores = score_all(&a, f, got, NULL);
	how->begin(&out);
	how->put(&out, &r, true);
	how->end(&out);
	if (hole) {
		buf_add(&filled, want, (size_t)(hole - want));
		buf_printf(&filled, "%s%s", f->digest, hole + 2);
	} else {
		buf_str(&filled, want);
	}
	assert_string_equal(buf_text(&out), buf_text(&filled));
	buf_free(&filled);
	buf_free(&out);
	arena_free(&a);
}

TEST(exchange, a_record_in_json_has_each_answer_by_its_kind_and_why_there_is_none)
{
	export("json",
		"{\"schema\":\"anteroom.export/1\",\"records\":[\n"
		"{\"id\":\"ab12\",\"day\":\"2026-11-23\",\"state\":\"done\",\"client\":"
		"\"C-7\","
		"\"form\":{\"id\":\"test\",\"version\":1,\"sha256\":\"%s\"},"
		"\"lang\":\"es\",\"mode\":\"line\",\"consent\":\"yes\","
		"\"started\":\"1970-01-01T00:00:00Z\",\"ended\":\"1970-01-01T00:00:01Z\","
		"\"answers\":[{\"item\":\"one\",\"value\":\"b\",\"score\":1},"
		"{\"item\":\"many\",\"value\":[\"x\",\"y\"]},"
		"{\"item\":\"num\",\"value\":7.5,\"about\":true},"
		"{\"item\":\"day\",\"value\":\"1989\"},"
		"{\"item\":\"words\",\"value\":\"=1+1, \\\"she\\\" said\\nand went\"},"
		"{\"item\":\"gone\",\"missing\":\"skipped\"},"
		"{\"item\":\"shut\",\"missing\":\"not-asked\"}],"
		"\"scales\":[],\"alerts\":[],\"safety\":[],\"topics\":[]}\n]}\n");
}

TEST(exchange, a_record_in_csv_has_a_line_for_each_question_and_no_formula)
{
	export("csv",
		"record,day,state,client,form,version,lang,item,value,about,missing,"
		"score\r\n"
		"ab12,2026-11-23,done,C-7,test,1,es,one,b,,,1\r\n"
		"ab12,2026-11-23,done,C-7,test,1,es,many,x y,,,\r\n"
		"ab12,2026-11-23,done,C-7,test,1,es,num,7.5,yes,,\r\n"
		"ab12,2026-11-23,done,C-7,test,1,es,day,1989,,,\r\n"
		"ab12,2026-11-23,done,C-7,test,1,es,words,"
		"\"'=1+1, \"\"she\"\" said\nand went\",,,\r\n"
		"ab12,2026-11-23,done,C-7,test,1,es,gone,,,skipped,\r\n"
		"ab12,2026-11-23,done,C-7,test,1,es,shut,,,not-asked,\r\n");
}

TEST(exchange, a_format_that_is_not_there_is_not_found)
{
	assert_null(exchange_format_find("xls"));
	assert_null(exchange_format_find(""));
}
