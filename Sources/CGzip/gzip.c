#include "CGzip.h"

#include <limits.h>
#include <stdbool.h>
#include <string.h>
#include <zlib.h>

/// 15 bits of window, and 16 for the frame of gzip instead of zlib's.
static const int gzip_window = 15 + 16;
static const int memory_level = 8;

static bool begin(z_stream *stream) {
  memset(stream, 0, sizeof *stream);
  return deflateInit2(stream, Z_BEST_COMPRESSION, Z_DEFLATED, gzip_window, memory_level, Z_DEFAULT_STRATEGY) == Z_OK;
}

size_t martlet_gzip_bound(size_t count) {
  z_stream stream;
  if (count > UINT_MAX / 2 || !begin(&stream)) return 0;
  size_t bound = deflateBound(&stream, (uLong)count);
  deflateEnd(&stream);
  return bound;
}

size_t martlet_gzip(const uint8_t *bytes, size_t count, uint8_t *output, size_t capacity) {
  z_stream stream;
  if (count > UINT_MAX || capacity > UINT_MAX || !begin(&stream)) return 0;
  stream.next_in = (Bytef *)bytes;
  stream.avail_in = (uInt)count;
  stream.next_out = output;
  stream.avail_out = (uInt)capacity;
  size_t written = deflate(&stream, Z_FINISH) == Z_STREAM_END ? capacity - stream.avail_out : 0;
  deflateEnd(&stream);
  return written;
}
