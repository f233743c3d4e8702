#include "image.h"

#include <limits.h>
#include <string.h>
#include <zlib.h>

void martlet_free(void *memory) {
  free(memory);
}

/// RFC 1950 §2.2: method 8, and a check that makes the first two octets a multiple of 31.
static bool has_zlib_header(const uint8_t *bytes, size_t count) {
  return count >= 2 && (bytes[0] & 15) == 8 && (bytes[0] * 256 + bytes[1]) % 31 == 0;
}

size_t martlet_inflate(const uint8_t *bytes, size_t count, uint8_t *output, size_t capacity) {
  if (count > UINT_MAX || capacity > UINT_MAX) return 0;
  z_stream stream;
  memset(&stream, 0, sizeof stream);
  if (inflateInit2(&stream, has_zlib_header(bytes, count) ? 15 : -15) != Z_OK) return 0;
  stream.next_in = (Bytef *)bytes;
  stream.avail_in = (uInt)count;
  stream.next_out = output;
  stream.avail_out = (uInt)capacity;
  inflate(&stream, Z_FINISH);
  size_t written = capacity - stream.avail_out;
  inflateEnd(&stream);
  return written;
}
