#pragma once
#include "CDecoders.h"

#include <stdbool.h>
#include <stdlib.h>

/// Whether a picture of this size may be decoded.
static inline bool is_within(const martlet_image_limits *limits, uint64_t width, uint64_t height) {
  return width > 0 && height > 0 && width <= limits->side && height <= limits->side && width * height <= limits->pixels;
}

/// Grey of a colour as the eye has it (ITU-R BT.601), in 8 bits.
static inline uint8_t grey(unsigned red, unsigned green, unsigned blue) {
  return (uint8_t)((77 * red + 150 * green + 29 * blue) >> 8);
}

static inline uint8_t *allocate_grey(uint32_t width, uint32_t height) {
  return malloc((size_t)width * height);
}
