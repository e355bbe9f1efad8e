/*
 * report-map.c - the map of data as an inline SVG: sources, containers, categories
 *
 * Three columns joined by lines.  The largest containers have a box of their own, the
 * rest share one; the table below the map has them all.  Widths of text come from
 * text_width(): a Chinese character is two columns.
 *
 * SPDX-License-Identifier: Apache-2.0
 */
#include "report-basis.h"
#include "text.h"

#include <inttypes.h>
#include <string.h>

#define CONTAINERS_DRAWN 22
#define BOX_HEIGHT       30
#define BOX_STEP         38
#define TOP              30
#define WIDTH            960

/* Left edge and width of the three columns; columns of text that fit into a box. */
#define SOURCE_X        0
#define SOURCE_WIDTH    150
#define CONTAINER_X     270
#define CONTAINER_WIDTH 330
#define CATEGORY_X      720
#define CATEGORY_WIDTH  240
#define COLUMN_WIDTH    7 /* pixels of one column of text at 13 pixels */

typedef struct {
	const ContainerFinding *container; /* NULL: the box of the rest */
	int64_t rows;
	unsigned fields[N_CATEGORIES];
	bool sensitive[N_CATEGORIES];
	size_t source;
	double y;
} MapBox;

typedef struct {
	Page *page;
	uint64_t entry;
	GPtrArray *boxes;   /* MapBox * */
	GPtrArray *sources; /* char *, lent */
	double source_y[64];
	double category_y[N_CATEGORIES];
	unsigned category_fields[N_CATEGORIES];
	bool category_sensitive[N_CATEGORIES];
	double height;
} Map;

static size_t
source_index(Map *map, const char *name)
{
	for (size_t i = 0; i < map->sources->len; i++)
		if (strcmp(map->sources->pdata[i], name) == 0)
			return i;
	if (map->sources->len < G_N_ELEMENTS(map->source_y))
		g_ptr_array_add(map->sources, (void *)(uintptr_t)name);
	return map->sources->len - 1;
}

static void
fill_box(Map *map, MapBox *box, const ContainerFinding *container)
{
	box->rows += container->rows;
	for (size_t i = 0; i < container->findings->len; i++) {
		const Finding *finding = container->findings->pdata[i];
		bool sensitive = (finding->sensitivity & SENSITIVITY_SENSITIVE) != 0;

		if (finding->personal != PERSONAL_YES || finding->status == STATUS_REJECTED)
			continue;
		box->fields[finding->category]++;
		box->sensitive[finding->category] |= sensitive;
		map->category_fields[finding->category]++;
		map->category_sensitive[finding->category] |= sensitive;
	}
}

static int
by_source_and_rows(const void *a, const void *b)
{
	const MapBox *first = *(const MapBox *const *)a, *second = *(const MapBox *const *)b;

	if (first->source != second->source)
		return first->source < second->source ? -1 : 1;
	if (first->rows != second->rows)
		return first->rows > second->rows ? -1 : 1;
	return strcmp(first->container->container, second->container->container);
}

static int
by_rows(const void *a, const void *b)
{
	const ContainerFinding *first = *(const ContainerFinding *const *)a;
	const ContainerFinding *second = *(const ContainerFinding *const *)b;
	int order = (first->rows < second->rows) - (first->rows > second->rows);

	return order != 0 ? order : strcmp(first->container, second->container);
}

