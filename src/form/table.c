/*
 * table.c - what may stand where in form.xml: the check's table and the reference's
 *
 * A row an element: its name, whether it holds text, what it can have, what may stand
 * inside, one line for the reference.  Children of a lower order come first, those of
 * the same order mix.
 */
#include "form/form.h"

#define METHODS    "sum|mean|count"
#define TYPES      "one|many|number|text|date|yes-no"
#define PRECISIONS "day|month|year"
#define LEVELS     "info|review|urgent"
#define CHANGES    "reliable|notable|remission"
#define ROLES      "words|strength|pace|goal|name|born|contact|emergency|place|medical"
#define EXPECTED                                                                      \
	"scored|prorated|not-scored|not-administered|yes|no|undecided|flag|ask|none|" \
	"not-asked"

/* Name, kind of value, required, words. */
static const struct xml_attribute_rule no_settings[] = {
	{NULL, XML_ANY, false, NULL}
};

static const struct xml_attribute_rule form_settings[] = {
	{"id",        XML_FORM_ID,  true,  NULL            },
	{"version",   XML_POSITIVE, true,  NULL            },
	{"xml:lang",  XML_LANG,     true,  NULL            },
	{"languages", XML_LANGS,    false, NULL            },
	{"dont-know", XML_YES_NO,   false, NULL            },
	{"review",    XML_WORDS,    false, "answers|labels"},
	{NULL,        XML_ANY,      false, NULL            },
};

static const struct xml_attribute_rule answer_set_settings[] = {
	{"id", XML_ID,  true,  NULL},
	{NULL, XML_ANY, false, NULL},
};

static const struct xml_attribute_rule answer_settings[] = {
	{"code",      XML_ID,     true,  NULL            },
	{"score",     XML_NUMBER, false, NULL            },
	{"missing",   XML_WORDS,  false, "does-not-apply"},
	{"exclusive", XML_YES_NO, false, NULL            },
	{NULL,        XML_ANY,    false, NULL            },
};

static const struct xml_attribute_rule section_settings[] = {
	{"id",        XML_ID,        true,  NULL},
	{"show-if",   XML_CONDITION, false, NULL},
	{"sensitive", XML_YES_NO,    false, NULL},
	{"dont-know", XML_YES_NO,    false, NULL},
	{NULL,        XML_ANY,       false, NULL},
};

static const struct xml_attribute_rule grid_settings[] = {
	{"id",        XML_ID,        true,  NULL},
	{"answers",   XML_ID,        true,  NULL},
	{"show-if",   XML_CONDITION, false, NULL},
	{"dont-know", XML_YES_NO,    false, NULL},
	{NULL,        XML_ANY,       false, NULL},
};

static const struct xml_attribute_rule item_settings[] = {
	{"id",      XML_ID,        true,  NULL },
	{"show-if", XML_CONDITION, false, NULL },
	{"also",    XML_ID,        false, NULL },
	{"role",    XML_WORDS,     false, ROLES},
	{"seed",    XML_ANY,       false, NULL },
	{"loinc",   XML_ANY,       false, NULL },
	{NULL,      XML_ANY,       false, NULL },
};

static const struct xml_attribute_rule question_settings[] = {
	{"id",         XML_ID,        true,  NULL      },
	{"type",       XML_WORDS,     true,  TYPES     },
	{"answers",    XML_ID,        false, NULL      },
	{"show-if",    XML_CONDITION, false, NULL      },
	{"min",        XML_NUMBER,    false, NULL      },
	{"max",        XML_NUMBER,    false, NULL      },
	{"max-length", XML_POSITIVE,  false, NULL      },
	{"precision",  XML_WORDS,     false, PRECISIONS},
	{"dont-know",  XML_YES_NO,    false, NULL      },
	{"role",       XML_WORDS,     false, ROLES     },
	{"seed",       XML_ANY,       false, NULL      },
	{"loinc",      XML_ANY,       false, NULL      },
	{NULL,         XML_ANY,       false, NULL      },
};

