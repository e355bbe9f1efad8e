/*
 * test-closure.c - the rows of one person, and of nobody else
 *
 * Everybody in here is made up.
 *
 * SPDX-License-Identifier: Apache-2.0
 */
#include "closure.h"
#include "errors.h"
#include "source-memory.h"

#include <glib.h>

#define STORE "closure"

/* Two friends, a child and its father; one household, one e-mail address. */
#define ANNA_MOBILE   "13800138001"
#define BO_MOBILE     "13900139002"
#define FATHER_MOBILE "13700137003"
#define SHARED_MAIL   "family@example.com"
#define ANNA_ID       "11010519491231002X"

typedef struct {
	MemoryStore *store;
	GPtrArray *sources;
	Inventory *inventory;
	Closure *closure;
	GString *found; /* "members:1 orders:7 ...", sorted */
	GString *shown; /* "container.field=value" of the last row of each container */
	GPtrArray *rows;
} World;

typedef struct {
	const char *name;
	KindId kind;
	const char *ref; /* "container.field" */
} Column;

static ContainerFinding *
table(World *world, const char *name, RecordClass records, const Column *columns, size_t n)
{
	ContainerFinding *container = container_finding_new(STORE, name);
	g_autoptr(GPtrArray) names = g_ptr_array_new();

	g_free(container->group);
	container->group = g_strdup(name);
	container->record_class = records;
	for (size_t i = 0; i < n; i++) {
		Finding *finding = finding_new(columns[i].name);
		finding->kind = columns[i].kind;
		finding->in_key = i == 0;
		finding->personal = columns[i].kind == KIND_NONE ? PERSONAL_NO : PERSONAL_YES;
		if (columns[i].ref != NULL) {
			g_auto(GStrv) parts = g_strsplit(columns[i].ref, ".", 2);
			finding->ref_container = g_strdup(parts[0]);
			finding->ref_field = g_strdup(parts[1]);
			finding->ref_declared = true;
		}
		g_ptr_array_add(container->findings, finding);
		g_ptr_array_add(names, (gpointer)(uintptr_t)columns[i].name);
	}
	g_ptr_array_add(names, NULL);
	memory_store_table(world->store, name, (const char *const *)names->pdata);
	g_ptr_array_add(world->inventory->containers, container);
	return container;
}

#define TABLE(name, records, ...)                                                                  \
	do {                                                                                       \
		static const Column columns[] = {__VA_ARGS__};                                     \
		table(world, name, records, columns, G_N_ELEMENTS(columns));                       \
	} while (0)

#define ROW(name, ...)                                                                             \
	do {                                                                                       \
		const char *values[] = {__VA_ARGS__, NULL};                                        \
		memory_store_add(world->store, name, values);                                      \
	} while (0)

