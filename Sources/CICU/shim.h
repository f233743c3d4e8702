#include <unicode/ucnv.h>
#include <unicode/udata.h>
#include <unicode/uidna.h>
#include <unicode/unorm2.h>
#include <unicode/uspoof.h>

// ICU renames its functions by macros that carry its version, which Swift cannot import: each one used has a wrapper here.

// Character sets (InternetMessage).

/// Names are looked up in the library's own data only, never in files.
static inline void icu_use_no_files(void) {
  UErrorCode status = U_ZERO_ERROR;
  udata_setFileAccess(UDATA_NO_FILES, &status);
}

/// How many names the converter of that name has; 0 where there is none.
static inline int icu_converter_name_count(const char *name) {
  UErrorCode status = U_ZERO_ERROR;
  int count = ucnv_countAliases(name, &status);
  return U_SUCCESS(status) ? count : 0;
}

/// Null where there is no such converter. With `isStrict` what is not mapped is an error, else it becomes U+FFFD.
static inline UConverter *icu_converter_open(const char *name, int isStrict) {
  UErrorCode status = U_ZERO_ERROR;
  UConverter *converter = ucnv_open(name, &status);
  if (U_FAILURE(status)) return 0;
  if (isStrict) {
    UConverterToUCallback oldAction;
    const void *oldContext;
    ucnv_setToUCallBack(converter, UCNV_TO_U_CALLBACK_STOP, 0, &oldAction, &oldContext, &status);
  }
  return converter;
}

static inline void icu_converter_close(UConverter *converter) { ucnv_close(converter); }

/// The octets of some text as UTF-16; the number of units, which may be more than there was room for, or -1 for an error.
static inline int32_t icu_converter_to_utf16(
    UConverter *converter, uint16_t *output, int32_t capacity, const uint8_t *input, int32_t length) {
  UErrorCode status = U_ZERO_ERROR;
  int32_t count = ucnv_toUChars(converter, (UChar *)output, capacity, (const char *)input, length, &status);
  return U_SUCCESS(status) || status == U_BUFFER_OVERFLOW_ERROR ? count : -1;
}

/// The same as UTF-8.
static inline int32_t icu_converter_to_utf8(
    UConverter *converter, uint8_t *output, int32_t capacity, const uint8_t *input, int32_t length) {
  UErrorCode status = U_ZERO_ERROR;
  int32_t count =
      ucnv_toAlgorithmic(UCNV_UTF8, converter, (char *)output, capacity, (const char *)input, length, &status);
  return U_SUCCESS(status) || status == U_BUFFER_OVERFLOW_ERROR ? count : -1;
}

// Domain names and look-alikes (ContentAnalysis).

/// UTS #46 without transitional processing; null where ICU cannot be used.
static inline UIDNA *icu_idna_open(void) {
  UErrorCode status = U_ZERO_ERROR;
  uint32_t options = UIDNA_CHECK_BIDI | UIDNA_CHECK_CONTEXTJ | UIDNA_NONTRANSITIONAL_TO_ASCII |
                     UIDNA_NONTRANSITIONAL_TO_UNICODE;
  return uidna_openUTS46(options, &status);
}

/// The length of the name in ASCII or Unicode, which may be more than there was room for, or -1; errors of UTS #46 as ICU's
/// bits.
static inline int32_t icu_idna_convert(
    const UIDNA *idna, int toASCII, const uint8_t *name, int32_t length, uint8_t *output, int32_t capacity,
    uint32_t *errors) {
  UErrorCode status = U_ZERO_ERROR;
  UIDNAInfo info = UIDNA_INFO_INITIALIZER;
  int32_t count = toASCII
      ? uidna_nameToASCII_UTF8(idna, (const char *)name, length, (char *)output, capacity, &info, &status)
      : uidna_nameToUnicodeUTF8(idna, (const char *)name, length, (char *)output, capacity, &info, &status);
  *errors = info.errors;
  return U_SUCCESS(status) || status == U_BUFFER_OVERFLOW_ERROR ? count : -1;
}

static inline USpoofChecker *icu_spoof_open(void) {
  UErrorCode status = U_ZERO_ERROR;
  return uspoof_open(&status);
}

/// The skeleton of UTS #39 in UTF-8; its length, which may be more than there was room for, or -1.
static inline int32_t icu_spoof_skeleton(
    const USpoofChecker *checker, const uint8_t *text, int32_t length, uint8_t *output, int32_t capacity) {
  UErrorCode status = U_ZERO_ERROR;
  int32_t count = uspoof_getSkeletonUTF8(checker, 0, (const char *)text, length, (char *)output, capacity, &status);
  return U_SUCCESS(status) || status == U_BUFFER_OVERFLOW_ERROR ? count : -1;
}

/// The compatibility decomposition of one code point in UTF-16; its length, 0 where it has none.
static inline int32_t icu_compatibility_decomposition(uint32_t codePoint, uint16_t *output, int32_t capacity) {
  UErrorCode status = U_ZERO_ERROR;
  const UNormalizer2 *normalizer = unorm2_getNFKCInstance(&status);
  if (U_FAILURE(status)) return 0;
  int32_t count = unorm2_getDecomposition(normalizer, (UChar32)codePoint, (UChar *)output, capacity, &status);
  return U_SUCCESS(status) && count > 0 ? count : 0;
}
