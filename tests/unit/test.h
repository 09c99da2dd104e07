/*
 * test.h - a test is named for the sentence it proves
 *
 *	TEST(score, a_missing_item_gives_no_number)
 *	{
 *		assert_int_equal(...);		cmocka's assertions
 *	}
 *
 * Each file under tests/unit/ is a program of its own; test.c runs what it registered.
 */
#ifndef TESTS_UNIT_TEST_H
#define TESTS_UNIT_TEST_H

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>

void test_register(const char *name, void (*run)(void **state));

#define TEST(module, sentence)                                                        \
	static void module##_##sentence(void **state);                                \
	__attribute__((constructor)) static void register_##module##_##sentence(void) \
	{                                                                             \
		test_register(#module ": " #sentence, module##_##sentence);           \
	}                                                                             \
	static void module##_##sentence(__attribute__((unused)) void **state)

/* A fresh folder, 0700, removed when the program ends; lent. */
const char *test_folder(void);

#endif
