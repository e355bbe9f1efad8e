/*
 * notice-item.c - the statutory items of an announcement, and what must be right about it
 *
 * The items themselves are law (law/, NoticeItem, requirement SD-NOT-02); the checks are
 * finer: a right has a limit and a way, and either can be wanting.
 *
 * SPDX-License-Identifier: Apache-2.0
 */
#include "lint.h"

const NoticeCheck notice_checks[] = {
	[ITEM_OPERATOR] = {"operator", N_("name of the operator"), "operator"},
	[ITEM_OPERATOR_CONTACT] = {"operator-contact", N_("contact of the operator"), "operator"},
	[ITEM_PUBLISHED] = {"publication-date", N_("day of publication"), NULL},
	[ITEM_STOP_DATE] = {"stop-date", N_("day on which the service stops"), "stop-date"},
	[ITEM_KINDS] = {"kinds", N_("every kind of personal information that was found"), "kinds"},
	[ITEM_SENSITIVE] = {"sensitive-kinds", N_("which of them are sensitive"), "kinds"},
	[ITEM_VIEW_LIMIT] = {"view-limit", N_("view: time limit"), "view"},
	[ITEM_VIEW_WAY] = {"view-way", N_("view: way"), "view"},
	[ITEM_COPY_LIMIT] = {"copy-limit", N_("copy: time limit"), "copy"},
	[ITEM_COPY_WAY] = {"copy-way", N_("copy: way"), "copy"},
	[ITEM_DOWNLOAD_LIMIT] = {"download-limit", N_("download: time limit"), "download"},
	[ITEM_DOWNLOAD_WAY] = {"download-way", N_("download: way"), "download"},
	[ITEM_TRANSFER_LIMIT] = {"transfer-limit", N_("transfer: time limit"), "transfer"},
	[ITEM_TRANSFER_WAY] = {"transfer-way", N_("transfer: way"), "transfer"},
	[ITEM_DELETE_LIMIT] = {"delete-limit", N_("delete: time limit"), "delete"},
	[ITEM_DELETE_WAY] = {"delete-way", N_("delete: way"), "delete"},
	[ITEM_REMAINDER] = {"remainder", N_("what happens to what is left"), "leftover"},
	[ITEM_KEPT] = {"kept", N_("what is kept"), "kept"},
	[ITEM_KEPT_BASIS] = {"kept-basis", N_("kept data: legal basis"), "kept"},
	[ITEM_KEPT_PERIOD] = {"kept-period", N_("kept data: period"), "kept"},
	[ITEM_CUSTODIAN] = {"custodian", N_("custodian of kept data"), "kept"},
	[ITEM_CUSTODIAN_CONTACT] = {"custodian-contact", N_("contact of the custodian"), "kept"},
	[ITEM_RECEIVER] = {"receiver", N_("receiver of moved data"), "receiver"},
	[ITEM_RECEIVER_CONTACT] = {"receiver-contact", N_("contact of the receiver"), "receiver"},
	[ITEM_MINORS] = {"minors", N_("what is done with the data of children under 14"), "minors"},
	[ITEM_GUARDIANS] = {"guardians", N_("rights of minors and their guardians"), "minors"},
	[ITEM_COMPLAINTS] = {"complaints", N_("channel of complaints"), "complaints"},
	[ITEM_LIMIT_PAST] = {"limit-past", N_("no time limit ends before publication"), NULL},
	[ITEM_LIMIT_LATE] = {"limit-after-stop", N_("no time limit ends after the stop"), NULL},
	[ITEM_STOP_DIFFERS] = {"stop-date-differs", N_("every stop date is the dossier's"),
                               "stop-date"},
	[ITEM_LEAD_TIME] = {"lead-time", N_("30 working days between publication and stop"), NULL},
	[ITEM_PLACEHOLDER] = {"placeholder", N_("nothing is left to be filled in"), NULL},
	[N_ITEMS] = {NULL, NULL, NULL},
};
