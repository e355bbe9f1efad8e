/*
 * test-detect-label-sets.c - names and addresses against the open label sets, entity by entity
 *
 * An entity counts where both its ends agree.  Precision, recall and F1 of each set are printed;
 * the floors are a little below what was reached.  The sets are for testing only: no table was
 * made from them.  The weights of prose-lattice.c and prose.c were chosen, and the lists of words
 * by hand were completed, by the errors in every second sentence of CLUENER and of the addresses
 * (those of even number) and in the training parts of the others; of the odd sentences only
 * samples were read at the start.  Of the English texts the even lines were looked at.
 *
 * SPDX-License-Identifier: Apache-2.0
 */
#include "prose.h"

#include <jansson.h>

#define MOST_ENTITIES 128

typedef enum {
	HALF_EVEN = 1,
	HALF_ODD = 2,
	HALF_BOTH = 3,
} Half;

/* How a set is read. */
typedef enum {
	AS_TEXT,  /* each label is an entity */
	AS_LINE,  /* the first label to the last are one entity, in running text */
	AS_CELL,  /* the same, in a cell of a table */
	AS_LARGE, /* each label that names two levels of an address or more */
	AS_SCAN,  /* each label is an entity, and all of the scan is asked */
} Reading;

typedef struct {
	const char *path;
	const char *label; /* NULL: all but "person" */
	KindId kind;
	Reading reading;
	Half half;
	double floor;
} LabelSet;

static const LabelSet sets[] = {
	{"labels-cluener/cluener_train.jsonl.xz", "name", KIND_PERSON_NAME, AS_TEXT, HALF_EVEN,
         0.62},
	{"labels-cluener/cluener_train.jsonl.xz", "name", KIND_PERSON_NAME, AS_TEXT, HALF_ODD,
         0.62},
	{"labels-resume-ner/resume_ner_train.jsonl.xz", "NAME", KIND_PERSON_NAME, AS_TEXT,
         HALF_BOTH, 0.89},
	{"labels-resume-ner/resume_ner_dev.jsonl.xz", "NAME", KIND_PERSON_NAME, AS_TEXT, HALF_BOTH,
         0.86},
	{"labels-weibo-ner/weibo_ner_train.jsonl.xz", "PER.NAM", KIND_PERSON_NAME, AS_TEXT,
         HALF_BOTH, 0.50},
	{"labels-weibo-ner/weibo_ner_dev.jsonl.xz", "PER.NAM", KIND_PERSON_NAME, AS_TEXT, HALF_BOTH,
         0.57},
	{"labels-cn-address/cn_address_train.jsonl.xz", NULL, KIND_ADDRESS, AS_CELL, HALF_EVEN,
         0.90},
	{"labels-cn-address/cn_address_train.jsonl.xz", NULL, KIND_ADDRESS, AS_CELL, HALF_ODD,
         0.90},
	{"labels-cn-address/cn_address_train.jsonl.xz", NULL, KIND_ADDRESS, AS_LINE, HALF_BOTH,
         0.90},
	{"labels-cluener/cluener_train.jsonl.xz", "address", KIND_ADDRESS, AS_TEXT, HALF_BOTH, 0},
	{"labels-cluener/cluener_train.jsonl.xz", "address", KIND_ADDRESS, AS_LARGE, HALF_BOTH, 0},
	{"labels-presidio-synth/presidio_synth_v2.jsonl.xz", "PERSON", KIND_PERSON_NAME, AS_SCAN,
         HALF_EVEN, 0.51},
	{"labels-presidio-synth/presidio_synth_v2.jsonl.xz", "PERSON", KIND_PERSON_NAME, AS_SCAN,
         HALF_ODD, 0.48},
	{"labels-presidio-synth/presidio_synth_v2.jsonl.xz", "STREET_ADDRESS", KIND_ADDRESS,
         AS_SCAN, HALF_EVEN, 0.12},
	{"labels-presidio-synth/presidio_synth_v2.jsonl.xz", "STREET_ADDRESS", KIND_ADDRESS,
         AS_SCAN, HALF_ODD, 0.09},
};

static const char *const reading_names[] = {"text", "line", "cell", "two levels", "scan"};

typedef struct {
	size_t start;
	size_t end;
} Entity;

typedef struct {
	Entity entities[MOST_ENTITIES];
	size_t n;
} Entities;

typedef struct {
	size_t right;
	size_t found;
	size_t labelled;
} Tally;

static void
keep(const Match *match, void *data)
{
	Entities *found = data;
	size_t start = (size_t)match->offset;

	/* As the kernel does: the first of two that overlap. */
	if (found->n == MOST_ENTITIES ||
	    (found->n > 0 && start < found->entities[found->n - 1].end))
		return;
	found->entities[found->n++] = (Entity){start, start + match->length};
}

/* Does the label itself read as an address of two levels? */
static bool
is_large(const char *text, Entity entity)
{
	Match match;
	Span span = {text + entity.start, entity.end - entity.start};

	return detection_of_value(span, KIND_BIT(KIND_ADDRESS), &match) == KIND_ADDRESS;
}

