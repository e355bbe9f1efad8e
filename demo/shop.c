/*
 * shop.c - the shop's persons and business, the same wherever they are written
 *
 * SPDX-License-Identifier: Apache-2.0
 */
#include "shop.h"

#define DAY_SECONDS     86400
#define LUCKY_REMARK    4      /* per cent of orders whose remark gives a telephone */
#define UNIX_EPOCH_DAYS 719163 /* of 1970-01-01 in GDate's count */

int64_t
shop_day(unsigned year, unsigned month, unsigned day)
{
	GDate date;

	g_date_clear(&date, 1);
	g_date_set_dmy(&date, (GDateDay)day, (GDateMonth)month, (GDateYear)year);
	return ((int64_t)g_date_get_julian(&date) - UNIX_EPOCH_DAYS) * DAY_SECONDS;
}

void
shop_time(int64_t seconds, char ret_text[20])
{
	GDate date;

	if (seconds == 0) {
		ret_text[0] = '\0';
		return;
	}
	unsigned rest = (unsigned)(seconds % DAY_SECONDS);
	g_date_clear(&date, 1);
	g_date_set_julian(&date, (guint32)(seconds / DAY_SECONDS + UNIX_EPOCH_DAYS));
	g_snprintf(ret_text, 20, "%04u-%02u-%02u %02u:%02u:%02u", (unsigned)g_date_get_year(&date),
	           (unsigned)g_date_get_month(&date) % 100U, (unsigned)g_date_get_day(&date) % 100U,
	           rest / 3600 % 24, rest / 60 % 60, rest % 60);
}

bool
shop_is_closed(const Shop *shop, unsigned index)
{
	return index >= shop->closed_from && index < shop->closed_to;
}

/* Every 67th member is a child, every 31st a teenager. */
static PersonAge
age_of(const Shop *shop, unsigned number)
{
	if (number >= shop->n_members || shop_is_closed(shop, number))
		return AGE_ADULT;
	if (number % 67 == 5)
		return AGE_CHILD;
	return number % 31 == 7 ? AGE_TEEN : AGE_ADULT;
}

Shop *
shop_new(unsigned n_persons)
{
	g_autoptr(GHashTable) taken = g_hash_table_new_full(g_str_hash, g_str_equal, g_free, NULL);
	Shop *shop = g_new0(Shop, 1);

	shop->n_persons = n_persons;
	shop->n_members = n_persons / 100 * 95;
	shop->n_guardians = n_persons / 50;
	shop->n_legacy = (n_persons - shop->n_members - shop->n_guardians) * 2;
	shop->n_addresses = n_persons / 5 * 4;
	shop->n_products = MIN(800, 40 + n_persons / 10);
	shop->n_categories = 16;
	shop->n_orders = n_persons / 10 * 9;
	shop->n_comments = n_persons / 4;
	shop->n_logins = n_persons;
	shop->n_cart = n_persons / 10;
	shop->n_log_lines = n_persons / 10;
	shop->closed_from = shop->n_members / 3;
	shop->closed_to = shop->closed_from + n_persons / 60;
	shop->persons = g_new0(Person, n_persons);
	shop->minors = g_new0(unsigned, n_persons);
	for (unsigned i = 0; i < n_persons; i++) {
		PersonAge age = age_of(shop, i);
		person_invent(i, age, taken, &shop->persons[i]);
		if (age != AGE_ADULT)
			shop->minors[shop->n_minors++] = i;
	}
	return shop;
}

void
shop_free(Shop *shop)
{
	if (shop == NULL)
		return;
	g_free(shop->persons);
	g_free(shop->minors);
	g_free(shop);
}

unsigned
shop_members_at(const Shop *shop, int64_t seconds)
{
	int64_t start = shop_day(2021, 3, 1);
	int64_t span = shop_day(2026, 8, 19) - start;
	int64_t count = (seconds - DAY_SECONDS - start) * shop->n_members / span;

	return (unsigned)CLAMP(count, 1, shop->n_members);
}

unsigned
shop_pick_member(const Shop *shop, unsigned n_members, Dice *dice)
{
	unsigned member = 0;

	/* Two in three from the first quarter: some buy often, most have never bought. */
	do {
		bool regular = dice_percent(dice, 66);
		member = dice_below(dice, regular ? MAX(n_members / 4, 1) : n_members);
	} while (shop_is_closed(shop, member));
	return member;
}

int64_t
shop_registered(const Shop *shop, unsigned index)
{
	Dice dice = dice_for(DICE_MEMBER, index);
	int64_t start = shop_day(2021, 3, 1);
	int64_t span = shop_day(2026, 8, 19) - start;

	return start + span * index / shop->n_members + dice_below(&dice, DAY_SECONDS);
}

