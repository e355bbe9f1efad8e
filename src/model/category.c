/*
 * category.c - kinds of personal information and how sensitive each is
 *
 * SPDX-License-Identifier: Apache-2.0
 */
#include "category.h"

#include "language.h"

#include <glib.h>

typedef struct {
	const char *code;
	const char *title;
} CategoryRow;

static const CategoryRow categories[N_CATEGORIES] = {
	[CATEGORY_NONE] = {"", N_("none")},
	[CATEGORY_BASIC] = {"P01", N_("basic information")},
	[CATEGORY_IDENTITY] = {"P02", N_("identity documents")},
	[CATEGORY_BIOMETRIC] = {"P03", N_("biometric information")},
	[CATEGORY_NETWORK] = {"P04", N_("network identity")},
	[CATEGORY_EDUCATION_WORK] = {"P05", N_("education and work")},
	[CATEGORY_PROPERTY] = {"P06", N_("property")},
	[CATEGORY_AUTHENTICATION] = {"P07", N_("authentication")},
	[CATEGORY_COMMUNICATION] = {"P08", N_("communication")},
	[CATEGORY_CONTACTS] = {"P09", N_("contacts")},
	[CATEGORY_BROWSING] = {"P10", N_("browsing records")},
	[CATEGORY_DEVICE] = {"P11", N_("devices")},
	[CATEGORY_LOCATION] = {"P12", N_("location")},
	[CATEGORY_TAGS] = {"P13", N_("tags and profiles")},
	[CATEGORY_SPORT] = {"P14", N_("sport and exercise")},
	[CATEGORY_HEALTH] = {"P15", N_("health and physiology")},
	[CATEGORY_OTHER] = {"P16", N_("other personal information")},
};

const char *
category_code(Category category)
{
	g_assert(category >= CATEGORY_NONE && category < N_CATEGORIES);
	return categories[category].code;
}

const char *
category_title(Category category)
{
	g_assert(category >= CATEGORY_NONE && category < N_CATEGORIES);
	return categories[category].title;
}

Category
category_find(const char *code)
{
	for (int i = CATEGORY_BASIC; i < N_CATEGORIES; i++)
		if (g_strcmp0(code, categories[i].code) == 0)
			return (Category)i;
	return CATEGORY_NONE;
}

const char *
sensitivity_name(Sensitivity bit)
{
	switch (bit) {
	case SENSITIVITY_SENSITIVE:
		return "sensitive";
	case SENSITIVITY_HIGH_RISK:
		return "high-risk-identifier";
	case SENSITIVITY_SMS_TRIGGER:
		return "sms-trigger";
	case SENSITIVITY_MINOR:
		return "minor";
	default:
		return NULL;
	}
}
