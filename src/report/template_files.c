/* template_files.c - the files that a template names: its logo, its typeface */
#include <string.h>

#include "base/file.h"
#include "report/font.h"
#include "report/template_load.h"

/* In the order of enum face. */
static const char *const face_settings[] = {"font", "font-bold", "font-italic"};
_Static_assert(COUNT_OF(face_settings) == FACE_COUNT, "a setting for each face");

const char *const template_logo_ends[] = {
	".png", ".jpg", ".jpeg", ".PNG", ".JPG", ".JPEG", NULL};
const char *const template_font_ends[] = {".ttf", ".TTF", NULL};

/* The folder of a file, "." for none. */
static const char *
folder_of(struct arena *a, const char *file)
{
	const char *slash = strrchr(file, '/');

	if (!slash)
		return ".";
	return slash == file ? "/" : arena_strndup(a, file, (size_t)(slash - file));
}

/* A name alone: no folder, no hidden file, no address. */
static bool
is_plain(const char *name)
{
	return *name && name[0] != '.' && !strpbrk(name, "/\\:");
}

static bool
ends_as(const char *name, const char *const *ends)
{
	for (; *ends; ends++) {
		size_t n = strlen(name), tail = strlen(*ends);

		if (n > tail && strcmp(name + n - tail, *ends) == 0)
			return true;
	}
	return false;
}

/* The file that n names in that setting; NULL: none, or no plain name. */
static const struct template_file *
name_file(struct arena *a, const struct xml_node *n, const char *setting,
	const char *const *ends, const char *folder, struct diags *d)
{
	const struct xml_attribute *at = n ? xml_attribute(n, setting) : NULL;
	struct template_file *f;

	if (!at)
		return NULL;
	if (!is_plain(at->value)) {
		diags_error(d, "template-file", at->value_at,
			"write the name of a file that lies beside the template, such as "
			"logo.png, and no folder or address");
		return NULL;
	}
	if (!ends_as(at->value, ends)) {
		diags_error(d, "template-file", at->value_at,
			"the name of a %s ends in %s", setting,
			ends == template_logo_ends ? ".png, .jpg or .jpeg" : ".ttf");
		return NULL;
	}
	f = arena_alloc(a, sizeof(*f));
	f->name = at->value;
	f->path = file_join(a, folder, at->value);
	f->at = at->value_at;
	return f;
}

/* A typeface is three files or none. */
static void
name_faces(struct arena *a, struct template *t, const struct xml_node *style,
	const char *folder, struct diags *d)
{
	int given = 0;

	for (int face = 0; style && face < FACE_COUNT; face++) {
		t->faces[face] = name_file(
			a, style, face_settings[face], template_font_ends, folder, d);
		given += xml_attribute(style, face_settings[face]) != NULL;
	}
	if (given && given < FACE_COUNT)
		diags_error(d, "template-font", style->at,
			"a typeface is three files: font, font-bold and font-italic");
	for (int face = 1; given == FACE_COUNT && face < FACE_COUNT; face++)
		for (int other = 0; other < face; other++)
			if (t->faces[face] && t->faces[other] &&
				strcmp(t->faces[face]->name, t->faces[other]->name) == 0)
				diags_error(d, "template-font", t->faces[face]->at,
					"%s and %s need a file each",
					face_settings[other], face_settings[face]);
}

void
template_name_files(
	struct arena *a, struct template *t, const struct xml *x, struct diags *d)
{
	const char *folder = folder_of(a, x->file);

	t->logo = name_file(a, xml_child(x->root, "letterhead"), "logo",
		template_logo_ends, folder, d);
	name_faces(a, t, xml_child(x->root, "style"), folder, d);
}

const struct template_file *const *
template_files(struct arena *a, const struct template *t, size_t *ret_count)
{
	const struct template_file **all = arena_array(a, 1 + FACE_COUNT, sizeof *all);
	size_t count = 0;

	if (t->logo)
		all[count++] = t->logo;
	for (int face = 0; face < FACE_COUNT; face++)
		if (t->faces[face])
			all[count++] = t->faces[face];
	*ret_count = count;
	return all;
}

/* ---- reading them ---- */

static const struct image *
open_logo(struct arena *a, const struct template_file *f, struct diags *d)
{
	struct image *image = arena_alloc(a, sizeof(*image));
	struct buf bytes = BUF_NONE;
	struct err err = ERR_NONE;

	buf_init(&bytes, IMAGE_FILE_CAP);
	if (file_read(f->path, IMAGE_FILE_CAP, &bytes, &err))
		diags_error(d, "template-file", f->at, "%s", err.text);
	else if (image_decode(a, buf_text(&bytes), bytes.len, image, &err))
		diags_error(d, "template-logo", f->at, "'%s' cannot be used: %s", f->name,
			err.text);
	buf_free(&bytes);
	return image;
}

static void
open_face(const struct template_file *f, struct diags *d)
{
	struct err err = ERR_NONE;
	int rc = font_check(f->path, &err);

	if (rc == ERR_INVALID)
		diags_error(d, "template-font", f->at, "'%s' cannot be used: %s", f->name,
			err.text);
	else if (rc)
		diags_error(d, "template-file", f->at, "%s", err.text);
}

const struct template *
template_open(struct arena *a, const struct template *t, struct diags *d)
{
	struct template *open = arena_alloc(a, sizeof(*open));
	size_t before = d->count[DIAG_ERROR]; /* of other files */

	*open = *t;
	if (t->logo)
		open->logo_image = open_logo(a, t->logo, d);
	for (int face = 0; face < FACE_COUNT; face++)
		if (t->faces[face])
			open_face(t->faces[face], d);
	return d->count[DIAG_ERROR] > before ? NULL : open;
}
