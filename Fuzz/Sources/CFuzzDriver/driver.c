// The header is the module: the function is in the sanitizer runtime.
