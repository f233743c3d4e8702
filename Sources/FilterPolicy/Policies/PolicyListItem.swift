public import MailTypes

/// What a list-valued parameter holds.
public protocol PolicyListItem: Hashable, Sendable {
  /// `nil` where the text is none.
  init?(policyText: String)
  var policyText: String { get }
  /// For the message on bad input: `mail address, as ada@example.org`.
  static var noun: String { get }
  /// What stands between values in one text.
  static var separators: Set<Character> { get }
}

extension PolicyListItem {
  public static var separators: Set<Character> { [",", ";"] }
}

extension EmailAddress: PolicyListItem {
  /// In lower case, because lists do not tell cases apart.
  public init?(policyText: String) { self.init(policyText.lowercased()) }
  public var policyText: String { description }
  public static var noun: String { "mail address, as ada@example.org" }
}

extension DomainName: PolicyListItem {
  public init?(policyText: String) { self.init(policyText) }
  public var policyText: String { text }
  public static var noun: String { "domain name, as example.org" }
}

/// A value of `LanguageBlockList` (eop-spec §4.3).
public struct BlockableLanguage: PolicyListItem {
  public let policyText: String

  public init?(policyText: String) {
    let text = policyText.uppercased()
    guard BlockableLanguage.all.contains(text) else { return nil }
    self.policyText = text
  }

  public static var noun: String { "language of the list, as DE or ZH-CN" }

  private static let all = Set(
    """
    AF AR AZ BE BG BN BR BS CA CS CY DA DE EL EN EO ES ET EU FA FI FO FR FY GA GL GU HA HE HI HR HU HY ID IS IT JA KA KK KL KN \
    KO KU KY LA LB LT LV MI MK ML MN MR MS MT NB NL NN PA PL PS PT RM RO RU SE SK SL SQ SR SV SW TA TE TH TL TR UK UR UZ VI WEN \
    YI ZH-CN ZH-TW ZU
    """.split(separator: " ").map(String.init))
}

/// A value of `RegionBlockList` (eop-spec §4.4): ISO 3166-1 alpha-2, and XE, XJ, XS.
public struct BlockableRegion: PolicyListItem {
  public let policyText: String

  public init?(policyText: String) {
    let text = policyText.uppercased()
    guard BlockableRegion.all.contains(text) else { return nil }
    self.policyText = text
  }

  public static var noun: String { "region, as DE or US" }

  /// Islands with a code of their own in the list, which ISO 3166-1 and all databases count under another: Sint Eustatius and
  /// Saba under BQ with Bonaire, Jan Mayen under SJ with Svalbard. Blocking one of them blocks all that shares its code.
  private static let islands = ["BQ": ["XE", "XS"], "SJ": ["XJ"]]

  /// The values that a client in the country belongs to, its own first.
  static func all(holding country: String) -> [BlockableRegion] {
    ([country] + islands[country, default: []]).compactMap { BlockableRegion(policyText: $0) }
  }

  private static let all = Set(
    """
    AD AE AF AG AI AL AM AO AQ AR AS AT AU AW AX AZ BA BB BD BE BF BG BH BI BJ BL BM BN BO BQ BR BS BT BV BW BY BZ CA CC CD CF \
    CG CH CI CK CL CM CN CO CR CU CV CW CX CY CZ DE DJ DK DM DO DZ EC EE EG ER ES ET FI FJ FK FM FO FR GA GB GD GE GF GG GH GI \
    GL GM GN GP GQ GR GS GT GU GW GY HK HM HN HR HT HU ID IE IL IM IN IO IQ IR IS IT JE JM JO JP KE KG KH KI KM KN KP KR KW KY \
    KZ LA LB LC LI LK LR LS LT LU LV LY MA MC MD ME MF MG MH MK ML MM MN MO MP MQ MR MS MT MU MV MW MX MY MZ NA NC NE NF NG NI \
    NL NO NP NR NU NZ OM PA PE PF PG PH PK PL PM PN PR PS PT PW PY QA RE RO RS RU RW SA SB SC SD SE SG SH SI SJ SK SL SM SN SO \
    SR ST SV SX SY SZ TC TD TF TG TH TJ TK TL TM TN TO TR TT TV TW TZ UA UG UM US UY UZ VA VC VE VG VI VN VU WF WS XE XJ XS YE \
    YT ZA ZM ZW
    """.split(separator: " ").map(String.init))
}
