/*
 * parallel.c - one large file searched by several threads, slice by slice
 *
 * `taken` counts the slices that a thread began, `given` those that were handed over; both
 * only grow, and no thread is more than the ring ahead of what was handed over.
 *
 * SPDX-License-Identifier: Apache-2.0
 */
#include "parallel.h"

#include "encoding.h"
#include "errors.h"
#include "kernel.h"
#include "stream.h"
#include "text-check.h"

#include <errno.h>
#include <pthread.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#define SLICE (1024 * (uint64_t)1024)
/* Searched before the slice, so that what overlaps its beginning is settled as in one pass. */
#define WARM ((uint64_t)KERNEL_BEHIND)
/* Searched behind it: the longest match that begins in it, and what may outrank that. */
#define COOL       ((uint64_t)KERNEL_LONGEST + 4 * KERNEL_REACH)
#define LEAD       (WARM + KERNEL_BEHIND)
#define BUFFER     (LEAD + SLICE + COOL + KERNEL_AHEAD)
#define MOST_SLOTS 66
#define MOST_JOBS  (MOST_SLOTS - 2)
#define PIECE      (256 * (size_t)1024)

typedef struct {
	void *slice;
	bool done;
	bool converts; /* it is no plain UTF-8 */
	int failed;    /* errno */
} Slot;

typedef struct {
	int fd;
	uint64_t size;
	uint64_t n_slices;
	KindSet wanted;
	const SliceVisitor *visitor;
	void *data;
	uint64_t taken, given;
	bool stop;
	unsigned n_slots;
	Slot ring[MOST_SLOTS];
	pthread_mutex_t lock;
	pthread_cond_t changed;
} Search;

/* Where the matches of one slice go. */
typedef struct {
	const SliceVisitor *visitor;
	void *slice;
	uint64_t base; /* added to the offsets */
	uint64_t first, end;
} Gathering;

static bool
gather(const Match *match, Span text, void *data)
{
	Gathering *gathering = data;
	Match placed = *match;

	placed.offset += gathering->base;
	if (placed.offset < gathering->first || placed.offset >= gathering->end)
		return true;
	return gathering->visitor->visit(&placed, text, gathering->slice);
}

/* False with errno set; @ret_length is less than @length at the end of the file only. */
static bool
read_at(int fd, char *to, size_t length, uint64_t offset, size_t *ret_length)
{
	for (*ret_length = 0; *ret_length < length;) {
		ssize_t n = pread(fd, to + *ret_length, length - *ret_length,
		                  (off_t)(offset + *ret_length));

		if (n < 0 && errno == EINTR)
			continue;
		if (n < 0)
			return false;
		if (n == 0)
			break;
		*ret_length += (size_t)n;
	}
	return true;
}

static bool
is_narrow(Span text, bool is_start)
{
	Encoding encoding = encoding_guess(text, is_start);

	return encoding == ENCODING_ASCII || encoding == ENCODING_UTF8;
}

/* A window begins and ends anywhere in a character. */
static TextCheck
check_window(Span window)
{
	size_t first = 0;

	while (first < 3 && first < window.length && (window.bytes[first] & 0xc0) == 0x80)
		first++;
	return text_check(text_whole(span_slice(window, first, window.length)));
}

/* @window begins at @base of the file. */
static void
search_window(const Search *search, Kernel *kernel, Span window, Gathering *gathering)
{
	uint64_t base = gathering->first - MIN(gathering->first, LEAD);
	uint64_t from = gathering->first - MIN(gathering->first, WARM);
	size_t limit = (size_t)MIN(gathering->end + COOL - base, window.length);

	TextCheck check = check_window(window);
	if (check != TEXT_PLAIN) {
		g_autoptr(DetectionStream) stream =
			check == TEXT_FULL_WIDTH
				? detection_stream_new_utf8(search->wanted, DETECTION_BEST, gather,
		                                            gathering)
				: detection_stream_new(search->wanted, gather, gathering);

		gathering->base = base;
		if (detection_stream_feed(stream, window))
			(void)detection_stream_end(stream);
		return;
	}
	gathering->base = 0;
	kernel_init(kernel, search->wanted, DETECTION_BEST, gather, gathering);
	if (kernel_scan(kernel, window, base, (size_t)(from - base), limit))
		(void)kernel_finish(kernel, window);
}

static void
search_slice(const Search *search, uint64_t number, char *buffer, Kernel *kernel, Slot *slot)
{
	uint64_t first = number * SLICE, end = MIN(first + SLICE, search->size);
	uint64_t base = first - MIN(first, LEAD);
	size_t length;

	slot->converts = false;
	slot->failed = 0;
	slot->slice = search->visitor->begin(search->data);
	Gathering gathering = {search->visitor, slot->slice, 0, first, end};
	if (!read_at(search->fd, buffer, (size_t)(end - base + COOL + KERNEL_AHEAD), base,
	             &length)) {
		slot->failed = errno;
		return;
	}
	Span window = {buffer, length};
	Span own = span_slice(window, (size_t)(first - base), (size_t)(end - first));
	if (is_narrow(own, first == 0))
		search_window(search, kernel, window, &gathering);
	else
		slot->converts = true;
}

