#include "CBaseModel.h"
#include "base_model_digest.h"

// The model is a file beside this one; `.incbin` looks for it on the include path.
__asm__(
    ".section .rodata\n"
    ".balign 64\n"
    "martlet_base_model_start:\n"
    ".incbin \"base.model\"\n"
    "martlet_base_model_end:\n"
    ".byte 0\n"
    ".previous\n");

extern const unsigned char martlet_base_model_start[];
extern const unsigned char martlet_base_model_end[];

const unsigned char *martlet_base_model(void) { return martlet_base_model_start; }
size_t martlet_base_model_size(void) { return (size_t)(martlet_base_model_end - martlet_base_model_start); }