static const struct xml_attribute_rule include_settings[] = {
	{"form",    XML_FORM_ID,   true,  NULL},
	{"show-if", XML_CONDITION, false, NULL},
	{NULL,      XML_ANY,       false, NULL},
};

static const struct xml_attribute_rule uses_settings[] = {
	{"form", XML_FORM_ID, true,  NULL},
	{NULL,   XML_ANY,     false, NULL},
};

static const struct xml_attribute_rule scale_settings[] = {
	{"id",         XML_ID,        true,  NULL              },
	{"method",     XML_WORDS,     true,  METHODS           },
	{"items",      XML_IDS,       true,  NULL              },
	{"reverse",    XML_IDS,       false, NULL              },
	{"may-miss",   XML_WHOLE,     false, NULL              },
	{"count-at",   XML_NUMBER,    false, NULL              },
	{"zero-if",    XML_CONDITION, false, NULL              },
	{"partial",    XML_WORDS,     false, "show"            },
	{"validation", XML_WORDS,     false, "none"            },
	{"show",       XML_YES_NO,    false, NULL              },
	{"trend",      XML_YES_NO,    false, NULL              },
	{"higher",     XML_WORDS,     false, "worse|better"    },
	{"kind",       XML_WORDS,     false, "distress|feeling"},
	{"loinc",      XML_ANY,       false, NULL              },
	{NULL,         XML_ANY,       false, NULL              },
};

static const struct xml_attribute_rule band_settings[] = {
	{"from", XML_NUMBER, true,  NULL},
	{"to",   XML_NUMBER, true,  NULL},
	{NULL,   XML_ANY,    false, NULL},
};

static const struct xml_attribute_rule cut_settings[] = {
	{"at", XML_NUMBER, true,  NULL},
	{"to", XML_NUMBER, false, NULL},
	{NULL, XML_ANY,    false, NULL},
};

static const struct xml_attribute_rule change_settings[] = {
	{"kind", XML_WORDS,  true,  CHANGES},
	{"at",   XML_NUMBER, true,  NULL   },
	{NULL,   XML_ANY,    false, NULL   },
};

static const struct xml_attribute_rule safety_settings[] = {
	{"id",      XML_ID,    true,  NULL },
	{"item",    XML_ID,    false, NULL },
	{"from",    XML_ID,    false, NULL },
	{"omitted", XML_WORDS, false, "yes"},
	{NULL,      XML_ANY,   false, NULL },
};

static const struct xml_attribute_rule alert_settings[] = {
	{"id",    XML_ID,        true,  NULL  },
	{"level", XML_WORDS,     true,  LEVELS},
	{"if",    XML_CONDITION, true,  NULL  },
	{"needs", XML_IDS,       false, NULL  },
	{NULL,    XML_ANY,       false, NULL  },
};

static const struct xml_attribute_rule approach_settings[] = {
	{"id",         XML_ID,  true,  NULL},
	{"preference", XML_ID,  false, NULL},
	{"set-aside",  XML_IDS, false, NULL},
	{NULL,         XML_ANY, false, NULL},
};

static const struct xml_attribute_rule topics_settings[] = {
	{"max", XML_POSITIVE, false, NULL},
	{NULL,  XML_ANY,      false, NULL},
};

static const struct xml_attribute_rule topic_settings[] = {
	{"id",         XML_ID,        true,  NULL},
	{"if",         XML_CONDITION, true,  NULL},
	{"needs",      XML_IDS,       false, NULL},
	{"approaches", XML_IDS,       false, NULL},
	{"quotes",     XML_IDS,       false, NULL},
	{NULL,         XML_ANY,       false, NULL},
};

