/*
 * progress-line.c - how far a command has come, on standard error
 *
 * Nothing for the first second, then one line a second, only on a terminal; or, with
 * --progress=json, one JSON object a line for machines.
 *
 * SPDX-License-Identifier: Apache-2.0
 */
#include "terminal.h"
#include "text.h"

#include <stdio.h>
#include <unistd.h>

#define LINE_WIDTH 78

typedef struct {
	gint64 started, drawn;
	Language language;
	bool json_lines;
} ProgressLine;

static void
draw_json(const char *title, uint64_t done, uint64_t total, double share)
{
	json_t *line = json_pack("{s:s?, s:I, s:I, s:i}", "title", title, "done", (json_int_t)done,
	                         "total", (json_int_t)total, "per_mille", (int)(share * 1000));

	json_dumpf(line, stderr, JSON_COMPACT);
	fputc('\n', stderr);
	json_decref(line);
}

static void
draw_text(const ProgressLine *line, const char *title, uint64_t done, double share)
{
	double seconds = (double)(g_get_monotonic_time() - line->started) / G_USEC_PER_SEC;
	g_autofree char *left =
		share > 0.01 ? g_strdup_printf(translate(line->language, N_("%.0f s left")),
	                                       seconds * (1 - share) / share)
			     : g_strdup("");
	g_autofree char *text =
		g_strdup_printf("%3.0f %%  %s  %" G_GUINT64_FORMAT "  %s", share * 100,
	                        title == NULL ? "" : translate(line->language, title), done, left);
	g_autofree char *fitted = text_fit(text, LINE_WIDTH);

	fprintf(stderr, "\r%s", fitted);
	fflush(stderr);
}

static bool
draw(const char *title, uint64_t done, uint64_t total, double share, void *data)
{
	ProgressLine *line = data;
	gint64 now = g_get_monotonic_time();

	if (now - line->started < G_USEC_PER_SEC || now - line->drawn < G_USEC_PER_SEC)
		return true;
	line->drawn = now;
	if (line->json_lines)
		draw_json(title, done, total, share);
	else
		draw_text(line, title, done, share);
	return true;
}

Progress *
terminal_progress(Language language, bool json_lines)
{
	static ProgressLine line; /* one a process: it draws on the one standard error */

	line = (ProgressLine){
		.started = g_get_monotonic_time(),
		.language = language,
		.json_lines = json_lines,
	};
	if (!json_lines && isatty(STDERR_FILENO) != 1)
		return progress_new(NULL, NULL);
	return progress_new(draw, &line);
}