static void
make_shop(World *world)
{
	TABLE("members", RECORD_ACCOUNT, {"id", KIND_NONE, NULL}, {"nickname", KIND_NONE, NULL},
	      {"real_name", KIND_PERSON_NAME, NULL}, {"mobile", KIND_MOBILE, NULL},
	      {"email", KIND_EMAIL, NULL}, {"id_card", KIND_RESIDENT_ID, NULL},
	      {"guardian_mobile", KIND_MOBILE, NULL}, {"level_id", KIND_NONE, "levels.id"},
	      {"password", KIND_PASSWORD, NULL});
	TABLE("levels", RECORD_OTHER, {"id", KIND_NONE, NULL}, {"title", KIND_NONE, NULL});
	TABLE("addresses", RECORD_CONTACT, {"id", KIND_NONE, NULL},
	      {"member_id", KIND_NONE, "members.id"}, {"receiver_name", KIND_PERSON_NAME, NULL},
	      {"receiver_mobile", KIND_MOBILE, NULL});
	TABLE("orders", RECORD_TRANSACTION, {"id", KIND_NONE, NULL},
	      {"member_id", KIND_NONE, "members.id"}, {"receiver_name", KIND_PERSON_NAME, NULL},
	      {"receiver_mobile", KIND_MOBILE, NULL}, {"payer_card", KIND_BANK_CARD, NULL},
	      {"remark", KIND_NONE, NULL});
	TABLE("order_items", RECORD_TRANSACTION, {"id", KIND_NONE, NULL},
	      {"order_id", KIND_NONE, "orders.id"}, {"product_id", KIND_NONE, "products.id"});
	TABLE("products", RECORD_OTHER, {"id", KIND_NONE, NULL}, {"title", KIND_NONE, NULL});
	TABLE("comments", RECORD_CONTENT, {"id", KIND_NONE, NULL},
	      {"member_nick_name", KIND_NONE, NULL}, {"content", KIND_NONE, NULL});
	TABLE("messages", RECORD_CONTENT, {"id", KIND_NONE, NULL},
	      {"from_member_id", KIND_NONE, "members.id"},
	      {"to_member_id", KIND_NONE, "members.id"}, {"content", KIND_NONE, NULL});
	TABLE("replies", RECORD_CONTENT, {"id", KIND_NONE, NULL},
	      {"order_id", KIND_NONE, "orders.id"}, {"member_id", KIND_NONE, "members.id"},
	      {"content", KIND_NONE, NULL});
	TABLE("log", RECORD_NETWORK_LOG, {"id", KIND_NONE, NULL}, {"text", KIND_NONE, NULL});
	ROW("levels", "1", "gold");
	ROW("products", "1", "tea");
	ROW("members", "1", "anna", "王安娜", ANNA_MOBILE, "anna@example.com", ANNA_ID, NULL, "1",
	    "$2a$10$x");
	ROW("members", "2", "bo", "李波", BO_MOBILE, SHARED_MAIL, NULL, NULL, "1", NULL);
	ROW("members", "3", "mini", "陈小明", NULL, SHARED_MAIL, NULL, FATHER_MOBILE, "1", NULL);
	ROW("members", "4", "father", "陈大明", FATHER_MOBILE, SHARED_MAIL, NULL, NULL, "1", NULL);
	ROW("addresses", "1", "1", "王安娜", ANNA_MOBILE);
	ROW("addresses", "2", "2", "赵六", "13600136006");
	ROW("addresses", "3", "1", "赵六", "13600136006");
	ROW("orders", "1", "1", "王安娜", ANNA_MOBILE, NULL, "请打电话 " BO_MOBILE);
	ROW("orders", "2", "2", "王安娜", ANNA_MOBILE, "6222021234567890128", NULL);
	ROW("orders", "3", "2", "赵六", "13600136006", NULL, NULL);
	ROW("order_items", "1", "1", "1");
	ROW("order_items", "2", "2", "1");
	ROW("order_items", "3", "3", "1");
	ROW("comments", "1", "anna", "好茶");
	ROW("comments", "2", "bo", "一般");
	ROW("messages", "1", "2", "1", "你好");
	ROW("messages", "2", "2", "4", "再见");
	ROW("replies", "1", "1", "2", "已发货");
	ROW("replies", "2", "1", "1", "谢谢");
	ROW("log", "1", "login mobile=" ANNA_MOBILE " with " BO_MOBILE);
	ROW("log", "2", "login mobile=" BO_MOBILE);
}

static World *
world_new(void)
{
	World *world = g_new0(World, 1);
	g_autoptr(GError) error = NULL;

	world->store = memory_store(STORE);
	world->inventory = inventory_new();
	world->sources = g_ptr_array_new_with_free_func((GDestroyNotify)source_close);
	g_ptr_array_add(world->sources, source_open(STORE, "memory:" STORE, NULL, &error));
	g_assert_no_error(error);
	world->found = g_string_new(NULL);
	world->shown = g_string_new(NULL);
	world->rows = g_ptr_array_new_with_free_func(g_free);
	return world;
}

static void
world_free(World *world)
{
	closure_free(world->closure);
	g_ptr_array_unref(world->sources);
	inventory_free(world->inventory);
	g_string_free(world->found, TRUE);
	g_string_free(world->shown, TRUE);
	g_ptr_array_unref(world->rows);
	memory_store_drop(STORE);
	g_free(world);
}

static bool
note_row(const ClosureRow *row, void *data, GError **error)
{
	World *world = data;

	(void)error;
	g_ptr_array_add(world->rows, g_strdup_printf("%s:%.*s", row->container->container,
	                                             (int)row->record->values[0].bytes.length,
	                                             row->record->values[0].bytes.bytes));
	for (unsigned i = 0; i < row->record->n_values; i++) {
		const Finding *finding = g_ptr_array_index(row->container->findings, i);
		g_string_append_printf(world->shown, "%s:%.*s.%s=%d ", row->container->container,
		                       (int)row->record->values[0].bytes.length,
		                       row->record->values[0].bytes.bytes, finding->field,
		                       row->shows[i]);
	}
	return true;
}

static gint
by_text(gconstpointer a, gconstpointer b)
{
	return strcmp(*(const char *const *)a, *(const char *const *)b);
}

static bool
run(World *world, KindId kind, const char *value, GError **error)
{
	ClosureSeed seed = {kind, span_of(value), NULL};

	world->closure = closure_new(world->sources, world->inventory);
	if (!closure_find(world->closure, &seed, NULL, error) ||
	    !closure_rows(world->closure, note_row, world, NULL, error))
		return false;
	g_ptr_array_sort(world->rows, by_text);
	for (unsigned i = 0; i < world->rows->len; i++)
		g_string_append_printf(world->found, "%s%s", i > 0 ? " " : "",
		                       (const char *)g_ptr_array_index(world->rows, i));
	return true;
}

