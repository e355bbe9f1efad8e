/*
 * shop-dump.c - the MySQL database the shop had until New Year, as a dump
 *
 * The form is mysqldump's: version comments, LOCK TABLES, rows in extended INSERTs, backslash
 * escapes.  Packed through libarchive, without a time stamp.
 *
 * SPDX-License-Identifier: Apache-2.0
 */
#include "shop-archives.h"

#include "shop-rows.h"

#include <archive.h>
#include <archive_entry.h>

#define EVERY          3      /* the old server held a third of it */
#define INSERT_BYTES   200000 /* net_buffer_length of the dump, about */
#define DUMP_CONTAINER "backup/shop-2025.sql.gz!"

typedef struct {
	const char *name;
	const char *columns; /* declaration */
	const char *const *fields;
} DumpTable;

typedef struct {
	GString *text;
	Truth *truth;
	const DumpTable *table;
	unsigned column;
	size_t insert_start;
} Dump;

static const char *const member_fields[] = {
	"id",          "member_no", "nickname", "real_name",     "id_card",       "mobile",
	"email",       "gender",    "birthday", "bank_card",     "wechat_openid", "password_hash",
	"register_ip", "points",    "status",   "registered_at", "last_login_at", NULL};

static const char *const address_fields[] = {
	"id",       "member_id",      "receiver_name", "receiver_mobile", "province",   "city",
	"district", "detail_address", "postcode",      "is_default",      "created_at", NULL};

static const char *const order_fields[] = {
	"id",         "order_no",      "member_id",       "status",           "total_cents",
	"paid_cents", "receiver_name", "receiver_mobile", "receiver_address", "tracking_no",
	"remark",     "created_at",    "paid_at",         "completed_at",     NULL};

static const char *const comment_fields[] = {"id",      "member_id",  "product_id", "stars",
                                             "content", "created_at", NULL};

/* clang-format off */
static const DumpTable members = {"members",
	"  `id` bigint NOT NULL AUTO_INCREMENT COMMENT '会员ID',\n"
	"  `member_no` varchar(20) NOT NULL COMMENT '会员编号',\n"
	"  `nickname` varchar(64) DEFAULT NULL COMMENT '昵称',\n"
	"  `real_name` varchar(64) DEFAULT NULL COMMENT '真实姓名',\n"
	"  `id_card` char(18) DEFAULT NULL COMMENT '身份证号',\n"
	"  `mobile` varchar(20) NOT NULL COMMENT '手机号',\n"
	"  `email` varchar(64) DEFAULT NULL COMMENT '电子邮箱',\n"
	"  `gender` varchar(4) DEFAULT NULL COMMENT '性别',\n"
	"  `birthday` date DEFAULT NULL COMMENT '出生日期',\n"
	"  `bank_card` varchar(32) DEFAULT NULL COMMENT '提现银行卡号',\n"
	"  `wechat_openid` varchar(64) DEFAULT NULL COMMENT '微信openid',\n"
	"  `password_hash` varchar(100) DEFAULT NULL COMMENT '登录密码（加密）',\n"
	"  `register_ip` varchar(45) DEFAULT NULL COMMENT '注册IP',\n"
	"  `points` int DEFAULT '0' COMMENT '积分',\n"
	"  `status` tinyint DEFAULT '1' COMMENT '状态：1正常 0禁用',\n"
	"  `registered_at` datetime DEFAULT NULL COMMENT '注册时间',\n"
	"  `last_login_at` datetime DEFAULT NULL COMMENT '最近登录时间',\n"
	"  PRIMARY KEY (`id`),\n"
	"  UNIQUE KEY `uk_mobile` (`mobile`)\n", member_fields};

static const DumpTable addresses = {"addresses",
	"  `id` bigint NOT NULL AUTO_INCREMENT,\n"
	"  `member_id` bigint NOT NULL COMMENT '会员',\n"
	"  `receiver_name` varchar(64) DEFAULT NULL COMMENT '收货人',\n"
	"  `receiver_mobile` varchar(20) DEFAULT NULL COMMENT '收货人手机号',\n"
	"  `province` varchar(32) DEFAULT NULL COMMENT '省',\n"
	"  `city` varchar(32) DEFAULT NULL COMMENT '市',\n"
	"  `district` varchar(32) DEFAULT NULL COMMENT '区县',\n"
	"  `detail_address` varchar(200) DEFAULT NULL COMMENT '详细地址',\n"
	"  `postcode` char(6) DEFAULT NULL COMMENT '邮编',\n"
	"  `is_default` tinyint DEFAULT '0' COMMENT '是否默认',\n"
	"  `created_at` datetime DEFAULT NULL COMMENT '创建时间',\n"
	"  PRIMARY KEY (`id`),\n"
	"  KEY `idx_member` (`member_id`),\n"
	"  CONSTRAINT `fk_address_member` FOREIGN KEY (`member_id`) REFERENCES `members` (`id`)\n",
	address_fields};

