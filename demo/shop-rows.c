/*
 * shop-rows.c - one row of each table of the shop
 *
 * SPDX-License-Identifier: Apache-2.0
 */
#include "shop-rows.h"

#define SNOWFLAKE_EPOCH 1288834974657
#define SHANGHAI        28800 /* seconds ahead of UTC */

static const char *const sorts[] = {"茶叶", "坚果", "米面",   "调味", "床品", "毛巾",
                                    "餐具", "收纳", "文具",   "玩具", "女装", "男装",
                                    "护肤", "洗护", "小家电", "户外"};

static const char *const makes[] = {"晴川优选", "手作", "有机", "经典款", "家庭装", "轻奢",
                                    "便携",     "加厚", "新疆", "云南",   "景德镇", "苏绣"};

static const char *const goods[] = {"龙井茶", "核桃仁", "五常大米", "香醋", "四件套", "浴巾",
                                    "骨瓷碗", "收纳箱", "笔记本",   "积木", "羊毛衫", "衬衫",
                                    "面霜",   "洗发水", "电水壶",   "帐篷"};

static const char *const praise[] = {"选料讲究，工艺扎实，适合日常使用。",
                                     "七天无理由退换，支持货到付款。", "产地直发，新鲜到家。",
                                     "包装升级，送礼体面。", "通过国家质量认证，放心购买。"};

void
shop_product_name(unsigned index, char ret_text[96])
{
	g_snprintf(ret_text, 96, "%s%s %u号", makes[index / 16 % G_N_ELEMENTS(makes)],
	           goods[index % G_N_ELEMENTS(goods)], index + 1);
}

void
shop_order_number(const Order *order, char ret_text[24])
{
	g_snprintf(ret_text, 24, "%" G_GINT64_FORMAT, order->number);
}

void
shop_full_address(const Person *person, char ret_text[160])
{
	const Place *home = person->home;
	bool same = g_str_equal(home->province, home->city);

	g_snprintf(ret_text, 160, "%s%s%s%s", home->province, same ? "" : home->city,
	           home->district, person->street);
}

static void
put_time(const RowSink *sink, int64_t seconds)
{
	char text[20];

	shop_time(seconds, text);
	row_text(sink, text);
}

void
shop_row_category(const RowSink *sink, const Shop *shop, unsigned index)
{
	(void)shop;
	row_begin(sink, "categories");
	row_number(sink, index + 1);
	row_text(sink, sorts[index % G_N_ELEMENTS(sorts)]);
	row_number(sink, index % 4);
	row_end(sink);
}

/* GS1: the thirteenth digit of an article number. */
static unsigned
article_check(uint64_t twelve)
{
	unsigned sum = 0;

	for (unsigned i = 0; i < 12; i++, twelve /= 10)
		sum += (unsigned)(twelve % 10) * (i % 2 == 0 ? 3 : 1);
	return (10 - sum % 10) % 10;
}

void
shop_row_product(const RowSink *sink, const Shop *shop, unsigned index)
{
	Dice dice = dice_for(DICE_PRODUCT, index);
	char text[256];
	char name[96];

	row_begin(sink, "products");
	row_number(sink, index + 1);
	row_number(sink, index % shop->n_categories + 1);
	shop_product_name(index, name);
	row_text(sink, name);
	uint64_t article = 690123400000U + (uint64_t)index * 37;
	g_snprintf(text, sizeof(text), "%" G_GUINT64_FORMAT "%u", article, article_check(article));
	row_text(sink, text);
	g_snprintf(text, sizeof(text), "%s：%s%s", name,
	           praise[dice_below(&dice, G_N_ELEMENTS(praise))],
	           praise[dice_below(&dice, G_N_ELEMENTS(praise))]);
	row_text(sink, text);
	row_number(sink, 990 + dice_below(&dice, 30000));
	row_number(sink, dice_below(&dice, 500));
	put_time(sink, shop_day(2021, 3, 1) + (int64_t)index * 86400);
	row_end(sink);
}