static int64_t
noted(const World *world, const char *code)
{
	const GPtrArray *notes = closure_notes(world->closure);
	int64_t count = 0;

	for (unsigned i = 0; i < notes->len; i++) {
		const ClosureNote *note = g_ptr_array_index(notes, i);
		if (strcmp(note->code, code) == 0)
			count += note->count;
	}
	return count;
}

static bool
shows(const World *world, const char *place, Show show)
{
	g_autofree char *text = g_strdup_printf("%s=%d ", place, show);

	return strstr(world->shown->str, text) != NULL;
}

/* Keys down to grandchildren; the order another shipped to her; no product, no level. */
static void
test_person(void)
{
	World *world = world_new();
	g_autoptr(GError) error = NULL;

	make_shop(world);
	g_assert_true(run(world, KIND_MOBILE, ANNA_MOBILE, &error));
	g_assert_no_error(error);
	g_assert_cmpstr(world->found->str, ==,
	                "addresses:1 addresses:3 comments:1 log:1 members:1 messages:1 "
	                "order_items:1 orders:1 orders:2 replies:2");
	g_assert_cmpuint(closure_accounts(world->closure), ==, 1);
	/* Bo's order: only what speaks of the receiver. */
	g_assert_true(shows(world, "orders:2.receiver_mobile", SHOW_ALL));
	g_assert_true(shows(world, "orders:2.receiver_name", SHOW_SCRUBBED));
	g_assert_true(shows(world, "orders:2.member_id", SHOW_MASKED));
	g_assert_true(shows(world, "orders:2.payer_card", SHOW_MASKED));
	g_assert_true(shows(world, "members:1.password", SHOW_NOTHING));
	g_assert_true(shows(world, "messages:1.from_member_id", SHOW_MASKED));
	world_free(world);
}

/* The identity number leads to the same person as the mobile number. */
static void
test_other_identifier(void)
{
	World *world = world_new();
	g_autoptr(GError) error = NULL;

	make_shop(world);
	g_assert_true(run(world, KIND_RESIDENT_ID, ANNA_ID, &error));
	g_assert_no_error(error);
	g_assert_nonnull(strstr(world->found->str, "log:1"));
	g_assert_nonnull(strstr(world->found->str, "orders:2"));
	g_assert_null(strstr(world->found->str, "members:2"));
	world_free(world);
}

/* One who only receives: rows that mention them, nobody's account, nobody's other orders. */
static void
test_receiver(void)
{
	World *world = world_new();
	g_autoptr(GError) error = NULL;

	make_shop(world);
	g_assert_true(run(world, KIND_MOBILE, "13600136006", &error));
	g_assert_no_error(error);
	g_assert_cmpstr(world->found->str, ==, "addresses:2 addresses:3 orders:3");
	g_assert_cmpuint(closure_accounts(world->closure), ==, 0);
	g_assert_true(shows(world, "orders:3.member_id", SHOW_MASKED));
	world_free(world);
}

/* The father's number stands in the child's row: that row mentions him and is not his. */
static void
test_guardian(void)
{
	World *world = world_new();
	g_autoptr(GError) error = NULL;

	make_shop(world);
	g_assert_true(run(world, KIND_MOBILE, FATHER_MOBILE, &error));
	g_assert_no_error(error);
	g_assert_cmpstr(world->found->str, ==, "members:3 members:4 messages:2");
	g_assert_cmpuint(closure_accounts(world->closure), ==, 1);
	g_assert_true(shows(world, "members:3.guardian_mobile", SHOW_ALL));
	g_assert_true(shows(world, "members:3.real_name", SHOW_MASKED));
	g_assert_cmpint(noted(world, "shared-identifier"), >, 0);
	world_free(world);
}

/* An identifier of several persons does not say who asks. */
static void
test_shared(void)
{
	World *world = world_new();
	g_autoptr(GError) error = NULL;

	make_shop(world);
	g_assert_false(run(world, KIND_EMAIL, SHARED_MAIL, &error));
	g_assert_true(fault_is(error, FAULT_CONFLICT));
	world_free(world);
}

/* A placeholder that many accounts carry is no identifier. */
static void
test_hot_value(void)
{
	World *world = world_new();
	g_autoptr(GError) error = NULL;

	make_shop(world);
	for (int i = 10; i < 40; i++) {
		g_autofree char *id = g_strdup_printf("%d", i);
		g_autofree char *mobile = g_strdup_printf("135001350%02d", i);
		ROW("members", id, NULL, NULL, mobile, "none@example.com", NULL, NULL, "1", NULL);
		ROW("orders", id, id, NULL, NULL, NULL, NULL);
	}
	g_assert_true(run(world, KIND_MOBILE, "13500135010", &error));
	g_assert_no_error(error);
	g_assert_cmpstr(world->found->str, ==, "members:10 orders:10");
	g_assert_cmpint(noted(world, "shared-identifier"), ==, 1);
	world_free(world);
}

