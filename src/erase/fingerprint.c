/*
 * fingerprint.c - entering values into a set
 *
 * SPDX-License-Identifier: Apache-2.0
 */
#include "fingerprint.h"

#include "fingerprint-set.h"
#include "text.h"

#include <string.h>

static const size_t widths[N_WIDTHS] = {7, 11, 21};

FingerprintSet *
fingerprint_set_new(const Key *key)
{
	FingerprintSet *set = g_new0(FingerprintSet, 1);

	set->key = key_derive(key, "fingerprint set");
	g_auto(Key) windows = key_derive(&set->key, "windows");
	g_auto(Key) full = key_derive(&set->key, "full");
	for (size_t i = 0; i < G_N_ELEMENTS(set->windows); i++)
		set->windows[i] = fingerprint_load(windows.bytes + i * sizeof(uint64_t)) | 1;
	set->full_key = hash_key(&full);
	for (size_t i = 0; i < N_WIDTHS; i++)
		set->classes[i].width = widths[i];
	return set;
}

void
fingerprint_set_free(FingerprintSet *set)
{
	if (set == NULL)
		return;
	for (size_t i = 0; i < N_WIDTHS; i++) {
		g_free(set->classes[i].records);
		g_free(set->classes[i].starts);
		g_free(set->classes[i].filter);
	}
	key_clear(&set->key);
	explicit_bzero(set, sizeof *set);
	g_free(set);
}

uint64_t
fingerprint_full(const FingerprintSet *set, Span form)
{
	return hash_span(&set->full_key, form) >> (64 - 8 * FULL_BYTES) & ~(uint64_t)FULL_LABELS;
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

static void
put_bytes(uint8_t *to, uint64_t word, size_t n)
{
	for (size_t i = n; i-- > 0; word >>= 8)
		to[i] = (uint8_t)word;
}

/* Sets without tags are the rule. */
void
fingerprint_set_make_tagged(FingerprintSet *set)
{
	if (set->tagged)
		return;
	for (size_t i = 0; i < N_WIDTHS; i++) {
		FingerprintClass *class = &set->classes[i];

		if (class->n == 0)
			continue;
		class->records = g_realloc_n(class->records, class->room, RECORD_MOST);
		for (size_t j = class->n; j-- > 0;) {
			uint8_t *to = class->records + j * RECORD_MOST;

			memmove(to, class->records + j * RECORD_BYTES, RECORD_BYTES);
			memset(to + RECORD_BYTES, 0, TAG_BYTES);
		}
	}
	set->tagged = true;
}

/* Numbers tell most at their end, e-mail addresses before the '@'. */
static void
enter_form(FingerprintSet *set, Span bytes, FingerprintForm form, bool head, uint32_t tag)
{
	FingerprintClass *class = class_for(set, bytes.length, form);
	bool first = bytes.length > 0 && memchr(bytes.bytes, '@', bytes.length) != NULL;
	uint8_t record[RECORD_MOST];

	if (class == NULL || bytes.length > FORM_LONGEST)
		return;
	const uint8_t *at = (const uint8_t *)bytes.bytes;
	if (!first)
		at += bytes.length - class->width;
	uint64_t window = fingerprint_window(set->windows, at, class->width);
	uint64_t full =
		fingerprint_full(set, bytes) | (uint64_t)form << FULL_FORM | (head ? FULL_HEAD : 0);
	put_bytes(record, window >> (64 - 8 * WINDOW_BYTES), WINDOW_BYTES);
	put_bytes(record + WINDOW_BYTES, full, FULL_BYTES);
	record[RECORD_BYTES - 1] = (uint8_t)(bytes.length | (first ? WINDOW_FIRST : 0));
	put_bytes(record + RECORD_BYTES, tag, TAG_BYTES);
	fingerprint_class_add(class, record, fingerprint_record_size(set));
}

static bool
is_ascii(Span piece)
{
	for (size_t i = 0; i < piece.length; i++)
		if ((unsigned char)piece.bytes[i] >= 0x80)
			return false;
	return true;
}

static void
enter_encoded(FingerprintSet *set, Span piece, const char *encoding, FingerprintForm form,
              uint32_t tag)
{
	g_autoptr(GBytes) encoded = text_from_utf8(piece, encoding);

	if (encoded != NULL)
		enter_form(set, (Span){g_bytes_get_data(encoded, NULL), g_bytes_get_size(encoded)},
		           form, false, tag);
}

/* ASCII in UTF-16 is found without an entry: the search takes the zeros out. */
static void
enter_piece(FingerprintSet *set, Span piece, bool head, uint32_t tag)
{
	enter_form(set, piece, FORM_UTF8, head, tag);
	if (is_ascii(piece))
		return;
	enter_encoded(set, piece, "UTF-16LE", FORM_UTF16, tag);
	enter_encoded(set, piece, "UTF-16BE", FORM_UTF16, tag);
	enter_encoded(set, piece, "GB18030", FORM_GB18030, tag);
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
	bool head = true;

	g_return_val_if_fail(!set->prepared, false);
	if (value.length < FINGERPRINT_SHORTEST)
		return false;
	if (tag != 0)
		fingerprint_set_make_tagged(set);
	for (Span rest = value; rest.length >= FINGERPRINT_SHORTEST; head = false) {
		size_t length = piece_length(rest);

		enter_piece(set, span_slice(rest, 0, length), head, tag);
		rest = span_slice(rest, length, rest.length - length);
	}
	return true;
}

size_t
fingerprint_set_values(const FingerprintSet *set)
{
	size_t values = 0;

	for (size_t i = 0; set->prepared && i < N_WIDTHS; i++)
		values += fingerprint_class_values(&set->classes[i], fingerprint_record_size(set));
	return values;
}

size_t
fingerprint_set_bytes(const FingerprintSet *set)
{
	size_t size = fingerprint_record_size(set) - (set->prepared ? PREFIX_BYTES : 0);
	size_t bytes = sizeof *set;

	for (size_t i = 0; i < N_WIDTHS; i++) {
		const FingerprintClass *class = &set->classes[i];

		bytes += class->n * size + class->n_words * sizeof(uint64_t);
		bytes += class->starts == NULL ? 0 : (N_PREFIXES + 1) * sizeof(uint32_t);
	}
	return bytes;
}

void
fingerprint_set_prepare(FingerprintSet *set)
{
	if (set->prepared)
		return;
	for (size_t i = 0; i < N_WIDTHS; i++)
		fingerprint_class_prepare(&set->classes[i], fingerprint_record_size(set));
	set->prepared = true;
}
