#include "CLanguage.h"
#include <cstdio>
#include <climits>
#include <cld2/public/compact_lang_det.h>
#include <cld2/public/encodings.h>

const char *martlet_language(const char *text, size_t length, int *percent, int *is_reliable) {
  *percent = 0;
  *is_reliable = 0;
  if (length == 0 || length > INT_MAX) return nullptr;
  CLD2::Language languages[3];
  int percents[3];
  int text_bytes = 0;
  bool reliable = false;
  const CLD2::CLDHints hints = {nullptr, nullptr, CLD2::UNKNOWN_ENCODING, CLD2::UNKNOWN_LANGUAGE};
  double scores[3];
  CLD2::ExtDetectLanguageSummary(
      text, (int)length, true, &hints, 0, languages, percents, scores, nullptr, &text_bytes, &reliable);
  if (languages[0] == CLD2::UNKNOWN_LANGUAGE) return nullptr;
  *percent = percents[0];
  *is_reliable = reliable ? 1 : 0;
  return CLD2::LanguageCode(languages[0]);
}
