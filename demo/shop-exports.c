/*
 * shop-exports.c - what employees and programs left in the files folder: logs and exports
 *
 * Application logs, one a month, as JSON lines; two CSV exports, one in UTF-8 with a byte
 * order mark, one in GB18030, both with Chinese column titles.
 *
 * SPDX-License-Identifier: Apache-2.0
 */
#include "shop-exports.h"

#include "shop-rows.h"

#define FIRST_LOG_MONTH 2 /* of 2026: older and younger than six months before the stop */
#define SHANGHAI        28800
#define EXPORT_MEMBERS  3 /* every third member */
#define EXPORT_ORDERS   4
#define MONTH_SECONDS   (19 * 86400) /* nothing is younger than 19 August */

/* One file that is being written. */
typedef struct {
	GString *text;
	Truth *truth;
	const char *container;
} Export;

/* One more cell of a CSV row; quoted where it must be. */
static void
put_cell(Export *export, const char *field, const char *kind, unsigned person, const char *value)
{
	bool quoted = strpbrk(value, ",\"\n") != NULL;
	GString *text = export->text;

	g_string_append_c(text, ',');
	if (quoted)
		g_string_append_c(text, '"');
	for (const char *c = value; *c != '\0'; c++) {
		if (*c == '"')
			g_string_append_c(text, '"');
		g_string_append_c(text, *c);
	}
	if (quoted)
		g_string_append_c(text, '"');
	truth_add(export->truth, (TruthPlace){"files", export->container, field}, kind, person,
	          value);
}

static void
put_member(Export *export, const Person *person)
{
	char address[160];
	char text[16];
	unsigned number = person->number;

	g_snprintf(text, sizeof(text), "%u", FIRST_MEMBER_ID + number);
	g_string_append(export->text, text);
	put_cell(export, "姓名", "person-name", number, person->name);
	put_cell(export, "手机号", "mobile", number, person->mobile);
	put_cell(export, "身份证号", "resident-id", number, person->id_card);
	put_cell(export, "邮箱", "email", number, person->email);
	put_cell(export, "生日", "birth-date", number, person->birthday);
	put_cell(export, "性别", "gender", number, person->female ? "女" : "男");
	shop_full_address(person, address);
	put_cell(export, "联系地址", "address", number, address);
	g_string_append(export->text, "\r\n");
}

static bool
write_members(const Shop *shop, const char *directory, Truth *truth, GError **error)
{
	g_autoptr(GString) text = g_string_new("\xef\xbb\xbf");
	g_autofree char *path = g_build_filename(directory, "export", "members.csv", NULL);
	Export export = {text, truth, "export/members.csv!members"};

	g_string_append(text, "会员编号,姓名,手机号,身份证号,邮箱,生日,性别,联系地址\r\n");
	for (unsigned i = 0; i < shop->n_members; i += EXPORT_MEMBERS)
		if (!shop_is_closed(shop, i))
			put_member(&export, &shop->persons[i]);
	return g_file_set_contents(path, text->str, (gssize)text->len, error);
}

static void
put_order(Export *export, const Shop *shop, unsigned index)
{
	char text[160];
	Order order;

	shop_order(shop, index, &order);
	const Person *receiver = &shop->persons[order.receiver];
	shop_order_number(&order, text);
	g_string_append(export->text, text);
	shop_time(order.created, text);
	put_cell(export, "", NULL, NOBODY, text);
	put_cell(export, "收货人", "person-name", order.receiver, receiver->name);
	put_cell(export, "联系电话", "mobile", order.receiver, receiver->mobile);
	shop_full_address(receiver, text);
	put_cell(export, "收货地址", "address", order.receiver, text);
	g_snprintf(text, sizeof(text), "%u.%02u", order.cents / 100, order.cents % 100);
	put_cell(export, "", NULL, NOBODY, text);
	put_cell(export, "", NULL, NOBODY, order.tracking);
	g_string_append(export->text, "\r\n");
}

