#pragma once
#include <stddef.h>

/// The base model that ships with Martlet: read-only memory of the executable, aligned to 64 octets, valid for ever.
const unsigned char *martlet_base_model(void);
/// Its size in octets.
size_t martlet_base_model_size(void);
