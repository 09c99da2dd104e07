/*
 * preview.h - every screen of a form, by way of the interview itself
 *
 *	form + a question  --answers_to_reach-->  answers that open all its conditions
 *	form + answers     --preview_walk-->      the screens on that way, each once
 *
 * Nothing is shown that the engine would not show: a screen is found by answering up to it.
 *
 * Owns:   everything lives in the call's arena.
 * Fails:  a question that no answers were found for is named, not left out in silence.
 */
#ifndef COMMAND_PREVIEW_H
#define COMMAND_PREVIEW_H

#include "command/form_text.h"
#include "interview/interview.h"

/* One answer of a way. */
struct made_up {
	const struct item *item;
	struct value value;
	bool asked; /* with the others of its way */
};

/* Answers that open one question's conditions; to a question that is not named any
 * ordinary answer will do. */
struct opening {
	const struct made_up *at;
	size_t count;
};

/* False: none were found. */
bool answers_to_reach(struct arena *a, const struct form *f, const struct item *it,
	struct opening *ret);
/* An ordinary answer: the first that raises no flag. */
struct value answer_ordinary(const struct item *it);

/* One screen as text. */
struct shown {
	long place;          /* its order in the form; a place is shown once */
	const char *name;    /* "question 3, dl2" */
	struct place at;     /* in the form; line 0: the program's own screen */
	const char *only_if; /* conditions; NULL: always */
	const char *example; /* answers that lead there, where there are conditions */
	const char *text;
	int rows;
};

struct preview {
	struct call *call;
	const struct form *form;
	const struct practice *practice;
	int columns, rows; /* rows 0: any number */
	VEC(struct shown) screens;
	bool *seen; /* per place */
	/* descriptors: nobody types; only Enter is typed; what is shown */
	int nobody, enter, paper;
};

/* A way through the form, and where it turns off. */
struct way {
	const char *lang; /* asked for; NULL: none, so that the client is asked */
	/* Per item, or NULL: what to answer, and for whose sake. */
	const struct made_up *const *answers;
	const struct opening *const *openings;
	bool first_alone;            /* the first screen, and no further */
	bool asides;                 /* why, break, help are looked at too */
	enum act at_consent;         /* YES, or NO and TALK: the end */
	bool leave;                  /* stop at the first question, and come back */
	const struct safety *safety; /* NULL: none */
	enum act at_safety;          /* NEXT: a flagged answer; SKIP, SKIP_SECTION */
};

/* A view as line mode has it; appended. */
int preview_show(struct preview *p, const struct view *shown, struct buf *out);
/* Nothing was shown yet. */
void preview_begin(struct preview *p);
bool preview_has(const struct preview *p, const struct item *it);
/* Go that way; screens that are new are kept. */
int preview_walk(struct preview *p, const struct way *way);

#endif