void
shop_row_supplier(const RowSink *sink, const Shop *shop, unsigned index)
{
	static const char *const codes[N_SUPPLIERS] = {
		"91330106MA7QC00095", "91440305MA7QC0375P", "91310115MA7QC0746G",
		"91110105MA7QC1116M", "91510107MA7QC14829", "91420106MA7QC1853Y",
		"91320506MA7QC2223Y", "91350203MA7QC259X9", "91440106MA7QC2960U",
		"91370202MA7QC3330Y", "91610113MA7QC3701R", "91330203MA7QC4077W"};
	char text[96];

	(void)shop;
	row_begin(sink, "suppliers");
	row_number(sink, index + 1);
	g_snprintf(text, sizeof(text), "%s%s供应链有限公司", makes[index % G_N_ELEMENTS(makes)],
	           sorts[index % G_N_ELEMENTS(sorts)]);
	row_text(sink, text);
	row_text(sink, codes[index % N_SUPPLIERS]);
	g_snprintf(text, sizeof(text), "0571-%08u", 88120000 + index * 37);
	row_text(sink, text);
	g_snprintf(text, sizeof(text), "浙江省杭州市滨江区物流大道%u号", 10 + index);
	row_text(sink, text);
	row_end(sink);
}

void
shop_row_setting(const RowSink *sink, const Shop *shop, unsigned index)
{
	static const char *const pairs[N_SETTINGS][2] = {
		{"shop_name", "晴川优品"},
		{"company", "杭州晴川网络科技有限公司"},
		{"service_hotline", "400-800-1234"},
		{"office_phone", "0571-88001234"},
		{"service_email", "service@shop.example"},
		{"company_address", "浙江省杭州市滨江区江南大道1000号5楼"},
		{"icp", "浙ICP备19000000号-1"},
		{"app_version", "3.12.0.118"},
		{"order_auto_close_ms", "1800000"},
	};

	(void)shop;
	row_begin(sink, "shop_settings");
	row_text(sink, pairs[index % N_SETTINGS][0]);
	row_text(sink, pairs[index % N_SETTINGS][1]);
	row_end(sink);
}

void
shop_row_member(const RowSink *sink, const Shop *shop, unsigned index)
{
	const Person *person = &shop->persons[index];
	Dice dice = dice_for(DICE_LOGIN, (uint64_t)index + UINT32_MAX);
	int64_t registered = shop_registered(shop, index);
	char text[24];

	row_begin(sink, "members");
	row_number(sink, FIRST_MEMBER_ID + index);
	g_snprintf(text, sizeof(text), "QC%08u", 20190000 + index);
	row_text(sink, text);
	row_personal(sink, "nickname", index, person->nickname);
	row_personal(sink, "person-name", index, person->name);
	row_personal(sink, "resident-id", index, person->id_card);
	row_personal(sink, "mobile", index, person->mobile);
	row_personal(sink, "email", index, person->email);
	row_personal(sink, "gender", index, person->female ? "女" : "男");
	row_personal(sink, "birth-date", index, person->birthday);
	row_personal(sink, "bank-card", index, person->bank_card);
	row_personal(sink, "wechat-openid", index, person->openid);
	row_personal(sink, "password-hash", index, person->password_hash);
	person_ip(&dice, text);
	row_personal(sink, "ipv4", index, text);
	row_number(sink, dice_below(&dice, 20000));
	row_number(sink, dice_percent(&dice, 97) ? 1 : 0);
	put_time(sink, registered);
	put_time(sink, registered + dice_below(&dice, 86400 * 30));
	row_end(sink);
}

void
shop_row_guardian(const RowSink *sink, const Shop *shop, unsigned index)
{
	unsigned minor = shop->minors[index];
	unsigned number = shop_guardian(shop, index);
	const Person *guardian = &shop->persons[number];

	row_begin(sink, "guardians");
	row_number(sink, index + 1);
	row_number(sink, FIRST_MEMBER_ID + minor);
	row_personal(sink, "person-name", number, guardian->name);
	row_personal(sink, "mobile", number, guardian->mobile);
	row_text(sink, guardian->female ? "母亲" : "父亲");
	put_time(sink, shop_registered(shop, minor) + 60);
	row_end(sink);
}

unsigned
shop_owner_of_address(const Shop *shop, unsigned index)
{
	Dice dice = dice_for(DICE_ADDRESS, index);

	return shop_pick_member(shop, shop->n_members, &dice);
}