static bool
write_orders(const Shop *shop, const char *directory, Truth *truth, GError **error)
{
	g_autoptr(GString) text = g_string_new(NULL);
	g_autofree char *path = g_build_filename(directory, "export", "orders-gb18030.csv", NULL);
	Export export = {text, truth, "export/orders-gb18030.csv!orders-gb18030"};
	size_t length = 0;

	g_string_append(text, "订单编号,下单时间,收货人,联系电话,收货地址,订单金额,快递单号\r\n");
	for (unsigned i = 0; i < shop->n_orders; i += EXPORT_ORDERS)
		put_order(&export, shop, i);
	g_autofree char *converted =
		g_convert(text->str, (gssize)text->len, "GB18030", "UTF-8", NULL, &length, error);
	if (converted == NULL)
		return false;
	return g_file_set_contents(path, converted, (gssize)length, error);
}

static void
put_log_line(Export *export, const Shop *shop, unsigned month, unsigned index)
{
	static const char *const paths[] = {"/api/v3/order/detail", "/api/v3/cart/add",
	                                    "/api/v3/product/list", "/api/v3/member/profile"};
	Dice dice = dice_for(DICE_LOG_LINE, (uint64_t)month * 10000000 + index);
	int64_t time =
		shop_day(2026, month, 1) + (int64_t)MONTH_SECONDS * index / shop->n_log_lines;
	unsigned member = shop_pick_member(shop, shop_members_at(shop, time), &dice);
	const Person *person = &shop->persons[member];
	char stamp[20];
	char ip[16];

	shop_time(time, stamp);
	person_ip(&dice, ip);
	truth_add(export->truth, (TruthPlace){"files", export->container, "ip"}, "ipv4", member,
	          ip);
	g_string_append_printf(export->text,
	                       "{\"time\":\"%s\",\"ts\":%" G_GINT64_FORMAT
	                       ",\"level\":\"info\",\"trace\":\"%016" G_GINT64_MODIFIER
	                       "x\",\"ip\":\"%s\",\"uid\":%u,",
	                       stamp, (time - SHANGHAI) * 1000 + index % 1000, dice_roll(&dice), ip,
	                       FIRST_MEMBER_ID + member);
	if (dice_percent(&dice, 20)) {
		g_string_append_printf(export->text,
		                       "\"mobile\":\"%s\",\"path\":\"/api/v3/sms/send\","
		                       "\"msg\":\"短信验证码已发送至%s\"}\n",
		                       person->mobile, person->mobile);
		truth_add(export->truth, (TruthPlace){"files", export->container, "mobile"},
		          "mobile", member, person->mobile);
		truth_add(export->truth, (TruthPlace){"files", export->container, "msg"}, "mobile",
		          member, person->mobile);
		return;
	}
	g_string_append_printf(export->text, "\"path\":\"%s\",\"msg\":\"ok %ums\"}\n",
	                       paths[dice_below(&dice, G_N_ELEMENTS(paths))],
	                       5 + dice_below(&dice, 300));
}

static bool
write_log(const Shop *shop, const char *directory, unsigned month, Truth *truth, GError **error)
{
	g_autofree char *name = g_strdup_printf("app-2026-%02u", month);
	g_autofree char *file = g_strdup_printf("%s.jsonl", name);
	g_autofree char *path = g_build_filename(directory, "logs", file, NULL);
	g_autofree char *container = g_strdup_printf("logs/%s!%s", file, name);
	g_autoptr(GString) text = g_string_new(NULL);
	Export export = {text, truth, container};

	for (unsigned i = 0; i < shop->n_log_lines; i++)
		put_log_line(&export, shop, month, i);
	return g_file_set_contents(path, text->str, (gssize)text->len, error);
}

char *
shop_exports_write(const Shop *shop, const char *directory, Truth *truth)
{
	GError *error = NULL;
	bool good = write_members(shop, directory, truth, &error) &&
	            write_orders(shop, directory, truth, &error);

	for (unsigned i = 0; good && i < MONTHS_OF_LOGS; i++)
		good = write_log(shop, directory, FIRST_LOG_MONTH + i, truth, &error);
	if (good)
		return NULL;
	char *message = g_strdup(error->message);
	g_clear_error(&error);
	return message;
}
