#include "image.h"

#include <gif_lib.h>
#include <string.h>

struct source {
  const uint8_t *bytes;
  size_t count;
};

static int read_source(GifFileType *file, GifByteType *buffer, int length) {
  struct source *source = file->UserData;
  size_t taken = (size_t)length < source->count ? (size_t)length : source->count;
  memcpy(buffer, source->bytes, taken);
  source->bytes += taken;
  source->count -= taken;
  return (int)taken;
}

/// Moves to the first frame; false where there is none.
static bool find_frame(GifFileType *file) {
  GifRecordType record;
  while (DGifGetRecordType(file, &record) == GIF_OK && record != TERMINATE_RECORD_TYPE) {
    if (record == IMAGE_DESC_RECORD_TYPE) return DGifGetImageDesc(file) == GIF_OK;
    int code;
    GifByteType *block;
    if (DGifGetExtension(file, &code, &block) != GIF_OK) return false;
    while (block != NULL) {
      if (DGifGetExtensionNext(file, &block) != GIF_OK) return false;
    }
  }
  return false;
}

/// The shade of each colour of the frame; colours that the palette has not are white.
static bool read_palette(const GifFileType *file, uint8_t shades[256]) {
  const ColorMapObject *map = file->Image.ColorMap != NULL ? file->Image.ColorMap : file->SColorMap;
  if (map == NULL) return false;
  memset(shades, 255, 256);
  for (int index = 0; index < map->ColorCount && index < 256; index++) {
    const GifColorType *color = &map->Colors[index];
    shades[index] = grey(color->Red, color->Green, color->Blue);
  }
  return true;
}

/// The row of a frame that comes as the `index`th: GIF sends every eighth first where it is interlaced (GIF89a, appendix E).
static uint32_t row_of(uint32_t index, uint32_t height, bool is_interlaced) {
  if (!is_interlaced) return index;
  static const uint32_t first[] = {0, 4, 2, 1}, step[] = {8, 8, 4, 2};
  for (int pass = 0; pass < 4; pass++) {
    uint32_t rows = height > first[pass] ? (height - first[pass] + step[pass] - 1) / step[pass] : 0;
    if (index < rows) return first[pass] + index * step[pass];
    index -= rows;
  }
  return 0;
}

static int decode_frame(GifFileType *file, const martlet_image_limits *limits, martlet_grey_image *image) {
  uint8_t shades[256];
  if (!find_frame(file) || !read_palette(file, shades)) return -1;
  if (file->Image.Width <= 0 || file->Image.Height <= 0) return -1;
  uint32_t width = (uint32_t)file->Image.Width, height = (uint32_t)file->Image.Height;
  if (!is_within(limits, width, height)) return -1;
  uint8_t *pixels = allocate_grey(width, height);
  if (pixels == NULL) return -1;
  for (uint32_t index = 0; index < height; index++) {
    uint8_t *row = pixels + (size_t)row_of(index, height, file->Image.Interlace) * width;
    if (DGifGetLine(file, row, (int)width) != GIF_OK) {
      free(pixels);
      return -1;
    }
    for (uint32_t column = 0; column < width; column++) row[column] = shades[row[column]];
  }
  *image = (martlet_grey_image){width, height, pixels};
  return 0;
}

int martlet_decode_gif(const uint8_t *bytes, size_t count, const martlet_image_limits *limits, martlet_grey_image *image) {
  struct source source = {bytes, count};
  int error = 0;
  GifFileType *file = DGifOpen(&source, read_source, &error);
  if (file == NULL) return -1;
  int result = decode_frame(file, limits, image);
  DGifCloseFile(file, &error);
  return result;
}
