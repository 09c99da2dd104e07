/* Results as JSON: the fields of the schemas, in their order. */
#include "exchange/json.h"

#include "unit/form_of.h"
#include "unit/test.h"

static const char form_xml[] =
	"<answer-set id='k'><answer code='a' score='0'>A</answer>"
	"<answer code='b' score='1'>B</answer><answer code='c' "
	"score='2'>C</answer></answer-set>"
	"<section id='s'><title>S</title><question id='gate' type='yes-no'><text>G</text>"
	"</question><grid id='g' answers='k'><stem>S</stem><item id='i1'>1</item>"
	"<item id='i2'>2</item><item id='i3'>3</item></grid>"
	"<question id='z1' type='yes-no' show-if='gate is yes'><text>Z</text></question>"
	"</section>"
	"<scale id='full' method='sum' items='i1 i2'><title>T</title>"
	"<band from='0' to='2'>Low</band><band from='3' to='4'>High</band>"
	"<cut at='2'>M</cut><cut at='3'>M</cut></scale>"
	"<scale id='some' method='sum' items='i1 i2 i3' may-miss='1'><title>T</title>"
	"<cut at='4' to='6'>M</cut></scale>"
	"<scale id='part' method='sum' items='i2 i3' "
	"partial='show'><title>T</title></scale>"
	"<scale id='mean' method='mean' items='i1 i2 i3' "
	"may-miss='1'><title>T</title></scale>"
	"<scale id='rule' method='sum' items='z1' zero-if='gate is "
	"no'><title>T</title></scale>"
	"<scale id='nil' method='sum' items='z1'><title>T</title></scale>"
	"<safety id='harm' item='i2' from='b'/>"
	"<safety id='other' omitted='yes'/>"
	"<alert id='yes1' level='review' if='i1 is c'><text>T</text></alert>"
	"<alert id='open1' level='urgent' if='i3 is c'><text>T</text></alert>"
	"<alert id='no1' level='info' if='i1 is a'><text>T</text></alert>"
	"<approach id='ap' preference='gate' set-aside='no'><title>P</title></approach>"
	"<approach id='aq'><title>Q</title></approach>"
	"<topics max='1'><topic id='t1' if='i1 is c or full is 3 or i2 is c' "
	"approaches='ap aq'><title>T</title><ask>A</ask></topic>"
	"<topic id='t2' if='harm'><title>T</title><ask>A</ask></topic>"
	"<topic id='t3' if='i3 is c'><title>T</title><ask>A</ask></topic></topics>";

static const char expected[] =
	"{\n"
	"  \"schema\": \"anteroom.score/1\",\n"
	"  \"form\": {\n    \"id\": \"test\",\n    \"version\": 1,\n    \"sha256\": "
	"\"%s\"\n  },\n"
	"  \"scales\": [\n"
	"    {\n      \"id\": \"full\",\n      \"state\": \"scored\",\n      \"score\": "
	"3,\n"
	"      \"unrounded\": 3,\n      \"answered\": 2,\n      \"items\": 2,\n"
	"      \"band\": {\n        \"label\": \"High\",\n        \"from\": 3,\n"
	"        \"to\": 4\n      },\n"
	"      \"cuts\": [\n        {\n          \"at\": 2,\n          \"met\": true\n"
	"        },\n        {\n          \"at\": 3,\n          \"met\": true\n        "
	"}\n"
	"      ]\n    },\n"
	"    {\n      \"id\": \"some\",\n      \"state\": \"prorated\",\n      "
	"\"score\": 5,\n"
	"      \"unrounded\": 4.5,\n      \"answered\": 2,\n      \"items\": 3,\n"
	"      \"cuts\": [\n        {\n          \"at\": 4,\n          \"to\": 6,\n"
	"          \"met\": \"inside\"\n        }\n      ]\n    },\n"
	"    {\n      \"id\": \"part\",\n      \"state\": \"not-scored\",\n"
	"      \"why\": \"too-many-missing\",\n      \"at_least\": 1,\n"
	"      \"answered\": 1,\n      \"items\": 2\n    },\n"
	"    {\n      \"id\": \"mean\",\n      \"state\": \"scored\",\n      \"score\": "
	"1.5,\n"
	"      \"unrounded\": 1.5,\n      \"answered\": 2,\n      \"items\": 3,\n"
	"      \"cuts\": []\n    },\n"
	"    {\n      \"id\": \"rule\",\n      \"state\": \"scored\",\n      \"score\": "
	"0,\n"
	"      \"unrounded\": 0,\n      \"answered\": 0,\n      \"items\": 1,\n"
	"      \"zero_by_rule\": true,\n      \"cuts\": []\n    },\n"
	"    {\n      \"id\": \"nil\",\n      \"state\": \"not-administered\",\n"
	"      \"why\": \"not-asked\",\n      \"answered\": 0,\n      \"items\": 1\n    "
	"}\n"
	"  ],\n"
	"  \"alerts\": [\n"
	"    {\n      \"id\": \"yes1\",\n      \"level\": \"review\",\n"
	"      \"state\": \"yes\",\n      \"because\": [\n        \"i1\"\n      ]\n    "
	"},\n"
	"    {\n      \"id\": \"open1\",\n      \"level\": \"urgent\",\n"
	"      \"state\": \"undecided\",\n      \"missing\": [\n        \"i3\"\n      "
	"]\n    },\n"
	"    {\n      \"id\": \"no1\",\n      \"level\": \"info\",\n      \"state\": "
	"\"no\"\n    }\n"
	"  ],\n"
	"  \"safety\": [\n"
	"    {\n      \"id\": \"harm\",\n      \"item\": \"i2\",\n      \"state\": "
	"\"flag\"\n    },\n"
	"    {\n      \"id\": \"other\",\n      \"state\": \"not-asked\"\n    }\n"
	"  ],\n"
	"  \"topics\": [\n"
	"    {\n      \"id\": \"t1\",\n      \"because\": [\n        \"i1\",\n"
	"        \"full\"\n      ],\n      \"approaches\": [\n        \"aq\"\n      ],\n"
	"      \"set_aside\": [\n        \"ap\"\n      ],\n      \"printed\": true\n"
	"    },\n    {\n      \"id\": \"t2\",\n      \"because\": [\n        \"i2\"\n"
	"      ],\n      \"approaches\": [],\n      \"set_aside\": [],\n"
	"      \"printed\": false\n    }\n  ]\n"
	"}\n";

