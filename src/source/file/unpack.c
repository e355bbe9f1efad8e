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
#include "package-form.h"
#include "unpack-level.h"

#include <fcntl.h>
#include <sys/stat.h>
#include <unistd.h>

/* Enough to see every signature: that of tar ends at 262. */
#define HEAD_SIZE   PACKAGE_HEAD
#define PLAIN_BLOCK (256 * KIBIBYTE)

/* Small files may unpack to more than the ratio allows without being hostile. */
#define RATIO_FLOOR (16 * MEBIBYTE)

typedef struct {
	Unpack *unpack;
	const LevelForm *form; /* NULL: the stream itself, one member without a name */
	void *level;
	PackageForm package; /* it lies in one */
	char *name;          /* of its members: "a.zip/", "" for the file itself */
	GByteArray *head;    /* first bytes of the present member; all of a package's */
	bool head_waits;     /* they were not delivered yet */
	PackageForm inside;  /* the present member is a package not looked into yet */
	bool inside_whole;   /* all of it is in @head */
	char *member;        /* name of the present member */
} Storey;

struct Unpack {
	int fd; /* of a plain file; -1 for a stream */
	char *path;
	UnpackPull pull; /* of a stream */
	void *pull_data;
	bool pulled;
	bool plain;
	bool documents;       /* packages are streams of their own */
	PackageForm package;  /* what the file itself is */
	PackageForm entering; /* what the next storey lies in */
	char *buffer;
	GPtrArray *storeys; /* Storey *, the innermost last */
	uint64_t packed;    /* bytes of the file, or of the stream so far */
	uint64_t allowed;
	uint64_t delivered;
	const char *cut; /* why the present stream ended early */
	bool begun;
	bool from_file; /* the present stream is the file itself */
	bool over;      /* a limit was reached: nothing more */
	char *name;
	UnpackMember member;
};