static const struct xml_attribute_rule expect_settings[] = {
	{"scale",  XML_ID,     false, NULL    },
	{"score",  XML_NUMBER, false, NULL    },
	{"state",  XML_WORDS,  false, EXPECTED},
	{"band",   XML_ANY,    false, NULL    },
	{"alert",  XML_ID,     false, NULL    },
	{"safety", XML_ID,     false, NULL    },
	{"topic",  XML_ID,     false, NULL    },
	{NULL,     XML_ANY,    false, NULL    },
};

static const struct xml_attribute_rule translation_settings[] = {
	{"xml:lang", XML_LANG, true,  NULL},
	{NULL,       XML_ANY,  false, NULL},
};

static const struct xml_attribute_rule t_settings[] = {
	{"of", XML_REFERENCE, true,  NULL},
	{NULL, XML_ANY,       false, NULL},
};

/* Name, how often, order. */
static const struct xml_child_rule no_children[] = {
	{NULL, XML_ONCE, 0}
};

static const struct xml_child_rule form_children[] = {
	{"title",       XML_ONCE,  0},
	{"source",      XML_MAYBE, 1},
	{"notice",      XML_MAYBE, 2},
	{"welcome",     XML_MAYBE, 3},
	{"consent",     XML_MAYBE, 4},
	{"pause",       XML_MAYBE, 5},
	{"closing",     XML_MAYBE, 6},
	{"answer-set",  XML_SOME,  7},
	{"section",     XML_SOME,  7},
	{"include",     XML_SOME,  7},
	{"uses",        XML_SOME,  7},
	{"scale",       XML_SOME,  7},
	{"safety",      XML_SOME,  7},
	{"alert",       XML_SOME,  7},
	{"approach",    XML_SOME,  7},
	{"topics",      XML_MAYBE, 7},
	{"example",     XML_SOME,  7},
	{"translation", XML_SOME,  7},
	{NULL,          XML_ONCE,  0},
};

static const struct xml_child_rule answer_set_children[] = {
	{"answer", XML_MORE, 0},
	{NULL,     XML_ONCE, 0},
};

static const struct xml_child_rule section_children[] = {
	{"title",    XML_ONCE,  0},
	{"before",   XML_MAYBE, 1},
	{"after",    XML_MAYBE, 2},
	{"grid",     XML_SOME,  3},
	{"question", XML_SOME,  3},
	{NULL,       XML_ONCE,  0},
};

static const struct xml_child_rule grid_children[] = {
	{"stem", XML_ONCE,  0},
	{"why",  XML_MAYBE, 1},
	{"item", XML_MORE,  2},
	{NULL,   XML_ONCE,  0},
};

static const struct xml_child_rule question_children[] = {
	{"text",   XML_ONCE,  0},
	{"help",   XML_MAYBE, 1},
	{"why",    XML_MAYBE, 2},
	{"answer", XML_SOME,  3},
	{NULL,     XML_ONCE,  0},
};

/* The form itself, put in when the text is stored. */
static const struct xml_child_rule include_children[] = {
	{"form", XML_MAYBE, 0},
	{NULL,   XML_ONCE,  0},
};

static const struct xml_child_rule scale_children[] = {
	{"title",  XML_ONCE,  0},
	{"source", XML_MAYBE, 1},
	{"band",   XML_SOME,  2},
	{"cut",    XML_SOME,  3},
	{"change", XML_SOME,  4},
	{NULL,     XML_ONCE,  0},
};

static const struct xml_child_rule alert_children[] = {
	{"text", XML_ONCE, 0},
	{NULL,   XML_ONCE, 0},
};

static const struct xml_child_rule approach_children[] = {
	{"title", XML_ONCE, 0},
	{NULL,    XML_ONCE, 0},
};

static const struct xml_child_rule topics_children[] = {
	{"none",    XML_MAYBE, 0},
	{"too-few", XML_MAYBE, 1},
	{"topic",   XML_MORE,  2},
	{NULL,      XML_ONCE,  0},
};

