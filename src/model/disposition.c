/*
 * disposition.c - the fate of an item
 *
 * SPDX-License-Identifier: Apache-2.0
 */
#include "disposition.h"

#include "language.h"

#include <string.h>

static const struct {
	const char *name;
	const char *title;
} dispositions[N_DISPOSITIONS] = {
	[DISPOSITION_DELETE] = {"delete", N_("delete")},
	[DISPOSITION_ANONYMISE] = {"anonymise", N_("anonymise")},
	[DISPOSITION_TRANSFER] = {"transfer", N_("transfer")},
	[DISPOSITION_KEEP] = {"keep", N_("keep")},
	[DISPOSITION_HAND_OVER] = {"hand-over", N_("hand over")},
	[DISPOSITION_RETURN] = {"return", N_("return to the person")},
};

const char *
disposition_name(Disposition disposition)
{
	return dispositions[disposition].name;
}

const char *
disposition_title(Disposition disposition)
{
	return dispositions[disposition].title;
}

bool
disposition_find(const char *name, Disposition *ret_disposition)
{
	for (size_t i = 0; i < N_DISPOSITIONS; i++) {
		if (strcmp(dispositions[i].name, name) == 0) {
			*ret_disposition = (Disposition)i;
			return true;
		}
	}
	return false;
}
