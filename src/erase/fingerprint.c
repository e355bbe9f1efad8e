/*
 * fingerprint.c - entering values, and the set on disk
 *
 * SPDX-License-Identifier: Apache-2.0
 */
#include "fingerprint.h"

#include "bounds.h"
#include "digest.h"
#include "durable.h"
#include "errors.h"
#include "fingerprint-set.h"
#include "text.h"

#include <stdlib.h>
#include <string.h>

#define SAVE_MAGIC   "tingfu fingerprints 1\n"
#define FILTER_LEAST 1024 /* words */

static const size_t widths[N_WIDTHS] = {7, 11, 21};

/* Secret tables from the key, so that a window's hash says nothing without it. */
static void
make_tables(FingerprintSet *set)
{
	uint64_t words[N_BYTE_VALUES + 1];

	for (size_t i = 0; i < G_N_ELEMENTS(words); i++) {
		g_autofree char *purpose = g_strdup_printf("window %zu", i);
		Key derived = key_derive(&set->key, purpose);

		memcpy(&words[i], derived.bytes, sizeof words[i]);
	}
	set->multiplier = words[N_BYTE_VALUES] | 1;
	memcpy(set->enter, words, sizeof set->enter);
	for (size_t i = 0; i < N_WIDTHS; i++) {
		FingerprintClass *class = &set->classes[i];
		uint64_t power = 1;

		class->width = widths[i];
		class->entries = g_array_new(FALSE, FALSE, sizeof(FingerprintEntry));
		for (size_t j = 0; j < class->width; j++)
			power *= set->multiplier;
		for (size_t j = 0; j < N_BYTE_VALUES; j++)
			class->leave[j] = set->enter[j] * power;
	}
}

FingerprintSet *
fingerprint_set_new(const Key *key)
{
	FingerprintSet *set = g_new0(FingerprintSet, 1);

	set->key = key_derive(key, "fingerprint set");
	make_tables(set);
	return set;
}

void
fingerprint_set_free(FingerprintSet *set)
{
	if (set == NULL)
		return;
	for (size_t i = 0; i < N_WIDTHS; i++) {
		g_array_unref(set->classes[i].entries);
		g_free(set->classes[i].filter);
	}
	key_clear(&set->key);
	g_free(set);
}

void
fingerprint_full(const FingerprintSet *set, Span form, uint8_t ret_full[FULL_SIZE])
{
	Digest digest = digest_keyed(DIGEST_SHA256, &set->key, form);

	memcpy(ret_full, digest.bytes, FULL_SIZE);
}

/* The widest window that the form fills; a UTF-16 character tells half as much a byte. */
static FingerprintClass *
class_for(FingerprintSet *set, size_t length, FingerprintForm form)
{
	size_t widest = form == FORM_UTF16 ? 2 : 1;

	for (size_t i = widest + 1; i-- > 0;)
		if (length >= set->classes[i].width)
			return &set->classes[i];
	return NULL;
}

/* Numbers tell most at their end, e-mail addresses before the '@'. */
static size_t
window_offset(Span form, size_t width)
{
	if (memchr(form.bytes, '@', form.length) != NULL)
		return 0;
	return form.length - width;
}

static void
enter_form(FingerprintSet *set, Span bytes, FingerprintForm form, uint32_t tag)
{
	FingerprintClass *class = class_for(set, bytes.length, form);
	FingerprintEntry entry = {.tag_form = tag << 2 | (uint32_t)form};

	if (class == NULL || bytes.length > FORM_LONGEST)
		return;
	entry.length = (uint16_t)bytes.length;
	entry.offset = (uint16_t)window_offset(bytes, class->width);
	for (size_t i = 0; i < class->width; i++)
		entry.window = entry.window * set->multiplier +
		               set->enter[(uint8_t)bytes.bytes[entry.offset + i]];
	fingerprint_full(set, bytes, entry.full);
	g_array_append_val(class->entries, entry);
}

static bool
is_ascii(Span piece)
{
	for (size_t i = 0; i < piece.length; i++)
		if ((unsigned char)piece.bytes[i] >= 0x80)
			return false;
	return true;
}

/*
 * An ASCII piece without its last zero byte is the same in both byte orders of
 * UTF-16 (one byte further on in the other), so one entry finds both.
 */
static void
enter_piece(FingerprintSet *set, Span piece, uint32_t tag)
{
	g_autoptr(GBytes) utf16 = text_from_utf8(piece, "UTF-16LE");
	bool ascii = is_ascii(piece);

	enter_form(set, piece, FORM_UTF8, tag);
	if (utf16 != NULL) {
		size_t length = g_bytes_get_size(utf16);

		enter_form(set, (Span){g_bytes_get_data(utf16, NULL), ascii ? length - 1 : length},
		           FORM_UTF16, tag);
	}
	if (ascii)
		return;
	g_autoptr(GBytes) swapped = text_from_utf8(piece, "UTF-16BE");
	g_autoptr(GBytes) gb18030 = text_from_utf8(piece, "GB18030");
	if (swapped != NULL)
		enter_form(set, (Span){g_bytes_get_data(swapped, NULL), g_bytes_get_size(swapped)},
		           FORM_UTF16, tag);
	if (gb18030 != NULL)
		enter_form(set, (Span){g_bytes_get_data(gb18030, NULL), g_bytes_get_size(gb18030)},
		           FORM_GB18030, tag);
}

/* At most PIECE_LONGEST bytes, whole characters. */
static size_t
piece_length(Span value)
{
	size_t length = MIN(value.length, PIECE_LONGEST);

	while (length < value.length && length > 0 &&
	       ((unsigned char)value.bytes[length] & 0xC0) == 0x80)
		length--;
	return length == 0 ? MIN(value.length, PIECE_LONGEST) : length;
}