static void
choose_boxes(Map *map, const Inventory *inventory)
{
	g_autoptr(GPtrArray) list = g_ptr_array_new();

	for (size_t i = 0; i < inventory->containers->len; i++) {
		ContainerFinding *container = inventory->containers->pdata[i];

		(void)source_index(map, container->source);
		if (container_finding_is_personal(container) && container->unreadable == NULL)
			g_ptr_array_add(list, container);
	}
	g_ptr_array_sort(list, by_rows);
	for (size_t i = 0; i < list->len; i++) {
		const ContainerFinding *container = list->pdata[i];
		MapBox *box = i <= CONTAINERS_DRAWN ? g_new0(MapBox, 1)
		                                    : map->boxes->pdata[CONTAINERS_DRAWN];

		if (i <= CONTAINERS_DRAWN)
			g_ptr_array_add(map->boxes, box);
		box->container = i < CONTAINERS_DRAWN ? container : NULL;
		box->source =
			i < CONTAINERS_DRAWN ? source_index(map, container->source) : SIZE_MAX;
		fill_box(map, box, container);
	}
	if (list->len == CONTAINERS_DRAWN + 1) { /* a rest of one is itself */
		MapBox *last = map->boxes->pdata[CONTAINERS_DRAWN];

		last->container = list->pdata[CONTAINERS_DRAWN];
		last->source = source_index(map, last->container->source);
	}
	g_ptr_array_sort(map->boxes, by_source_and_rows);
}

/* Boxes of a column of @count, centred against the highest column. */
static double
place(const Map *map, size_t index, size_t count)
{
	double free_height = map->height - TOP - (double)count * BOX_STEP;

	return TOP + (free_height > 0 ? free_height / 2 : 0) + (double)index * BOX_STEP;
}

static void
lay_out(Map *map)
{
	size_t categories = 0, drawn = 0;

	for (size_t i = 0; i < N_CATEGORIES; i++)
		categories += map->category_fields[i] > 0;
	map->height =
		TOP + BOX_STEP * (double)MAX(MAX(map->boxes->len, categories), map->sources->len);
	for (size_t i = 0; i < map->boxes->len; i++)
		((MapBox *)map->boxes->pdata[i])->y = place(map, i, map->boxes->len);
	for (size_t i = 0; i < map->sources->len; i++)
		map->source_y[i] = place(map, i, map->sources->len);
	for (size_t i = 0; i < N_CATEGORIES; i++)
		if (map->category_fields[i] > 0)
			map->category_y[i] = place(map, drawn++, categories);
}

static void
line(Map *map, double x1, double y1, double x2, double y2)
{
	double middle = (x1 + x2) / 2;

	html_add(map->page->out, "M%d %d C%d %d %d %d %d %d ", (int)x1, (int)y1 + BOX_HEIGHT / 2,
	         (int)middle, (int)y1 + BOX_HEIGHT / 2, (int)middle, (int)y2 + BOX_HEIGHT / 2,
	         (int)x2, (int)y2 + BOX_HEIGHT / 2);
}

static void
draw_lines(Map *map)
{
	GString *out = map->page->out;

	html_raw(out, "<path class=\"flow\" d=\"");
	for (size_t i = 0; i < map->boxes->len; i++) {
		const MapBox *box = map->boxes->pdata[i];

		for (size_t j = 0; j < map->sources->len; j++)
			if (box->source == j || box->source == SIZE_MAX)
				line(map, SOURCE_X + SOURCE_WIDTH, map->source_y[j], CONTAINER_X,
				     box->y);
	}
	for (int sensitive = 0; sensitive <= 1; sensitive++) {
		html_add(out, "\"/>\n<path class=\"flow%s\" d=\"", sensitive == 1 ? " hot" : "");
		for (size_t i = 0; i < map->boxes->len; i++) {
			const MapBox *box = map->boxes->pdata[i];

			for (size_t j = 0; j < N_CATEGORIES; j++)
				if (box->fields[j] > 0 && box->sensitive[j] == (sensitive == 1))
					line(map, CONTAINER_X + CONTAINER_WIDTH, box->y, CATEGORY_X,
					     map->category_y[j]);
		}
	}
	html_raw(out, "\"/>\n");
}

