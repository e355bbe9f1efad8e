/*
 * unpack.c - the bytes inside a file: plain, gzip, xz, zip, tar, nested
 *
 * A stack of archives.  Each member's first bytes say whether it is an archive itself;
 * then it becomes the next level, which pulls its bytes from the one below.
 *
 * SPDX-License-Identifier: Apache-2.0
 */
#include "unpack.h"

#include "bounds.h"
#include "errors.h"
#include "unpack-level.h"

#include <fcntl.h>
#include <sys/stat.h>
#include <unistd.h>

/* Enough to see every signature: that of tar ends at 262. */
#define HEAD_SIZE   512
#define TAR_MAGIC   257
#define PLAIN_BLOCK (256 * KIBIBYTE)

/* Small files may unpack to more than the ratio allows without being hostile. */
#define RATIO_FLOOR (16 * MEBIBYTE)

typedef struct {
	Unpack *unpack;
	UnpackLevel *level;
	char *name;       /* of its members: "a.zip/", "" for the file itself */
	GByteArray *head; /* first bytes of the present member */
	bool head_waits;  /* they were not delivered yet */
	char *member;     /* name of the present member */
} Storey;

struct Unpack {
	int fd; /* of a plain file */
	bool plain;
	char *buffer;
	GPtrArray *storeys; /* Storey *, the innermost last */
	uint64_t allowed;
	uint64_t delivered;
	const char *cut; /* why the present stream ended early */
	bool begun;
	bool over; /* a limit was reached: nothing more */
	char *name;
	UnpackMember member;
};

bool
unpack_is_packed(Span first_bytes)
{
	static const struct {
		const char *magic;
		size_t length;
		size_t at;
	} forms[] = {
		{"\x1f\x8b", 2, 0},
		{"BZh", 3, 0},
		{"\xfd"
	         "7zXZ\0",
	         6, 0},
		{"\x28\xb5\x2f\xfd", 4, 0},
		{"\x04\x22\x4d\x18", 4, 0},
		{"\x1f\x9d", 2, 0},
		{"PK\x03\x04", 4, 0},
		{"PK\x05\x06", 4, 0},
		{"PK\x07\x08", 4, 0},
		{"7z\xbc\xaf\x27\x1c", 6, 0},
		{"Rar!\x1a\x07", 6, 0},
		{"MSCF\0\0\0\0", 8, 0},
		{"ustar", 5, TAR_MAGIC},
	};

	for (size_t i = 0; i < G_N_ELEMENTS(forms); i++)
		if (first_bytes.length >= forms[i].at + forms[i].length &&
		    memcmp(first_bytes.bytes + forms[i].at, forms[i].magic, forms[i].length) == 0)
			return true;
	return false;
}

static void
storey_free(gpointer data)
{
	Storey *storey = data;

	unpack_level_free(storey->level);
	g_byte_array_unref(storey->head);
	g_free(storey->name);
	g_free(storey->member);
	g_free(storey);
}

static Storey *
top(const Unpack *unpack)
{
	return unpack->storeys->len == 0
	               ? NULL
	               : g_ptr_array_index(unpack->storeys, unpack->storeys->len - 1);
}

/* The present member of the innermost archive: its held first bytes, then the rest. */
static bool
storey_piece(Storey *storey, Span *ret_piece)
{
	if (storey->head_waits) {
		storey->head_waits = false;
		*ret_piece = (Span){(const char *)storey->head->data, storey->head->len};
		return true;
	}
	return unpack_level_piece(storey->level, ret_piece);
}

static bool
pull_from_storey(void *data, Span *ret_piece)
{
	Storey *storey = data;
	Unpack *unpack = storey->unpack;

	/* An archive of archives of nothing but zeros must end, too. */
	if (unpack->over || !storey_piece(storey, ret_piece))
		return false;
	return true;
}

static void
push(Unpack *unpack, UnpackLevel *level, const char *name)
{
	Storey *storey = g_new0(Storey, 1);

	storey->unpack = unpack;
	storey->level = level;
	storey->name = g_strdup(name);
	storey->head = g_byte_array_new();
	g_ptr_array_add(unpack->storeys, storey);
}

