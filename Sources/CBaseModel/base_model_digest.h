// Written by scripts/base-model: a build tool that does not watch `.incbin` sees by it that the model has changed.
#define MARTLET_BASE_MODEL_SHA256 "15a6dd4df2d715b5ff714cfdf7dffa86b50fa4054d6e15e3c3ba3db4f08608b5"
