#include <ldap.h>

// Macros that are addresses, which Swift does not see.
static inline const void *martlet_ldap_option_off(void) { return LDAP_OPT_OFF; }
