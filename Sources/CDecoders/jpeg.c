#include "image.h"

#include <setjmp.h>
#include <stdio.h>

#include <jpeglib.h>

/// Scans of a progressive picture. Encoders make about ten; a file of thousands would cost minutes (libjpeg-turbo's own
/// advice).
static const int scan_limit = 64;
/// Working memory of one decoder.
static const long memory_limit = 64L << 20;

struct failure {
  struct jpeg_error_mgr manager;
  jmp_buf jump;
};

static void fail(j_common_ptr decoder) {
  longjmp(((struct failure *)decoder->err)->jump, 1);
}

static void keep_silent(j_common_ptr decoder) {
  (void)decoder;
}

static void check_scans(j_common_ptr common) {
  if (((j_decompress_ptr)common)->input_scan_number > scan_limit) fail(common);
}

/// The coarsest of the decoder's cheap scales (1/2, 1/4, 1/8) that is still as large as asked for.
static unsigned scale_for(uint32_t side, uint32_t target) {
  unsigned scale = 1;
  while (scale < 8 && side / (scale * 2) >= target) scale *= 2;
  return scale;
}

// What is written between setjmp and longjmp and read afterwards lives behind this pointer or is volatile.
static int decode(
  struct jpeg_decompress_struct *decoder, struct failure *failure, const uint8_t *bytes, size_t count,
  const martlet_image_limits *limits, martlet_grey_image *image
) {
  uint8_t *volatile pixels = NULL;
  if (setjmp(failure->jump)) {
    free(pixels);
    return -1;
  }
  jpeg_create_decompress(decoder);
  decoder->mem->max_memory_to_use = memory_limit;
  jpeg_mem_src(decoder, bytes, count);
  jpeg_read_header(decoder, TRUE);
  if (!is_within(limits, decoder->image_width, decoder->image_height)) return -1;
  uint32_t side = decoder->image_width > decoder->image_height ? decoder->image_width : decoder->image_height;
  decoder->scale_num = 1;
  decoder->scale_denom = scale_for(side, limits->target);
  decoder->out_color_space = JCS_GRAYSCALE;
  decoder->dct_method = JDCT_IFAST;
  struct jpeg_progress_mgr progress = {.progress_monitor = check_scans};
  decoder->progress = &progress;
  jpeg_start_decompress(decoder);
  if (decoder->output_components != 1) return -1;
  pixels = allocate_grey(decoder->output_width, decoder->output_height);
  if (pixels == NULL) return -1;
  while (decoder->output_scanline < decoder->output_height) {
    JSAMPROW row = pixels + (size_t)decoder->output_scanline * decoder->output_width;
    jpeg_read_scanlines(decoder, &row, 1);
  }
  *image = (martlet_grey_image){decoder->output_width, decoder->output_height, pixels};
  return 0;
}

int martlet_decode_jpeg(const uint8_t *bytes, size_t count, const martlet_image_limits *limits, martlet_grey_image *image) {
  struct jpeg_decompress_struct decoder = {0};
  struct failure failure;
  decoder.err = jpeg_std_error(&failure.manager);
  failure.manager.error_exit = fail;
  failure.manager.output_message = keep_silent;
  int result = decode(&decoder, &failure, bytes, count, limits, image);
  jpeg_destroy_decompress(&decoder);
  return result;
}