static void *
work(void *data)
{
	Search *search = data;
	char *buffer = g_malloc(BUFFER);
	Kernel *kernel = g_new0(Kernel, 1);

	pthread_mutex_lock(&search->lock);
	for (;;) {
		while (!search->stop && search->taken < search->n_slices &&
		       search->taken >= search->given + search->n_slots)
			pthread_cond_wait(&search->changed, &search->lock);
		if (search->stop || search->taken == search->n_slices)
			break;
		uint64_t number = search->taken++;
		Slot *slot = &search->ring[number % search->n_slots];
		pthread_mutex_unlock(&search->lock);
		search_slice(search, number, buffer, kernel, slot);
		pthread_mutex_lock(&search->lock);
		slot->done = true;
		pthread_cond_broadcast(&search->changed);
	}
	pthread_mutex_unlock(&search->lock);
	explicit_bzero(buffer, BUFFER);
	g_free(buffer);
	g_free(kernel);
	return NULL;
}

/* Go through the file from slice @number on, in one thread. */
static bool
search_rest(const Search *search, uint64_t number, GError **error)
{
	uint64_t first = number * SLICE;
	Gathering gathering = {search->visitor, NULL, first - MIN(first, LEAD), first, UINT64_MAX};
	g_autoptr(DetectionStream) stream =
		detection_stream_new(search->wanted, gather, &gathering);
	g_autofree char *piece = g_malloc(PIECE);
	size_t length = PIECE;
	bool goes_on = true;

	for (uint64_t at = gathering.base; goes_on && length == PIECE; at += length) {
		if (!read_at(search->fd, piece, PIECE, at, &length)) {
			fault_set_errno(error, errno, N_("cannot read the file"));
			explicit_bzero(piece, PIECE);
			return false;
		}
		gathering.slice = search->visitor->begin(search->data);
		goes_on = detection_stream_feed(stream, (Span){piece, length});
		if (goes_on && length < PIECE)
			(void)detection_stream_end(stream);
		goes_on = search->visitor->take(gathering.slice, length, search->data) && goes_on;
		search->visitor->free(gathering.slice);
	}
	explicit_bzero(piece, PIECE);
	return true;
}

/* Wait for slice @number and hand it over; false where nothing more is to be handed over. */
static bool
give_next(Search *search, uint64_t number, Slot *ret_slot)
{
	Slot *slot = &search->ring[number % search->n_slots];

	pthread_mutex_lock(&search->lock);
	while (!slot->done)
		pthread_cond_wait(&search->changed, &search->lock);
	*ret_slot = *slot;
	*slot = (Slot){0};
	pthread_mutex_unlock(&search->lock);
	bool goes_on = ret_slot->failed == 0 && !ret_slot->converts;
	if (goes_on) {
		uint64_t length = MIN(SLICE, search->size - number * SLICE);

		goes_on = search->visitor->take(ret_slot->slice, length, search->data);
	}
	search->visitor->free(ret_slot->slice);
	pthread_mutex_lock(&search->lock);
	search->given = number + 1;
	pthread_cond_broadcast(&search->changed);
	pthread_mutex_unlock(&search->lock);
	return goes_on;
}

/* Let @n threads go through the slices; @ret_rest is where one of them must go on alone. */
static bool
search_slices(Search *search, unsigned n, uint64_t *ret_rest, GError **error)
{
	pthread_t threads[MOST_JOBS];
	unsigned n_started = 0;
	Slot slot = {0};

	*ret_rest = search->n_slices;
	while (n_started < n && pthread_create(&threads[n_started], NULL, work, search) == 0)
		n_started++;
	if (n_started == 0)
		*ret_rest = 0;
	for (uint64_t number = 0; n_started > 0 && number < search->n_slices; number++) {
		if (give_next(search, number, &slot))
			continue;
		if (slot.converts)
			*ret_rest = number;
		break;
	}
	pthread_mutex_lock(&search->lock);
	search->stop = true;
	pthread_cond_broadcast(&search->changed);
	pthread_mutex_unlock(&search->lock);
	for (unsigned i = 0; i < n_started; i++)
		pthread_join(threads[i], NULL);
	for (unsigned i = 0; i < search->n_slots; i++)
		if (search->ring[i].done)
			search->visitor->free(search->ring[i].slice);
	if (slot.failed != 0)
		fault_set_errno(error, slot.failed, N_("cannot read the file"));
	return slot.failed == 0;
}

bool
parallel_search(int fd, unsigned n_threads, KindSet wanted, const SliceVisitor *visitor, void *data,
                GError **error)
{
	Search search = {.fd = fd, .wanted = wanted, .visitor = visitor, .data = data};
	unsigned n = CLAMP(n_threads, 1, MOST_JOBS);
	struct stat status;
	uint64_t rest = 0;

	if (fstat(fd, &status) != 0) {
		fault_set_errno(error, errno, N_("cannot read the file"));
		return false;
	}
	search.size = (uint64_t)status.st_size;
	search.n_slices = (search.size + SLICE - 1) / SLICE;
	search.n_slots = n + 2;
	if (n > 1 && search.size >= PARALLEL_LEAST) {
		pthread_mutex_init(&search.lock, NULL);
		pthread_cond_init(&search.changed, NULL);
		bool done = search_slices(&search, n, &rest, error);
		pthread_cond_destroy(&search.changed);
		pthread_mutex_destroy(&search.lock);
		if (!done || rest == search.n_slices)
			return done;
	}
	return search_rest(&search, rest, error);
}