static const DumpTable orders = {"orders",
	"  `id` bigint NOT NULL AUTO_INCREMENT,\n"
	"  `order_no` varchar(32) NOT NULL COMMENT '订单编号',\n"
	"  `member_id` bigint NOT NULL COMMENT '下单会员',\n"
	"  `status` varchar(16) DEFAULT NULL COMMENT '订单状态',\n"
	"  `total_cents` int DEFAULT NULL COMMENT '订单金额（分）',\n"
	"  `paid_cents` int DEFAULT NULL COMMENT '实付金额（分）',\n"
	"  `receiver_name` varchar(64) DEFAULT NULL COMMENT '收货人',\n"
	"  `receiver_mobile` varchar(20) DEFAULT NULL COMMENT '收货电话',\n"
	"  `receiver_address` varchar(255) DEFAULT NULL COMMENT '收货地址',\n"
	"  `tracking_no` varchar(32) DEFAULT NULL COMMENT '快递单号',\n"
	"  `remark` varchar(255) DEFAULT NULL COMMENT '买家留言',\n"
	"  `created_at` datetime DEFAULT NULL COMMENT '下单时间',\n"
	"  `paid_at` datetime DEFAULT NULL COMMENT '支付时间',\n"
	"  `completed_at` datetime DEFAULT NULL COMMENT '完成时间',\n"
	"  PRIMARY KEY (`id`),\n"
	"  UNIQUE KEY `uk_order_no` (`order_no`),\n"
	"  CONSTRAINT `fk_order_member` FOREIGN KEY (`member_id`) REFERENCES `members` (`id`)\n",
	order_fields};

static const DumpTable comments = {"comments",
	"  `id` bigint NOT NULL AUTO_INCREMENT,\n"
	"  `member_id` bigint DEFAULT NULL,\n"
	"  `product_id` bigint DEFAULT NULL COMMENT '商品',\n"
	"  `stars` tinyint DEFAULT NULL COMMENT '评分',\n"
	"  `content` text COMMENT '评价内容',\n"
	"  `created_at` datetime DEFAULT NULL COMMENT '评价时间',\n"
	"  PRIMARY KEY (`id`)\n", comment_fields};
/* clang-format on */

static void
begin(void *self, const char *name)
{
	Dump *dump = self;
	GString *text = dump->text;

	dump->column = 0;
	if (dump->insert_start != 0 && text->len - dump->insert_start < INSERT_BYTES) {
		g_string_append(text, ",(");
		return;
	}
	if (dump->insert_start != 0)
		g_string_append(text, ";\n");
	dump->insert_start = text->len;
	g_string_append_printf(text, "INSERT INTO `%s` VALUES (", name);
}

static void
text(void *self, const char *kind, unsigned person, const char *value, const char *cell)
{
	Dump *dump = self;
	const char *field = dump->table->fields[dump->column];
	g_autofree char *container = g_strconcat(DUMP_CONTAINER, dump->table->name, NULL);

	truth_add(dump->truth, (TruthPlace){"files", container, field}, kind, person, value);
	if (dump->column++ > 0)
		g_string_append_c(dump->text, ',');
	if (*cell == '\0') {
		g_string_append(dump->text, "NULL");
		return;
	}
	g_string_append_c(dump->text, '\'');
	for (const char *c = cell; *c != '\0'; c++) {
		if (*c == '\'' || *c == '"' || *c == '\\')
			g_string_append_c(dump->text, '\\');
		g_string_append_c(dump->text, *c);
	}
	g_string_append_c(dump->text, '\'');
}

static void
number(void *self, int64_t value)
{
	Dump *dump = self;

	g_string_append_printf(dump->text, "%s%" G_GINT64_FORMAT, dump->column++ > 0 ? "," : "",
	                       value);
}

