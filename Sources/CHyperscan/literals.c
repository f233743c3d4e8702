#include "CHyperscan.h"
#include <hs/hs.h>
#include <limits.h>
#include <stdlib.h>

struct martlet_literals {
  hs_database_t *database;
  hs_scratch_t *scratch;
};

struct search {
  unsigned *found;
  unsigned count;
  unsigned limit;
};

martlet_literals *martlet_literals_compile(const char *const *texts, const size_t *lengths, unsigned count, const char **cause) {
  *cause = "out of memory";
  martlet_literals *literals = calloc(1, sizeof *literals);
  unsigned *flags = calloc(count, sizeof *flags);
  unsigned *numbers = calloc(count, sizeof *numbers);
  if (literals && flags && numbers) {
    for (unsigned index = 0; index < count; index++) {
      flags[index] = HS_FLAG_SINGLEMATCH;
      numbers[index] = index;
    }
    hs_compile_error_t *error = NULL;
    hs_error_t status =
        hs_compile_lit_multi(texts, flags, numbers, lengths, count, HS_MODE_BLOCK, NULL, &literals->database, &error);
    if (error) hs_free_compile_error(error);
    if (status == HS_SUCCESS) status = hs_alloc_scratch(literals->database, &literals->scratch);
    if (status == HS_SUCCESS) *cause = NULL;
    else if (status == HS_ARCH_ERROR) *cause = "the processor lacks what the library needs";
    else if (status != HS_NOMEM) *cause = "the library refuses them";
  }
  free(flags);
  free(numbers);
  if (!*cause) return literals;
  if (literals) martlet_literals_free(literals);
  return NULL;
}

static int note(unsigned id, unsigned long long from, unsigned long long to, unsigned flags, void *context) {
  (void)from, (void)to, (void)flags;
  struct search *search = context;
  search->found[search->count++] = id;
  return search->count >= search->limit;
}

int martlet_literals_find(const martlet_literals *literals, const char *text, size_t length, unsigned *found, unsigned limit) {
  struct search search = {found, 0, limit};
  if (length > UINT_MAX || limit == 0) return -1;
  hs_error_t status = hs_scan(literals->database, text, (unsigned)length, 0, literals->scratch, note, &search);
  return status == HS_SUCCESS || status == HS_SCAN_TERMINATED ? (int)search.count : -1;
}

void martlet_literals_free(martlet_literals *literals) {
  hs_free_scratch(literals->scratch);
  hs_free_database(literals->database);
  free(literals);
}
