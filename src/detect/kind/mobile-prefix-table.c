/*
 * mobile-prefix-table.c - the numbering plan of the ministry (MIIT), as far as it is known
 *
 * Compared with the carrier prefixes of python-phonenumbers 8.12.57 (Google libphonenumber,
 * Apache-2.0): it has no 146, 148, 149, 162 and 165 and takes all of 15 for one operator; it
 * has 196 as well.  Not allotted: 140-144, 154, 160, 161, 163, 164, 168, 169, 179, 194.  1349 and 174
 * are satellites.  Numbers of things (1440, 1441, 1410 and 146, 148) have thirteen digits.
 *
 * SPDX-License-Identifier: Apache-2.0
 */
#include "mobile-prefix.h"

#define CM  MOBILE_CHINA_MOBILE
#define CU  MOBILE_CHINA_UNICOM
#define CT  MOBILE_CHINA_TELECOM
#define CBN MOBILE_CHINA_BROADNET
#define VNO MOBILE_VIRTUAL
#define DC  MOBILE_DATA
#define SAT MOBILE_SATELLITE

const uint8_t mobile_prefixes[100] = {
	[30] = CU,  [31] = CU,  [32] = CU, [33] = CT,  [34] = CM,  [35] = CM,  [36] = CM, [37] = CM,
	[38] = CM,  [39] = CM,  [45] = DC, [46] = DC,  [47] = DC,  [48] = DC,  [49] = DC, [50] = CM,
	[51] = CM,  [52] = CM,  [53] = CT, [55] = CU,  [56] = CU,  [57] = CM,  [58] = CM, [59] = CM,
	[62] = VNO, [65] = VNO, [66] = CU, [67] = VNO, [70] = VNO, [71] = VNO, [72] = CM, [73] = CT,
	[74] = SAT, [75] = CU,  [76] = CU, [77] = CT,  [78] = CM,  [80] = CT,  [81] = CT, [82] = CM,
	[83] = CM,  [84] = CM,  [85] = CU, [86] = CU,  [87] = CM,  [88] = CM,  [89] = CT, [90] = CT,
	[91] = CT,  [92] = CBN, [93] = CT, [95] = CM,  [96] = CU,  [97] = CM,  [98] = CM, [99] = CT,
};
