/*
 * detect-permanent-resident.c - permanent residence identity cards of foreigners
 *
 * Since December 2023: 9, two digits of the province, three of the nationality, birth date, sequence
 * and the check character of resident identity cards, eighteen together.  Before: three letters of
 * the nationality (ISO 3166), four digits of the place, birth date of six, two more; no rule of
 * a check is published.
 *
 * SPDX-License-Identifier: Apache-2.0
 */
#include "checksum.h"
#include "context.h"
#include "detector.h"
#include "division.h"
#include "number-form.h"

#define LENGTH     18
#define OLD_LENGTH 15

static const ContextWord words[] = {CONTEXT_WORD("永久居留"),
                                    CONTEXT_WORD("永居证"),
                                    CONTEXT_WORD("五星卡"),
                                    CONTEXT_WORD("身份证"),
                                    CONTEXT_WORD("证件号"),
                                    CONTEXT_WORD("证件号码"),
                                    CONTEXT_WORD("永久居留证"),
                                    CONTEXT_WORD("prc_no"),
                                    CONTEXT_WORD("yjz"),
                                    CONTEXT_WORD("id_no"),
                                    CONTEXT_WORD("permanent resident"),
                                    CONTEXT_END};

/* ISO 3166-1 alpha-3, in order. */
static const char nationalities[] =
	"ABWAFGAGOAIAALAALBANDAREARGARMASMATAATFATGAUSAUTAZEBDIBELBENBESBFABGDBGRBHRBHSBIHBLMBLR"
	"BLZBMUBOLBRABRBBRNBTNBVTBWACAFCANCCKCHECHLCHNCIVCMRCODCOGCOKCOLCOMCPVCRICUBCUWCXRCYMCYP"
	"CZEDEUDJIDMADNKDOMDZAECUEGYERIESHESPESTETHFINFJIFLKFRAFROFSMGABGBRGEOGGYGHAGIBGINGLPGMB"
	"GNBGNQGRCGRDGRLGTMGUFGUMGUYHKGHMDHNDHRVHTIHUNIDNIMNINDIOTIRLIRNIRQISLISRITAJAMJEYJORJPN"
	"KAZKENKGZKHMKIRKNAKORKWTLAOLBNLBRLBYLCALIELKALSOLTULUXLVAMACMAFMARMCOMDAMDGMDVMEXMHLMKD"
	"MLIMLTMMRMNEMNGMNPMOZMRTMSRMTQMUSMWIMYSMYTNAMNCLNERNFKNGANICNIUNLDNORNPLNRUNZLOMNPAKPAN"
	"PCNPERPHLPLWPNGPOLPRIPRKPRTPRYPSEPYFQATREUROURUSRWASAUSDNSENSGPSGSSHNSJMSLBSLESLVSMRSOM"
	"SPMSRBSSDSTPSURSVKSVNSWESWZSXMSYCSYRTCATCDTGOTHATJKTKLTKMTLSTONTTOTUNTURTUVTWNTZAUGAUKR"
	"UMIURYUSAUZBVATVCTVENVGBVIRVNMVUTWLFWSMYEMZAFZMBZWE";

static bool
is_nationality(const char *letters)
{
	for (size_t at = 0; nationalities[at] != '\0'; at += 3)
		if (memcmp(nationalities + at, letters, 3) == 0)
			return true;
	return false;
}

/* The code of an organisation may begin with 9 as well; its own check is stronger. */
static bool
is_organisation(const char *code)
{
	return checksum_mod_31(code) == code[LENGTH - 1] &&
	       checksum_organisation(code + 8) == code[16];
}

static bool
judge(const char *code, Match *match)
{
	char last = (char)(code[LENGTH - 1] & ~0x20);
	bool is_x = last == 'X';

	if (code[0] != '9' || (!is_x && !byte_is_digit(code[LENGTH - 1])))
		return false;
	if (!division_is_province(code + 1) || !date_is_possible(code + 6))
		return false;
	bool agrees = checksum_mod_11_2(code) == (is_x ? 'X' : code[LENGTH - 1]);
	if (!agrees && is_organisation(code))
		return false;
	return match_judged(match, agrees, agrees ? 97 : 25);
}

bool
check_permanent_resident(const Probe *probe, Match *ret_match)
{
	const char *code = probe->text.bytes + probe->at;

	if (code[0] != '9' || probe->digits < LENGTH - 1)
		return false;
	match_found(ret_match, KIND_FOREIGN_PERMANENT_RESIDENT, probe->at, LENGTH);
	return judge(code, ret_match);
}

/* CAN110081010912 */
static bool
is_old_form(const char *code)
{
	char date[9] = "19";

	for (size_t i = 0; i < OLD_LENGTH; i++)
		if (i < 3 ? !byte_is_upper(code[i]) : !byte_is_digit(code[i]))
			return false;
	memcpy(date + 2, code + 7, 6);
	bool possible = date_is_possible(date);
	date[0] = '2', date[1] = '0';
	return (possible || date_is_possible(date)) && division_is_province(code + 3) &&
	       is_nationality(code);
}

bool
check_permanent_resident_old(const Probe *probe, Match *ret_match)
{
	const char *code = probe->text.bytes + probe->at;

	if (probe->digits != 0 || !byte_is_digit(code[3]) || !is_old_form(code))
		return false;
	bool said = context_is_near(probe->text, probe->at, words);
	match_found(ret_match, KIND_FOREIGN_PERMANENT_RESIDENT, probe->at, OLD_LENGTH);
	return match_judged(ret_match, false, said ? 90 : 50);
}

bool
fits_permanent_resident(Span value, Match *ret_match)
{
	match_found(ret_match, KIND_FOREIGN_PERMANENT_RESIDENT, 0, value.length);
	if (value.length == OLD_LENGTH && is_old_form(value.bytes))
		return match_judged(ret_match, false, 85);
	for (size_t i = 0; i + 1 < value.length; i++)
		if (!byte_is_digit(value.bytes[i]))
			return false;
	return value.length == LENGTH && judge(value.bytes, ret_match);
}
