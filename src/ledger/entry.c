/*
 * entry.c - the text of an entry, format 1
 *
 * SPDX-License-Identifier: Apache-2.0
 */
#include "entry.h"

#include "bounds.h"
#include "canonical-json.h"
#include "errors.h"

#include "text.h"
#include <inttypes.h>

#define BOOT_ID "/proc/sys/kernel/random/boot_id"
#define SECOND  INT64_C(1000000)

static char *
time_text(int64_t microseconds)
{
	g_autoptr(GDateTime) second = g_date_time_new_from_unix_utc(microseconds / SECOND);
	g_autofree char *text = g_date_time_format(second, "%Y-%m-%dT%H:%M:%S");

	return g_strdup_printf("%s.%06dZ", text, (int)(microseconds % SECOND));
}

int64_t
ledger_entry_time(const LedgerEntry *entry)
{
	const char *text = json_string_value(json_object_get(entry->value, "time"));
	g_autoptr(GDateTime) time = text == NULL ? NULL : g_date_time_new_from_iso8601(text, NULL);

	if (time == NULL)
		return 0;
	return g_date_time_to_unix(time) * SECOND + g_date_time_get_microsecond(time);
}

static char *
boot_id(void)
{
	g_autofree char *text = NULL;

	if (!g_file_get_contents(BOOT_ID, &text, NULL, NULL))
		return g_strdup("unknown");
	return g_strdup(g_strstrip(text));
}

static json_t *
commitment(const char *text, const uint8_t *salt)
{
	static const DigestAlgorithm algorithms[] = {DIGEST_SHA256, DIGEST_SM3};
	static const char *const names[] = {"sha256", "sm3"};
	json_t *object = json_object();

	for (size_t i = 0; i < G_N_ELEMENTS(names); i++) {
		DigestStream *stream = digest_begin(algorithms[i]);
		char hex[DIGEST_HEX];

		digest_update(stream, (Span){(const char *)salt, ENTRY_SALT});
		digest_update(stream, span_of(text));
		Digest digest = digest_finish(stream);
		json_object_set_new(object, names[i], json_string(digest_to_hex(&digest, hex)));
	}
	return object;
}

/* Texts that are not UTF-8 are refused by jansson: NULL. */
static bool
put_text(json_t *object, const char *key, const char *text, GError **error)
{
	if (text == NULL || json_object_set_new(object, key, json_string(text)) == 0)
		return true;
	fault_set(error, FAULT_MALFORMED, N_("'%s' of a ledger entry is not UTF-8"), key);
	return false;
}

static bool
payload_is_flat(const json_t *payload)
{
	json_t *object = (json_t *)(uintptr_t)payload; /* jansson's macro wants it so */
	const char *key;
	json_t *member;

	if (!json_is_object(payload))
		return false;
	json_object_foreach(object, key, member)
	{
		if (!json_is_integer(member) && !json_is_string(member))
			return false;
	}
	return true;
}

static bool
put_payload(json_t *object, const json_t *payload, GError **error)
{
	if (payload == NULL)
		return true;
	if (!payload_is_flat(payload)) {
		fault_set(error, FAULT_MALFORMED,
		          N_("the payload of a ledger entry holds more than integers and texts"));
		return false;
	}
	json_object_set_new(object, "payload", json_deep_copy(payload));
	return true;
}

/*
 * With the point: eleven digits from 13 to 19 would be a mobile number to every detector, ours
 * too, and microseconds have eleven digits between the third and the twenty-eighth hour.
 */
static char *
monotonic_text(int64_t microseconds)
{
	return g_strdup_printf("%" PRId64 ".%06" PRId64, microseconds / G_USEC_PER_SEC,
	                       microseconds % G_USEC_PER_SEC);
}

char *
entry_make(uint64_t index, int64_t now, const LedgerRecord *record, const uint8_t salt[ENTRY_SALT],
           GError **error)
{
	json_auto_t *object = json_object();
	g_autofree char *time = time_text(now);
	g_autofree char *boot = boot_id();
	g_autofree char *monotonic = monotonic_text(g_get_monotonic_time());

	json_object_set_new(object, "format", json_integer(ENTRY_FORMAT));
	json_object_set_new(object, "index", json_integer((json_int_t)index));
	if (record->before >= 0)
		json_object_set_new(object, "before", json_integer(record->before));
	if (record->after >= 0)
		json_object_set_new(object, "after", json_integer(record->after));
	if (record->commitment_of != NULL)
		json_object_set_new(object, "commitment", commitment(record->commitment_of, salt));
	if (!put_text(object, "monotonic", monotonic, error) ||
	    !put_text(object, "time", time, error) || !put_text(object, "boot", boot, error) ||
	    !put_text(object, "kind", record->kind, error) ||
	    !put_text(object, "actor", record->actor, error) ||
	    !put_text(object, "role", record->role, error) ||
	    !put_text(object, "requirements", record->requirements, error) ||
	    !put_text(object, "plan_digest", record->plan_digest, error) ||
	    !put_text(object, "result", record->result, error) ||
	    !put_payload(object, record->payload, error))
		return NULL;
	g_autofree char *text = canonical_json(object, error);
	if (text != NULL && strlen(text) > BOUND_LEDGER_ENTRY) {
		fault_set(error, FAULT_USAGE, N_("a ledger entry is longer than %d bytes"),
		          BOUND_LEDGER_ENTRY);
		return NULL;
	}
	return g_steal_pointer(&text);
}

json_t *
entry_parse(Span text, uint64_t index, GError **error)
{
	g_autofree char *copy = g_strndup(text.bytes, text.length);
	g_autoptr(GError) ignored = NULL;
	json_auto_t *value = canonical_json_parse(copy, &ignored);
	g_autofree char *again = NULL;

	if (value != NULL)
		again = canonical_json(value, NULL);
	if (again == NULL || !json_is_object(value) || !span_is(text, again)) {
		fault_set(error, FAULT_TAMPERED, N_("entry %ju is not canonical"), index);
		return NULL;
	}
	if (json_number(value, "format", 0) > ENTRY_FORMAT) {
		fault_set(error, FAULT_UNSUPPORTED, N_("entry %ju was written by a newer program"),
		          index);
		return NULL;
	}
	if (json_number(value, "format", 0) != ENTRY_FORMAT ||
	    json_number(value, "index", -1) != (int64_t)index) {
		fault_set(error, FAULT_TAMPERED,
		          N_("entry %ju stands in a place that is not its own"), index);
		return NULL;
	}
	return json_incref(value);
}
