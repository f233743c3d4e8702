#include <stdlib.h>
#include <unbound.h>