bool
fingerprint_set_add(FingerprintSet *set, Span value, uint32_t tag)
{
	if (value.length < FINGERPRINT_SHORTEST)
		return false;
	for (Span rest = value; rest.length >= FINGERPRINT_SHORTEST;) {
		size_t length = piece_length(rest);

		enter_piece(set, span_slice(rest, 0, length), tag);
		rest = span_slice(rest, length, rest.length - length);
	}
	set->values++;
	return true;
}

size_t
fingerprint_set_values(const FingerprintSet *set)
{
	return set->values;
}

static int
compare_entries(const void *a, const void *b)
{
	const FingerprintEntry *first = a, *second = b;

	if (first->window != second->window)
		return first->window < second->window ? -1 : 1;
	return memcmp(first->full, second->full, FULL_SIZE);
}

static void
forget_repetitions(GArray *entries)
{
	FingerprintEntry *entry = (FingerprintEntry *)(void *)entries->data;
	size_t kept = 0;

	for (size_t i = 0; i < entries->len; i++)
		if (kept == 0 || compare_entries(&entry[kept - 1], &entry[i]) != 0)
			entry[kept++] = entry[i];
	g_array_set_size(entries, (guint)kept);
}

static void
build_filter(FingerprintClass *class)
{
	size_t words = FILTER_LEAST;
	unsigned bits = 10;

	while (words * FILTER_WORD < (size_t) class->entries->len * 32) {
		words *= 2;
		bits++;
	}
	class->shift = 64 - bits;
	g_free(class->filter);
	class->filter = g_new0(uint64_t, words);
	for (size_t i = 0; i < class->entries->len; i++) {
		uint64_t mixed =
			fingerprint_mix(g_array_index(class->entries, FingerprintEntry, i).window);

		class->filter[mixed >> class->shift] |= G_GUINT64_CONSTANT(1) << (mixed & 63) |
		                                        G_GUINT64_CONSTANT(1) << (mixed >> 6 & 63);
	}
}

void
fingerprint_set_prepare(FingerprintSet *set)
{
	for (size_t i = 0; i < N_WIDTHS; i++) {
		FingerprintClass *class = &set->classes[i];

		g_array_sort(class->entries, compare_entries);
		forget_repetitions(class->entries);
		build_filter(class);
	}
}

void
fingerprint_set_merge(FingerprintSet *set, const FingerprintSet *other)
{
	for (size_t i = 0; i < N_WIDTHS; i++) {
		const GArray *from = other->classes[i].entries;

		g_array_append_vals(set->classes[i].entries, from->data, from->len);
	}
	set->values += other->values;
}

bool
fingerprint_set_save(const FingerprintSet *set, const char *path, GError **error)
{
	g_autoptr(GByteArray) plain = g_byte_array_new();
	uint64_t values = set->values;

	g_byte_array_append(plain, (const guint8 *)SAVE_MAGIC, strlen(SAVE_MAGIC));
	g_byte_array_append(plain, (const guint8 *)&values, sizeof values);
	for (size_t i = 0; i < N_WIDTHS; i++) {
		const GArray *entries = set->classes[i].entries;
		uint64_t count = entries->len;

		g_byte_array_append(plain, (const guint8 *)&count, sizeof count);
		g_byte_array_append(plain, (const guint8 *)entries->data,
		                    (guint)(count * sizeof(FingerprintEntry)));
	}
	g_autoptr(GBytes) sealed = seal(&set->key, (Span){(const char *)plain->data, plain->len});
	return durable_write(path, (Span){g_bytes_get_data(sealed, NULL), g_bytes_get_size(sealed)},
	                     error);
}

/* Take @size bytes off the front of @rest. */
static bool
take(Span *rest, void *into, size_t size)
{
	if (rest->length < size)
		return false;
	memcpy(into, rest->bytes, size);
	*rest = span_slice(*rest, size, rest->length - size);
	return true;
}

static bool
parse(FingerprintSet *set, Span rest)
{
	char magic[sizeof SAVE_MAGIC - 1];
	uint64_t values = 0;

	if (!take(&rest, magic, sizeof magic) || memcmp(magic, SAVE_MAGIC, sizeof magic) != 0 ||
	    !take(&rest, &values, sizeof values))
		return false;
	set->values = values;
	for (size_t i = 0; i < N_WIDTHS; i++) {
		uint64_t count = 0;

		if (!take(&rest, &count, sizeof count) ||
		    count > rest.length / sizeof(FingerprintEntry))
			return false;
		g_array_set_size(set->classes[i].entries, (guint)count);
		if (count > 0 &&
		    !take(&rest, set->classes[i].entries->data, count * sizeof(FingerprintEntry)))
			return false;
	}
	return rest.length == 0;
}

FingerprintSet *
fingerprint_set_load(const Key *key, const char *path, GError **error)
{
	g_autoptr(FingerprintSet) set = fingerprint_set_new(key);
	g_autoptr(GBytes) sealed = NULL, plain = NULL;

	if (!durable_read(path, INT32_MAX, &sealed, error))
		return NULL;
	plain = unseal(&set->key, (Span){g_bytes_get_data(sealed, NULL), g_bytes_get_size(sealed)},
	               error);
	if (plain == NULL) {
		fault_prefix(error, "'%s': ", path);
		return NULL;
	}
	if (!parse(set, (Span){g_bytes_get_data(plain, NULL), g_bytes_get_size(plain)})) {
		fault_set(error, FAULT_MALFORMED, N_("'%s' is not a set of fingerprints"), path);
		return NULL;
	}
	return g_steal_pointer(&set);
}