Unpack *
unpack_open(const char *path, GError **error)
{
	struct stat status;
	int fd = open(path, O_RDONLY | O_CLOEXEC | O_NOFOLLOW | O_NONBLOCK);
	char head[HEAD_SIZE];

	if (fd < 0 || fstat(fd, &status) != 0) {
		fault_set_errno(error, errno, N_("file '%s' cannot be read"), path);
		if (fd >= 0)
			close(fd);
		return NULL;
	}
	ssize_t length = S_ISREG(status.st_mode) ? pread(fd, head, HEAD_SIZE, 0) : -1;
	if (length < 0) {
		fault_set(error, FAULT_UNREACHABLE, N_("file '%s' cannot be read"), path);
		close(fd);
		return NULL;
	}
	g_autoptr(Unpack) unpack = g_new0(Unpack, 1);
	unpack->fd = fd;
	unpack->buffer = g_malloc(PLAIN_BLOCK);
	unpack->storeys = g_ptr_array_new_with_free_func(storey_free);
	unpack->allowed = MAX((uint64_t)status.st_size * BOUND_ARCHIVE_RATIO, RATIO_FLOOR);
	unpack->allowed = MIN(unpack->allowed, BOUND_ARCHIVE_BYTES);
	unpack->plain = !unpack_is_packed((Span){head, (size_t)length});
	if (unpack->plain)
		return g_steal_pointer(&unpack);
	UnpackLevel *level = unpack_level_open(path, NULL, NULL);
	if (level == NULL) {
		fault_set(error, FAULT_MALFORMED, N_("file '%s' is a damaged archive"), path);
		return NULL;
	}
	push(unpack, level, "");
	return g_steal_pointer(&unpack);
}

bool
unpack_is_plain(const Unpack *unpack)
{
	return unpack->plain;
}

void
unpack_close(Unpack *unpack)
{
	if (unpack == NULL)
		return;
	/* From the innermost: each pulls from the one below it. */
	while (unpack->storeys->len > 0)
		g_ptr_array_set_size(unpack->storeys, (int)unpack->storeys->len - 1);
	g_ptr_array_unref(unpack->storeys);
	close(unpack->fd);
	explicit_bzero(unpack->buffer, PLAIN_BLOCK);
	g_free(unpack->buffer);
	g_free(unpack->name);
	g_free(unpack);
}

static const UnpackMember *
tell(Unpack *unpack, char *take_name, const char *unreadable)
{
	g_free(unpack->name);
	unpack->name = take_name;
	unpack->member = (UnpackMember){unpack->name, unreadable};
	return &unpack->member;
}

/* The member's full name: a merely compressed stream has none of its own. */
static char *
full_name(const Storey *storey)
{
	size_t length = strlen(storey->name);

	if (*storey->member == '\0')
		return g_strndup(storey->name, length > 0 ? length - 1 : 0);
	return g_strconcat(storey->name, storey->member, NULL);
}

/* Take first bytes of the present member until a signature could be seen. */
static void
fill_head(Storey *storey)
{
	Span piece;

	g_byte_array_set_size(storey->head, 0);
	while (storey->head->len < HEAD_SIZE && unpack_level_piece(storey->level, &piece))
		g_byte_array_append(storey->head, (const guint8 *)piece.bytes, (guint)piece.length);
	storey->head_waits = storey->head->len > 0;
}

/*
 * Enter the present member where it is an archive.  Returns what to tell instead, or NULL
 * with @ret_entered.
 */
static const UnpackMember *
enter(Unpack *unpack, Storey *storey, bool *ret_entered)
{
	Span head = {(const char *)storey->head->data, storey->head->len};
	g_autofree char *name = full_name(storey);
	g_autofree char *prefix = *name == '\0' ? g_strdup("") : g_strconcat(name, "/", NULL);

	*ret_entered = false;
	if (!unpack_is_packed(head))
		return NULL;
	if (unpack->storeys->len >= BOUND_ARCHIVE_DEPTH)
		return tell(unpack, g_steal_pointer(&name), "too-deep");
	UnpackLevel *level = unpack_level_open(NULL, pull_from_storey, storey);
	if (level == NULL)
		return tell(unpack, g_steal_pointer(&name), "damaged");
	push(unpack, level, prefix);
	*ret_entered = true;
	return NULL;
}