unsigned
shop_guardian(const Shop *shop, unsigned index)
{
	unsigned outside = shop->n_persons - shop->n_guardians;

	/* Half of the guardians are no members; of the others only grown-ups serve. */
	if (index % 2 == 0)
		return outside + index / 2 % shop->n_guardians;
	Dice dice = dice_for(DICE_MEMBER, shop->n_members + index);
	unsigned member = 0;
	do {
		member = shop_pick_member(shop, shop->n_members, &dice);
	} while (shop->persons[member].age != AGE_ADULT);
	return member;
}

static int64_t
created_at(const Shop *shop, unsigned index)
{
	int64_t start = shop_day(2022, 11, 1);
	int64_t span = shop_day(2026, 8, 19) - start;
	int64_t each = span / shop->n_orders;
	Dice dice = dice_for(DICE_ORDER, index);

	return start + each * index + dice_below(&dice, (unsigned)MAX(each, 2) - 1);
}

unsigned
shop_first_of_2026(const Shop *shop)
{
	int64_t new_year = shop_day(2026, 1, 1);
	unsigned low = 0;
	unsigned high = shop->n_orders;

	while (low < high) {
		unsigned middle = low + (high - low) / 2;
		if (created_at(shop, middle) < new_year)
			low = middle + 1;
		else
			high = middle;
	}
	return low;
}

static void
invent_tracking(Order *order, Dice *dice)
{
	unsigned a = dice_below(dice, 1000000000);
	unsigned b = dice_below(dice, 1000000);

	if (dice_percent(dice, 40))
		g_snprintf(order->tracking, sizeof(order->tracking), "SF1%09u%03u", a, b % 1000);
	else if (dice_percent(dice, 50))
		g_snprintf(order->tracking, sizeof(order->tracking), "YT%09u%04u", a, b % 10000);
	else
		g_snprintf(order->tracking, sizeof(order->tracking), "77%09u%04u", a, b % 10000);
}

static void
invent_remark(const Shop *shop, Order *order, Dice *dice)
{
	static const char *const remarks[] = {"请尽快发货", "周末送货", "不要放快递柜",
	                                      "送礼用，请包装好", "放门口即可，谢谢"};

	if (dice_percent(dice, LUCKY_REMARK))
		g_snprintf(order->remark, sizeof(order->remark), "送货前请打电话%s，家里有老人",
		           shop->persons[order->receiver].mobile);
	else if (dice_percent(dice, 15))
		g_strlcpy(order->remark, remarks[dice_below(dice, G_N_ELEMENTS(remarks))],
		          sizeof(order->remark));
	else
		order->remark[0] = '\0';
}

static void
invent_course(Order *order, Dice *dice)
{
	int64_t today = shop_day(2026, 8, 20);

	order->paid = order->created + 30 + dice_below(dice, 900);
	order->completed = order->paid + (int64_t)(3 + dice_below(dice, 9)) * DAY_SECONDS +
	                   dice_below(dice, DAY_SECONDS);
	order->status = "completed";
	if (dice_percent(dice, 4)) {
		order->paid = 0;
		order->completed = 0;
		order->status = "cancelled";
	} else if (order->completed >= today) {
		order->completed = 0;
		order->status = "shipped";
	}
}

void
shop_order(const Shop *shop, unsigned index, Order *ret_order)
{
	Dice dice = dice_for(DICE_ORDER, (uint64_t)index + UINT32_MAX);
	char text[20];

	ret_order->created = created_at(shop, index);
	shop_time(ret_order->created, text);
	ret_order->number = 0;
	for (const char *c = text; *c != '\0'; c++)
		if (g_ascii_isdigit(*c))
			ret_order->number = ret_order->number * 10 + (*c - '0');
	ret_order->number = ret_order->number * 10000 + index % 10000;
	unsigned n_members = shop_members_at(shop, ret_order->created);
	ret_order->buyer = shop_pick_member(shop, n_members, &dice);
	ret_order->receiver = ret_order->buyer;
	if (dice_percent(&dice, 12))
		ret_order->receiver = shop_pick_member(shop, n_members, &dice);
	ret_order->first_product = dice_below(&dice, shop->n_products);
	ret_order->n_items = 1 + (dice_percent(&dice, 30) ? 1 : 0);
	ret_order->cents = 990 + dice_below(&dice, 60000);
	invent_course(ret_order, &dice);
	invent_tracking(ret_order, &dice);
	if (ret_order->paid == 0)
		ret_order->tracking[0] = '\0';
	invent_remark(shop, ret_order, &dice);
}
