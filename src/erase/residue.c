/*
 * residue.c - the raw bytes of an artefact, searched for fingerprints
 *
 * SPDX-License-Identifier: Apache-2.0
 */
#include "residue.h"

#include "bounds.h"
#include "errors.h"
#include "unpack.h"

#include <errno.h>
#include <fcntl.h>
#include <string.h>
#include <unistd.h>
#include <zlib.h>

#define CARVE_IN   (64 * KIBIBYTE)  /* packed bytes of one gzip stream inside a page */
#define CARVE_OUT  (256 * KIBIBYTE) /* unpacked bytes of it */
#define CARVE_TAIL 3                /* bytes of the mark that may lie across two blocks */

typedef struct {
	const FingerprintSet *set;
	ResidueResult *result;
	const ResidueListener *listener; /* or NULL */
	bool packed;                     /* what is searched now was unpacked */
	bool is_archive;                 /* unpack.h will look inside, so nothing is carved */
	FingerprintSearch *member;       /* of the stream that is open inside an archive */
	Progress *progress;
} Residue;

static bool
note_hit(uint64_t offset, uint32_t length, FingerprintForm form, uint32_t tag, void *data)
{
	Residue *residue = data;
	ResidueResult *result = residue->result;

	(void)length;
	result->hits++;
	result->inside += residue->packed;
	if (result->n_first < RESIDUE_FIRST)
		result->first[result->n_first++] = offset;
	if (residue->listener != NULL)
		residue->listener->hit(form, tag, residue->packed, residue->listener->data);
	return true;
}

/* The start of a gzip stream with deflate: RFC 1952 2.3.1. */
static ssize_t
find_gzip(Span bytes)
{
	return span_find(bytes, (Span){"\x1f\x8b\x08", CARVE_TAIL});
}

/* Unpack what begins at @packed as far as it goes, and search that. */
static void
search_carved(Residue *residue, Span packed)
{
	g_autofree char *plain = g_malloc(CARVE_OUT);
	g_autoptr(FingerprintSearch) search =
		fingerprint_search_new(residue->set, note_hit, residue);
	z_stream stream = {
		.next_in = (Bytef *)(uintptr_t)packed.bytes,
		.avail_in = (uInt)MIN(packed.length, CARVE_IN),
		.next_out = (Bytef *)plain,
		.avail_out = CARVE_OUT,
	};
	size_t length;

	if (inflateInit2(&stream, 16 + MAX_WBITS) != Z_OK)
		return;
	inflate(&stream, Z_SYNC_FLUSH);
	length = CARVE_OUT - stream.avail_out;
	inflateEnd(&stream);
	residue->packed = true;
	residue->result->bytes += length;
	fingerprint_search_feed(search, (Span){plain, length});
	fingerprint_search_end(search);
	residue->packed = false;
	memset(plain, 0, length);
}

/* Every gzip stream that begins in the first @fresh bytes of @block. */
static void
carve(Residue *residue, Span block, size_t fresh)
{
	for (size_t at = 0; !residue->is_archive && at < fresh;) {
		Span rest = span_slice(block, at, block.length - at);
		ssize_t found = find_gzip(rest);

		if (found < 0 || at + (size_t)found >= fresh)
			return;
		search_carved(residue, span_slice(rest, (size_t)found, rest.length));
		at += (size_t)found + CARVE_TAIL;
	}
}

/* Blocks overlap by CARVE_IN, so that a stream is carved whole where it begins. */
static bool
search_raw(Residue *residue, int fd, GError **error)
{
	g_autofree char *buffer = g_malloc(MEBIBYTE + CARVE_IN);
	g_autoptr(FingerprintSearch) search =
		fingerprint_search_new(residue->set, note_hit, residue);
	size_t tail = 0;
	ssize_t got;

	while ((got = read(fd, buffer + tail, MEBIBYTE)) > 0) {
		size_t whole = tail + (size_t)got;
		size_t fresh = whole > CARVE_IN ? whole - CARVE_IN : 0;

		residue->result->bytes += (uint64_t)got;
		fingerprint_search_feed(search, (Span){buffer + tail, (size_t)got});
		carve(residue, (Span){buffer, whole}, fresh);
		memmove(buffer, buffer + fresh, whole - fresh);
		tail = whole - fresh;
		if (!progress_advance(residue->progress, (uint64_t)got)) {
			fault_set(error, FAULT_INTERRUPTED,
			          N_("stopped as asked: run the command again to go on"));
			return false;
		}
	}
	carve(residue, (Span){buffer, tail}, tail);
	fingerprint_search_end(search);
	if (got < 0)
		fault_set_errno(error, errno, N_("the artefact cannot be read"));
	return got == 0;
}

static bool
begin_member(const UnpackMember *member, void *data)
{
	Residue *residue = data;

	if (member->unreadable != NULL) {
		residue->result->unreadable++;
		return false;
	}
	residue->member = fingerprint_search_new(residue->set, note_hit, residue);
	return true;
}

static bool
search_member(Span piece, void *data)
{
	Residue *residue = data;

	residue->result->bytes += piece.length;
	return fingerprint_search_feed(residue->member, piece);
}

static bool
end_member(void *data)
{
	Residue *residue = data;

	if (residue->member != NULL)
		fingerprint_search_end(residue->member);
	g_clear_pointer(&residue->member, fingerprint_search_free);
	return true;
}

static bool
search_inside(Residue *residue, const char *path, GError **error)
{
	static const UnpackVisitor visitor = {begin_member, search_member, end_member};
	bool done;

	residue->packed = true;
	done = unpack_file(path, &visitor, residue, error);
	residue->packed = false;
	g_clear_pointer(&residue->member, fingerprint_search_free);
	return done;
}

static bool
is_packed(int fd)
{
	char first[512];
	ssize_t got = pread(fd, first, sizeof first, 0);

	return got > 0 && unpack_is_packed((Span){first, (size_t)got});
}

bool
residue_search(const FingerprintSet *set, const char *path, Progress *progress,
               const ResidueListener *listener, ResidueResult *ret, GError **error)
{
	Residue residue = {.set = set, .result = ret, .listener = listener, .progress = progress};
	int fd = open(path, O_RDONLY | O_CLOEXEC | O_NOFOLLOW);
	bool done;

	memset(ret, 0, sizeof *ret);
	if (fd < 0) {
		fault_set_errno(error, errno, N_("file '%s' cannot be read"), path);
		return false;
	}
	residue.is_archive = is_packed(fd);
	done = search_raw(&residue, fd, error);
	close(fd);
	if (!done)
		fault_prefix(error, "'%s': ", path);
	return done && (!residue.is_archive || search_inside(&residue, path, error));
}
