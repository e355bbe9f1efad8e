/*
 * digit-group.c - digits that stand in groups: 138 1234 5678, 6222-0212-3456-7890
 *
 * SPDX-License-Identifier: Apache-2.0
 */
#include "digit-group.h"

#include "boundary.h"
#include "detector.h"

static bool
is_joint(char byte)
{
	return byte == ' ' || byte == '-';
}

/* The digits at @at; false where they are too many to keep. */
static bool
read_group(Span text, size_t at, DigitGroups *groups)
{
	size_t size = 0;

	while (byte_is_digit(byte_of(text, at + size))) {
		if (groups->n_digits == DIGITS_MOST)
			return false;
		groups->digits[groups->n_digits++] = text.bytes[at + size++];
	}
	groups->sizes[groups->n_groups++] = (uint8_t)size;
	groups->length += size;
	return true;
}

bool
digit_groups_read(Span text, size_t at, DigitGroups *ret_groups)
{
	*ret_groups = (DigitGroups){0};
	if (!boundary_before(text, at) || !read_group(text, at, ret_groups))
		return false;
	ret_groups->joint = byte_of(text, at + ret_groups->length);
	if (!is_joint(ret_groups->joint))
		return false;
	if (at >= 2 && text.bytes[at - 1] == ret_groups->joint && byte_is_digit(text.bytes[at - 2]))
		return false;
	for (;;) {
		size_t end = at + ret_groups->length;

		if (byte_of(text, end) != ret_groups->joint ||
		    !byte_is_digit(byte_of(text, end + 1)))
			break;
		if (ret_groups->n_groups == DIGIT_GROUPS)
			return false;
		ret_groups->length++;
		if (!read_group(text, end + 1, ret_groups))
			return false;
	}
	ret_groups->ends_clean = boundary_after(text, at + ret_groups->length);
	return ret_groups->n_groups > 1;
}
