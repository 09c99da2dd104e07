/*
 * settings.c - one line for every setting of every tag: what a form's author reads
 */
#include <stdio.h>
#include <string.h>

#include "docs/gen/gen.h"
#include "form/form.h"
#include "practice/practice.h"
#include "report/template.h"

const struct language form_language = {&form_table, "form.xml", "The form language",
	"What a form can hold, tag by tag. How to write one, step by step: "
	"`writing-forms.md`. "
	"Words are what stands between tags; what the program reads stands in quotation "
	"marks "
	"inside a tag. A tag has words or other tags, never both. White space and line "
	"breaks "
	"do not count; an empty line begins a new paragraph."};
const struct language template_language = {&template_table, "a report's template",
	"The template of a report",
	"A template decides the order of a report, its titles, logo, colour, typeface, "
	"language and the clinic's own words. How to write one, with pictures: "
	"`report-templates.md`. It cannot hide the review box, what was not answered, "
	"the "
	"page numbers or the confidential mark."};
const struct language practice_language = {&practice_table, "practice.xml",
	"The practice's profile",
	"`practice.xml` in the practice's home: who the practice is, whom a client can "
	"call, who "
	"reads records and how soon."};

/* Tag (NULL: any), setting, what it does. */
static const struct {
	const char *tag, *name, *line;
} lines[] = {
	{"form",        "id",           "its name, the same for good; records keep it"                   },
	{"form",        "version",
         "1, 2, 3 ...; the next one whenever a question, answer, score or rule "
		"changes"										},
	{"form",        "xml:lang",     "the language that it is written in"                             },
	{"form",        "languages",
         "which languages must be complete, with spaces between; each but the "
		"first has a <translation>"							      },
	{NULL,          "dont-know",
         "\"yes\": \"I don't know\" is offered here and in all that stands "
		"inside"										 },
	{"form",        "review",
         "\"labels\": the last look over the answers shows the questions alone, "
		"for a "
		"screen that others could see"							   },
	{"answer",      "code",         "what is stored; never changes, even when the words do"          },
	{"answer",      "score",        "its points; all answers of a list have them, or none"           },
	{"answer",      "missing",      "choosing it counts as not answered, with this reason"           },
	{"answer",      "exclusive",
         "\"yes\": where several can be chosen, this one clears the others"                              },
	{NULL,          "id",
         "its name, which nothing else in the form has: a column's name in a "
		"table of answers"								       },
	{NULL,          "show-if",
         "asked only where this condition is met; it can use what was asked "
		"before"										 },
	{"section",     "sensitive",
         "\"yes\": the client is told before, and can leave the part out"                                },
	{NULL,          "answers",      "the id of an <answer-set>"                                      },
	{"item",        "also",
         "the id of one more <answer-set>, whose answers come behind those of the "
		"grid"										   },
	{NULL,          "role",         "where the report puts the answer"                               },
	{NULL,          "seed",
         "what in the source it was made from; for the clinic, never shown"                              },
	{NULL,          "loinc",        "its LOINC code, for exports"                                    },
	{"question",    "type",         "how it is answered"                                             },
	{"question",    "min",          "the smallest number that can be given"                          },
	{"question",    "max",          "the largest"						    },
	{"question",    "max-length",
         "how many characters can be written; 2000 where not given"                                      },
	{"question",    "precision",
         "how exact a date is asked for; \"day\" where not given"                                        },
	{"include",     "form",
         "the id of the form that is put in here: one of the practice's, or a "
		"shipped one"									    },
	{"uses",        "form",
         "the id of a form whose questions conditions here may name; where it is "
		"not part of the sitting they were not asked"                                            },
	{"scale",       "method",
         "how answers become a score: the sum, the mean, or how many are at "
		"count-at or more"								       },
	{"scale",       "items",        "the questions that count"                                       },
	{"scale",       "reverse",
         "those of them that count from the other end: lowest + highest - score"                         },
	{"scale",       "may-miss",
         "how many may be missing; 0 where not given. Their places are filled "
		"with the mean of the others, and the score says so"                                     },
	{"scale",       "count-at",
         "with method \"count\": the score from which on an item counts"                                 },
	{"scale",       "zero-if",
         "where this condition is met the score is 0 although the items were not "
		"asked"										  },
	{"scale",       "partial",
         "\"show\": where it cannot be scored the report says \"at least\" the "
		"sum of what was answered"							       },
	{"scale",       "validation",
         "\"none\": the clinic's own, without a study; then there are no bands, "
		"cuts or changes"									},
	{"scale",       "show",         "\"no\": only for conditions, the report does not print it"      },
	{"scale",       "trend",        "\"no\": it is not followed over time"                           },
	{"scale",       "higher",       "what a higher score means"                                      },
	{"scale",       "kind",         "what it measures; the report draws the two apart"               },
	{"band",        "from",         "its lowest score"					       },
	{"band",        "to",
         "its highest; the bands of a scale leave no gap and do not overlap"                             },
	{"cut",         "at",           "the score from which on the words hold"                         },
	{"cut",         "to",           "the end of a range that has no one answer: below, inside, above"},
	{"change",      "kind",         "what so much change means"                                      },
	{"change",      "at",           "points; for \"remission\" the score below which it is one"      },
	{"safety",      "item",         "the question about harm"                                        },
	{"safety",      "from",
         "the code of the answer from which on crisis lines are shown at once"                           },
	{"safety",      "omitted",      "\"yes\": the form does not ask; the report says so"             },
	{"alert",       "level",        "how it is printed; \"urgent\" stands first"                     },
	{NULL,          "if",
         "printed where this condition is met; where it cannot be decided the "
		"report says what is missing"							    },
	{NULL,          "needs",
         "questions without which it is undecided, whatever the others say"                              },
	{"approach",    "preference",   "the question that asks the client about it"                     },
	{"approach",    "set-aside",    "the codes with which the client sets it aside"                  },
	{"topics",      "max",
         "how many are printed at most; the others are listed in the appendix"                           },
	{"topic",       "approaches",   "which approaches fit, by id"                                    },
	{"topic",       "quotes",       "questions whose free text is quoted beside it"                  },
	{"expect",      "scale",        "the scale that it is about"                                     },
	{"expect",      "score",        "what it must come to"                                           },
	{"expect",      "state",        "how it must come out"                                           },
	{"expect",      "band",         "the words of the band that it must fall in"                     },
	{"expect",      "alert",        "the alert that it is about"                                     },
	{"expect",      "safety",       "the safety item that it is about"                               },
	{"expect",      "topic",        "the topic that it is about"                                     },
	{"translation", "xml:lang",     "the language of these texts"                                    },
	{"t",           "of",
         "the text: an id, \"id.code\" of an answer, \"id.help\", \"id.why\", or "
		"the form's own: \"title\", \"welcome\" ..."                                             },
 /* templates */
	{"template",    "id",
         "a name of its own; --template takes the file's name, without .xml"                             },
	{"template",    "xml:lang",
         "the language of the report; where not given, of the person who makes "
		"it"										     },
	{"page",        "size",         "\"auto\": as practice.xml says"                                 },
	{"page",        "one",
         "\"yes\": condensed onto one page, where what must be seen allows it"                           },
	{"page",        "left",         "margin, in points: 72 are an inch"                              },
	{"page",        "right",        "the same"						       },
	{"page",        "top",          "the same"						       },
	{"page",        "bottom",       "the same; the footer stands in it"                              },
	{"style",       "accent",       "the one colour, as #rrggbb; too pale a one is darkened"         },
	{"style",       "text-size",    "in points; all other sizes follow"                              },
	{"style",       "smallest",
         "no text is smaller than that, in points; 7 where not given"                                    },
	{"style",       "font",         "a TrueType file beside the template; needs the next two"        },
	{"style",       "font-bold",    "its bold face"						  },
	{"style",       "font-italic",  "its italic face"                                                },
	{"string",      "of",           "which label"						    },
	{"string",      "xml:lang",     "the language of these words; none: of all"                      },
	{"letterhead",  "areas",        "\"yes\": with the places that the practice serves"              },
	{"letterhead",  "logo",         "a PNG or JPEG beside the template, at most 2 MB"                },
	{"letterhead",  "logo-side",    "\"left\" where not given"                                       },
	{"letterhead",  "logo-height",
         "in points; 40 where not given. A wide one is made lower"                                       },
	{"scores",      "short",
         "\"yes\": two beside each other, without the words below the bars"                              },
	{"skipped",     "short",        "\"yes\": a line for each reason, with the numbers"              },
	{"line",        "xml:lang",     "the language of these words; none: of all"                      },
	{"identity",    "name",         "\"yes\": the client's name, where the form asks it"             },
	{"notes",       "lines",        "how many; down to four where that saves a page"                 },
	{"footer",      "page-numbers", "always on; \"no\" is refused"                                   },
	{"footer",      "confidential", "always on; \"no\" is refused"                                   },
	{"title",       "xml:lang",     "the language of these words; none: of all"                      },
	{"paragraph",   "xml:lang",     "the language of these words; none: of all"                      },
 /* practice.xml */
	{"practice",    "xml:lang",     "the language of the practice"                                   },
	{"practice",    "region",       "its country, or country and state: US, US-CA"                   },
	{"practice",    "sample",       "\"yes\": made up; every screen and page says SAMPLE"            },
	{"policy",      "xml:lang",     "the language of these words"                                    },
	{"crisis-line", "region",       "where it serves: US, or US-CA"                                  },
	{"crisis-line", "xml:lang",     "the language that is spoken there"                              },
	{"crisis-line", "checked",      "the day on which somebody last tried it"                        },
	{"crisis-line", "by",           "who did"							},
	{"text",        "body",         "the word to send"					       },
	{"emergency",   "region",       "where it serves"                                                },
	{"idle",        "minutes",      "without a key, until the screen asks; 0: never"                 },
	{"keep",        "adults",       "years from its end, then to the end of that year: 7y"           },
	{"keep",        "minors",       "under 18 then: to the end of that birthday's year: until 25"    },
};
enum { LINES = sizeof(lines) / sizeof(lines[0]) };

