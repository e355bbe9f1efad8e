/*
 * container-name.h - what a table's name and comment give away
 *
 * `ums_member_receive_address` is read from its end, like a field: an address book, of
 * members.  `pms_member_price` holds prices.
 *
 * SPDX-License-Identifier: Apache-2.0
 */
#pragma once

#include "finding.h"

#include <stdbool.h>

typedef enum {
	CLASS_UNKNOWN,
	CLASS_PERSON,      /* members, users, staff, patients: a row is a person */
	CLASS_CONTACT,     /* addresses, address books, guardians, passengers */
	CLASS_TRANSACTION, /* orders, payments, refunds, bookings, applications */
	CLASS_LOG,         /* login, access, operation, message logs */
	CLASS_SESSION,
	CLASS_CONTENT,      /* comments, messages, feedback, posts */
	CLASS_BEHAVIOUR,    /* carts, favourites, searches, points, attendance */
	CLASS_MEDICAL,      /* case histories, diagnoses, prescriptions */
	CLASS_VERIFICATION, /* one-time codes */
	CLASS_FILE,         /* uploads */
	CLASS_ORGANISATION, /* companies, shops, departments, schools, tenants */
	CLASS_THING,        /* products, articles, coupons, rooms */
	CLASS_SETTING,      /* dictionaries, menus, roles, regions, configuration */
	CLASS_TEMPLATE,
	N_CONTAINER_CLASSES
} ContainerClass;

typedef struct {
	ContainerClass what;
	bool certain; /* the last word of the name, or the comment, says so */
	bool staff;   /* persons who work here, not customers */
} ContainerMeaning;

/* @container may be a path: its table is read (locator.h). */
ContainerMeaning container_name_meaning(const char *container, const char *comment);

/* To which class of the retention rules it belongs. */
RecordClass container_class_record(ContainerClass what);