/* Nothing more comes from the innermost archive: go on with the one around it. */
static const UnpackMember *
leave(Unpack *unpack, char *take_name, const char *unreadable)
{
	g_ptr_array_set_size(unpack->storeys, (int)unpack->storeys->len - 1);
	return unreadable == NULL ? NULL : tell(unpack, take_name, unreadable);
}

/* What the innermost archive has next; NULL with @ret_again where one must look again. */
static const UnpackMember *
step(Unpack *unpack, bool *ret_again)
{
	Storey *storey = top(unpack);
	const UnpackMember *told;

	*ret_again = false;
	g_clear_pointer(&storey->member, g_free);
	LevelState state = unpack_level_next(storey->level, &storey->member);
	if (storey->member == NULL)
		storey->member = g_strdup("");
	g_autofree char *name = full_name(storey);
	switch (state) {
	case LEVEL_DIRECTORY:
		*ret_again = true;
		return NULL;
	case LEVEL_MEMBER:
		fill_head(storey);
		told = enter(unpack, storey, ret_again);
		return told != NULL || *ret_again ? told
		                                  : tell(unpack, g_steal_pointer(&name), NULL);
	case LEVEL_LINK:
		return tell(unpack, g_steal_pointer(&name), "link");
	case LEVEL_ENCRYPTED:
		if (*storey->member == '\0')
			break;
		return tell(unpack, g_steal_pointer(&name), "encrypted");
	case LEVEL_TOO_MANY:
		unpack->over = true;
		return tell(unpack, g_steal_pointer(&name), "too-many-members");
	case LEVEL_DAMAGED:
		break;
	case LEVEL_END:
		if (unpack_level_members(storey->level) == 0)
			return leave(unpack, g_steal_pointer(&name), "empty-archive");
		leave(unpack, NULL, NULL);
		*ret_again = true;
		return NULL;
	}
	return leave(unpack, g_steal_pointer(&name),
	             state == LEVEL_ENCRYPTED ? "encrypted" : "damaged");
}

const UnpackMember *
unpack_next(Unpack *unpack)
{
	const UnpackMember *member = NULL;
	bool again = true;

	if (unpack->cut != NULL) {
		const char *why = unpack->cut;

		unpack->cut = NULL;
		return tell(unpack, g_strdup(unpack->name), why);
	}
	if (unpack->over)
		return NULL;
	if (!unpack->begun && unpack->plain) {
		unpack->begun = true;
		return tell(unpack, g_strdup(""), NULL);
	}
	unpack->begun = true;
	while (again && unpack->storeys->len > 0 && !unpack->over)
		member = step(unpack, &again);
	return member;
}

bool
unpack_piece(Unpack *unpack, Span *ret_piece)
{
	Storey *storey = top(unpack);

	if (unpack->cut != NULL || unpack->member.unreadable != NULL)
		return false;
	if (unpack->plain) {
		ssize_t length = unpack->over ? 0 : read(unpack->fd, unpack->buffer, PLAIN_BLOCK);

		if (length < 0)
			unpack->cut = "damaged";
		*ret_piece = (Span){unpack->buffer, (size_t)MAX(length, 0)};
		return length > 0;
	}
	if (storey == NULL)
		return false;
	if (!storey_piece(storey, ret_piece)) {
		unpack->cut = unpack_level_failed(storey->level);
		return false;
	}
	unpack->delivered += ret_piece->length;
	if (unpack->delivered <= unpack->allowed)
		return true;
	unpack->over = true;
	unpack->cut = unpack->allowed == BOUND_ARCHIVE_BYTES ? "too-large" : "ratio";
	return false;
}

static bool
deliver(Unpack *unpack, const UnpackMember *member, const UnpackVisitor *visitor, void *data)
{
	Span piece;

	if (!visitor->begin(member, data) || member->unreadable != NULL)
		return true;
	while (unpack_piece(unpack, &piece))
		if (!visitor->piece(piece, data))
			return false;
	return visitor->end(data);
}

bool
unpack_file(const char *path, const UnpackVisitor *visitor, void *data, GError **error)
{
	g_autoptr(Unpack) unpack = unpack_open(path, error);
	const UnpackMember *member;

	if (unpack == NULL)
		return false;
	while ((member = unpack_next(unpack)) != NULL)
		if (!deliver(unpack, member, visitor, data))
			break;
	return true;
}
