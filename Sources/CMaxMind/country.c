#define _GNU_SOURCE
#include "CMaxMind.h"
#include <errno.h>
#include <fcntl.h>
#include <maxminddb.h>
#include <netinet/in.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/mman.h>
#include <sys/sendfile.h>
#include <sys/stat.h>
#include <unistd.h>

struct martlet_country_database {
  MMDB_s database;
};

/// A file in memory with the content of the one at `path`; -1 with errno set.
static int copy_to_memory(const char *path) {
  int source = open(path, O_RDONLY | O_CLOEXEC | O_NONBLOCK);
  if (source < 0) return -1;
  struct stat status;
  int copy = -1;
  if (fstat(source, &status) == 0 && S_ISREG(status.st_mode)) copy = memfd_create("countries", MFD_CLOEXEC);
  else errno = EINVAL;
  while (copy >= 0) {
    ssize_t count = sendfile(copy, source, NULL, 1 << 20);
    if (count == 0) break;
    if (count < 0 && errno != EINTR) {
      int error = errno;
      close(copy);
      copy = -1;
      errno = error;
    }
  }
  int error = errno;
  close(source);
  errno = error;
  return copy;
}

martlet_country_database *martlet_country_open(const char *path, const char **cause) {
  int copy = copy_to_memory(path);
  if (copy < 0) {
    *cause = strerrordesc_np(errno);
    return NULL;
  }
  martlet_country_database *database = calloc(1, sizeof *database);
  char name[32];
  snprintf(name, sizeof name, "/proc/self/fd/%d", copy);
  int status = database ? MMDB_open(name, MMDB_MODE_MMAP, &database->database) : MMDB_OUT_OF_MEMORY_ERROR;
  close(copy);
  if (status == MMDB_SUCCESS) return database;
  *cause = MMDB_strerror(status);
  free(database);
  return NULL;
}

/// The names under which databases keep the code: MaxMind and DB-IP, then IPinfo.
static int find_code(MMDB_entry_s *entry, MMDB_entry_data_s *data) {
  if (MMDB_get_value(entry, data, "country", "iso_code", NULL) == MMDB_SUCCESS && data->has_data) return 1;
  if (MMDB_get_value(entry, data, "country_code", NULL) == MMDB_SUCCESS && data->has_data) return 1;
  return MMDB_get_value(entry, data, "country", NULL) == MMDB_SUCCESS && data->has_data;
}

int martlet_country_of(const martlet_country_database *database, const uint8_t *octets, size_t count, char country[2]) {
  struct sockaddr_storage address;
  memset(&address, 0, sizeof address);
  if (count == 4) {
    struct sockaddr_in *v4 = (struct sockaddr_in *)&address;
    v4->sin_family = AF_INET;
    memcpy(&v4->sin_addr, octets, 4);
  } else if (count == 16 && database->database.metadata.ip_version == 6) {
    struct sockaddr_in6 *v6 = (struct sockaddr_in6 *)&address;
    v6->sin6_family = AF_INET6;
    memcpy(&v6->sin6_addr, octets, 16);
  } else {
    return 0;
  }
  int status = MMDB_SUCCESS;
  MMDB_lookup_result_s found =
      MMDB_lookup_sockaddr(&database->database, (const struct sockaddr *)&address, &status);
  MMDB_entry_data_s data;
  if (status != MMDB_SUCCESS || !found.found_entry || !find_code(&found.entry, &data)) return 0;
  if (data.type != MMDB_DATA_TYPE_UTF8_STRING || data.data_size != 2) return 0;
  memcpy(country, data.utf8_string, 2);
  return 1;
}

void martlet_country_close(martlet_country_database *database) {
  MMDB_close(&database->database);
  free(database);
}
