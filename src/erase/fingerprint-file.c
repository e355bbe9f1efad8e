/*
 * fingerprint-file.c - a set on disk, sealed piece by piece
 *
 * A line, then pieces: four bytes of length, the highest first, and so many sealed bytes.  What is
 * sealed begins with 16 random bytes that are the same in all pieces of a file, the number
 * of the piece, and whether it is the last, so that pieces can be neither left out, nor
 * exchanged, nor taken from another file.  The rest are records of fingerprint-set.h, as
 * they were entered and in order: width, tagged or not, records.
 *
 * SPDX-License-Identifier: Apache-2.0
 */
#include "bounds.h"
#include "durable.h"
#include "errors.h"
#include "fingerprint-set.h"

#include <errno.h>
#include <stdio.h>
#include <string.h>

#define SAVE_MAGIC   "tingfu fingerprints 2\n"
#define PIECE_BYTES  (256 * KIBIBYTE)
#define SEALED_MOST  (PIECE_BYTES + 2 * KIBIBYTE)
#define NONCE_BYTES  16
#define LENGTH_BYTES 4

/* Before the records of a piece. */
typedef struct {
	uint8_t nonce[NONCE_BYTES];
	uint32_t number;
	uint8_t last;
	uint8_t width;
	uint8_t tagged;
	uint8_t unused;
} PieceHead;

typedef struct {
	const FingerprintSet *set;
	PieceHead head;
	GByteArray *plain;
	GByteArray *out; /* lent to the writer */
	size_t class, prefix, at;
	bool begun, done;
} Writing;

static void
put_piece(Writing *writing)
{
	g_autoptr(GBytes) sealed =
		seal(&writing->set->key, (Span){(char *)writing->plain->data, writing->plain->len});
	gsize length = 0;
	const void *bytes = g_bytes_get_data(sealed, &length);
	uint32_t prefix = GUINT32_TO_BE((uint32_t)length);

	g_byte_array_append(writing->out, (const guint8 *)&prefix, LENGTH_BYTES);
	g_byte_array_append(writing->out, bytes, (guint)length);
	writing->head.number++;
}

/* Records of one class, as many as a piece holds; true where the class has none left. */
static bool
take_records(Writing *writing, const FingerprintClass *class, size_t size)
{
	while (class->starts != NULL && writing->prefix < N_PREFIXES) {
		for (; writing->at < class->starts[writing->prefix + 1]; writing->at++) {
			uint8_t record[RECORD_MOST];

			if (writing->plain->len + size > PIECE_BYTES)
				return false;
			fingerprint_class_record(class, writing->prefix, writing->at, size, record);
			g_byte_array_append(writing->plain, record, (guint)size);
		}
		writing->prefix++;
	}
	return true;
}

static Span
next_piece(void *data)
{
	Writing *writing = data;
	const FingerprintClass *class = &writing->set->classes[writing->class];

	g_byte_array_set_size(writing->out, 0);
	if (writing->done)
		return (Span){NULL, 0};
	if (!writing->begun)
		g_byte_array_append(writing->out, (const guint8 *)SAVE_MAGIC, strlen(SAVE_MAGIC));
	writing->begun = true;
	writing->head.width = (uint8_t) class->width;
	g_byte_array_set_size(writing->plain, sizeof(PieceHead));
	bool drained = take_records(writing, class, fingerprint_record_size(writing->set));
	if (drained) {
		writing->class ++;
		writing->prefix = writing->at = 0;
	}
	writing->done = writing->class == N_WIDTHS;
	writing->head.last = writing->done;
	memcpy(writing->plain->data, &writing->head, sizeof writing->head);
	put_piece(writing);
	return (Span){(const char *)writing->out->data, writing->out->len};
}

bool
fingerprint_set_save(const FingerprintSet *set, const char *path, GError **error)
{
	g_autoptr(GByteArray) plain = g_byte_array_sized_new(PIECE_BYTES);
	g_autoptr(GByteArray) out = g_byte_array_sized_new(SEALED_MOST);
	Writing writing = {.set = set, .plain = plain, .out = out};

	g_return_val_if_fail(set->prepared, false);
	random_bytes(writing.head.nonce, NONCE_BYTES);
	writing.head.tagged = set->tagged;
	return durable_write_parts(path, next_piece, &writing, error);
}

