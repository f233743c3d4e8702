// What a scanner may ask of the kernel. It has its memory, the socket to the gateway, standard error, clocks and random
// numbers; nothing that names a file, a peer, another process or a program.
//
// Three answers:
// - allowed: what the Swift runtime, malloc, threads and the frame loop need.
// - EPERM: everything else. C libraries try harmless things lazily (a time zone file, the number of processors) and do
//   without when refused; to kill for those would make unscannable mail of good mail, and a refusal keeps nothing less out.
// - the end of the process: what no honest path through the scanner ever does. Whoever gets here runs code of his own, and
//   must not be given a second guess.
#define _GNU_SOURCE
#include "CProcess.h"

#include <errno.h>
#include <fcntl.h>
#include <sched.h>
#include <seccomp.h>
#include <stdbool.h>
#include <sys/mman.h>
#include <sys/prctl.h>
#include <sys/resource.h>
#include <sys/socket.h>
#include <unistd.h>

static const int allowed[] = {
  // The socket, standard error, and waiting for them.
  SCMP_SYS(read), SCMP_SYS(readv), SCMP_SYS(write), SCMP_SYS(writev), SCMP_SYS(recvfrom), SCMP_SYS(recvmsg),
  SCMP_SYS(sendto), SCMP_SYS(sendmsg), SCMP_SYS(poll), SCMP_SYS(ppoll), SCMP_SYS(epoll_create1), SCMP_SYS(epoll_ctl),
  SCMP_SYS(epoll_wait), SCMP_SYS(epoll_pwait), SCMP_SYS(eventfd2), SCMP_SYS(timerfd_create), SCMP_SYS(timerfd_settime),
  SCMP_SYS(close), SCMP_SYS(fstat),
  // Memory, but for mmap and mprotect, which have conditions.
  SCMP_SYS(brk), SCMP_SYS(munmap), SCMP_SYS(mremap), SCMP_SYS(madvise),
  // Threads.
  SCMP_SYS(futex), SCMP_SYS(set_robust_list), SCMP_SYS(rseq), SCMP_SYS(membarrier), SCMP_SYS(sched_yield),
  SCMP_SYS(sched_getaffinity), SCMP_SYS(getcpu), SCMP_SYS(gettid), SCMP_SYS(getpid), SCMP_SYS(sigaltstack),
  SCMP_SYS(rt_sigaction), SCMP_SYS(rt_sigprocmask), SCMP_SYS(rt_sigreturn), SCMP_SYS(restart_syscall),
  // Clocks and random numbers, where the vDSO does not answer.
  SCMP_SYS(clock_gettime), SCMP_SYS(clock_getres), SCMP_SYS(clock_nanosleep), SCMP_SYS(nanosleep),
  SCMP_SYS(gettimeofday), SCMP_SYS(time), SCMP_SYS(getrandom),
  // The end.
  SCMP_SYS(exit), SCMP_SYS(exit_group),
};

static const int deadly[] = {
  // Other programs and processes. (clone that makes a process is refused below, by its flags.)
  SCMP_SYS(execve), SCMP_SYS(execveat), SCMP_SYS(fork), SCMP_SYS(vfork), SCMP_SYS(ptrace), SCMP_SYS(process_vm_readv),
  SCMP_SYS(process_vm_writev), SCMP_SYS(kill), SCMP_SYS(pidfd_open), SCMP_SYS(pidfd_getfd), SCMP_SYS(pidfd_send_signal),
  // The network, and any further peer. (socket is refused below, by its family.)
  SCMP_SYS(socketpair), SCMP_SYS(connect), SCMP_SYS(bind), SCMP_SYS(listen), SCMP_SYS(accept),
  SCMP_SYS(accept4),
  // Changing files. (Opening one to read is refused with EPERM; see above.)
  SCMP_SYS(creat), SCMP_SYS(truncate), SCMP_SYS(rename), SCMP_SYS(renameat), SCMP_SYS(renameat2), SCMP_SYS(unlink),
  SCMP_SYS(unlinkat), SCMP_SYS(link), SCMP_SYS(linkat), SCMP_SYS(symlink), SCMP_SYS(symlinkat), SCMP_SYS(mkdir),
  SCMP_SYS(mkdirat), SCMP_SYS(mknod), SCMP_SYS(mknodat), SCMP_SYS(chmod), SCMP_SYS(fchmodat), SCMP_SYS(chown),
  SCMP_SYS(fchownat), SCMP_SYS(mount), SCMP_SYS(open_by_handle_at),
  // Ways into the kernel that have been the way out of many a sandbox.
  SCMP_SYS(bpf), SCMP_SYS(io_uring_setup), SCMP_SYS(userfaultfd), SCMP_SYS(perf_event_open), SCMP_SYS(keyctl),
  SCMP_SYS(add_key), SCMP_SYS(request_key), SCMP_SYS(unshare), SCMP_SYS(setns), SCMP_SYS(init_module),
  SCMP_SYS(finit_module), SCMP_SYS(kexec_load),
};

