// Written by scripts/base-model: a build tool that does not watch `.incbin` sees by it that the model has changed.
#define MARTLET_BASE_MODEL_SHA256 "4dbbab6ca519cc18da3659b693ccf4732ce9d625b5b97b57b13a1e574c35c6f5"
