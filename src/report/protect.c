/* protect.c - what is used of libqpdf, and how */
#include "report/protect.h"

#include <dlfcn.h>
#include <string.h>

#include <qpdf/qpdf-c.h>

#include "base/utf8.h"

/* Newer ones have kept these functions. */
static const char *const names[] = {"libqpdf.so.29", "libqpdf.so.30", "libqpdf.so"};

enum { PASSPHRASE_MOST = 127 }; /* bytes; what stands behind them would not count */

struct qpdf {
	void *library;
	qpdf_data (*init)(void);
	void (*cleanup)(qpdf_data *self);
	void (*quiet)(qpdf_data self, QPDF_BOOL value);
	QPDF_ERROR_CODE(*read)
	(qpdf_data self, const char *description, const char *bytes, unsigned long long n,
		const char *passphrase);
	QPDF_ERROR_CODE (*begin)(qpdf_data self);
	void (*encrypt)(qpdf_data self, const char *user, const char *owner,
		QPDF_BOOL accessibility, QPDF_BOOL extract, QPDF_BOOL assemble,
		QPDF_BOOL annotate, QPDF_BOOL fill, QPDF_BOOL modify,
		enum qpdf_r3_print_e print, QPDF_BOOL metadata);
	QPDF_ERROR_CODE (*write)(qpdf_data self);
	size_t (*length)(qpdf_data self);
	const unsigned char *(*bytes)(qpdf_data self);
};

/* *ret, a pointer to a function. */
static bool
find(void *library, const char *name, void *ret)
{
	void *at = dlsym(library, name);

	memcpy(ret, &at, sizeof(at));
	return at != NULL;
}

static bool
find_all(struct qpdf *q)
{
	return find(q->library, "qpdf_init", &q->init) &&
		find(q->library, "qpdf_cleanup", &q->cleanup) &&
		find(q->library, "qpdf_set_suppress_warnings", &q->quiet) &&
		find(q->library, "qpdf_read_memory", &q->read) &&
		find(q->library, "qpdf_init_write_memory", &q->begin) &&
		find(q->library, "qpdf_set_r6_encryption_parameters2", &q->encrypt) &&
		find(q->library, "qpdf_write", &q->write) &&
		find(q->library, "qpdf_get_buffer_length", &q->length) &&
		find(q->library, "qpdf_get_buffer", &q->bytes);
}

static int
load(struct qpdf *q, struct err *err)
{
	for (size_t i = 0; i < COUNT_OF(names) && !q->library; i++)
		q->library = dlopen(names[i], RTLD_NOW | RTLD_LOCAL);
	if (q->library && find_all(q))
		return 0;
	err_set(err, ERR_NOT_FOUND,
		"a report under a passphrase needs libqpdf, which is not installed");
	err_advise(err, "install the package libqpdf29");
	return ERR_NOT_FOUND;
}

/* Who has the passphrase may do everything. */
static bool
write_protected(const struct qpdf *q, qpdf_data data, const struct buf *pdf,
	const char *passphrase)
{
	q->quiet(data, QPDF_TRUE);
	if ((q->read(data, "report", pdf->data, pdf->len, NULL) & QPDF_ERRORS) ||
		(q->begin(data) & QPDF_ERRORS))
		return false;
	q->encrypt(data, passphrase, passphrase, QPDF_TRUE, QPDF_TRUE, QPDF_TRUE,
		QPDF_TRUE, QPDF_TRUE, QPDF_TRUE, qpdf_r3p_full, QPDF_TRUE);
	return !(q->write(data) & QPDF_ERRORS) && q->length(data) > 0;
}

static int
replace(struct qpdf *q, struct buf *pdf, const char *passphrase, struct err *err)
{
	qpdf_data data = q->init();
	int rc = 0;

	if (write_protected(q, data, pdf, passphrase)) {
		buf_wipe(pdf);
		buf_add(pdf, q->bytes(data), q->length(data));
	} else {
		rc = err_set(err, ERR_FAILED, "the PDF could not be encrypted");
	}
	q->cleanup(&data);
	return rc;
}

int
protect(struct buf *pdf, const char *passphrase, struct err *err)
{
	struct arena a = ARENA_NONE;
	const char *same = utf8_nfc(&a, passphrase); /* however a keyboard made it */
	struct qpdf q = {0};
	int rc;

	if (!*same || strlen(same) > PASSPHRASE_MOST) {
		rc = err_set(err, ERR_USAGE, "a PDF's passphrase has from 1 to %d bytes",
			PASSPHRASE_MOST);
	} else {
		rc = load(&q, err);
		if (!rc)
			rc = replace(&q, pdf, same, err);
	}
	if (q.library)
		(void)dlclose(q.library);
	arena_wipe(&a);
	return rc;
}
