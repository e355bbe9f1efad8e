/*
 * label.c - labels looked up from their end
 *
 * SPDX-License-Identifier: Apache-2.0
 */
#include "label.h"

#include "boundary.h"

#include "detector.h"

#include <pthread.h>

#define PLACES      8192 /* a power of two, more than twice the words of the table */
#define LONGEST     48   /* bytes of a label with what stands before it */
#define MOST_SIGNS  12   /* between a label and its value */
#define MOST_JOINED 16   /* characters written as escapes */
#define WIDE_LENGTH 3
#define HASH_SEED   0xcbf29ce484222325u
#define HASH_FACTOR 0x100000001b3u

typedef struct {
	uint64_t hash; /* of the folded word, from its last byte to its first; 0: free */
	int16_t kind;
	bool at_joint;
	bool whole;
	bool transform;
} Place;

uint64_t label_filters[N_LABEL_FILTERS][(1 << LABEL_FILTER_BITS) / 64];
uint64_t label_pairs[N_LABEL_FILTERS][1024 / 64];
static Place places[PLACES];
static pthread_once_t once = PTHREAD_ONCE_INIT;

/* Words that say what was done to a value: "mobile_md5", "手机号密文". */
static const char transform_words[] =
	"md5|sha|sha1|sha256|sha512|sm3|hash|hashed|digest|enc|encrypt|encrypted|cipher|ciphertext|"
	"aes|sm4|des|rsa|mask|masked|desensitized|token|tokenized|hmac|secure|mw|jm|密文|加密|"
	"加密值|"
	"哈希|哈希值|摘要|摘要值|脱敏|脱敏值|掩码|打码|MD5值|hash值";

static inline uint64_t
hash_byte(uint64_t hash, uint8_t byte)
{
	return (hash ^ byte) * HASH_FACTOR;
}

static inline uint8_t
fold(uint8_t byte)
{
	return byte >= 'A' && byte <= 'Z' ? byte | 0x20 : byte;
}

static void
filter_add(LabelFilter filter, const char last[4])
{
	uint32_t bit = label_filter_bit(last);

	label_filters[filter][bit / 64] |= (uint64_t)1 << bit % 64;
}

/* Whatever may stand in the text where the folded word has its last four letters. */
static void
filter_word(LabelFilter filter, const char *word, size_t length)
{
	const char *end = word + length;

	if (length == 2) {
		unsigned pair = (unsigned)(end[-1] & 0x1f) | (unsigned)(end[-2] & 0x1f) << 5;

		label_pairs[filter][pair / 64] |= (uint64_t)1 << pair % 64;
	}
	if (length == 3)
		for (int before = 0; before < 0x100; before++)
			filter_add(filter, (char[4]){(char)before, end[-3], end[-2], end[-1]});
	if (length >= 4)
		filter_add(filter, end - 4);
	/* "id_no", "xue li", and the wide blank between two characters of Chinese. */
	for (const char *sign = "_- "; *sign != '\0' && length >= 3; sign++) {
		filter_add(filter, (char[4]){*sign, end[-3], end[-2], end[-1]});
		filter_add(filter, (char[4]){end[-3], *sign, end[-2], end[-1]});
		filter_add(filter, (char[4]){end[-3], end[-2], *sign, end[-1]});
	}
	if (length > 3 && (uint8_t)end[-1] >= 0x80)
		filter_add(filter, (char[4]){(char)0x80, end[-3], end[-2], end[-1]});
}

static Place *
place_of(uint64_t hash)
{
	size_t at = hash >> 20 & (PLACES - 1);

	while (places[at].hash != 0 && places[at].hash != hash)
		at = (at + 1) & (PLACES - 1);
	return &places[at];
}

static void
add_words(const char *words, KindId kind, bool at_joint, bool transform)
{
	while (*words != '\0') {
		bool whole = *words == '=';
		const char *word = words + whole;
		size_t length = strcspn(word, "|");
		uint64_t hash = HASH_SEED;

		for (size_t i = length; i > 0; i--)
			hash = hash_byte(hash, fold((uint8_t)word[i - 1]));
		Place *place = place_of(hash);
		g_assert(place->hash == 0);
		*place = (Place){hash, (int16_t)kind, at_joint, whole, transform};
		filter_word(LABEL_FILTER_ANY, word, length);
		if (at_joint)
			filter_word(LABEL_FILTER_JOINT, word, length);
		words = word + length;
		words += *words == '|';
	}
}

static void
build(void)
{
	for (size_t i = 0; i < n_label_rows; i++)
		add_words(label_rows[i].words, label_rows[i].kind, label_rows[i].at_joint, false);
	add_words(transform_words, KIND_NONE, false, true);
}

void
labels_prepare(void)
{
	pthread_once(&once, build);
}

static inline bool
is_han_end(Span text, size_t end)
{
	return end >= 3 && (uint8_t)text.bytes[end - 1] >= 0x80 &&
	       (uint8_t)text.bytes[end - 3] >= 0xe3 && (uint8_t)text.bytes[end - 3] <= 0xe9 &&
	       (uint8_t)text.bytes[end - 2] >= 0x80;
}

