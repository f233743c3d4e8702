// What Martlet asks of the kernel and Swift's Glibc module does not offer, or offers only as macros and variadic functions.
//
// Every function returns 0 (or the descriptor or number it says) on success and -errno on failure, so that the caller never
// depends on the thread-local errno surviving the way back.
#pragma once

#include <stddef.h>
#include <stdint.h>
#include <sys/types.h>

#ifdef __cplusplus
extern "C" {
#endif

// ---- Starting processes ------------------------------------------------------------------------------------------

// The first descriptor number under which a child finds the descriptors handed to it: 3, after standard input, output, error.
#define MARTLET_FIRST_PASSED_FD 3

// Starts `path` by posix_spawn in a process group of its own, with default signal dispositions and no signal blocked.
// `descriptors[i]` becomes descriptor 3 + i of the child, which has standard input from /dev/null, standard output and error
// as the caller, and nothing else open. `arguments` and `environment` end in NULL. Returns the pid.
pid_t martlet_spawn(
  const char *path, char *const arguments[], char *const environment[], const int descriptors[], int count);

// ---- Knowing processes -------------------------------------------------------------------------------------------

// Who made the connection of a UNIX socket, as it was when it connected (SO_PEERCRED).
typedef struct {
  pid_t pid;
  uid_t uid;
  gid_t gid;
} martlet_peer;

// Fills `peer` for the connected UNIX socket `descriptor`.
int martlet_peer_of(int descriptor, martlet_peer *peer);

// Returns a pidfd for `pid`. It stands for that process only: once the process is gone, signals sent through it fail rather
// than reach whoever has the number next.
int martlet_pidfd_open(pid_t pid);

// Sends `signal` to the process behind `pidfd`.
int martlet_pidfd_send_signal(int pidfd, int signal);

// ---- Giving up rights --------------------------------------------------------------------------------------------

// Has the kernel send SIGKILL to this process when the thread that started it ends. Fails with -ESRCH when `parent` is no
// longer the parent, because then the end that was to be noticed has already passed.
int martlet_die_with_parent(pid_t parent);

// PR_SET_NO_NEW_PRIVS: no program this process starts can gain rights by a set-user-ID bit or file capabilities.
int martlet_no_new_privileges(void);

// PR_SET_DUMPABLE 0: no core file, and no process of the same user may read this one's memory. For roles that hold mail.
int martlet_not_dumpable(void);

// Sets the soft and hard limit of one resource.
typedef enum {
  MARTLET_LIMIT_DATA,         // RLIMIT_DATA: heap and private writable mappings, octets
  MARTLET_LIMIT_CORE,         // RLIMIT_CORE: size of a core file, octets
  MARTLET_LIMIT_DESCRIPTORS,  // RLIMIT_NOFILE: highest descriptor number + 1
} martlet_limit;
int martlet_set_limit(martlet_limit limit, uint64_t value);

// Raises the soft limit of open descriptors to the hard limit and returns it (INT_MAX at most).
int martlet_raise_descriptor_limit(void);

// Looks up a user by name: its uid and primary gid. -ENOENT when there is none.
int martlet_user(const char *name, uid_t *uid, gid_t *gid);

// Looks up a group by name. -ENOENT when there is none.
int martlet_group(const char *name, gid_t *gid);

// Becomes `uid` and `gid` for good: supplementary groups first, then group, then user (after the user has gone the others
// could no longer be set), then makes sure that root cannot be regained; -EPERM if it can.
int martlet_become(uid_t uid, gid_t gid);

// Confines this process, all its threads included, to what a scanner needs: see scanner_filter.c for the list. Sets
// no_new_privs itself. There is no way back.
int martlet_confine_scanner(void);

// ---- Sockets -----------------------------------------------------------------------------------------------------

// Binds a TCP socket to the 4 or 16 octets of `address` and listens. IPv6 sockets take IPv6 only, so that each address of
// the configuration is one socket, and no client has two spellings. Returns the descriptor, close-on-exec, non-blocking.
int martlet_listen_tcp(const uint8_t *address, size_t length, uint16_t port, int backlog);

// Binds a UNIX stream socket at `path` with permissions `mode` and listens. A socket that nobody listens on any more is
// replaced; one that answers gives -EADDRINUSE, anything else that stands there -EEXIST. Returns the descriptor,
// close-on-exec, non-blocking.
int martlet_listen_unix(const char *path, mode_t mode, int backlog);

// Connects to the UNIX stream socket at `path`. Returns the descriptor, close-on-exec, blocking.
int martlet_connect_unix(const char *path);

// Sends one datagram to the UNIX socket at `path`; a leading '@' means the abstract namespace. For sd_notify.
int martlet_send_datagram(const char *path, const void *bytes, size_t count);

// What a listening socket is bound to.
typedef struct {
  int family;           // AF_INET, AF_INET6, AF_UNIX; else 0
  uint8_t address[16];  // 4 or 16 octets for the first two
  uint16_t port;
  char path[108];       // for AF_UNIX, ended by NUL; empty when unnamed or abstract
} martlet_bound;

// Fills `bound` for a listening socket. -EINVAL when `descriptor` is no listening stream socket.
int martlet_bound_to(int descriptor, martlet_bound *bound);

// Sets or clears FD_CLOEXEC.
int martlet_set_close_on_exec(int descriptor, int on);

// A file in memory that holds `bytes` and can never change (F_SEAL_WRITE and its like). Returns the descriptor, close-on-exec.
int martlet_sealed_file(const void *bytes, size_t count);

// A pipe, close-on-exec, non-blocking on its reading end. `ends[0]` is read.
int martlet_pipe(int ends[2]);

// ---- Waiting -----------------------------------------------------------------------------------------------------

// Blocks SIGTERM, SIGINT, SIGHUP, SIGCHLD (and ignores SIGPIPE) in this thread and returns a signalfd that reads them.
int martlet_supervisor_signals(void);

// Reads one signal from a signalfd: its number, or 0 when none is pending.
int martlet_next_signal(int descriptor);

// Reaps one ended child, without waiting. Returns its pid, 0 when none has ended. `status` gets its exit status, or
// -signal when a signal ended it.
pid_t martlet_reap(int *status);

// An eventfd, close-on-exec, non-blocking.
int martlet_eventfd(void);

#ifdef __cplusplus
}
#endif
