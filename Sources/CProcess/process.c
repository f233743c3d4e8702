// Starting, knowing and ending processes.
#define _GNU_SOURCE
#include "CProcess.h"

#include <errno.h>
#include <fcntl.h>
#include <signal.h>
#include <spawn.h>
#include <sys/eventfd.h>
#include <sys/mman.h>
#include <sys/prctl.h>
#include <sys/signalfd.h>
#include <sys/socket.h>
#include <sys/syscall.h>
#include <sys/wait.h>
#include <unistd.h>

enum { MAXIMUM_PASSED = 256 };

static int add_descriptors(posix_spawn_file_actions_t *actions, const int high[], int count) {
  int error = posix_spawn_file_actions_addopen(actions, STDIN_FILENO, "/dev/null", O_RDONLY, 0);
  for (int i = 0; i < count && error == 0; i++) {
    error = posix_spawn_file_actions_adddup2(actions, high[i], MARTLET_FIRST_PASSED_FD + i);
  }
  if (error == 0) error = posix_spawn_file_actions_addclosefrom_np(actions, MARTLET_FIRST_PASSED_FD + count);
  return error;
}

static int set_attributes(posix_spawnattr_t *attributes) {
  sigset_t none, all;
  sigemptyset(&none);
  sigfillset(&all);
  // A process group of its own: Ctrl-C in a terminal then reaches the supervisor alone, which ends the rest in order.
  short flags = POSIX_SPAWN_SETSIGMASK | POSIX_SPAWN_SETSIGDEF | POSIX_SPAWN_SETPGROUP;
  int error = posix_spawnattr_setflags(attributes, flags);
  if (error == 0) error = posix_spawnattr_setsigmask(attributes, &none);
  if (error == 0) error = posix_spawnattr_setsigdefault(attributes, &all);
  if (error == 0) error = posix_spawnattr_setpgroup(attributes, 0);
  return error;
}

pid_t martlet_spawn(
  const char *path, char *const arguments[], char *const environment[], const int descriptors[], int count) {
  if (count < 0 || count > MAXIMUM_PASSED) return -EINVAL;
  // The descriptors are first copied above every number they are to get, so that putting one in its place cannot
  // overwrite another that is still to be moved.
  int high[MAXIMUM_PASSED];
  int copied = 0, error = 0;
  for (; copied < count && error == 0; copied++) {
    high[copied] = fcntl(descriptors[copied], F_DUPFD_CLOEXEC, MARTLET_FIRST_PASSED_FD + count);
    if (high[copied] < 0) {
      error = errno;
      break;
    }
  }
  posix_spawn_file_actions_t actions;
  posix_spawnattr_t attributes;
  pid_t pid = 0;
  if (error == 0 && (error = posix_spawn_file_actions_init(&actions)) == 0) {
    if ((error = posix_spawnattr_init(&attributes)) == 0) {
      error = add_descriptors(&actions, high, count);
      if (error == 0) error = set_attributes(&attributes);
      if (error == 0) error = posix_spawn(&pid, path, &actions, &attributes, arguments, environment);
      posix_spawnattr_destroy(&attributes);
    }
    posix_spawn_file_actions_destroy(&actions);
  }
  for (int i = 0; i < copied; i++) close(high[i]);
  return error == 0 ? pid : -error;
}

int martlet_peer_of(int descriptor, martlet_peer *peer) {
  struct ucred credentials;
  socklen_t length = sizeof credentials;
  if (getsockopt(descriptor, SOL_SOCKET, SO_PEERCRED, &credentials, &length) < 0) return -errno;
  peer->pid = credentials.pid;
  peer->uid = credentials.uid;
  peer->gid = credentials.gid;
  return 0;
}

int martlet_pidfd_open(pid_t pid) {
  long descriptor = syscall(SYS_pidfd_open, pid, 0);
  return descriptor < 0 ? -errno : (int)descriptor;
}

int martlet_pidfd_send_signal(int pidfd, int signal) {
  return syscall(SYS_pidfd_send_signal, pidfd, signal, NULL, 0) < 0 ? -errno : 0;
}

int martlet_die_with_parent(pid_t parent) {
  if (prctl(PR_SET_PDEATHSIG, SIGKILL, 0, 0, 0) < 0) return -errno;
  return getppid() == parent ? 0 : -ESRCH;
}

int martlet_set_close_on_exec(int descriptor, int on) {
  int flags = fcntl(descriptor, F_GETFD);
  if (flags < 0) return -errno;
  flags = on ? flags | FD_CLOEXEC : flags & ~FD_CLOEXEC;
  return fcntl(descriptor, F_SETFD, flags) < 0 ? -errno : 0;
}

int martlet_sealed_file(const void *bytes, size_t count) {
  int descriptor = memfd_create("martlet", MFD_CLOEXEC | MFD_ALLOW_SEALING);
  if (descriptor < 0) return -errno;
  ssize_t written = pwrite(descriptor, bytes, count, 0);
  int seals = F_SEAL_WRITE | F_SEAL_GROW | F_SEAL_SHRINK | F_SEAL_SEAL;
  if (written == (ssize_t)count && fcntl(descriptor, F_ADD_SEALS, seals) == 0) return descriptor;
  int error = written < 0 || written == (ssize_t)count ? errno : EIO;
  close(descriptor);
  return -error;
}

int martlet_pipe(int ends[2]) {
  if (pipe2(ends, O_CLOEXEC) < 0) return -errno;
  return fcntl(ends[0], F_SETFL, O_NONBLOCK) < 0 ? -errno : 0;
}

int martlet_supervisor_signals(void) {
  sigset_t signals;
  sigemptyset(&signals);
  sigaddset(&signals, SIGTERM);
  sigaddset(&signals, SIGINT);
  sigaddset(&signals, SIGHUP);
  sigaddset(&signals, SIGCHLD);
  if (sigprocmask(SIG_BLOCK, &signals, NULL) < 0) return -errno;
  if (signal(SIGPIPE, SIG_IGN) == SIG_ERR) return -errno;
  int descriptor = signalfd(-1, &signals, SFD_CLOEXEC | SFD_NONBLOCK);
  return descriptor < 0 ? -errno : descriptor;
}

int martlet_next_signal(int descriptor) {
  struct signalfd_siginfo info;
  ssize_t count = read(descriptor, &info, sizeof info);
  if (count == (ssize_t)sizeof info) return (int)info.ssi_signo;
  return count < 0 && errno != EAGAIN && errno != EINTR ? -errno : 0;
}

pid_t martlet_reap(int *status) {
  int raw = 0;
  pid_t pid = waitpid(-1, &raw, WNOHANG);
  if (pid <= 0) return 0;
  *status = WIFSIGNALED(raw) ? -WTERMSIG(raw) : WEXITSTATUS(raw);
  return pid;
}

int martlet_eventfd(void) {
  int descriptor = eventfd(0, EFD_CLOEXEC | EFD_NONBLOCK);
  return descriptor < 0 ? -errno : descriptor;
}
