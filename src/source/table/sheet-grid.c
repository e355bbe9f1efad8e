/*
 * sheet-grid.c - rows of cells as the rows of a table: title, header, records
 *
 * SPDX-License-Identifier: Apache-2.0
 */
#include "sheet-grid.h"

#include "bounds.h"

/* What is longer, or has so many digits, is no name of a column. */
#define NAME_LENGTH 90
#define NAME_DIGITS 5

/* Rows that may stand above the names of the columns. */
#define MOST_ABOVE 6

struct SheetGrid {
	Schema *schema;
	SchemaTable *table;
	GArray *places; /* size_t, by column; G_MAXSIZE: not named yet */
	char *title;    /* a row of one cell that may be a title or a name */
	size_t title_column;
	size_t widest; /* row above the header */
	bool past_header;
	uint64_t rows;
	Row *row;
};

SheetGrid *
sheet_grid_new(Schema *schema, const char *name)
{
	SheetGrid *grid = g_new0(SheetGrid, 1);

	grid->schema = schema;
	grid->table = schema_table(schema, "", name);
	if (grid->table != NULL)
		grid->table->form = CONTAINER_DOCUMENT;
	grid->places = g_array_new(FALSE, FALSE, sizeof(size_t));
	grid->row = row_new();
	return grid;
}

void
sheet_grid_free(SheetGrid *grid)
{
	if (grid == NULL)
		return;
	g_array_unref(grid->places);
	g_free(grid->title);
	row_free(grid->row);
	g_free(grid);
}

static bool
is_name(Span text)
{
	unsigned digits = 0;

	text = span_trim(text);
	for (size_t i = 0; i < text.length; i++) {
		digits += g_ascii_isdigit(text.bytes[i]);
		if (text.bytes[i] == '@')
			return false;
	}
	return text.length > 0 && text.length <= NAME_LENGTH && digits < NAME_DIGITS;
}

static bool
is_header(const SheetCell *cells, size_t n_cells)
{
	for (size_t i = 0; i < n_cells; i++) {
		Span text = {cells[i].text->str, cells[i].text->len};

		if (cells[i].type != VALUE_TEXT || !is_name(text))
			return false;
	}
	return true;
}

static size_t *
place_of(SheetGrid *grid, size_t column)
{
	size_t none = G_MAXSIZE;

	while (grid->places->len <= column)
		g_array_append_val(grid->places, none);
	return &g_array_index(grid->places, size_t, column);
}

/* Two columns of one name are two fields. */
static void
name_column(SheetGrid *grid, size_t column, Span text)
{
	g_autofree char *base = schema_text(span_trim(text));
	g_autofree char *name = g_strdup(base);
	bool taken = true;

	for (unsigned n = 2; taken; n++) {
		size_t place = schema_table_place(grid->table, span_of(name));

		taken = false;
		for (guint i = 0; i < grid->places->len && place != G_MAXSIZE; i++)
			taken |= g_array_index(grid->places, size_t, i) == place;
		if (!taken) {
			*place_of(grid, column) = place;
			return;
		}
		g_free(name);
		name = g_strdup_printf("%s-%u", base, n);
	}
}

static void
take_header(SheetGrid *grid, const SheetCell *cells, size_t n_cells)
{
	for (size_t i = 0; i < n_cells; i++)
		name_column(grid, cells[i].column, (Span){cells[i].text->str, cells[i].text->len});
	grid->past_header = true;
}

static bool
give(SheetGrid *grid, const SheetCell *cells, size_t n_cells, DocumentRow *ret_row)
{
	row_clear(grid->row);
	for (size_t i = 0; i < n_cells; i++) {
		size_t *place = place_of(grid, cells[i].column);

		if (*place == G_MAXSIZE) {
			g_autofree char *name = g_strdup_printf("column-%zu", cells[i].column + 1);

			name_column(grid, cells[i].column, span_of(name));
			place = place_of(grid, cells[i].column);
		}
		if (*place == G_MAXSIZE) {
			schema_note(grid->schema, "fields-dropped", grid->rows);
			continue;
		}
		row_add(grid->row, cells[i].type, (Span){cells[i].text->str, cells[i].text->len});
		row_place(grid->row, *place);
	}
	*ret_row = (DocumentRow){grid->table, row_values(grid->row), row_length(grid->row)};
	return true;
}

/* A row of several cells, while the names of the columns are looked for. */
static bool
add_wide(SheetGrid *grid, const SheetCell *cells, size_t n_cells, DocumentRow *ret_row)
{
	if (grid->title != NULL)
		schema_table_set_comment(grid->table, span_of(grid->title));
	g_clear_pointer(&grid->title, g_free);
	if (is_header(cells, n_cells) && n_cells > grid->widest) {
		take_header(grid, cells, n_cells);
		return false;
	}
	/* Who made it and when may stand above the names, in fewer cells. */
	grid->widest = MAX(grid->widest, n_cells);
	grid->past_header = grid->rows >= MOST_ABOVE;
	return give(grid, cells, n_cells, ret_row);
}

bool
sheet_grid_add(SheetGrid *grid, const SheetCell *cells, size_t n_cells, DocumentRow *ret_row)
{
	grid->rows++;
	if (grid->table == NULL || n_cells == 0)
		return false;
	if (grid->past_header)
		return give(grid, cells, n_cells, ret_row);
	if (n_cells == 1 && grid->title == NULL && cells[0].type == VALUE_TEXT) {
		grid->title = g_strndup(cells[0].text->str, cells[0].text->len);
		grid->title_column = cells[0].column;
		return false;
	}
	if (n_cells > 1)
		return add_wide(grid, cells, n_cells, ret_row);
	if (grid->title != NULL && is_name(span_of(grid->title))) {
		name_column(grid, grid->title_column, span_of(grid->title));
		g_clear_pointer(&grid->title, g_free);
		grid->past_header = true;
		return give(grid, cells, n_cells, ret_row);
	}
	grid->past_header = true;
	if (grid->title != NULL)
		schema_table_set_comment(grid->table, span_of(grid->title));
	g_clear_pointer(&grid->title, g_free);
	return give(grid, cells, n_cells, ret_row);
}

bool
sheet_grid_end(SheetGrid *grid, DocumentRow *ret_row)
{
	if (grid->title == NULL || grid->table == NULL)
		return false;
	g_autofree char *title = g_steal_pointer(&grid->title);
	g_autoptr(GString) text = g_string_new(title);
	SheetCell cell = {grid->title_column, VALUE_TEXT, text};

	return give(grid, &cell, 1, ret_row);
}
