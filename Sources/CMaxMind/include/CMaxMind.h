#pragma once
#include <stddef.h>
#include <stdint.h>

typedef struct martlet_country_database martlet_country_database;

/// Opens a database of countries (`.mmdb`). It is copied into memory first: whoever writes over the file later changes
/// nothing. NULL where it cannot be used; then `cause` points at static text that says why.
martlet_country_database *martlet_country_open(const char *path, const char **cause);

/// The country of an address of 4 or 16 octets in network order, as two letters. 0 where the database has none.
int martlet_country_of(const martlet_country_database *database, const uint8_t *octets, size_t count, char country[2]);

void martlet_country_close(martlet_country_database *database);
