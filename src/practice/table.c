/* table.c - what may stand in practice.xml */
#include "practice/part.h"

static const struct xml_attribute_rule none[] = {{.name = NULL}};

static const struct xml_attribute_rule practice_has[] = {
	{"xml:lang", XML_LANG, true, NULL},
	{"region",      XML_ANY, true, NULL},
	{"sample",          XML_YES_NO, false, NULL},
	{.name = NULL},
};
static const struct xml_child_rule practice_holds[] = {
	{"name",     XML_ONCE, 1},
	{"address",         XML_MAYBE, 2},
	{"phone",  XML_MAYBE, 2},
	{"email",         XML_MAYBE, 2},
	{"website",    XML_MAYBE, 2},
	{"area",         XML_SOME, 2},
	{"modality",    XML_SOME, 2},
	{"policy",         XML_SOME, 2},
	{"crisis-line",  XML_SOME, 2},
	{"emergency",         XML_SOME, 2},
	{"paper",     XML_MAYBE, 2},
	{"idle",         XML_MAYBE, 2},
	{"keep", XML_MAYBE, 2},
	{"group",         XML_MAYBE, 2},
	{.name = NULL  },
};

static const struct xml_attribute_rule policy_has[] = {
	{"xml:lang", XML_LANG, false, NULL},
	{.name = NULL    },
};
static const struct xml_child_rule policy_holds[] = {
	{"readers", XML_ONCE, 1},
	{"within",        XML_ONCE, 2},
	{"out-of-hours",  XML_MAYBE, 3},
	{.name = NULL       },
};

static const struct xml_attribute_rule crisis_line_has[] = {
	{"region",  XML_ANY, true, NULL},
	{"xml:lang",     XML_LANG, true, NULL},
	{"checked",         XML_DATE, true, NULL},
	{"by",XML_ANY, false, NULL},
	{.name = NULL    },
};
static const struct xml_child_rule crisis_line_holds[] = {
	{"label", XML_ONCE, 1},
	{"call",      XML_MAYBE, 2},
	{"press",  XML_MAYBE, 2},
	{"text",      XML_MAYBE, 2},
	{"chat", XML_MAYBE, 2},
	{"note",      XML_MAYBE, 2},
	{.name = NULL },
};

static const struct xml_attribute_rule text_has[] = {
	{"body", XML_ANY, false, NULL},
	{.name = NULL},
};
static const struct xml_attribute_rule emergency_has[] = {
	{"region", XML_ANY, true, NULL},
	{.name = NULL   },
};
static const struct xml_attribute_rule idle_has[] = {
	{"minutes", XML_WHOLE, true, NULL},
	{.name = NULL    },
};
static const struct xml_attribute_rule keep_has[] = {
	{"adults", XML_ANY, true, NULL},
	{"minors",    XML_ANY, false, NULL},
	{.name = NULL       },
};
static const struct xml_child_rule nothing[] = {{.name = NULL}};

/* Name, holds text, attributes, children, about. */
static const struct xml_rule rules[] = {
	{"practice",						 false, practice_has, practice_holds,
         "the practice: who it is, whom to call, who reads records"},
	{"name",					      true, none, nothing, "its name, on every page"},
	{"address", true, none, nothing, "its address, on the letterhead"},
	{"phone",						     true, none, nothing, "its telephone number"},
	{"email",						      true, none, nothing, "its mail address"},
	{"website",				 true, none, nothing, "its page on the web"},
	{"area",						  true, none, nothing, "a place it serves; one each"},
	{"modality",						      true, none, nothing, "in-person or telehealth; one each"},
	{"policy",			  false, policy_has, policy_holds,
         "who reads records and how soon; once for each language"},
	{"readers",						    true, none, nothing, "who reads what a client answered"},
	{"within",						      true, none, nothing, "how soon"},
	{"out-of-hours",				    true, none, nothing, "what happens at night and on holidays"},
	{"crisis-line",						    false, crisis_line_has, crisis_line_holds,
         "a line for someone in crisis, and the day somebody last tried it"},
	{"label",						      true, none, nothing, "what the line is called"},
	{"call",					true, none, nothing, "the number to call"},
	{"press",						  true, none, nothing, "what to press then"},
	{"text",						      true, text_has, nothing, "the number to text; body: the word to send"},
	{"chat",				     true, none, nothing, "where to chat"},
	{"note",						     true, none, nothing, "when it is open, what it costs"},
	{"emergency",						      true, emergency_has, nothing,
         "the number when a life is in danger"},
	{"paper",			     true, none, nothing, "letter or a4"},
	{"idle",						 false, idle_has, nothing, "minutes until the screen asks; 0: never"},
	{"keep",						      false, keep_has, nothing, "how long records are kept"},
	{"group",		       true, none, nothing, "the group of the two-user layout"},
	{.name = NULL						  },
};

const struct xml_table practice_table = {rules};
