/*
 * category.h - kinds of personal information and how sensitive each is
 *
 * P01..P16: the list of the CAC answers of 2026-01-09.  S1..S8: GB/T 45574-2025 annex A
 * as the CAC sums it up.  The labels are separate, not one scale: a transaction is not
 * sensitive by that list and yet calls for a personal message (SMS-trigger).
 *
 * SPDX-License-Identifier: Apache-2.0
 */
#pragma once

#include <stddef.h>

typedef enum {
	CATEGORY_NONE,
	CATEGORY_BASIC,          /* P01 个人基本资料 */
	CATEGORY_IDENTITY,       /* P02 个人身份信息 */
	CATEGORY_BIOMETRIC,      /* P03 生物识别 */
	CATEGORY_NETWORK,        /* P04 网络身份标识 */
	CATEGORY_EDUCATION_WORK, /* P05 教育工作 */
	CATEGORY_PROPERTY,       /* P06 财产 */
	CATEGORY_AUTHENTICATION, /* P07 身份鉴别 */
	CATEGORY_COMMUNICATION,  /* P08 通信 */
	CATEGORY_CONTACTS,       /* P09 联系人 */
	CATEGORY_BROWSING,       /* P10 上网记录 */
	CATEGORY_DEVICE,         /* P11 设备 */
	CATEGORY_LOCATION,       /* P12 位置 */
	CATEGORY_TAGS,           /* P13 标签 */
	CATEGORY_SPORT,          /* P14 运动 */
	CATEGORY_HEALTH,         /* P15 健康生理 */
	CATEGORY_OTHER,          /* P16 其他 */
	N_CATEGORIES
} Category;

typedef enum {
	SENSITIVITY_SENSITIVE = 1 << 0, /* PIPL 28, GB/T 45574-2025 annex A */
	SENSITIVITY_HIGH_RISK =
		1 << 1, /* high-risk identifier: the number of an identity document */
	SENSITIVITY_SMS_TRIGGER = 1 << 2, /* transaction, payment, financial account (guide, K11) */
	SENSITIVITY_MINOR = 1 << 3,       /* of a person under 14 or under 18 */
} Sensitivity;

const char *category_code(Category category);  /* "P01"; "" for CATEGORY_NONE */
const char *category_title(Category category); /* msgid */
Category category_find(const char *code);

/* "sensitive", "high-risk-identifier", "sms-trigger", "minor"; NULL for another bit. */
const char *sensitivity_name(Sensitivity bit);
