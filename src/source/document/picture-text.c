/*
 * picture-text.c - the text on a picture, by Tesseract
 *
 * SPDX-License-Identifier: Apache-2.0
 */
#include "picture-text.h"

#include <leptonica/allheaders.h>
#include <pthread.h>
#include <tesseract/capi.h>

/* What unpacks to more than this is hostile, or a map. */
#define MOST_PIXELS (100UL * 1000 * 1000)

/* Small print is read better when it is enlarged. */
#define SMALL_WIDTH 1600

#define MOST_MILLISECONDS 60000
#define RESOLUTION        300

/* One engine for the process: it takes a second to load and is used by one thread at a time. */
static pthread_mutex_t lock = PTHREAD_MUTEX_INITIALIZER;
static TessBaseAPI *engine;
static bool tried;

static bool
prepare(void)
{
	static const char *const languages[] = {"chi_sim+eng", "chi_sim"};

	for (size_t i = 0; i < G_N_ELEMENTS(languages) && !tried; i++) {
		TessBaseAPI *candidate = TessBaseAPICreate();

		if (TessBaseAPIInit3(candidate, NULL, languages[i]) == 0) {
			engine = candidate;
			break;
		}
		TessBaseAPIDelete(candidate);
	}
	if (engine != NULL && !tried) {
		TessBaseAPISetVariable(engine, "debug_file", "/dev/null");
		/* Blanks between words only, not between characters. */
		TessBaseAPISetVariable(engine, "preserve_interword_spaces", "1");
	}
	tried = true;
	return engine != NULL;
}

bool
picture_text_available(void)
{
	pthread_mutex_lock(&lock);
	setMsgSeverity(L_SEVERITY_NONE);
	bool available = prepare();
	pthread_mutex_unlock(&lock);
	return available;
}

/* Grey, without transparency, large enough; NULL where it is no picture. */
static PIX *
load(Span bytes, const char **ret_why)
{
	l_int32 format, width = 0, height = 0, bits, samples, colours;
	const l_uint8 *data = (const l_uint8 *)bytes.bytes;

	*ret_why = "damaged|OCR";
	if (pixReadHeaderMem(data, bytes.length, &format, &width, &height, &bits, &samples,
	                     &colours) != 0)
		return NULL;
	if (width < 1 || height < 1 || (uint64_t)width * (uint64_t)height > MOST_PIXELS) {
		*ret_why = "too-big|100 MP";
		return NULL;
	}
	PIX *picture = pixReadMem(data, bytes.length);
	PIX *opaque = picture == NULL ? NULL : pixRemoveAlpha(picture);
	PIX *grey = opaque == NULL ? NULL : pixConvertTo8(opaque, 0);
	if (grey != NULL && width < SMALL_WIDTH &&
	    (uint64_t)width * (uint64_t)height * 4 < MOST_PIXELS) {
		PIX *larger = pixScale(grey, 2, 2);

		pixDestroy(&grey);
		grey = larger;
	}
	pixDestroy(&opaque);
	pixDestroy(&picture);
	return grey;
}

char *
picture_text_read(Span bytes, const char **ret_why)
{
	char *text = NULL;

	if (!picture_text_available()) {
		*ret_why = "unsupported|OCR";
		return NULL;
	}
	PIX *picture = load(bytes, ret_why);
	if (picture == NULL)
		return NULL;
	pthread_mutex_lock(&lock);
	ETEXT_DESC *monitor = TessMonitorCreate();
	TessMonitorSetDeadlineMSecs(monitor, MOST_MILLISECONDS);
	TessBaseAPISetImage2(engine, picture);
	TessBaseAPISetSourceResolution(engine, RESOLUTION);
	if (TessBaseAPIRecognize(engine, monitor) == 0) {
		char *read = TessBaseAPIGetUTF8Text(engine);

		text = g_utf8_make_valid(read == NULL ? "" : read, -1);
		TessDeleteText(read);
	} else {
		*ret_why = "read-failed|OCR";
	}
	TessBaseAPIClear(engine);
	TessMonitorDelete(monitor);
	pthread_mutex_unlock(&lock);
	pixDestroy(&picture);
	return text;
}