static void
storey_free(gpointer data)
{
	Storey *storey = data;

	if (storey->form != NULL)
		storey->form->free(storey->level);
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

/* So much may come of an archive of @packed bytes. */
static void
allow(Unpack *unpack, uint64_t packed)
{
	unpack->packed = packed;
	unpack->allowed = BOUND_ARCHIVE_BYTES;
	if (packed < BOUND_ARCHIVE_BYTES / BOUND_ARCHIVE_RATIO)
		unpack->allowed = MAX(packed * BOUND_ARCHIVE_RATIO, RATIO_FLOOR);
}

static bool
level_piece(Storey *storey, Span *ret_piece)
{
	if (storey->form != NULL)
		return storey->form->piece(storey->level, ret_piece);
	if (!storey->unpack->pull(storey->unpack->pull_data, ret_piece))
		return false;
	allow(storey->unpack, storey->unpack->packed + ret_piece->length);
	return true;
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
	return level_piece(storey, ret_piece);
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

static bool
pull_from_file(void *data, Span *ret_piece)
{
	Unpack *unpack = data;
	ssize_t length = read(unpack->fd, unpack->buffer, PLAIN_BLOCK);

	*ret_piece = (Span){unpack->buffer, (size_t)MAX(length, 0)};
	return length > 0;
}

static void
push(Unpack *unpack, const LevelForm *form, void *level, const char *name)
{
	if (form != NULL && level == NULL)
		return;
	Storey *storey = g_new0(Storey, 1);

	storey->unpack = unpack;
	storey->form = form;
	storey->level = level;
	storey->name = g_strdup(name);
	storey->head = g_byte_array_new();
	if (form != NULL)
		storey->package = unpack->entering;
	unpack->entering = PACKAGE_NONE;
	g_ptr_array_add(unpack->storeys, storey);
}

static Unpack *
unpack_new(UnpackUse use)
{
	Unpack *unpack = g_new0(Unpack, 1);

	unpack->fd = -1;
	unpack->documents = use == UNPACK_DOCUMENTS;
	unpack->buffer = g_malloc(PLAIN_BLOCK);
	unpack->storeys = g_ptr_array_new_with_free_func(storey_free);
	return unpack;
}

/* An archive that tastes of a document may be one like any other. */
static bool
package_is_sure(PackageForm form, void *take_level)
{
	bool sure = form != PACKAGE_OFFICE || package_is_office(take_level);

	if (take_level != NULL)
		level_archive.free(take_level);
	return sure;
}

Unpack *
unpack_open_stream(UnpackPull pull, void *data, UnpackUse use)
{
	Unpack *unpack = unpack_new(use);

	unpack->pull = pull;
	unpack->pull_data = data;
	allow(unpack, 0);
	push(unpack, NULL, NULL, "");
	return unpack;
}

Unpack *
unpack_open(const char *path, UnpackUse use, GError **error)
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
	Span first = {head, (size_t)length};
	g_autoptr(Unpack) unpack = unpack_new(use);
	unpack->fd = fd;
	unpack->path = g_strdup(path);
	allow(unpack, (uint64_t)status.st_size);
	if (unpack->documents)
		unpack->package = package_taste(first);
	if (unpack->package == PACKAGE_OFFICE &&
	    !package_is_sure(unpack->package, level_archive_of_file(path)))
		unpack->package = PACKAGE_NONE;
	unpack->plain = unpack->package == PACKAGE_NONE && !unpack_is_packed(first);
	unpack->from_file = unpack->plain || unpack->package != PACKAGE_NONE;
	if (unpack->from_file)
		return g_steal_pointer(&unpack);
	void *level = level_archive_of_file(path);
	if (level == NULL) {
		fault_set(error, FAULT_MALFORMED, N_("file '%s' is a damaged archive"), path);
		return NULL;
	}
	push(unpack, &level_archive, level, "");
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
	if (unpack->fd >= 0)
		close(unpack->fd);
	g_free(unpack->path);
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
	unpack->member = (UnpackMember){.member = unpack->name, .unreadable = unreadable};
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

/* Take first bytes of the present member, up to @limit; true where that was all of it. */
static bool
fill_head(Storey *storey, size_t limit)
{
	bool more = true;
	Span piece;

	while (more && storey->head->len < limit) {
		more = level_piece(storey, &piece);
		if (more)
			g_byte_array_append(storey->head, (const guint8 *)piece.bytes,
			                    (guint)piece.length);
	}
	storey->head_waits = storey->head->len > 0;
	return !more;
}

static Span
head_of(const Storey *storey)
{
	return (Span){(const char *)storey->head->data, storey->head->len};
}

/* A package is held whole: its text is read first, then what else lies in it. */
static bool
take_package(Unpack *unpack, Storey *storey)
{
	PackageForm form = unpack->documents ? package_taste(head_of(storey)) : PACKAGE_NONE;

	if (form == PACKAGE_NONE)
		return false;
	storey->inside_whole = fill_head(storey, BOUND_DOCUMENT);
	/* An office file that is larger than that is read as the archive it is. */
	if (form == PACKAGE_OFFICE &&
	    (!storey->inside_whole ||
	     !package_is_sure(form, level_archive_of_bytes(head_of(storey)))))
		return false;
	storey->inside = form;
	return true;
}

static bool
is_too_deep(const Unpack *unpack)
{
	/* A stream is a storey of its own, which a file is not. */
	return unpack->storeys->len >= BOUND_ARCHIVE_DEPTH + (unpack->pull != NULL ? 1U : 0U);
}

static char *
prefix_of(const char *name)
{
	return *name == '\0' ? g_strdup("") : g_strconcat(name, "/", NULL);
}

/*
 * Enter the present member where it is an archive.  Returns what to tell instead, or NULL
 * with @ret_entered.
 */
static const UnpackMember *
enter(Unpack *unpack, Storey *storey, bool *ret_entered)
{
	g_autofree char *name = full_name(storey);
	g_autofree char *prefix = prefix_of(name);

	*ret_entered = false;
	if (take_package(unpack, storey) || !unpack_is_packed(head_of(storey)))
		return NULL;
	if (is_too_deep(unpack))
		return tell(unpack, g_steal_pointer(&name), "too-deep");
	void *level = level_archive_of_stream(pull_from_storey, storey);
	if (level == NULL)
		return tell(unpack, g_steal_pointer(&name), "damaged");
	push(unpack, &level_archive, level, prefix);
	*ret_entered = true;
	return NULL;
}

/* Look into the package whose text was delivered; what to tell where that is impossible. */
static const UnpackMember *
enter_package(Unpack *unpack, Storey *storey)
{
	g_autofree char *name = full_name(storey);
	g_autofree char *prefix = prefix_of(name);
	PackageForm form = storey->inside;
	void *level = NULL;

	storey->inside = PACKAGE_NONE;
	if (!storey->inside_whole)
		return tell(unpack, g_steal_pointer(&name), "too-big|256 MiB");
	if (is_too_deep(unpack))
		return tell(unpack, g_steal_pointer(&name), "too-deep");
	storey->head_waits = true;
	unpack->entering = form;
	if (form == PACKAGE_OFFICE) {
		level = level_archive_of_bytes(head_of(storey));
		push(unpack, &level_archive, level, prefix);
	} else {
		const LevelForm *within = package_level(form, pull_from_storey, storey, &level);

		push(unpack, within, level, prefix);
	}
	return NULL;
}

/* The same of the file itself, which is read once more. */
static void
enter_file(Unpack *unpack)
{
	void *level = NULL;

	unpack->from_file = false;
	unpack->delivered = 0;
	if (unpack->package == PACKAGE_NONE || lseek(unpack->fd, 0, SEEK_SET) != 0)
		return;
	unpack->entering = unpack->package;
	if (unpack->package == PACKAGE_OFFICE) {
		push(unpack, &level_archive, level_archive_of_file(unpack->path), "");
		return;
	}
	const LevelForm *within = package_level(unpack->package, pull_from_file, unpack, &level);
	push(unpack, within, level, "");
}

/* Nothing more comes from the innermost archive: go on with the one around it. */
static const UnpackMember *
leave(Unpack *unpack, char *take_name, const char *unreadable)
{
	g_ptr_array_set_size(unpack->storeys, (int)unpack->storeys->len - 1);
	return unreadable == NULL ? NULL : tell(unpack, take_name, unreadable);
}

static LevelState
level_next(Storey *storey)
{
	bool again = storey->unpack->pulled;

	g_clear_pointer(&storey->member, g_free);
	g_byte_array_set_size(storey->head, 0);
	storey->head_waits = false;
	LevelState state = LEVEL_MEMBER;
	if (storey->form != NULL)
		state = storey->form->next(storey->level, &storey->member);
	else
		state = again ? LEVEL_END : LEVEL_MEMBER;
	if (storey->form == NULL)
		storey->unpack->pulled = true;
	if (storey->member == NULL)
		storey->member = g_strdup("");
	return state;
}

/* The end of an archive: it must have had members. */
static const UnpackMember *
finish(Unpack *unpack, const Storey *storey, char *take_name, bool *ret_again)
{
	g_autofree char *name = take_name;

	if (storey->form != NULL && storey->package == PACKAGE_NONE &&
	    storey->form->members(storey->level) == 0)
		return leave(unpack, g_steal_pointer(&name), "empty-archive");
	leave(unpack, NULL, NULL);
	*ret_again = true;
	return NULL;
}

/* What the innermost archive has next; NULL with @ret_again where one must look again. */
static const UnpackMember *
step(Unpack *unpack, bool *ret_again)
{
	Storey *storey = top(unpack);
	const UnpackMember *told;

	*ret_again = false;
	LevelState state = level_next(storey);
	g_autofree char *name = full_name(storey);
	switch (state) {
	case LEVEL_DIRECTORY:
		*ret_again = true;
		return NULL;
	case LEVEL_MEMBER:
		if (package_has_read(storey->package, storey->member)) {
			*ret_again = true;
			return NULL;
		}
		fill_head(storey, HEAD_SIZE);
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
		return finish(unpack, storey, g_steal_pointer(&name), ret_again);
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
	if (!unpack->begun && unpack->from_file) {
		unpack->begun = true;
		return tell(unpack, g_strdup(""), NULL);
	}
	unpack->begun = true;
	if (unpack->from_file)
		enter_file(unpack);
	if (top(unpack) != NULL && top(unpack)->inside != PACKAGE_NONE)
		member = enter_package(unpack, top(unpack));
	while (member == NULL && again && unpack->storeys->len > 0 && !unpack->over)
		member = step(unpack, &again);
	return member;
}

bool
unpack_piece(Unpack *unpack, Span *ret_piece)
{
	Storey *storey = top(unpack);

	if (unpack->cut != NULL || unpack->member.unreadable != NULL)
		return false;
	if (unpack->from_file) {
		ssize_t length = unpack->over ? 0 : read(unpack->fd, unpack->buffer, PLAIN_BLOCK);

		if (length < 0)
			unpack->cut = "damaged";
		*ret_piece = (Span){unpack->buffer, (size_t)MAX(length, 0)};
		return length > 0;
	}
	if (storey == NULL)
		return false;
	if (!storey_piece(storey, ret_piece)) {
		if (storey->form != NULL)
			unpack->cut = storey->form->failed(storey->level);
		return false;
	}
	unpack->delivered += ret_piece->length;
	if (storey->form == NULL || unpack->delivered <= unpack->allowed)
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
	g_autoptr(Unpack) unpack = unpack_open(path, UNPACK_ARCHIVES, error);
	const UnpackMember *member;

	if (unpack == NULL)
		return false;
	while ((member = unpack_next(unpack)) != NULL)
		if (!deliver(unpack, member, visitor, data))
			break;
	return true;
}
