#pragma once
#include <stddef.h>

#ifdef __cplusplus
extern "C" {
#endif

/// The language of UTF-8 text as CLD2 has it: an ISO 639-1 code (or CLD2's own where there is none), with its share of the text in
/// percent, and whether CLD2 holds it to be reliable. NULL when it knows none. The code is static memory.
const char *martlet_language(const char *text, size_t length, int *percent, int *is_reliable);

#ifdef __cplusplus
}
#endif
