/*
 * rules.h - the rules of meaning, one function a row of check.c
 */
#ifndef CHECK_RULES_H
#define CHECK_RULES_H

#include "check/check.h"

/* items.c */
void rule_form_empty(const struct form *f, struct diags *d);
void rule_section_empty(const struct form *f, struct diags *d);
void rule_min_max(const struct form *f, struct diags *d);
void rule_length_long(const struct form *f, struct diags *d);
void rule_answers_few(const struct form *f, struct diags *d);
void rule_label_twice(const struct form *f, struct diags *d);
void rule_exclusive_one(const struct form *f, struct diags *d);
void rule_role_twice(const struct form *f, struct diags *d);
void rule_safety_always(const struct form *f, struct diags *d);

/* scores.c */
void rule_score_order(const struct form *f, struct diags *d);
void rule_score_back(const struct form *f, struct diags *d);
void rule_score_step(const struct form *f, struct diags *d);

/* scales.c */
void rule_may_miss(const struct form *f, struct diags *d);
void rule_scale_count(const struct form *f, struct diags *d);
void rule_partial_mean(const struct form *f, struct diags *d);
void rule_unvalidated(const struct form *f, struct diags *d);
void rule_no_source(const struct form *f, struct diags *d);
void rule_cut_range(const struct form *f, struct diags *d);
void rule_change_range(const struct form *f, struct diags *d);

/* bands.c */
void rule_band_order(const struct form *f, struct diags *d);
void rule_band_range(const struct form *f, struct diags *d);
void rule_band_gap(const struct form *f, struct diags *d);
void rule_band_overlap(const struct form *f, struct diags *d);
/* Every score that a scale can have, ascending; NULL when there are more than cap, give
 * or take those that come out twice. */
const double *
scale_values(struct arena *a, const struct scale *s, size_t cap, size_t *ret_count);

/* reach.c */
void rule_dead_item(const struct form *f, struct diags *d);
void rule_dead_alert(const struct form *f, struct diags *d);
void rule_dead_topic(const struct form *f, struct diags *d);

/* reading.c */
void rule_hard_to_read(const struct form *f, struct diags *d);

/* example.c */
void rule_example(const struct form *f, struct diags *d);

/* check.c: a score, as the form writes it; in the arena of the diags. */
const char *check_number(struct diags *d, double value);

#endif
