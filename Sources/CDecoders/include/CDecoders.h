#pragma once
#include <stddef.h>
#include <stdint.h>

/// What a picture must not exceed. All sizes are judged before memory is asked for.
typedef struct {
  /// Pixels of either side, as the file has them.
  uint32_t side;
  /// Pixels in all, as the file has them.
  uint64_t pixels;
  /// Pixels of the longer side of the answer: larger pictures are made smaller where the decoder can do it cheaply.
  uint32_t target;
} martlet_image_limits;

/// A picture in shades of grey, row by row, 0 black. `pixels` is freed by `martlet_free`.
typedef struct {
  uint32_t width;
  uint32_t height;
  uint8_t *pixels;
} martlet_grey_image;

/// Each decodes one format; 0 when done, −1 for what is broken or exceeds the limits: then `image` holds nothing to free.
/// Nothing is read but `bytes`, no file is opened, and no error leaves by longjmp.
int martlet_decode_png(const uint8_t *bytes, size_t count, const martlet_image_limits *limits, martlet_grey_image *image);
int martlet_decode_jpeg(const uint8_t *bytes, size_t count, const martlet_image_limits *limits, martlet_grey_image *image);
/// The first frame of an animation.
int martlet_decode_gif(const uint8_t *bytes, size_t count, const martlet_image_limits *limits, martlet_grey_image *image);

void martlet_free(void *memory);

/// Undoes deflate, with the zlib header if it has one (RFC 1950, RFC 1951), into at most `capacity` octets. The number of
/// octets written; what comes after an error or the end of the room is left out.
size_t martlet_inflate(const uint8_t *bytes, size_t count, uint8_t *output, size_t capacity);