/* A box: its name on the left, its count on the right, the whole name as tooltip. */
static void
draw_box(Map *map, int x, double y, int width, const char *name, const char *count)
{
	size_t room = (size_t)(width - 20) / COLUMN_WIDTH;
	size_t taken = count == NULL ? 0 : text_width(count) + 2;
	bool long_name = text_width(name) > room - taken;
	g_autofree char *fitted = long_name ? text_fit(name, room - taken) : g_strdup(name);
	GString *out = map->page->out;

	html_add(out, "<g><title>");
	html_text(out, name);
	html_add(out,
	         "</title><rect x=\"%d\" y=\"%d\" width=\"%d\" height=\"%d\" rx=\"3\"/>"
	         "<text x=\"%d\" y=\"%d\">",
	         x, (int)y, width, BOX_HEIGHT, x + 10, (int)y + 20);
	html_text(out, fitted);
	html_raw(out, "</text>");
	if (count != NULL && map->entry != ENTRY_NONE)
		html_add(out,
		         "<a href=\"#entry-%" PRIu64
		         "\"><text class=\"n\" x=\"%d\" y=\"%d\">%s</text></a>",
		         map->entry, x + width - 10, (int)y + 20, count);
	html_raw(out, "</g>\n");
}

static void
draw_boxes(Map *map)
{
	const Page *page = map->page;

	for (size_t i = 0; i < map->sources->len; i++)
		draw_box(map, SOURCE_X, map->source_y[i], SOURCE_WIDTH, map->sources->pdata[i],
		         NULL);
	for (size_t i = 0; i < map->boxes->len; i++) {
		const MapBox *box = map->boxes->pdata[i];
		g_autofree char *rows = page_number(box->rows);

		draw_box(map, CONTAINER_X, box->y, CONTAINER_WIDTH,
		         box->container == NULL ? page_words(page, N_("all other containers"))
		                                : box->container->container,
		         rows);
	}
	for (size_t i = 0; i < N_CATEGORIES; i++) {
		g_autofree char *fields = page_number(map->category_fields[i]);

		if (map->category_fields[i] == 0)
			continue;
		html_add(map->page->out, "<g class=\"%s\">",
		         map->category_sensitive[i] ? "hot" : "");
		draw_box(map, CATEGORY_X, map->category_y[i], CATEGORY_WIDTH,
		         page_words(page, i == CATEGORY_NONE ? N_("without a category")
		                                             : category_title((Category)i)),
		         fields);
		html_raw(map->page->out, "</g>");
	}
}

static void
draw_titles(Map *map)
{
	static const struct {
		int x;
		const char *title;
	} titles[] = {
		{SOURCE_X, N_("sources")},
		{CONTAINER_X, N_("containers, with rows")},
		{CATEGORY_X, N_("categories, with fields")},
	};

	for (size_t i = 0; i < G_N_ELEMENTS(titles); i++)
		html_add(map->page->out, "<text class=\"t\" x=\"%d\" y=\"14\">%s</text>\n",
		         titles[i].x, page_words(map->page, titles[i].title));
}

void
report_map(Page *page, const ReportBasis *basis)
{
	g_autoptr(GPtrArray) boxes = g_ptr_array_new_with_free_func(g_free);
	g_autoptr(GPtrArray) sources = g_ptr_array_new();
	Map map = {
		.page = page,
		.entry = proof_index(basis->scanned),
		.boxes = boxes,
		.sources = sources,
	};

	choose_boxes(&map, basis->inventory);
	if (boxes->len == 0)
		return;
	lay_out(&map);
	html_add(page->out,
	         "<figure>\n<svg viewBox=\"0 0 %d %d\" role=\"group\" "
	         "aria-labelledby=\"map-title\">\n"
	         "<title id=\"map-title\">%s</title>\n",
	         WIDTH, (int)map.height,
	         page_words(page, N_("Map of personal data: sources, containers, categories")));
	draw_titles(&map);
	draw_lines(&map);
	draw_boxes(&map);
	html_add(page->out, "</svg>\n<figcaption>%s</figcaption>\n</figure>\n",
	         page_words(
			 page,
			 N_("Map of personal data. Red: sensitive personal information. The tables "
	                    "below hold the same figures.")));
}