void
shop_row_address(const RowSink *sink, const Shop *shop, unsigned index)
{
	unsigned owner = shop_owner_of_address(shop, index);
	const Person *person = &shop->persons[owner];

	row_begin(sink, "addresses");
	row_number(sink, index + 1);
	row_number(sink, FIRST_MEMBER_ID + owner);
	row_personal(sink, "person-name", owner, person->name);
	row_personal(sink, "mobile", owner, person->mobile);
	row_text(sink, person->home->province);
	row_text(sink, person->home->city);
	row_text(sink, person->home->district);
	row_personal(sink, "address", owner, person->street);
	row_text(sink, person->home->postcode);
	row_number(sink, index % 3 == 0);
	put_time(sink, shop_registered(shop, owner) + 3600);
	row_end(sink);
}

void
shop_row_order(const RowSink *sink, const Shop *shop, unsigned index)
{
	Order order;
	char text[160];

	shop_order(shop, index, &order);
	const Person *receiver = &shop->persons[order.receiver];
	row_begin(sink, "orders");
	row_number(sink, index + 1);
	shop_order_number(&order, text);
	row_text(sink, text);
	row_number(sink, FIRST_MEMBER_ID + order.buyer);
	row_text(sink, order.status);
	row_number(sink, order.cents);
	row_number(sink, order.paid == 0 ? 0 : order.cents - order.cents % 100);
	row_personal(sink, "person-name", order.receiver, receiver->name);
	row_personal(sink, "mobile", order.receiver, receiver->mobile);
	shop_full_address(receiver, text);
	row_personal(sink, "address", order.receiver, text);
	row_text(sink, order.tracking);
	bool tells = g_str_has_prefix(order.remark, "送货前");
	row_remark(sink, tells ? "mobile" : NULL, order.receiver, receiver->mobile, order.remark);
	put_time(sink, order.created);
	put_time(sink, order.paid);
	put_time(sink, order.completed);
	row_end(sink);
}

void
shop_rows_of_items(const RowSink *sink, const Shop *shop, unsigned index)
{
	Order order;
	char name[96];

	shop_order(shop, index, &order);
	for (unsigned i = 0; i < order.n_items; i++) {
		unsigned product = (order.first_product + i * 7) % shop->n_products;
		Dice dice = dice_for(DICE_ITEM, (uint64_t)index * 4 + i);
		row_begin(sink, "order_items");
		row_number(sink, (int64_t)index * 2 + i + 1);
		row_number(sink, index + 1);
		row_number(sink, product + 1);
		shop_product_name(product, name);
		row_text(sink, name);
		row_number(sink, 1 + dice_below(&dice, 3));
		row_number(sink, 990 + dice_below(&dice, 20000));
		row_end(sink);
	}
}

/* Paid orders only: @index is the order's. */
void
shop_row_payment(const RowSink *sink, const Shop *shop, unsigned index)
{
	Dice dice = dice_for(DICE_PAYMENT, index);
	char text[40];
	Order order;

	shop_order(shop, index, &order);
	if (order.paid == 0)
		return;
	const Person *buyer = &shop->persons[order.buyer];
	bool card = buyer->bank_card[0] != '\0' && dice_percent(&dice, 60);
	bool wechat = !card && buyer->openid[0] != '\0';
	int64_t milliseconds = (order.paid - SHANGHAI) * 1000 + dice_below(&dice, 1000);
	row_begin(sink, "payments");
	row_number(sink, (milliseconds - SNOWFLAKE_EPOCH) * 4194304 + index % 4096);
	row_number(sink, index + 1);
	row_text(sink, card ? "unionpay" : wechat ? "wechat" : "alipay");
	g_snprintf(text, sizeof(text), "42000%05u%013" G_GINT64_FORMAT "%05u",
	           dice_below(&dice, 100000), milliseconds, index % 100000);
	row_text(sink, text);
	row_personal(sink, "bank-card", order.buyer, card ? buyer->bank_card : "");
	row_personal(sink, "wechat-openid", order.buyer, wechat ? buyer->openid : "");
	row_number(sink, order.cents - order.cents % 100);
	row_number(sink, milliseconds);
	row_end(sink);
}

int64_t
shop_time_of_comment(const Shop *shop, unsigned index)
{
	int64_t start = shop_day(2023, 1, 1);

	return start + (shop_day(2026, 8, 19) - start) / shop->n_comments * index + 37;
}

