/*
 * announcement-text.c - the announcement as plain text: one paragraph a line
 *
 * SPDX-License-Identifier: Apache-2.0
 */
#include "announcement.h"
#include "notice.h"

static void
write_block(GString *out, const Block *block, Language language)
{
	switch (block->form) {
	case BLOCK_TITLE:
		g_string_append_printf(out, "%s\n\n", block->cells[0]);
		break;
	case BLOCK_HEADING:
		g_string_append_printf(out, "\n%s\n", block->cells[0]);
		break;
	case BLOCK_RIGHT:
		g_string_append_printf(out,
		                       translate(language, N_("%s; time limit: %s; way: %s.\n")),
		                       block->cells[0], block->cells[1], block->cells[2]);
		break;
	case BLOCK_SIGNATURE:
		g_string_append_printf(out, "\n%s\n%s\n", block->cells[0], block->cells[1]);
		break;
	case BLOCK_MARK:
	case BLOCK_DATES:
	case BLOCK_PARAGRAPH:
	case BLOCK_ITEM:
	default:
		g_string_append_printf(out, "%s\n", block->cells[0]);
		break;
	}
}

char *
notice_text(const json_t *content, Language language)
{
	g_autoptr(GPtrArray) blocks = announcement_blocks(content, language);
	GString *out = g_string_new(NULL);

	for (size_t i = 0; i < blocks->len; i++)
		write_block(out, blocks->pdata[i], language);
	return g_string_free(out, FALSE);
}
