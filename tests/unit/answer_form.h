/*
 * answer_form.h - a form with a question of every kind, for the tests of answer/
 */
#ifndef TESTS_UNIT_ANSWER_FORM_H
#define TESTS_UNIT_ANSWER_FORM_H

#include "unit/form_of.h"

static const char every_kind[] =
	"<answer-set id='often'>"
	"<answer code='never' score='0'>Never</answer>"
	"<answer code='sometimes' score='1'>Sometimes</answer>"
	"<answer code='often' score='2'>Often</answer>"
	"<answer code='very_often' score='3'>Very often, or nearly so</answer>"
	"<answer code='no_chance' missing='does-not-apply'>There was no occasion</answer>"
	"</answer-set>"
	"<section id='first'><title>First</title>"
	"<question id='mood' type='one' answers='often'><text>Mood?</text></question>"
	"<question id='safe' type='yes-no' dont-know='yes'><text>Safe?</text></question>"
	"<question id='who' type='many'><text>Who?</text>"
	"<answer code='mother'>Mother</answer>"
	"<answer code='father'>Father</answer>"
	"<answer code='step'>Step-parent, or a parent's partner</answer>"
	"<answer code='grand'>Grandparent</answer>"
	"<answer code='nobody' exclusive='yes'>None of these</answer>"
	"</question></section>"
	"<section id='second'><title>Second</title>"
	"<question id='years' type='number' min='0' "
	"max='90'><text>Years?</text></question>"
	"<question id='born' type='date'><text>Born?</text></question>"
	"<question id='moved' type='date' "
	"precision='month'><text>Moved?</text></question>"
	"<question id='began' type='date' precision='year'><text>Began?</text></question>"
	"<question id='words' type='text' max-length='60'><text>Words?</text></question>"
	"</section>"
	"<translation xml:lang='es'>"
	"<t of='title'>Prueba</t>"
	"<t of='often.never'>Nunca</t><t of='often.sometimes'>A veces</t>"
	"<t of='often.often'>Muchas veces</t>"
	"<t of='often.very_often'>Casi siempre</t>"
	"<t of='often.no_chance'>No hubo ocasión</t>"
	"<t of='first'>Uno</t><t of='mood'>¿Ánimo?</t><t of='safe'>¿A salvo?</t>"
	"<t of='who'>¿Quién?</t><t of='who.mother'>Mamá</t><t of='who.father'>Papá</t>"
	"<t of='who.step'>Padrastro o madrastra</t><t of='who.grand'>Abuela o abuelo</t>"
	"<t of='who.nobody'>Nadie</t>"
	"<t of='second'>Dos</t><t of='years'>¿Años?</t><t of='born'>¿Nació?</t>"
	"<t of='moved'>¿Se mudó?</t><t of='began'>¿Empezó?</t><t "
	"of='words'>¿Palabras?</t>"
	"</translation>";

#endif
