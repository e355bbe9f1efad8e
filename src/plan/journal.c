/*
 * journal.c - how far a step has come, in dossier.db
 *
 * SPDX-License-Identifier: Apache-2.0
 */
#include "journal.h"

#include "errors.h"

#include <string.h>

struct Journal {
	Dossier *dossier;
	unsigned plan, step;
	int64_t done;
	unsigned batches;
	bool open;
	Key key;
};

static bool
read_state(Journal *journal, GError **error)
{
	g_autoptr(GError) trouble = NULL;
	g_autoptr(Statement) row = statement_new(
		dossier_database(journal->dossier),
		"SELECT state, rows FROM batch WHERE plan = ?1 AND number = ?2 ORDER BY batch",
		error);

	if (row == NULL)
		return false;
	statement_bind_number(row, 1, journal->plan);
	statement_bind_number(row, 2, journal->step);
	while (statement_step(row, &trouble)) {
		journal->batches++;
		journal->open = strcmp(statement_text(row, 0), "open") == 0;
		if (!journal->open)
			journal->done += statement_number(row, 1);
	}
	if (trouble != NULL)
		g_propagate_error(error, g_steal_pointer(&trouble));
	return trouble == NULL;
}

Journal *
journal_open(Dossier *dossier, unsigned plan, unsigned step, GError **error)
{
	g_autoptr(Journal) journal = g_new0(Journal, 1);
	g_auto(Key) state = {{0}};

	journal->dossier = dossier;
	journal->plan = plan;
	journal->step = step;
	if (!dossier_key(dossier, "state", &state, error))
		return NULL;
	journal->key = key_derive(&state, "journal");
	if (!read_state(journal, error))
		return NULL;
	return g_steal_pointer(&journal);
}

void
journal_close(Journal *journal)
{
	if (journal == NULL)
		return;
	key_clear(&journal->key);
	g_free(journal);
}

int64_t
journal_done(const Journal *journal)
{
	return journal->done;
}

unsigned
journal_batches(const Journal *journal)
{
	return journal->batches;
}

/* Each key behind its length in four bytes, all sealed together. */
static GBytes *
seal_keys(const Journal *journal, const Span *keys, size_t n_keys)
{
	g_autoptr(GByteArray) plain = g_byte_array_new();

	for (size_t i = 0; i < n_keys; i++) {
		guint32 length = (guint32)keys[i].length;

		g_byte_array_append(plain, (const guint8 *)&length, sizeof length);
		g_byte_array_append(plain, (const guint8 *)keys[i].bytes, length);
	}
	return seal(&journal->key, (Span){(const char *)plain->data, plain->len});
}

static GPtrArray *
unseal_keys(const Journal *journal, Span sealed, GError **error)
{
	g_autoptr(GPtrArray) keys = g_ptr_array_new_with_free_func((GDestroyNotify)g_bytes_unref);
	g_autoptr(GBytes) plain = unseal(&journal->key, sealed, error);
	Span rest;

	if (plain == NULL)
		return NULL;
	rest = (Span){g_bytes_get_data(plain, NULL), g_bytes_get_size(plain)};
	while (rest.length >= sizeof(guint32)) {
		guint32 length;

		memcpy(&length, rest.bytes, sizeof length);
		rest = span_slice(rest, sizeof length, rest.length - sizeof length);
		Span key = span_slice(rest, 0, length);
		g_ptr_array_add(keys, g_bytes_new(key.bytes, key.length));
		rest = span_slice(rest, key.length, rest.length - key.length);
	}
	return g_steal_pointer(&keys);
}