/* Two accounts with one nickname: the name leads to neither's comments. */
static void
test_shared_name(void)
{
	World *world = world_new();
	g_autoptr(GError) error = NULL;

	make_shop(world);
	ROW("members", "9", "anna", NULL, "13400134009", NULL, NULL, NULL, "1", NULL);
	g_assert_true(run(world, KIND_MOBILE, ANNA_MOBILE, &error));
	g_assert_no_error(error);
	g_assert_null(strstr(world->found->str, "comments"));
	g_assert_cmpint(noted(world, "shared-name"), >, 0);
	world_free(world);
}

static void
test_scrub(void)
{
	World *world = world_new();
	g_autoptr(GError) error = NULL;
	size_t length = 0;
	unsigned masked = 0;

	make_shop(world);
	g_assert_true(run(world, KIND_MOBILE, ANNA_MOBILE, &error));
	char *text =
		closure_scrub(world->closure, span_of("我 " ANNA_MOBILE " 他 " BO_MOBILE " 完"),
	                      &length, &masked);
	g_assert_nonnull(strstr(text, ANNA_MOBILE));
	g_assert_null(strstr(text, BO_MOBILE));
	g_assert_true(g_str_has_suffix(text, " 完"));
	g_assert_cmpuint(masked, ==, 1);
	span_buffer_free(text, length);
	world_free(world);
}

/* A treatment hangs on the patient's visit; the doctor who gave it is only mentioned. */
static void
test_clerk(void)
{
	g_autoptr(GError) error = NULL;

	for (int doctor = 0; doctor < 2; doctor++) {
		World *world = world_new();
		TABLE("patients", RECORD_ACCOUNT, {"id", KIND_NONE, NULL},
		      {"mobile", KIND_MOBILE, NULL});
		TABLE("doctors", RECORD_ACCOUNT, {"id", KIND_NONE, NULL},
		      {"mobile", KIND_MOBILE, NULL});
		TABLE("visits", RECORD_TRANSACTION, {"id", KIND_NONE, NULL},
		      {"patient_id", KIND_NONE, "patients.id"});
		TABLE("treatments", RECORD_TRANSACTION, {"id", KIND_NONE, NULL},
		      {"visit_id", KIND_NONE, "visits.id"}, {"doctor_id", KIND_NONE, "doctors.id"},
		      {"what", KIND_NONE, NULL});
		ROW("patients", "1", ANNA_MOBILE);
		ROW("doctors", "9", BO_MOBILE);
		ROW("visits", "5", "1");
		ROW("treatments", "7", "5", "9", "tea");
		g_assert_true(run(world, KIND_MOBILE, doctor ? BO_MOBILE : ANNA_MOBILE, &error));
		g_assert_no_error(error);
		g_assert_cmpstr(world->found->str, ==,
		                doctor ? "doctors:9 treatments:7"
		                       : "patients:1 treatments:7 visits:5");
		g_assert_true(shows(world, "treatments:7.doctor_id",
		                    doctor ? SHOW_SCRUBBED : SHOW_MASKED));
		g_assert_cmpint(noted(world, "other-person"), ==, doctor);
		world_free(world);
	}
}

/* A store that breaks off is an error, never a smaller answer. */
static void
test_lost_connection(void)
{
	World *world = world_new();
	g_autoptr(GError) error = NULL;

	make_shop(world);
	memory_store_fail_after(world->store, "orders", 1);
	g_assert_false(run(world, KIND_MOBILE, ANNA_MOBILE, &error));
	g_assert_nonnull(error);
	world_free(world);
}

int
main(int argc, char **argv)
{
	g_test_init(&argc, &argv, NULL);
	g_test_add_func("/closure/person", test_person);
	g_test_add_func("/closure/other-identifier", test_other_identifier);
	g_test_add_func("/closure/receiver", test_receiver);
	g_test_add_func("/closure/guardian", test_guardian);
	g_test_add_func("/closure/shared-identifier", test_shared);
	g_test_add_func("/closure/hot-value", test_hot_value);
	g_test_add_func("/closure/shared-name", test_shared_name);
	g_test_add_func("/closure/scrub", test_scrub);
	g_test_add_func("/closure/clerk", test_clerk);
	g_test_add_func("/closure/lost-connection", test_lost_connection);
	return g_test_run();
}