#define COUNT(array) (sizeof(array) / sizeof(array)[0])

static int add_lists(scmp_filter_ctx filter) {
  for (size_t i = 0; i < COUNT(allowed); i++) {
    int error = seccomp_rule_add(filter, SCMP_ACT_ALLOW, allowed[i], 0);
    if (error < 0) return error;
  }
  for (size_t i = 0; i < COUNT(deadly); i++) {
    int error = seccomp_rule_add(filter, SCMP_ACT_KILL_PROCESS, deadly[i], 0);
    if (error < 0) return error;
  }
  return 0;
}

// Calls that are allowed, or deadly, for some arguments only.
static int add_conditions(scmp_filter_ctx filter) {
  const uint64_t writing = O_WRONLY | O_RDWR;
  int error = 0;
  // Memory is never made executable: code cannot be brought in through it.
  error = error ?: seccomp_rule_add(filter, SCMP_ACT_ALLOW, SCMP_SYS(mmap), 1, SCMP_A2(SCMP_CMP_MASKED_EQ, PROT_EXEC, 0));
  error =
    error ?: seccomp_rule_add(filter, SCMP_ACT_ALLOW, SCMP_SYS(mprotect), 1, SCMP_A2(SCMP_CMP_MASKED_EQ, PROT_EXEC, 0));
  // Threads, not processes. clone3 hides its flags behind a pointer, where no filter can look: glibc takes ENOSYS as a sign
  // to use clone.
  error = error
          ?: seccomp_rule_add(
            filter, SCMP_ACT_ALLOW, SCMP_SYS(clone), 1, SCMP_A0(SCMP_CMP_MASKED_EQ, CLONE_THREAD, CLONE_THREAD));
  error =
    error ?: seccomp_rule_add(filter, SCMP_ACT_KILL_PROCESS, SCMP_SYS(clone), 1, SCMP_A0(SCMP_CMP_MASKED_EQ, CLONE_THREAD, 0));
  error = error ?: seccomp_rule_add(filter, SCMP_ACT_ERRNO(ENOSYS), SCMP_SYS(clone3), 0);
  // abort() and traps signal the process itself.
  error = error
          ?: seccomp_rule_add(filter, SCMP_ACT_ALLOW, SCMP_SYS(tgkill), 1, SCMP_A0(SCMP_CMP_EQ, (scmp_datum_t)getpid()));
  // Limits and names may be looked at, not changed.
  error = error ?: seccomp_rule_add(filter, SCMP_ACT_ALLOW, SCMP_SYS(prlimit64), 1, SCMP_A2(SCMP_CMP_EQ, 0));
  error = error ?: seccomp_rule_add(filter, SCMP_ACT_ALLOW, SCMP_SYS(prctl), 1, SCMP_A0(SCMP_CMP_EQ, PR_SET_NAME));
  error = error ?: seccomp_rule_add(filter, SCMP_ACT_ALLOW, SCMP_SYS(fcntl), 1, SCMP_A1(SCMP_CMP_EQ, F_GETFL));
  // Dispatch sets the priority of each thread it starts. That of other threads stays out of reach, and raising one's own
  // needs a right that a scanner has not.
  error = error
          ?: seccomp_rule_add(
            filter, SCMP_ACT_ALLOW, SCMP_SYS(setpriority), 2, SCMP_A0(SCMP_CMP_EQ, PRIO_PROCESS), SCMP_A1(SCMP_CMP_EQ, 0));
  // A socket of any family ends the process, but for AF_UNIX, which is refused: C libraries complain to syslog that way.
  error = error ?: seccomp_rule_add(filter, SCMP_ACT_KILL_PROCESS, SCMP_SYS(socket), 1, SCMP_A0(SCMP_CMP_NE, AF_UNIX));
  // Opening to write, whatever the file.
  error = error
          ?: seccomp_rule_add(
            filter, SCMP_ACT_KILL_PROCESS, SCMP_SYS(openat), 1, SCMP_A2(SCMP_CMP_MASKED_EQ, writing, O_WRONLY));
  error =
    error ?: seccomp_rule_add(filter, SCMP_ACT_KILL_PROCESS, SCMP_SYS(openat), 1, SCMP_A2(SCMP_CMP_MASKED_EQ, writing, O_RDWR));
  return error;
}

int martlet_confine_scanner(void) {
  scmp_filter_ctx filter = seccomp_init(SCMP_ACT_ERRNO(EPERM));
  if (filter == NULL) return -ENOMEM;
  // Another architecture's call numbers would mean other calls.
  int error = seccomp_attr_set(filter, SCMP_FLTATR_ACT_BADARCH, SCMP_ACT_KILL_PROCESS);
  // Threads that the runtime may have started before are confined with the rest.
  error = error ?: seccomp_attr_set(filter, SCMP_FLTATR_CTL_TSYNC, 1);
  error = error ?: add_lists(filter);
  error = error ?: add_conditions(filter);
  error = error ?: seccomp_load(filter);
  seccomp_release(filter);
  return error;
}
