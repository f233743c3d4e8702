// Giving up rights, and limits.
#define _GNU_SOURCE
#include "CProcess.h"

#include <errno.h>
#include <grp.h>
#include <limits.h>
#include <pwd.h>
#include <sys/prctl.h>
#include <sys/resource.h>
#include <unistd.h>

int martlet_no_new_privileges(void) {
  return prctl(PR_SET_NO_NEW_PRIVS, 1, 0, 0, 0) < 0 ? -errno : 0;
}

int martlet_not_dumpable(void) {
  return prctl(PR_SET_DUMPABLE, 0, 0, 0, 0) < 0 ? -errno : 0;
}

int martlet_set_limit(martlet_limit limit, uint64_t value) {
  struct rlimit pair = {.rlim_cur = (rlim_t)value, .rlim_max = (rlim_t)value};
  int resource;
  switch (limit) {
  case MARTLET_LIMIT_DATA: resource = RLIMIT_DATA; break;
  case MARTLET_LIMIT_CORE: resource = RLIMIT_CORE; break;
  case MARTLET_LIMIT_DESCRIPTORS: resource = RLIMIT_NOFILE; break;
  default: return -EINVAL;
  }
  return setrlimit(resource, &pair) < 0 ? -errno : 0;
}

int martlet_raise_descriptor_limit(void) {
  struct rlimit pair;
  if (getrlimit(RLIMIT_NOFILE, &pair) < 0) return -errno;
  pair.rlim_cur = pair.rlim_max;
  if (setrlimit(RLIMIT_NOFILE, &pair) < 0) return -errno;
  return pair.rlim_cur > INT_MAX ? INT_MAX : (int)pair.rlim_cur;
}

int martlet_user(const char *name, uid_t *uid, gid_t *gid) {
  errno = 0;
  const struct passwd *entry = getpwnam(name);
  if (entry == NULL) return errno != 0 ? -errno : -ENOENT;
  *uid = entry->pw_uid;
  *gid = entry->pw_gid;
  return 0;
}

int martlet_group(const char *name, gid_t *gid) {
  errno = 0;
  const struct group *entry = getgrnam(name);
  if (entry == NULL) return errno != 0 ? -errno : -ENOENT;
  *gid = entry->gr_gid;
  return 0;
}

int martlet_become(uid_t uid, gid_t gid) {
  if (setgroups(1, &gid) < 0) return -errno;
  if (setresgid(gid, gid, gid) < 0) return -errno;
  if (setresuid(uid, uid, uid) < 0) return -errno;
  if (uid == 0) return 0;
  // These must fail: a kernel or container that lets them through has left a way back.
  if (setuid(0) == 0 || seteuid(0) == 0) return -EPERM;
  if (gid != 0 && (setgid(0) == 0 || setegid(0) == 0)) return -EPERM;
  return 0;
}