GPtrArray *
journal_pending(Journal *journal, GError **error)
{
	g_autoptr(GError) trouble = NULL;
	g_autoptr(Statement) row = NULL;

	if (!journal->open)
		return NULL;
	row = statement_new(dossier_database(journal->dossier),
	                    "SELECT keys FROM batch WHERE plan = ?1 AND number = ?2 AND "
	                    "state = 'open'",
	                    error);
	if (row == NULL)
		return NULL;
	statement_bind_number(row, 1, journal->plan);
	statement_bind_number(row, 2, journal->step);
	if (!statement_step(row, &trouble)) {
		if (trouble != NULL)
			g_propagate_error(error, g_steal_pointer(&trouble));
		return NULL;
	}
	return unseal_keys(journal, statement_blob(row, 0), error);
}

bool
journal_begin(Journal *journal, const Span *keys, size_t n_keys, GError **error)
{
	g_autoptr(GBytes) sealed = seal_keys(journal, keys, n_keys);
	g_autoptr(Statement) insert =
		statement_new(dossier_database(journal->dossier),
	                      "INSERT INTO batch VALUES (?1, ?2, ?3, 'open', 0, ?4)", error);

	g_assert(!journal->open);
	if (insert == NULL)
		return false;
	statement_bind_number(insert, 1, journal->plan);
	statement_bind_number(insert, 2, journal->step);
	statement_bind_number(insert, 3, journal->batches + 1);
	statement_bind_blob(insert, 4,
	                    (Span){g_bytes_get_data(sealed, NULL), g_bytes_get_size(sealed)});
	if (!statement_run(insert, error))
		return false;
	journal->batches++;
	journal->open = true;
	return true;
}

/* Of the batches that ended, only the newest needs a place to go on from. */
static bool
forget_places(Journal *journal, GError **error)
{
	g_autoptr(Statement) update =
		statement_new(dossier_database(journal->dossier),
	                      "UPDATE batch SET keys = NULL WHERE plan = ?1 AND number = ?2 AND "
	                      "batch < ?3",
	                      error);

	if (update == NULL)
		return false;
	statement_bind_number(update, 1, journal->plan);
	statement_bind_number(update, 2, journal->step);
	statement_bind_number(update, 3, journal->batches);
	return statement_run(update, error);
}

bool
journal_end(Journal *journal, int64_t rows, Span last, GError **error)
{
	g_autoptr(GBytes) sealed = last.length == 0 ? NULL : seal(&journal->key, last);
	g_autoptr(Statement) update =
		statement_new(dossier_database(journal->dossier),
	                      "UPDATE batch SET state = 'done', rows = ?4, keys = ?5 "
	                      "WHERE plan = ?1 AND number = ?2 AND batch = ?3",
	                      error);

	g_assert(journal->open);
	if (update == NULL)
		return false;
	statement_bind_number(update, 1, journal->plan);
	statement_bind_number(update, 2, journal->step);
	statement_bind_number(update, 3, journal->batches);
	statement_bind_number(update, 4, rows);
	if (sealed == NULL)
		statement_bind_null(update, 5);
	else
		statement_bind_blob(
			update, 5,
			(Span){g_bytes_get_data(sealed, NULL), g_bytes_get_size(sealed)});
	if (!statement_run(update, error))
		return false;
	journal->open = false;
	journal->done += rows;
	return forget_places(journal, error);
}

bool
journal_last(Journal *journal, GBytes **ret_last, GError **error)
{
	g_autoptr(GError) trouble = NULL;
	g_autoptr(Statement) row =
		statement_new(dossier_database(journal->dossier),
	                      "SELECT keys FROM batch WHERE plan = ?1 AND number = ?2 AND "
	                      "state = 'done' AND keys IS NOT NULL ORDER BY batch DESC LIMIT 1",
	                      error);

	if (row == NULL)
		return false;
	statement_bind_number(row, 1, journal->plan);
	statement_bind_number(row, 2, journal->step);
	if (statement_step(row, &trouble)) {
		*ret_last = unseal(&journal->key, statement_blob(row, 0), error);
		return *ret_last != NULL;
	}
	if (trouble != NULL) {
		g_propagate_error(error, g_steal_pointer(&trouble));
		return false;
	}
	*ret_last = g_bytes_new_static("", 0);
	return true;
}
