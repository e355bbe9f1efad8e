/*
 * detect-permit.c - permits to travel between the mainland, Hong Kong, Macao and Taiwan
 *
 * To the mainland: H or M and eight digits, or ten with the number of the issue (港澳居民来往内地通行证);
 * eight digits, formerly ten and a letter (台湾居民来往大陆通行证).  From it: C or W and eight, or C, a
 * letter and seven (往来港澳通行证); L or T and eight (往来台湾通行证).  None has a check
 * digit and all of them look like the numbers of goods: a word must name them.
 *
 * SPDX-License-Identifier: Apache-2.0
 */
#include "context.h"
#include "detector.h"
#include "number-form.h"

static const ContextWord hkmo_entry_words[] = {CONTEXT_WORD("回乡证"),
                                               CONTEXT_WORD("通行证"),
                                               CONTEXT_WORD("来往内地"),
                                               CONTEXT_WORD("hkmo_permit"),
                                               CONTEXT_WORD("hxz"),
                                               CONTEXT_WORD("gatxz"),
                                               CONTEXT_WORD("通行證"),
                                               CONTEXT_WORD("回鄉證"),
                                               CONTEXT_WORD("home_return_permit"),
                                               CONTEXT_END};
static const ContextWord tw_entry_words[] = {CONTEXT_WORD("台胞证"),
                                             CONTEXT_WORD("来往大陆通行证"),
                                             CONTEXT_WORD("台胞證"),
                                             CONTEXT_WORD("台胞证号"),
                                             CONTEXT_WORD("台胞证号码"),
                                             CONTEXT_WORD("来往大陆通行证号"),
                                             CONTEXT_WORD("tbz"),
                                             CONTEXT_WORD("来往大陆通行证号码"),
                                             CONTEXT_WORD("tw_permit"),
                                             CONTEXT_WORD("tbzh"),
                                             CONTEXT_WORD("tw_entry_permit"),
                                             CONTEXT_END};
static const ContextWord hkmo_exit_words[] = {
	CONTEXT_WORD("港澳通行证"),  CONTEXT_WORD("往来港澳"),
	CONTEXT_WORD("通行证"),      CONTEXT_WORD("hk_macau_pass"),
	CONTEXT_WORD("gatxz"),       CONTEXT_WORD("往来港澳通行证"),
	CONTEXT_WORD("exit_permit"), CONTEXT_END};
static const ContextWord tw_exit_words[] = {CONTEXT_WORD("大通证"),
                                            CONTEXT_WORD("往来台湾"),
                                            CONTEXT_WORD("通行证"),
                                            CONTEXT_WORD("tw_pass"),
                                            CONTEXT_WORD("往来台湾通行证"),
                                            CONTEXT_WORD("赴台证"),
                                            CONTEXT_END};

static bool
is_hkmo_entry(const char *code, size_t length)
{
	return (length == 9 || length == 11) && (code[0] == 'H' || code[0] == 'M') &&
	       bytes_are_digits(code + 1, length - 1);
}

static bool
is_tw_entry(const char *code, size_t length)
{
	if (length == 8)
		return bytes_are_digits(code, length);
	return length == 11 && byte_is_upper(code[10]) && bytes_are_digits(code, 10);
}

static bool
is_hkmo_exit(const char *code, size_t length)
{
	if (length != 9 || (code[0] != 'C' && code[0] != 'W'))
		return false;
	bool lettered =
		code[0] == 'C' && byte_is_upper(code[1]) && code[1] != 'I' && code[1] != 'O';

	return (lettered || byte_is_digit(code[1])) && bytes_are_digits(code + 2, length - 2);
}

static bool
is_tw_exit(const char *code, size_t length)
{
	return length == 9 && (code[0] == 'L' || code[0] == 'T') &&
	       bytes_are_digits(code + 1, length - 1);
}

static bool
found(const Probe *probe, KindId kind, const ContextWord *words, Match *ret_match)
{
	if (!context_is_near(probe->text, probe->at, words))
		return false;
	match_found(ret_match, kind, probe->at, probe->length);
	return match_judged(ret_match, false, 85);
}

bool
check_hkmo_entry_permit(const Probe *probe, Match *ret_match)
{
	return is_hkmo_entry(probe->text.bytes + probe->at, probe->length) &&
	       found(probe, KIND_HKMO_ENTRY_PERMIT, hkmo_entry_words, ret_match);
}

bool
check_hkmo_exit_permit(const Probe *probe, Match *ret_match)
{
	return is_hkmo_exit(probe->text.bytes + probe->at, probe->length) &&
	       found(probe, KIND_HKMO_EXIT_PERMIT, hkmo_exit_words, ret_match);
}

bool
check_tw_exit_permit(const Probe *probe, Match *ret_match)
{
	return is_tw_exit(probe->text.bytes + probe->at, probe->length) &&
	       found(probe, KIND_TW_EXIT_PERMIT, tw_exit_words, ret_match);
}

bool
check_tw_entry_permit(const Probe *probe, Match *ret_match)
{
	return is_tw_entry(probe->text.bytes + probe->at, probe->length) &&
	       found(probe, KIND_TW_ENTRY_PERMIT, tw_entry_words, ret_match);
}

/* A word of eight digits may be a date, an amount, anything: the label must stand directly before. */
bool
check_tw_entry_permit_short(const Probe *probe, Match *ret_match)
{
	const char *code = probe->text.bytes + probe->at;

	if (probe->text.length - probe->at < 8 || !is_tw_entry(code, 8) ||
	    byte_is_word(byte_of(probe->text, probe->at + 8)) ||
	    !context_label_is(probe->text, probe->at, tw_entry_words))
		return false;
	match_found(ret_match, KIND_TW_ENTRY_PERMIT, probe->at, 8);
	return match_judged(ret_match, false, 85);
}

static bool
fits(Span value, KindId kind, bool has_form, Match *ret_match)
{
	if (!has_form)
		return false;
	match_found(ret_match, kind, 0, value.length);
	return match_judged(ret_match, false, 80);
}

bool
fits_hkmo_entry_permit(Span value, Match *ret_match)
{
	return fits(value, KIND_HKMO_ENTRY_PERMIT, is_hkmo_entry(value.bytes, value.length),
	            ret_match);
}

bool
fits_tw_entry_permit(Span value, Match *ret_match)
{
	return fits(value, KIND_TW_ENTRY_PERMIT, is_tw_entry(value.bytes, value.length), ret_match);
}

bool
fits_hkmo_exit_permit(Span value, Match *ret_match)
{
	return fits(value, KIND_HKMO_EXIT_PERMIT, is_hkmo_exit(value.bytes, value.length),
	            ret_match);
}

bool
fits_tw_exit_permit(Span value, Match *ret_match)
{
	return fits(value, KIND_TW_EXIT_PERMIT, is_tw_exit(value.bytes, value.length), ret_match);
}
