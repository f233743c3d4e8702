#pragma once

// Preloaded into a mail server (LD_PRELOAD), this library counts its calls of fsync, fdatasync and syncfs in a shared file and
// makes each take longer, as a disk would that is slower than the one at hand.
//
//   SYNC_SHIM_COUNTER   path of a file of at least 8 octets: the count, a native 64-bit integer
//   SYNC_SHIM_DELAY_US  microseconds added to each call

/// Nothing calls this: it makes the executable that depends on the library name something of it.
int sync_shim_version(void);
