/*
 * approval.c - who signed which digest
 *
 * SPDX-License-Identifier: Apache-2.0
 */
#include "approval.h"

#include "canonical-json.h"
#include "durable.h"
#include "errors.h"

#include <string.h>
#include <unistd.h>

#define APPROVALS_NEEDED 2
#define APPROVALS_MOST   99

void
approval_free(Approval *approval)
{
	g_free(approval->name);
	g_free(approval->role);
	g_free(approval->time);
	g_free(approval->public_key);
	g_free(approval->digest);
	g_free(approval);
}

static char *
approval_path(const Dossier *dossier, const Plan *plan, unsigned number)
{
	g_autofree char *name =
		g_strdup_printf("plan/plan-%04u.approval-%u.json", plan->number, number);

	return dossier_path(dossier, name);
}

static char *
to_hex(const uint8_t *bytes, size_t length)
{
	GString *hex = g_string_sized_new(2 * length);

	for (size_t i = 0; i < length; i++)
		g_string_append_printf(hex, "%02x", bytes[i]);
	return g_string_free(hex, FALSE);
}

static bool
from_hex(const char *hex, uint8_t *bytes, size_t length)
{
	if (hex == NULL || strlen(hex) != 2 * length)
		return false;
	for (size_t i = 0; i < length; i++) {
		int high = g_ascii_xdigit_value(hex[2 * i]),
		    low = g_ascii_xdigit_value(hex[2 * i + 1]);

		if (high < 0 || low < 0)
			return false;
		bytes[i] = (uint8_t)(high << 4 | low);
	}
	return true;
}

static json_t *
signed_part(const Approval *approval)
{
	return json_pack("{s:s, s:s, s:s, s:I, s:s, s:s}", "name", approval->name, "role",
	                 approval->role, "time", approval->time, "uid", (json_int_t)approval->uid,
	                 "public_key", approval->public_key, "plan_digest", approval->digest);
}

static Approval *
parse(const json_t *object)
{
	Approval *approval = g_new0(Approval, 1);

	approval->name = g_strdup(json_text(object, "name"));
	approval->role = g_strdup(json_text(object, "role"));
	approval->time = g_strdup(json_text(object, "time"));
	approval->uid = json_number(object, "uid", -1);
	approval->public_key = g_strdup(json_text(object, "public_key"));
	approval->digest = g_strdup(json_text(object, "plan_digest"));
	if (approval->name != NULL && approval->role != NULL && approval->time != NULL &&
	    approval->public_key != NULL && approval->digest != NULL)
		return approval;
	approval_free(approval);
	return NULL;
}

static bool
signature_is_right(const Approval *approval, const char *signature_hex)
{
	json_auto_t *part = signed_part(approval);
	g_autofree char *text = canonical_json(part, NULL);
	PublicKey key;
	Signature signature;

	return text != NULL && from_hex(approval->public_key, key.bytes, sizeof key.bytes) &&
	       from_hex(signature_hex, signature.bytes, sizeof signature.bytes) &&
	       signature_agrees(&key, &signature, span_of(text));
}

static Approval *
load_one(const char *path, const Plan *plan, GError **error)
{
	json_auto_t *object = canonical_json_read(path, error);
	Approval *approval = object == NULL ? NULL : parse(object);

	if (object == NULL)
		return NULL;
	if (approval != NULL && strcmp(approval->digest, plan->digest) == 0 &&
	    signature_is_right(approval, json_text(object, "signature")))
		return approval;
	g_clear_pointer(&approval, approval_free);
	fault_set(error, FAULT_TAMPERED,
	          N_("approval '%s' does not agree with the plan: one of the two was changed"),
	          path);
	return NULL;
}

GPtrArray *
approval_load(Dossier *dossier, const Plan *plan, GError **error)
{
	g_autoptr(GPtrArray) approvals =
		g_ptr_array_new_with_free_func((GDestroyNotify)approval_free);

	for (unsigned number = 1; number <= APPROVALS_MOST; number++) {
		g_autofree char *path = approval_path(dossier, plan, number);
		Approval *approval;

		if (!g_file_test(path, G_FILE_TEST_EXISTS))
			break;
		approval = load_one(path, plan, error);
		if (approval == NULL)
			return NULL;
		g_ptr_array_add(approvals, approval);
	}
	return g_steal_pointer(&approvals);
}

bool
approval_is_complete(const GPtrArray *approvals)
{
	for (size_t i = 1; i < approvals->len; i++) {
		const Approval *first = approvals->pdata[0], *other = approvals->pdata[i];

		if (strcmp(first->name, other->name) != 0 &&
		    strcmp(first->public_key, other->public_key) != 0)
			return true;
	}
	return false;
}

bool
approval_is_simulated(const GPtrArray *approvals)
{
	for (size_t i = 1; i < approvals->len; i++) {
		const Approval *first = approvals->pdata[0], *other = approvals->pdata[i];

		if (first->uid != other->uid)
			return false;
	}
	return approvals->len >= APPROVALS_NEEDED;
}

static bool
nothing_blocks(const Plan *plan, GError **error)
{
	for (size_t i = 0; i < plan->concerns->len; i++) {
		const PlanConcern *concern = plan->concerns->pdata[i];

		if (!concern->blocks)
			continue;
		fault_set(
			error, FAULT_REFUSED,
			N_("the plan has an open question (%s: %s): answer it and make a new plan"),
			concern->code, concern->subject);
		return false;
	}
	return true;
}

static bool
is_new(const GPtrArray *approvals, const char *name, const char *public_key, GError **error)
{
	for (size_t i = 0; i < approvals->len; i++) {
		const Approval *other = approvals->pdata[i];

		if (strcmp(other->name, name) != 0 && strcmp(other->public_key, public_key) != 0)
			continue;
		fault_set(error, FAULT_REFUSED,
		          N_("this person or this key has approved already: a second person must, "
		             "with "
		             "a key of their own"));
		return false;
	}
	return true;
}

static bool
write_approval(Dossier *dossier, const Plan *plan, const Approval *approval, unsigned number,
               const SigningKey *key, GError **error)
{
	g_autofree char *path = approval_path(dossier, plan, number);
	json_auto_t *object = signed_part(approval);
	g_autofree char *text = canonical_json(object, error);

	if (text == NULL)
		return false;
	Signature signature = sign(key, span_of(text));
	g_autofree char *hex = to_hex(signature.bytes, sizeof signature.bytes);
	json_object_set_new(object, "signature", json_string(hex));
	g_autofree char *whole = canonical_json(object, error);
	return whole != NULL && durable_write(path, span_of(whole), error);
}

bool
approval_give(Dossier *dossier, const Plan *plan, const char *name, const char *role,
              const SigningKey *key, GError **error)
{
	g_autoptr(GPtrArray) approvals = NULL;
	PublicKey public_key = signing_key_public(key);
	g_autofree char *hex = to_hex(public_key.bytes, sizeof public_key.bytes);
	g_autofree char *time = clock_text(clock_now(dossier_clock(dossier)));

	if (!plan_is_current(dossier, plan, error) || !nothing_blocks(plan, error))
		return false;
	approvals = approval_load(dossier, plan, error);
	if (approvals == NULL || !is_new(approvals, name, hex, error))
		return false;
	const Approval approval = {
		.name = (char *)(uintptr_t)name,
		.role = (char *)(uintptr_t)role,
		.time = time,
		.uid = (int64_t)getuid(),
		.public_key = hex,
		.digest = plan->digest,
	};
	return write_approval(dossier, plan, &approval, approvals->len + 1, key, error);
}