/* Does a word begin at @at, a letter or digit: userName, user_name, QQNumber, 用户name? */
static inline bool
begins_word(Span text, size_t at)
{
	char here = text.bytes[at];

	if (at == 0 || !byte_is_word(text.bytes[at - 1]))
		return true;
	char before = text.bytes[at - 1];
	bool begins = byte_is_digit(before) && !byte_is_digit(here);
	if (byte_is_upper(here))
		begins = !byte_is_upper(before) ||
		         (byte_of(text, at + 1) >= 'a' && byte_of(text, at + 1) <= 'z');
	/* "\\nname", "%3Aname" */
	return begins || boundary_before(text, at);
}

/* Could the label go on before @at? */
static bool
goes_on(Span text, size_t at)
{
	if (at == 0)
		return false;
	char before = text.bytes[at - 1];

	return byte_is_word(before) || before == '_' || before == '-' || is_han_end(text, at);
}

/* A walk from the end of a label to its beginning. */
typedef struct {
	Span text;
	size_t end;
	uint64_t hash;
	Label best;
	size_t best_start;
	bool best_transform;
} Walk;

static void
look_up(Walk *walk, size_t start)
{
	const Place *place = place_of(walk->hash);

	if (place->hash == 0 || (place->whole && goes_on(walk->text, start)))
		return;
	walk->best.kind = (KindId)place->kind;
	walk->best.at_joint = place->at_joint;
	walk->best_transform = place->transform;
	walk->best_start = start;
}

static void
walk_back(Walk *walk)
{
	Span text = walk->text;
	size_t first = walk->end > LONGEST ? walk->end - LONGEST : 0;

	for (size_t at = walk->end; at > first;) {
		uint8_t byte = (uint8_t)text.bytes[at - 1];

		if (byte_is_word((char)byte)) {
			walk->hash = hash_byte(walk->hash, fold(byte));
			if (begins_word(text, --at))
				look_up(walk, at);
		} else if (is_han_end(text, at)) {
			bool blank = memcmp(text.bytes + at - 3, "\xe3\x80\x80", 3) == 0;

			for (size_t i = 1; i <= 3 && !blank; i++)
				walk->hash = hash_byte(walk->hash, (uint8_t)text.bytes[at - i]);
			at -= 3;
			if (!blank)
				look_up(walk, at);
		} else if (byte == '_' || byte == '-' || byte == ' ') {
			at--;
		} else {
			return;
		}
	}
}

static Label
label_in(Span text, size_t end)
{
	Walk walk = {text, end, HASH_SEED, {KIND_NONE, false, false}, end, false};

	walk_back(&walk);
	if (walk.best_transform) {
		/* What the value was before stands in front: "mobile" of "mobile_md5". */
		size_t rest = walk.best_start;

		while (rest > 0 && (text.bytes[rest - 1] == '_' || text.bytes[rest - 1] == '-'))
			rest--;
		walk = (Walk){text, rest, HASH_SEED, {KIND_NONE, false, false}, rest, false};
		walk_back(&walk);
		if (walk.best_transform)
			walk.best.kind = KIND_NONE;
		walk.best.transformed = true;
	}
	return walk.best;
}

/* A Chinese label as JSON writes it: "\u6027\u522b". */
static Label
escaped_label(Span text, size_t end)
{
	char joined[MOST_JOINED * 6];
	gunichar characters[MOST_JOINED];
	size_t n = 0, length = 0;

	for (; n < MOST_JOINED && end >= 6; end -= 6, n++) {
		Span escape = span_slice(text, end - 6, 6);
		gunichar character = 0;

		if (escape.bytes[0] != '\\' || escape.bytes[1] != 'u')
			break;
		for (size_t i = 2; i < 6; i++)
			if (byte_is_hex(escape.bytes[i]))
				character = character * 16 +
				            (gunichar)g_ascii_xdigit_value(escape.bytes[i]);
			else
				return (Label){KIND_NONE, false, false};
		characters[n] = character;
	}
	while (n > 0)
		length += (size_t)g_unichar_to_utf8(characters[--n], joined + length);
	return label_in((Span){joined, length}, length);
}

Label
label_ending_at(Span text, size_t end)
{
	if (end >= 6 && text.bytes[end - 5] == 'u' && text.bytes[end - 6] == '\\')
		return escaped_label(text, end);
	return label_in(text, end);
}

/* ASCII signs between a label and its value. */
static bool
is_sign(char byte)
{
	switch (byte) {
	case ' ':
	case '\t':
	case '"':
	case '\'':
	case ':':
	case '=':
	case '\\':
	case '(':
	case '[':
	case '>':
		return true;
	default:
		return false;
	}
}

size_t
label_end_before(Span text, size_t at)
{
	static const char wide[] = "\xef\xbc\x9a";
	size_t end = at;

	for (size_t n = 0; n < MOST_SIGNS && end > 0; n++) {
		if (is_sign(text.bytes[end - 1]))
			end--;
		else if (end >= WIDE_LENGTH &&
		         memcmp(text.bytes + end - WIDE_LENGTH, wide, WIDE_LENGTH) == 0)
			end -= WIDE_LENGTH;
		else
			break;
	}
	bool touches = end == at && end > 0 && byte_is_word(text.bytes[end - 1]);
	return touches ? 0 : end;
}

Label
label_before(Span text, size_t at)
{
	size_t end = label_end_before(text, at);

	if (end == 0 ||
	    (!label_may_end(text, end, LABEL_FILTER_ANY) && byte_of(text, end - 6) != '\\'))
		return (Label){KIND_NONE, false, false};
	return label_ending_at(text, end);
}
