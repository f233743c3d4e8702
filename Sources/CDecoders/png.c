#include "image.h"

#include <png.h>
#include <string.h>

// libpng's simplified interface keeps its longjmp to itself. Transparent pixels are shown on white, as mail programs do.
int martlet_decode_png(const uint8_t *bytes, size_t count, const martlet_image_limits *limits, martlet_grey_image *image) {
  png_image reader;
  memset(&reader, 0, sizeof reader);
  reader.version = PNG_IMAGE_VERSION;
  if (!png_image_begin_read_from_memory(&reader, bytes, count)) return -1;
  if (!is_within(limits, reader.width, reader.height)) {
    png_image_free(&reader);
    return -1;
  }
  reader.format = PNG_FORMAT_GRAY;
  reader.flags |= PNG_IMAGE_FLAG_FAST;
  uint8_t *pixels = allocate_grey(reader.width, reader.height);
  const png_color white = {255, 255, 255};
  if (pixels == NULL || !png_image_finish_read(&reader, &white, pixels, (png_int_32)reader.width, NULL)) {
    png_image_free(&reader);
    free(pixels);
    return -1;
  }
  *image = (martlet_grey_image){reader.width, reader.height, pixels};
  return 0;
}