const char *
gen_setting(const char *tag, const char *name)
{
	const char *any = NULL;

	for (size_t i = 0; i < LINES; i++) {
		if (strcmp(lines[i].name, name) != 0)
			continue;
		if (lines[i].tag && strcmp(lines[i].tag, tag) == 0)
			return lines[i].line;
		any = lines[i].tag ? any : lines[i].line;
	}
	return any;
}

static bool
has_setting(const struct xml_table *t, const char *tag, const char *name)
{
	for (const struct xml_rule *r = t->rules; r->name; r++)
		for (const struct xml_attribute_rule *s = r->attributes; s->name; s++)
			if ((!tag || strcmp(r->name, tag) == 0) &&
				strcmp(s->name, name) == 0)
				return true;
	return false;
}

bool
gen_settings_complete(const struct language *const *all, size_t count)
{
	bool good = true;

	for (size_t l = 0; l < count; l++)
		for (const struct xml_rule *r = all[l]->table->rules; r->name; r++)
			for (const struct xml_attribute_rule *s = r->attributes; s->name;
				s++)
				if (!gen_setting(r->name, s->name)) {
					fprintf(stderr, "gen: no line about %s of <%s>\n",
						s->name, r->name);
					good = false;
				}
	for (size_t i = 0; i < LINES; i++) {
		bool found = false;

		for (size_t l = 0; l < count && !found; l++)
			found = has_setting(all[l]->table, lines[i].tag, lines[i].name);
		if (!found) {
			fprintf(stderr, "gen: <%s> has no %s\n",
				lines[i].tag ? lines[i].tag : "*", lines[i].name);
			good = false;
		}
	}
	return good;
}
