// Listening sockets, and the few connections made by path.
#define _GNU_SOURCE
#include "CProcess.h"

#include <errno.h>
#include <netinet/in.h>
#include <string.h>
#include <sys/socket.h>
#include <sys/stat.h>
#include <sys/un.h>
#include <unistd.h>

// Closes `descriptor` and hands on the error that made it useless.
static int failed(int descriptor) {
  int error = errno;
  close(descriptor);
  return -error;
}

static socklen_t internet_address(
  struct sockaddr_storage *storage, const uint8_t *address, size_t length, uint16_t port) {
  memset(storage, 0, sizeof *storage);
  if (length == 4) {
    struct sockaddr_in *v4 = (struct sockaddr_in *)storage;
    v4->sin_family = AF_INET;
    v4->sin_port = htons(port);
    memcpy(&v4->sin_addr, address, 4);
    return sizeof *v4;
  }
  struct sockaddr_in6 *v6 = (struct sockaddr_in6 *)storage;
  v6->sin6_family = AF_INET6;
  v6->sin6_port = htons(port);
  memcpy(&v6->sin6_addr, address, 16);
  return sizeof *v6;
}

int martlet_listen_tcp(const uint8_t *address, size_t length, uint16_t port, int backlog) {
  if (length != 4 && length != 16) return -EINVAL;
  struct sockaddr_storage storage;
  socklen_t size = internet_address(&storage, address, length, port);
  int descriptor = socket(storage.ss_family, SOCK_STREAM | SOCK_CLOEXEC | SOCK_NONBLOCK, 0);
  if (descriptor < 0) return -errno;
  int on = 1;
  // A restart must not wait for the connections of the last run to leave TIME_WAIT.
  if (setsockopt(descriptor, SOL_SOCKET, SO_REUSEADDR, &on, sizeof on) < 0) return failed(descriptor);
  if (length == 16 && setsockopt(descriptor, IPPROTO_IPV6, IPV6_V6ONLY, &on, sizeof on) < 0) return failed(descriptor);
  if (bind(descriptor, (struct sockaddr *)&storage, size) < 0) return failed(descriptor);
  if (listen(descriptor, backlog) < 0) return failed(descriptor);
  return descriptor;
}

// Returns the length of the address, or -errno.
static int unix_address(struct sockaddr_un *address, const char *path) {
  size_t length = strlen(path);
  if (length == 0 || length >= sizeof address->sun_path) return -ENAMETOOLONG;
  memset(address, 0, sizeof *address);
  address->sun_family = AF_UNIX;
  memcpy(address->sun_path, path, length);
  if (path[0] != '@') return (int)sizeof *address;
  address->sun_path[0] = '\0';
  return (int)(offsetof(struct sockaddr_un, sun_path) + length);
}

// Makes way for a socket at `path`, where nothing alive stands.
static int remove_stale(const char *path) {
  struct stat facts;
  if (lstat(path, &facts) < 0) return errno == ENOENT ? 0 : -errno;
  if (!S_ISSOCK(facts.st_mode)) return -EEXIST;
  int probe = martlet_connect_unix(path);
  if (probe >= 0) {
    close(probe);
    return -EADDRINUSE;
  }
  if (probe != -ECONNREFUSED) return probe;
  return unlink(path) < 0 ? -errno : 0;
}

int martlet_listen_unix(const char *path, mode_t mode, int backlog) {
  struct sockaddr_un address;
  int size = unix_address(&address, path);
  if (size < 0) return size;
  int error = remove_stale(path);
  if (error < 0) return error;
  int descriptor = socket(AF_UNIX, SOCK_STREAM | SOCK_CLOEXEC | SOCK_NONBLOCK, 0);
  if (descriptor < 0) return -errno;
  // Bound with no rights at all, opened to `mode` afterwards: at no time may more connect than should.
  mode_t before = umask(0777);
  int bound = bind(descriptor, (struct sockaddr *)&address, (socklen_t)size);
  int bind_error = errno;
  umask(before);
  errno = bind_error;
  if (bound < 0 || chmod(path, mode) < 0 || listen(descriptor, backlog) < 0) return failed(descriptor);
  return descriptor;
}

int martlet_connect_unix(const char *path) {
  struct sockaddr_un address;
  int size = unix_address(&address, path);
  if (size < 0) return size;
  int descriptor = socket(AF_UNIX, SOCK_STREAM | SOCK_CLOEXEC, 0);
  if (descriptor < 0) return -errno;
  if (connect(descriptor, (struct sockaddr *)&address, (socklen_t)size) < 0) return failed(descriptor);
  return descriptor;
}

int martlet_send_datagram(const char *path, const void *bytes, size_t count) {
  struct sockaddr_un address;
  int size = unix_address(&address, path);
  if (size < 0) return size;
  int descriptor = socket(AF_UNIX, SOCK_DGRAM | SOCK_CLOEXEC, 0);
  if (descriptor < 0) return -errno;
  ssize_t sent = sendto(descriptor, bytes, count, MSG_NOSIGNAL, (struct sockaddr *)&address, (socklen_t)size);
  if (sent < 0) return failed(descriptor);
  close(descriptor);
  return 0;
}

int martlet_bound_to(int descriptor, martlet_bound *bound) {
  int listening = 0, type = 0;
  socklen_t length = sizeof listening;
  if (getsockopt(descriptor, SOL_SOCKET, SO_ACCEPTCONN, &listening, &length) < 0) return -errno;
  length = sizeof type;
  if (getsockopt(descriptor, SOL_SOCKET, SO_TYPE, &type, &length) < 0) return -errno;
  if (!listening || type != SOCK_STREAM) return -EINVAL;
  struct sockaddr_storage storage;
  memset(&storage, 0, sizeof storage);
  socklen_t size = sizeof storage;
  if (getsockname(descriptor, (struct sockaddr *)&storage, &size) < 0) return -errno;
  memset(bound, 0, sizeof *bound);
  if (storage.ss_family == AF_INET) {
    const struct sockaddr_in *v4 = (const struct sockaddr_in *)&storage;
    bound->family = AF_INET;
    bound->port = ntohs(v4->sin_port);
    memcpy(bound->address, &v4->sin_addr, 4);
  } else if (storage.ss_family == AF_INET6) {
    const struct sockaddr_in6 *v6 = (const struct sockaddr_in6 *)&storage;
    bound->family = AF_INET6;
    bound->port = ntohs(v6->sin6_port);
    memcpy(bound->address, &v6->sin6_addr, 16);
  } else if (storage.ss_family == AF_UNIX) {
    const struct sockaddr_un *local = (const struct sockaddr_un *)&storage;
    bound->family = AF_UNIX;
    memcpy(bound->path, local->sun_path, sizeof bound->path - 1);
  }
  return 0;
}
