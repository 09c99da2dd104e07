/*
 * fuzz.h - a target of libFuzzer: any bytes, and what must hold whatever they are
 *
 *	make fuzz SECS=60	each target as long, under ASan and UBSan
 *
 * A target is a program of its own; what it must never do is an assert or a sanitizer's
 * finding.  Seeds: run.sh.
 */
#ifndef TESTS_FUZZ_FUZZ_H
#define TESTS_FUZZ_FUZZ_H

#include <stddef.h>
#include <stdint.h>

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);
int LLVMFuzzerInitialize(int *argc, char ***argv);

#endif