static void
end(void *self)
{
	Dump *dump = self;

	g_string_append_c(dump->text, ')');
}

static void
open_table(Dump *dump, const DumpTable *table)
{
	dump->table = table;
	dump->insert_start = 0;
	g_string_append_printf(dump->text,
	                       "--\n-- Table structure for table `%s`\n--\n\n"
	                       "DROP TABLE IF EXISTS `%s`;\n"
	                       "/*!40101 SET @saved_cs_client     = @@character_set_client */;\n"
	                       "CREATE TABLE `%s` (\n%s) ENGINE=InnoDB DEFAULT CHARSET=utf8mb4;\n"
	                       "/*!40101 SET character_set_client = @saved_cs_client */;\n\n"
	                       "LOCK TABLES `%s` WRITE;\n",
	                       table->name, table->name, table->name, table->columns, table->name);
}

static void
close_table(Dump *dump)
{
	g_string_append(dump->text, dump->insert_start == 0 ? "" : ";\n");
	g_string_append(dump->text, "UNLOCK TABLES;\n\n");
}

static void
put_tables(Dump *dump, const Shop *shop)
{
	const RowSink sink = {begin, text, number, end, dump};
	unsigned known = shop_members_at(shop, shop_day(2026, 1, 1));

	open_table(dump, &members);
	for (unsigned i = 0; i < known; i += EVERY)
		if (!shop_is_closed(shop, i))
			shop_row_member(&sink, shop, i);
	close_table(dump);
	open_table(dump, &addresses);
	for (unsigned i = 0; i < shop->n_addresses; i++)
		if (shop_owner_of_address(shop, i) < known &&
		    shop_owner_of_address(shop, i) % EVERY == 0)
			shop_row_address(&sink, shop, i);
	close_table(dump);
	open_table(dump, &orders);
	for (unsigned i = 0; i < shop_first_of_2026(shop); i++)
		if (i % EVERY == 0)
			shop_row_order(&sink, shop, i);
	close_table(dump);
	open_table(dump, &comments);
	for (unsigned i = 0; i < shop->n_comments; i += EVERY)
		if (shop_time_of_comment(shop, i) < shop_day(2026, 1, 1))
			shop_row_comment(&sink, shop, i);
	close_table(dump);
}

/* gzip, without the time and without a name. */
static char *
write_gzip(const char *path, const GString *content)
{
	struct archive *archive = archive_write_new();
	struct archive_entry *entry = archive_entry_new();

	archive_write_add_filter_gzip(archive);
	archive_write_set_format_raw(archive);
	archive_write_set_options(archive, "gzip:!timestamp,gzip:compression-level=6");
	archive_entry_set_filetype(entry, AE_IFREG);
	bool good = archive_write_open_filename(archive, path) == ARCHIVE_OK &&
	            archive_write_header(archive, entry) == ARCHIVE_OK &&
	            archive_write_data(archive, content->str, content->len) ==
	                    (la_ssize_t)content->len &&
	            archive_write_close(archive) == ARCHIVE_OK;
	char *message = good ? NULL
	                     : g_strdup_printf("cannot write '%s': %s", path,
	                                       archive_error_string(archive));
	archive_entry_free(entry);
	archive_write_free(archive);
	return message;
}

char *
shop_dump_write(const Shop *shop, const char *directory, Truth *truth)
{
	g_autofree char *path = g_build_filename(directory, "backup", "shop-2025.sql.gz", NULL);
	g_autoptr(GString) content = g_string_new(NULL);
	Dump dump = {.text = content, .truth = truth};

	g_string_append(content, "-- MySQL dump 10.13  Distrib 8.0.36, for Linux (x86_64)\n"
	                         "--\n-- Host: localhost    Database: shop\n"
	                         "-- ------------------------------------------------------\n"
	                         "-- Server version\t8.0.36\n\n"
	                         "/*!50503 SET NAMES utf8mb4 */;\n"
	                         "/*!40103 SET TIME_ZONE='+00:00' */;\n"
	                         "/*!40014 SET FOREIGN_KEY_CHECKS=0 */;\n\n");
	put_tables(&dump, shop);
	g_string_append(content, "-- Dump completed on 2026-01-01  3:00:01\n");
	return write_gzip(path, content);
}