TEST(exchange, scores_have_every_field_in_its_order_and_none_where_there_is_no_number)
{
	static const char answers[] = "gate = no\ni1 = c\ni2 = b\ni3 = !skipped\n";
	struct arena a = ARENA_NONE;
	const struct form *f = form_of(&a, form_xml);
	struct answers_line *lines;
	struct answers *got;
	struct buf out = BUF_NONE, want = BUF_NONE;
	struct diags d;
	size_t count = 0;
	const char *hole = strstr(expected, "%s");

	assert_non_null(f);
	diags_init(&d, &a);
	lines = answers_file_parse(&a, f, "a", answers, strlen(answers), &d, &count);
	assert_non_null(lines);
	got = answers_new(&a, f);
	answers_apply(got, lines, count);
	score_settle(f, got);
	exchange_score_json(f, score_all(&a, f, got, NULL), &out);
	buf_add(&want, expected, (size_t)(hole - expected));
	buf_printf(&want, "%s%s", f->digest, hole + 2);
	assert_string_equal(buf_text(&out), buf_text(&want));
	buf_free(&out);
	buf_free(&want);
	arena_free(&a);
}

TEST(exchange, findings_have_their_place_and_id_and_any_file_name_is_text)
{
	struct arena a = ARENA_NONE;
	struct buf out = BUF_NONE;
	struct diags d;

	diags_init(&d, &a);
	diags_error(&d, "band-gap", ((struct place){"a\xff.xml", 58, 5}), "score \"9\"");
	diags_warn(&d, "file-size", ((struct place){"b.xml", 0, 0}), "é");
	exchange_diags_json(&d, &out);
	assert_string_equal(buf_text(&out),
		"{\n  \"schema\": \"anteroom.check/1\",\n  \"findings\": [\n    {\n"
		"      \"file\": \"a\xef\xbf\xbd.xml\",\n      \"line\": 58,\n"
		"      \"column\": 5,\n      \"severity\": \"error\",\n"
		"      \"id\": \"band-gap\",\n      \"text\": \"score \\\"9\\\"\"\n    "
		"},\n    {\n"
		"      \"file\": \"b.xml\",\n      \"line\": 0,\n      \"column\": 0,\n"
		"      \"severity\": \"warning\",\n      \"id\": \"file-size\",\n"
		"      \"text\": \"é\"\n    }\n  ]\n}\n");
	buf_free(&out);
	arena_free(&a);
}

TEST(exchange, a_list_leaves_out_what_is_not_there_but_for_what_does_not_open)
{
	static const struct json_unopened unopened = {"cd34", "2026-11-24", "done"};
	static const struct json_record rows[] = {
		{"ab12", "2026-11-23",
                 {.form_id = "phq9",
				.client = "",
				.lang = "es",
				.form_version = 2,
				.state = RECORD_OPEN,
				.started = 0,
				.flags = 1,
				.ask = 0,
				.answered = 3,
				.items = 10},
                 false},
	};
	struct buf out = BUF_NONE;

	exchange_list_json(rows, 1, &unopened, 1, 1, &out);
	assert_string_equal(buf_text(&out),
		"{\n  \"schema\": \"anteroom.list/1\",\n  \"records\": [\n    {\n"
		"      \"id\": \"ab12\",\n      \"state\": \"open\",\n"
		"      \"day\": \"2026-11-23\",\n      \"form\": \"phq9\",\n"
		"      \"version\": 2,\n      \"lang\": \"es\",\n      \"flags\": 1,\n"
		"      \"ask\": 0,\n      \"answered\": 3,\n      \"items\": 10,\n"
		"      \"started\": \"1970-01-01T00:00:00Z\"\n    }\n  ],\n"
		"  \"unread\": 1,\n  \"unopened\": [\n    {\n"
		"      \"id\": \"cd34\",\n      \"state\": \"done\",\n"
		"      \"day\": \"2026-11-24\"\n    }\n  ]\n}\n");
	buf_clear(&out);
	exchange_list_json(NULL, 0, NULL, 0, 0, &out);
	assert_string_equal(buf_text(&out),
		"{\n  \"schema\": \"anteroom.list/1\",\n  \"records\": [],\n"
		"  \"unread\": 0,\n  \"unopened\": []\n}\n");
	buf_free(&out);
}
