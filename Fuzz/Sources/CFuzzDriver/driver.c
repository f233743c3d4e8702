// The function of the header is in the sanitizer runtime. A debug build hides the main function of a target from the linker, so
// that the runtime's own comes in, which asks for this one; it is never called.
#include <stddef.h>
#include <stdint.h>

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size) {
  (void)data;
  (void)size;
  return 0;
}
