#pragma once
#include <stddef.h>
#include <stdint.h>

/// Octets that `martlet_gzip` needs at most for `count`; 0 for more than can be packed at once.
size_t martlet_gzip_bound(size_t count);

/// Packs `bytes` as a gzip file (RFC 1952) without a name or a time, so that the same octets always make the same file. The
/// number of octets written; 0 where `capacity` or memory is too small.
size_t martlet_gzip(const uint8_t *bytes, size_t count, uint8_t *output, size_t capacity);