void
shop_row_comment(const RowSink *sink, const Shop *shop, unsigned index)
{
	static const char *const words[] = {"质量很好，和描述一致",    "物流很快，第二天就到了",
	                                    "孩子很喜欢，It's great!", "颜色有点色差，客服态度不错",
	                                    "回购三次了，推荐",        "包装\"很用心\"，送人合适"};
	Dice dice = dice_for(DICE_COMMENT, index);
	int64_t time = shop_time_of_comment(shop, index);
	unsigned author = shop_pick_member(shop, shop_members_at(shop, time), &dice);
	const Person *person = &shop->persons[author];
	char text[200];
	const char *kind = NULL;
	const char *value = "";

	g_strlcpy(text, words[dice_below(&dice, G_N_ELEMENTS(words))], sizeof(text));
	if (dice_percent(&dice, 3)) {
		g_snprintf(text, sizeof(text), "收到的货少了一件，请联系我%s尽快补发",
		           person->mobile);
		kind = "mobile";
		value = person->mobile;
	} else if (dice_percent(&dice, 2) && person->email[0] != '\0') {
		g_snprintf(text, sizeof(text), "发票请发到我的邮箱 %s ，谢谢", person->email);
		kind = "email";
		value = person->email;
	}
	row_begin(sink, "comments");
	row_number(sink, index + 1);
	row_number(sink, FIRST_MEMBER_ID + author);
	row_number(sink, dice_below(&dice, shop->n_products) + 1);
	row_number(sink, 3 + dice_below(&dice, 3));
	row_remark(sink, kind, author, value, text);
	put_time(sink, time);
	row_end(sink);
}

int64_t
shop_time_of_login(const Shop *shop, unsigned index)
{
	int64_t start = shop_day(2025, 1, 1);

	return start + (shop_day(2026, 8, 19) - start) / shop->n_logins * index + 11;
}

void
shop_row_login(const RowSink *sink, const Shop *shop, unsigned index)
{
	static const char *const agents[] = {
		"QingchuanApp/3.12.0 (iOS 19.2)", "QingchuanApp/3.11.4 (Android 16)",
		"Mozilla/5.0 (Windows NT 10.0; Win64; x64)", "MicroMessenger/8.0.61"};
	Dice dice = dice_for(DICE_LOGIN, index);
	int64_t time = shop_time_of_login(shop, index);
	unsigned member = shop_pick_member(shop, shop_members_at(shop, time), &dice);
	char text[16];

	row_begin(sink, "login_log");
	row_number(sink, index + 1);
	row_number(sink, FIRST_MEMBER_ID + member);
	person_ip(&dice, text);
	row_personal(sink, "ipv4", member, text);
	row_text(sink, agents[dice_below(&dice, G_N_ELEMENTS(agents))]);
	row_number(sink, dice_percent(&dice, 94));
	put_time(sink, time);
	row_end(sink);
}

void
shop_row_cart(const RowSink *sink, const Shop *shop, unsigned index)
{
	Dice dice = dice_for(DICE_CART, index);

	row_begin(sink, "cart_items");
	row_number(sink, index + 1);
	row_number(sink, FIRST_MEMBER_ID + shop_pick_member(shop, shop->n_members, &dice));
	row_number(sink, dice_below(&dice, shop->n_products) + 1);
	row_number(sink, 1 + dice_below(&dice, 4));
	put_time(sink, shop_day(2026, 7, 1) + (int64_t)index * 3);
	row_end(sink);
}

void
shop_row_legacy(const RowSink *sink, const Shop *shop, unsigned index)
{
	/* Half of them are members of today, half are known here only. */
	unsigned number = index % 2 == 0 ? index / 2 : shop->n_members + index / 2;
	const Person *person = &shop->persons[number];
	char text[160];

	row_begin(sink, "yhzl");
	row_number(sink, index + 1);
	row_personal(sink, "person-name", number, person->name);
	row_personal(sink, "gender", number, person->female ? "女" : "男");
	row_personal(sink, "resident-id", number, person->id_card);
	row_personal(sink, "mobile", number, person->mobile);
	row_personal(sink, "birth-date", number, person->birthday);
	shop_full_address(person, text);
	row_personal(sink, "address", number, text);
	row_personal(sink, "bank-card", number, person->bank_card);
	put_time(sink, shop_day(2019, 5, 1) + (int64_t)index * 7200);
	row_end(sink);
}
