/*
 * checkpoint.c - the signed head of a ledger: C2SP tlog-checkpoint, a signed note
 *
 * SPDX-License-Identifier: Apache-2.0
 */
#include "checkpoint.h"

#include "errors.h"
#include "ledger.h"
#include "text.h"

#define ED25519        0x01 /* signed-note's number of the algorithm */
#define KEY_ID_SIZE    4
#define SIGNATURE_MARK "\xe2\x80\x94 " /* U+2014 and a blank */
#define KEY_MARK       "key "

typedef struct {
	uint8_t bytes[KEY_ID_SIZE];
} KeyId;

/* The first bytes of SHA-256 over name, line feed, algorithm, key. */
static KeyId
key_id_of(const char *name, const PublicKey *key)
{
	static const char behind_name[] = {'\n', ED25519};
	DigestStream *stream = digest_begin(DIGEST_SHA256);
	KeyId id;

	digest_update(stream, span_of(name));
	digest_update(stream, (Span){behind_name, sizeof behind_name});
	digest_update(stream, (Span){(const char *)key->bytes, SIGNATURE_PUBLIC_SIZE});
	Digest digest = digest_finish(stream);
	memcpy(id.bytes, digest.bytes, KEY_ID_SIZE);
	return id;
}

/* Base64 of RFC 4648 in its one spelling: padded, no blanks, unused bits zero. */
static GBytes *
decode(Span text)
{
	g_autofree char *copy = g_strndup(text.bytes, text.length);
	size_t length = 0;
	g_autofree uint8_t *bytes = g_base64_decode(copy, &length);
	g_autofree char *again = g_base64_encode(bytes, length);

	if (length == 0 || !span_is(text, again))
		return NULL;
	return g_bytes_new_take(g_steal_pointer(&bytes), length);
}

static char *
encode_key(const PublicKey *key)
{
	uint8_t bytes[1 + SIGNATURE_PUBLIC_SIZE] = {ED25519};

	memcpy(bytes + 1, key->bytes, SIGNATURE_PUBLIC_SIZE);
	return g_base64_encode(bytes, sizeof bytes);
}

static bool
decode_key(Span text, PublicKey *ret_key)
{
	g_autoptr(GBytes) bytes = decode(text);

	if (bytes == NULL || g_bytes_get_size(bytes) != 1 + SIGNATURE_PUBLIC_SIZE)
		return false;
	const uint8_t *content = g_bytes_get_data(bytes, NULL);
	if (content[0] != ED25519)
		return false;
	memcpy(ret_key->bytes, content + 1, SIGNATURE_PUBLIC_SIZE);
	return true;
}

bool
checkpoint_name_is_possible(const char *name)
{
	if (*name == '\0' || !g_utf8_validate(name, -1, NULL))
		return false;
	for (const char *c = name; *c != '\0'; c += g_utf8_skip[(uint8_t)*c]) {
		gunichar character = g_utf8_get_char(c);
		if (g_unichar_isspace(character) || g_unichar_iscntrl(character) ||
		    character == '+')
			return false;
	}
	return true;
}

/* The line at the start of @rest, without its line feed; false where there is none. */
static bool
next_line(Span *rest, Span *ret_line)
{
	ssize_t end = span_find(*rest, span_of("\n"));

	if (end < 0)
		return false;
	*ret_line = span_slice(*rest, 0, (size_t)end);
	*rest = span_slice(*rest, (size_t)end + 1, rest->length);
	return true;
}

/* "— NAME BASE64" */
static bool
read_signature(Span line, char **ret_name, GBytes **ret_signature)
{
	if (!span_is(span_slice(line, 0, strlen(SIGNATURE_MARK)), SIGNATURE_MARK))
		return false;
	line = span_slice(line, strlen(SIGNATURE_MARK), line.length);
	ssize_t blank = span_find(line, span_of(" "));
	if (blank <= 0)
		return false;
	g_autofree char *name = g_strndup(line.bytes, (size_t)blank);
	g_autoptr(GBytes) signature = decode(span_slice(line, (size_t)blank + 1, line.length));
	if (!checkpoint_name_is_possible(name) || signature == NULL ||
	    g_bytes_get_size(signature) <= KEY_ID_SIZE)
		return false;
	*ret_name = g_steal_pointer(&name);
	*ret_signature = g_steal_pointer(&signature);
	return true;
}

static bool
read_size(Span line, uint64_t *ret_size)
{
	g_autofree char *text = g_strndup(line.bytes, line.length);

	return line.length > 0 && g_ascii_isdigit(*text) && (*text != '0' || line.length == 1) &&
	       g_ascii_string_to_unsigned(text, 10, 0, INT64_MAX, ret_size, NULL);
}

static bool
read_root(Span line, Digest *ret_root)
{
	g_autoptr(GBytes) root = decode(line);

	if (root == NULL || g_bytes_get_size(root) != DIGEST_SIZE)
		return false;
	memcpy(ret_root->bytes, g_bytes_get_data(root, NULL), DIGEST_SIZE);
	return true;
}

/* Origin, size, head and what follows them up to the empty line. */
static bool
read_body(Checkpoint *checkpoint, Span *rest)
{
	Span line;

	if (!next_line(rest, &line))
		return false;
	checkpoint->origin = g_strndup(line.bytes, line.length);
	if (!checkpoint_name_is_possible(checkpoint->origin) || !next_line(rest, &line) ||
	    !read_size(line, &checkpoint->head.size) || !next_line(rest, &line) ||
	    !read_root(line, &checkpoint->head.root))
		return false;
	while (next_line(rest, &line) && line.length > 0) {
		if (!span_is(span_slice(line, 0, strlen(KEY_MARK)), KEY_MARK))
			continue;
		line = span_slice(line, strlen(KEY_MARK), line.length);
		if (checkpoint->has_key || !decode_key(line, &checkpoint->key))
			return false;
		checkpoint->has_key = true;
	}
	return line.length == 0;
}