static const struct xml_child_rule topic_children[] = {
	{"title", XML_ONCE,  0},
	{"ask",   XML_MORE,  1},
	{"note",  XML_MAYBE, 2},
	{NULL,    XML_ONCE,  0},
};

static const struct xml_child_rule example_children[] = {
	{"given",  XML_ONCE, 0},
	{"expect", XML_MORE, 1},
	{NULL,     XML_ONCE, 0},
};

static const struct xml_child_rule translation_children[] = {
	{"t",  XML_MORE, 0},
	{NULL, XML_ONCE, 0},
};

static const struct xml_rule rules[] = {
	{"form",        false, form_settings,        form_children,        "the whole form"               },
	{"title",       true,  no_settings,          no_children,          "what something is called"     },
	{"source",      true,  no_settings,          no_children,          "where it comes from"          },
	{"notice",      true,  no_settings,          no_children,          "the owner's notice"           },
	{"welcome",     true,  no_settings,          no_children,          "the first screen"             },
	{"consent",     true,  no_settings,          no_children,          "shown before consent is asked"},
	{"pause",       true,  no_settings,          no_children,          "the screen of a break"        },
	{"closing",     true,  no_settings,          no_children,          "the last screen"              },
	{"answer-set",  false, answer_set_settings,  answer_set_children,
         "answers for many questions"								     },
	{"answer",      true,  answer_settings,      no_children,          "one answer"                   },
	{"section",     false, section_settings,     section_children,     "a part of the form"           },
	{"before",      true,  no_settings,          no_children,          "shown before a section"       },
	{"after",       true,  no_settings,          no_children,          "shown after a section"        },
	{"grid",        false, grid_settings,        grid_children,        "lines with the same answers"  },
	{"stem",        true,  no_settings,          no_children,          "opening sentence of a grid"   },
	{"why",         true,  no_settings,          no_children,          "why this is asked"            },
	{"item",        true,  item_settings,        no_children,          "one line of a grid"           },
	{"question",    false, question_settings,    question_children,    "one question"                 },
	{"text",        true,  no_settings,          no_children,          "the words of it"              },
	{"help",        true,  no_settings,          no_children,          "help with answering"          },
	{"include",     false, include_settings,     include_children,
         "another form, put in here"								      },
	{"uses",        false, uses_settings,        include_children,     "a form that may be named"     },
	{"scale",       false, scale_settings,       scale_children,       "a score"                      },
	{"band",        true,  band_settings,        no_children,          "a range of scores"            },
	{"cut",         true,  cut_settings,         no_children,          "a published threshold"        },
	{"change",      true,  change_settings,      no_children,          "how many points are a change" },
	{"safety",      false, safety_settings,      no_children,          "an answer met at once"        },
	{"alert",       false, alert_settings,       alert_children,       "a line for the therapist"     },
	{"approach",    false, approach_settings,    approach_children,    "a way of working"             },
	{"topics",      false, topics_settings,      topics_children,      "topics to explore"            },
	{"none",        true,  no_settings,          no_children,          "when no topic is reached"     },
	{"too-few",     true,  no_settings,          no_children,          "when too little was answered" },
	{"topic",       false, topic_settings,       topic_children,       "one topic and its rule"       },
	{"ask",         true,  no_settings,          no_children,          "what to ask the client"       },
	{"note",        true,  no_settings,          no_children,          "a remark beside a topic"      },
	{"example",     false, no_settings,          example_children,     "answers and their scores"     },
	{"given",       true,  no_settings,          no_children,          "the answers of an example"    },
	{"expect",      false, expect_settings,      no_children,          "what it must come to"         },
	{"translation", false, translation_settings, translation_children,
         "texts in another language"								      },
	{"t",           true,  t_settings,           no_children,          "one translated text"          },
	{NULL,          false, NULL,                 NULL,                 NULL                           },
};

const struct xml_table form_table = {rules};
