/*
 * disposition.h - the fate of an item: exactly one each
 *
 * SPDX-License-Identifier: Apache-2.0
 */
#pragma once

#include <stdbool.h>

typedef enum {
	DISPOSITION_DELETE,    /* PIPL 47, Regulations on Network Data 24 */
	DISPOSITION_ANONYMISE, /* Regulations 24, PIPL 73(4) */
	DISPOSITION_TRANSFER,  /* PIPL 22, 23 */
	DISPOSITION_KEEP,      /* PIPL 47(2), 19, and the law that sets the period */
	DISPOSITION_HAND_OVER, /* to a designated body: AML Law 34(4) and the like */
	DISPOSITION_RETURN,    /* to the person: PIPL 45 */
	N_DISPOSITIONS
} Disposition;

const char *disposition_name(Disposition disposition);  /* "hand-over", as in plan files */
const char *disposition_title(Disposition disposition); /* msgid */
bool disposition_find(const char *name, Disposition *ret_disposition);
