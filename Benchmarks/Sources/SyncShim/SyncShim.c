#define _GNU_SOURCE
#include "SyncShim.h"

#include <dlfcn.h>
#include <fcntl.h>
#include <stdatomic.h>
#include <stdint.h>
#include <stdlib.h>
#include <sys/mman.h>
#include <time.h>
#include <unistd.h>

static _Atomic uint64_t *counter;
static long delay_us;

int sync_shim_version(void) { return 1; }

__attribute__((constructor)) static void begin(void) {
  const char *delay = getenv("SYNC_SHIM_DELAY_US");
  if (delay) delay_us = strtol(delay, NULL, 10);
  const char *path = getenv("SYNC_SHIM_COUNTER");
  if (!path) return;
  int fd = open(path, O_RDWR | O_CLOEXEC);
  if (fd < 0) return;
  void *page = mmap(NULL, sizeof(uint64_t), PROT_READ | PROT_WRITE, MAP_SHARED, fd, 0);
  close(fd);
  if (page != MAP_FAILED) counter = page;
}

static void count_and_wait(void) {
  if (counter) atomic_fetch_add(counter, 1);
  if (delay_us <= 0) return;
  struct timespec pause = {delay_us / 1000000, delay_us % 1000000 * 1000};
  nanosleep(&pause, NULL);
}

#define INTERPOSE(name)                                          \
  int name(int fd) {                                             \
    static int (*real)(int);                                     \
    if (!real) real = (int (*)(int))dlsym(RTLD_NEXT, #name);     \
    count_and_wait();                                            \
    return real(fd);                                             \
  }

INTERPOSE(fsync)
INTERPOSE(fdatasync)
INTERPOSE(syncfs)
