/*
 * mail-box.c - the mails in a stream: one (.eml), mbox, or a box of Foxmail
 *
 * SPDX-License-Identifier: Apache-2.0
 */
#include "mail-box.h"

#include "bounds.h"
#include "byte-set.h"

#define TASTE 4096

struct MailBox {
	ByteStream *stream;
	MailBoxForm form;
	size_t lent; /* of the window, to be used up by the next call */
	bool skips;  /* the rest of a mail that was cut */
	bool begun;
};

static const char foxmail[] = "\x10\x10\x10\x10\x10\x10\x10\x11\x11\x11\x11\x11\x11\x53\n";

/* Fields that only mails have, and fields that they have like others. */
static const char *const own_fields[] = {"from",       "received",         "return-path",
                                         "message-id", "mime-version",     "delivered-to",
                                         "x-mailer",   "x-originating-ip", NULL};
static const char *const fields[] = {"to",     "cc",           "subject",
                                     "date",   "content-type", "content-transfer-encoding",
                                     "sender", "reply-to",     NULL};

static Span
first_line(Span text)
{
	const char *end = text.length == 0 ? NULL : memchr(text.bytes, '\n', text.length);

	return span_slice(text, 0, end == NULL ? text.length : (size_t)(end - text.bytes) + 1);
}

/* The name of the header field on @line; empty where it is none. */
static Span
field_name(Span line)
{
	size_t length = 0;

	while (length < line.length &&
	       (g_ascii_isalnum(line.bytes[length]) || line.bytes[length] == '-'))
		length++;
	if (length == 0 || length == line.length || line.bytes[length] != ':')
		length = 0;
	return span_slice(line, 0, length);
}

static bool
is_one_of(Span name, const char *const *names)
{
	for (; *names != NULL; names++)
		if (name.length == strlen(*names) &&
		    g_ascii_strncasecmp(name.bytes, *names, name.length) == 0)
			return true;
	return false;
}

static bool
tastes_of_mail(Span head)
{
	unsigned own = 0, known = 0;

	while (head.length > 0) {
		Span line = first_line(head);
		Span name = field_name(line);
		bool blank = span_trim(line).length == 0;

		head = span_slice(head, line.length, head.length);
		if (blank || head.length == 0)
			return own > 0 && own + known > 1 && (blank || own > 1);
		own += is_one_of(name, own_fields);
		known += is_one_of(name, fields);
		if (name.length == 0 && !byte_in(line.bytes[0], " \t"))
			return false;
	}
	return false;
}

/* "From sender Mon Jun 01 10:00:00 2009": a time of day stands in it. */
static bool
is_from_line(Span line)
{
	if (line.length < 5 || memcmp(line.bytes, "From ", 5) != 0)
		return false;
	for (size_t i = 7; i + 2 < line.length; i++)
		if (line.bytes[i] == ':' && g_ascii_isdigit(line.bytes[i - 1]) &&
		    g_ascii_isdigit(line.bytes[i - 2]) && g_ascii_isdigit(line.bytes[i + 1]))
			return true;
	return false;
}

MailBoxForm
mail_box_taste(Span head)
{
	if (head.length >= strlen(foxmail) && memcmp(head.bytes, foxmail, strlen(foxmail)) == 0)
		return MAIL_BOX_FOXMAIL;
	if (is_from_line(first_line(head)))
		return MAIL_BOX_MBOX;
	return tastes_of_mail(head) ? MAIL_BOX_ONE : MAIL_BOX_NONE;
}

MailBox *
mail_box_new(ByteStream *stream)
{
	MailBox *box = g_new0(MailBox, 1);

	box->stream = stream;
	box->form = mail_box_taste(span_slice(byte_stream_window(stream, TASTE), 0, TASTE));
	return box;
}

void
mail_box_free(MailBox *box)
{
	g_free(box);
}

/* The length of what separates two mails at @at, or 0; @ret_more: the window ends too early. */
static size_t
separator(const MailBox *box, Span window, size_t at, bool *ret_more)
{
	Span rest = span_slice(window, at, window.length);
	Span line = first_line(rest);
	bool at_end = byte_stream_at_end(box->stream);

	if (box->form == MAIL_BOX_FOXMAIL) {
		size_t length = MIN(rest.length, strlen(foxmail));
		bool same = length > 0 && memcmp(rest.bytes, foxmail, length) == 0;

		*ret_more = same && length < strlen(foxmail) && !at_end;
		return same && length == strlen(foxmail) ? length : 0;
	}
	*ret_more = !at_end && line.length == rest.length && line.length < TASTE;
	return is_from_line(line) ? line.length : 0;
}

/* Where the next separator begins, from @from on; the window's length where there is none. */
static size_t
find_separator(const MailBox *box, Span window, size_t from, bool *ret_more)
{
	const char *at = window.bytes + from, *end = window.bytes + window.length;

	*ret_more = false;
	if (box->form == MAIL_BOX_ONE || box->form == MAIL_BOX_NONE)
		return window.length;
	while (at < end && (at = memchr(at, '\n', (size_t)(end - at))) != NULL) {
		at++;
		if (separator(box, window, (size_t)(at - window.bytes), ret_more) > 0 || *ret_more)
			return (size_t)(at - window.bytes);
	}
	return window.length;
}

/* The mail that begins the window, as far as BOUND_RECORD allows. */
static size_t
measure(MailBox *box, Span *ret_window)
{
	Span window = byte_stream_window(box->stream, 1);
	size_t from = 0;

	for (;;) {
		bool more;
		size_t end = find_separator(box, window, from, &more);

		if ((end < window.length && !more) || window.length >= BOUND_RECORD ||
		    !byte_stream_grow(box->stream)) {
			*ret_window = window;
			return more ? window.length : end;
		}
		from = end > 1 ? end - 1 : 0;
		window = byte_stream_window(box->stream, 1);
	}
}

/* Behind the separator that the window begins with. */
static void
skip_separator(MailBox *box)
{
	bool more;
	Span window = byte_stream_window(box->stream, TASTE);
	size_t length = box->form == MAIL_BOX_ONE || box->form == MAIL_BOX_NONE
	                        ? 0
	                        : separator(box, window, 0, &more);

	byte_stream_use(box->stream, length);
}

bool
mail_box_next(MailBox *box, Span *ret_mail, bool *ret_cut)
{
	Span window;
	size_t length;

	byte_stream_use(box->stream, box->lent);
	box->lent = 0;
	while (box->skips) {
		length = measure(box, &window);
		box->skips = length == window.length && !byte_stream_at_end(box->stream);
		byte_stream_use(box->stream, length);
	}
	if (byte_stream_window(box->stream, 1).length == 0 ||
	    (box->begun && box->form <= MAIL_BOX_ONE))
		return false;
	box->begun = true;
	skip_separator(box);
	length = measure(box, &window);
	*ret_cut = length == window.length && !byte_stream_at_end(box->stream);
	box->skips = *ret_cut;
	box->lent = length;
	*ret_mail = span_slice(window, 0, length);
	return true;
}