typedef struct {
	FingerprintSet *set;
	uint8_t nonce[NONCE_BYTES]; /* of the first piece */
	uint32_t next;              /* number of the piece to come */
	bool last;
} Reading;

static FingerprintClass *
class_of_width(FingerprintSet *set, size_t width)
{
	for (size_t i = 0; i < N_WIDTHS; i++)
		if (set->classes[i].width == width)
			return &set->classes[i];
	return NULL;
}

static bool
take_piece(Reading *reading, Span plain)
{
	PieceHead head;

	if (plain.length < sizeof head || reading->last)
		return false;
	memcpy(&head, plain.bytes, sizeof head);
	if (reading->next == 0)
		memcpy(reading->nonce, head.nonce, NONCE_BYTES);
	FingerprintClass *class = class_of_width(reading->set, head.width);
	size_t size = head.tagged != 0 ? RECORD_MOST : RECORD_BYTES;
	Span rest = span_slice(plain, sizeof head, plain.length);
	if (memcmp(head.nonce, reading->nonce, NONCE_BYTES) != 0 || head.number != reading->next ||
	    class == NULL || rest.length % size != 0)
		return false;
	if (head.tagged != 0)
		fingerprint_set_make_tagged(reading->set);
	for (; rest.length > 0; rest = span_slice(rest, size, rest.length)) {
		uint8_t record[RECORD_MOST] = {0};

		memcpy(record, rest.bytes, size);
		fingerprint_class_add(class, record, fingerprint_record_size(reading->set));
	}
	reading->next++;
	reading->last = head.last != 0;
	return true;
}

/* One sealed piece from @file; false at the end or with @error set. */
static bool
read_piece(FILE *file, Reading *reading, GByteArray *sealed, GError **error)
{
	uint32_t length = 0;
	size_t got = fread(&length, 1, LENGTH_BYTES, file);

	if (got == 0 && reading->last)
		return false;
	length = GUINT32_FROM_BE(length);
	bool whole = got == LENGTH_BYTES && length <= SEALED_MOST;
	if (whole) {
		g_byte_array_set_size(sealed, length);
		whole = fread(sealed->data, 1, length, file) == length;
	}
	if (!whole) {
		fault_set(error, FAULT_TAMPERED, N_("it was cut off or changed"));
		return false;
	}
	g_autoptr(GBytes) plain =
		unseal(&reading->set->key, (Span){(const char *)sealed->data, length}, error);
	if (plain == NULL)
		return false;
	if (take_piece(reading, (Span){g_bytes_get_data(plain, NULL), g_bytes_get_size(plain)}))
		return true;
	fault_set(error, FAULT_TAMPERED, N_("it was cut off or changed"));
	return false;
}

static bool
read_pieces(FILE *file, FingerprintSet *set, GError **error)
{
	g_autoptr(GByteArray) sealed = g_byte_array_sized_new(SEALED_MOST);
	g_autoptr(GError) trouble = NULL;
	Reading reading = {.set = set};
	char magic[sizeof SAVE_MAGIC - 1];

	if (fread(magic, 1, sizeof magic, file) != sizeof magic ||
	    memcmp(magic, SAVE_MAGIC, sizeof magic) != 0) {
		fault_set(error, FAULT_MALFORMED, N_("it is not a set of fingerprints"));
		return false;
	}
	while (read_piece(file, &reading, sealed, &trouble))
		;
	if (trouble == NULL)
		return true;
	g_propagate_error(error, g_steal_pointer(&trouble));
	return false;
}

bool
fingerprint_set_read(FingerprintSet *set, const char *path, GError **error)
{
	FILE *file = fopen(path, "rbe");

	g_return_val_if_fail(!set->prepared, false);
	if (file == NULL) {
		fault_set_errno(error, errno, N_("file '%s' cannot be read"), path);
		return false;
	}
	bool done = read_pieces(file, set, error);
	fclose(file);
	if (!done)
		fault_prefix(error, "'%s': ", path);
	return done;
}

FingerprintSet *
fingerprint_set_load(const Key *key, const char *path, GError **error)
{
	g_autoptr(FingerprintSet) set = fingerprint_set_new(key);

	if (!fingerprint_set_read(set, path, error))
		return NULL;
	fingerprint_set_prepare(set);
	return g_steal_pointer(&set);
}
