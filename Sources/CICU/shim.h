#include <unicode/ucnv.h>
#include <unicode/uspoof.h>

// ICU renames its functions by macros that carry its version, which Swift cannot import: each one used has a wrapper here.