static void
read_labels(const LabelSet *set, const char *text, const json_t *spans, Entities *ret_labels)
{
	Entities *labels = ret_labels;
	const json_t *span;
	size_t i;

	labels->n = 0;
	json_array_foreach(spans, i, span)
	{
		const char *label = json_string_value(json_array_get(span, 2));
		glong from = (glong)json_integer_value(json_array_get(span, 0));
		glong to = (glong)json_integer_value(json_array_get(span, 1));
		Entity entity = {(size_t)(g_utf8_offset_to_pointer(text, from) - text),
		                 (size_t)(g_utf8_offset_to_pointer(text, to) - text)};
		bool wanted = set->label == NULL ? strcmp(label, "person") != 0
		                                 : strcmp(label, set->label) == 0;

		if (!wanted || labels->n == MOST_ENTITIES)
			continue;
		if (set->reading == AS_LARGE && !is_large(text, entity))
			continue;
		if ((set->reading == AS_LINE || set->reading == AS_CELL) && labels->n == 1) {
			labels->entities[0].start = MIN(labels->entities[0].start, entity.start);
			labels->entities[0].end = MAX(labels->entities[0].end, entity.end);
		} else {
			labels->entities[labels->n++] = entity;
		}
	}
}

static bool
keep_scanned(const Match *match, Span text, void *data)
{
	(void)text;
	keep(match, data);
	return true;
}

static void
find(const LabelSet *set, Span text, Entities *ret_found)
{
	Match match;

	ret_found->n = 0;
	if (set->reading == AS_SCAN)
		detection_scan(text, KIND_BIT(set->kind), DETECTION_BEST, keep_scanned, ret_found);
	else if (set->reading != AS_CELL)
		prose_scan(text, 0, text.length, KIND_BIT(set->kind), keep, ret_found);
	else if (detection_of_value(text, KIND_BIT(set->kind), &match) == set->kind)
		keep(&match, ret_found);
}

static void
count(const Entities *labels, const Entities *found, Tally *tally)
{
	tally->labelled += labels->n;
	tally->found += found->n;
	for (size_t i = 0; i < found->n; i++)
		for (size_t j = 0; j < labels->n; j++)
			tally->right += found->entities[i].start == labels->entities[j].start &&
			                found->entities[i].end == labels->entities[j].end;
}

static Tally
tally_of(const LabelSet *set, char *lines)
{
	Tally tally = {0};
	size_t number = 0;

	for (char *line = lines, *next; *line != '\0'; line = next, number++) {
		char *end = strchrnul(line, '\n');
		Entities labels, found;

		next = *end == '\0' ? end : end + 1;
		if ((set->half >> (number % 2) & 1) == 0)
			continue;
		json_t *row = json_loadb(line, (size_t)(end - line), 0, NULL);
		g_assert_nonnull(row);
		const char *text = json_string_value(json_object_get(row, "text"));
		read_labels(set, text, json_object_get(row, "spans"), &labels);
		find(set, span_of(text), &found);
		count(&labels, &found, &tally);
		json_decref(row);
	}
	return tally;
}

static void
test_set(const void *data)
{
	const LabelSet *set = data;
	const char *folder =
		g_getenv("TINGFU_DATA") == NULL ? VECTORS_FOLDER : g_getenv("TINGFU_DATA");
	g_autofree char *path = g_build_filename(folder, set->path, NULL);
	g_autofree char *lines = NULL;
	char *argv[] = {"xz", "-dc", path, NULL};
	int status = 0;

	if (!g_file_test(folder, G_FILE_TEST_IS_DIR)) {
		g_test_skip("no data folder");
		return;
	}
	g_assert_true(g_spawn_sync(NULL, argv, NULL, G_SPAWN_SEARCH_PATH, NULL, NULL, &lines, NULL,
	                           &status, NULL));
	g_assert_cmpint(status, ==, 0);
	Tally tally = tally_of(set, lines);
	double precision = (double)tally.right / (double)MAX(tally.found, 1u);
	double recall = (double)tally.right / (double)MAX(tally.labelled, 1u);
	double f1 = tally.right == 0 ? 0 : 2 * precision * recall / (precision + recall);

	g_test_message("%-48s %-14s %-10s %s  P %.3f  R %.3f  F1 %.3f  (%zu labelled)", set->path,
	               set->label == NULL ? "(address)" : set->label, reading_names[set->reading],
	               set->half == HALF_EVEN  ? "even"
	               : set->half == HALF_ODD ? "odd "
	                                       : "all ",
	               precision, recall, f1, tally.labelled);
	g_assert_cmpfloat(f1, >=, set->floor);
}

int
main(int argc, char **argv)
{
	g_test_init(&argc, &argv, NULL);
	for (size_t i = 0; i < G_N_ELEMENTS(sets); i++) {
		g_autofree char *name = g_strdup_printf("/label-sets/%zu", i);

		g_test_add_data_func(name, &sets[i], test_set);
	}
	return g_test_run();
}
