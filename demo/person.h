/*
 * person.h - a person who does not exist
 *
 * Every identifier has the form and the check digit of a real one and belongs to one
 * person only.  E-mail addresses lie under the names that RFC 2606 keeps free.
 *
 * SPDX-License-Identifier: Apache-2.0
 */
#pragma once

#include "place.h"

#include <glib.h>
#include <stdbool.h>

/* The demonstration's stop date: 2026-10-31. */
#define STOP_YEAR  2026
#define STOP_MONTH 10
#define STOP_DAY   31

typedef enum {
	AGE_ADULT,
	AGE_TEEN,  /* 14 to 17 at the stop date */
	AGE_CHILD, /* under 14 */
} PersonAge;

/* An empty string is something the shop does not know. */
typedef struct {
	unsigned number;
	PersonAge age;
	bool female;
	const Place *home;
	char name[40];
	char nickname[40];
	char birthday[11];
	char id_card[19];
	char mobile[12];
	char email[48];
	char bank_card[20];
	char openid[29];
	char password_hash[61];
	char street[96];
} Person;

/* Person @number; @taken holds the resident ids given so far. */
void person_invent(unsigned number, PersonAge age, GHashTable *taken, Person *ret_person);

/* The @change-th mobile number of person @number; 0 is the first. */
void person_mobile(unsigned number, unsigned change, char ret_mobile[12]);

/* A public-looking IPv4 address. */
void person_ip(Dice *dice, char ret_ip[16]);