static bool
read_checkpoint(Checkpoint *checkpoint, Span text)
{
	Span rest = text, line;

	if (text.length > CHECKPOINT_BOUND || !text_is_utf8(text) ||
	    memchr(text.bytes, '\0', text.length) != NULL || !read_body(checkpoint, &rest))
		return false;
	checkpoint->signed_length = text.length - rest.length - 1;
	while (rest.length > 0) {
		g_autofree char *name = NULL;
		g_autoptr(GBytes) signature = NULL;

		if (!next_line(&rest, &line) || !read_signature(line, &name, &signature))
			return false;
		checkpoint->n_signatures++;
	}
	return checkpoint->n_signatures > 0;
}

Checkpoint *
checkpoint_parse(Span text, GError **error)
{
	g_autoptr(Checkpoint) checkpoint = g_new0(Checkpoint, 1);

	if (text.length == 0 || !read_checkpoint(checkpoint, text)) {
		fault_set(error, FAULT_MALFORMED,
		          N_("this is not a checkpoint (C2SP signed note)"));
		return NULL;
	}
	checkpoint->text = g_strndup(text.bytes, text.length);
	return g_steal_pointer(&checkpoint);
}

void
checkpoint_free(Checkpoint *checkpoint)
{
	if (checkpoint == NULL)
		return;
	g_free(checkpoint->text);
	g_free(checkpoint->origin);
	g_free(checkpoint);
}

static bool
line_agrees(const Checkpoint *checkpoint, Span line, const PublicKey *key)
{
	g_autofree char *name = NULL;
	g_autoptr(GBytes) bytes = NULL;
	KeyId id = key_id_of(checkpoint->origin, key);
	Signature signature;

	if (!read_signature(line, &name, &bytes) || strcmp(name, checkpoint->origin) != 0 ||
	    g_bytes_get_size(bytes) != KEY_ID_SIZE + SIGNATURE_SIZE)
		return false;
	const uint8_t *content = g_bytes_get_data(bytes, NULL);
	if (memcmp(content, id.bytes, KEY_ID_SIZE) != 0)
		return false;
	memcpy(signature.bytes, content + KEY_ID_SIZE, SIGNATURE_SIZE);
	return signature_agrees(key, &signature,
	                        (Span){checkpoint->text, checkpoint->signed_length});
}

bool
checkpoint_is_signed_by(const Checkpoint *checkpoint, const PublicKey *key)
{
	Span rest = span_of(checkpoint->text + checkpoint->signed_length + 1);
	Span line;

	while (next_line(&rest, &line))
		if (line_agrees(checkpoint, line, key))
			return true;
	return false;
}

bool
checkpoint_is_whole(const Checkpoint *checkpoint)
{
	return checkpoint->has_key && checkpoint_is_signed_by(checkpoint, &checkpoint->key);
}

char *
checkpoint_make(const char *origin, const MerkleHead *head, const SigningKey *key)
{
	PublicKey public_key = signing_key_public(key);
	KeyId id = key_id_of(origin, &public_key);
	g_autofree char *root = g_base64_encode(head->root.bytes, DIGEST_SIZE);
	g_autofree char *key_text = encode_key(&public_key);
	g_autofree char *body = g_strdup_printf("%s\n%" G_GUINT64_FORMAT "\n%s\n" KEY_MARK "%s\n",
	                                        origin, head->size, root, key_text);
	Signature signature = sign(key, span_of(body));
	uint8_t line[KEY_ID_SIZE + SIGNATURE_SIZE];

	memcpy(line, id.bytes, KEY_ID_SIZE);
	memcpy(line + KEY_ID_SIZE, signature.bytes, SIGNATURE_SIZE);
	g_autofree char *line_text = g_base64_encode(line, sizeof line);
	return g_strdup_printf("%s\n" SIGNATURE_MARK "%s %s\n", body, origin, line_text);
}

char *
ledger_verifier_key(const char *origin, const PublicKey *key)
{
	KeyId id = key_id_of(origin, key);
	g_autofree char *key_text = encode_key(key);

	return g_strdup_printf("%s+%02x%02x%02x%02x+%s", origin, id.bytes[0], id.bytes[1],
	                       id.bytes[2], id.bytes[3], key_text);
}

bool
checkpoint_read_verifier_key(const char *line, const char *origin, PublicKey *ret_key,
                             GError **error)
{
	g_autofree char *text = g_strstrip(g_strdup(line));
	g_auto(GStrv) parts = g_strsplit(text, "+", 3);
	PublicKey key;

	if (g_strv_length(parts) != 3 || !decode_key(span_of(parts[2]), &key)) {
		fault_set(error, FAULT_MALFORMED,
		          N_("this is not a verifier key: give the line 'NAME+HASH+BASE64' of "
		             "keys/ledger.vkey"));
		return false;
	}
	g_autofree char *again = ledger_verifier_key(parts[0], &key);
	if (strcmp(again, text) != 0) {
		fault_set(error, FAULT_MALFORMED,
		          N_("the verifier key contradicts itself: its hash is not that of its "
		             "name and key"));
		return false;
	}
	if (strcmp(parts[0], origin) != 0) {
		fault_set(error, FAULT_TAMPERED,
		          N_("the verifier key is that of ledger '%s', this is '%s'"), parts[0],
		          origin);
		return false;
	}
	*ret_key = key;
	return true;
}
