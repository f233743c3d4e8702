#pragma once
#include <stddef.h>

/// Many literal texts that are looked for at once, with the memory one search needs: one thread at a time.
typedef struct martlet_literals martlet_literals;

/// NULL, with `cause` set to a text that stays, where they cannot be compiled.
martlet_literals *martlet_literals_compile(const char *const *texts, const size_t *lengths, unsigned count, const char **cause);

/// The numbers of the texts that occur, each once, in the order of their ends; at most `limit`. Negative where the search failed.
int martlet_literals_find(const martlet_literals *literals, const char *text, size_t length, unsigned *found, unsigned limit);

void martlet_literals_free(martlet_literals *literals);
