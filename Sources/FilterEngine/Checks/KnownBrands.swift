import ContentAnalysis

/// Names that phish likes to write under, and the domains that they themselves write from.
enum KnownBrands {
  /// A brand as it stands in names, in lower case, and the first labels of the registered domains that are its own. Names that
  /// people bear as well are left out.
  private static let brands: [(name: String, owners: [String])] = [
    ("paypal", ["paypal"]), ("microsoft", ["microsoft", "microsoftonline", "office365", "office", "live", "azure", "xbox"]),
    ("office 365", ["microsoft", "microsoftonline", "office365", "office"]),
    ("outlook team", ["microsoft", "outlook", "office"]),
    ("onedrive", ["microsoft", "onedrive"]), ("sharepoint", ["microsoft", "sharepointonline"]),
    ("apple", ["apple", "icloud"]), ("icloud", ["apple", "icloud"]), ("amazon", ["amazon", "amazonses", "amazonaws"]),
    ("netflix", ["netflix"]), ("facebook", ["facebook", "facebookmail", "fb", "meta"]),
    ("instagram", ["instagram", "facebookmail"]), ("whatsapp", ["whatsapp", "facebookmail"]), ("linkedin", ["linkedin"]),
    ("google", ["google", "youtube"]), ("dropbox", ["dropbox", "dropboxmail"]), ("docusign", ["docusign"]),
    ("adobe", ["adobe", "adobesign"]), ("ebay", ["ebay"]), ("spotify", ["spotify"]), ("coinbase", ["coinbase"]),
    ("binance", ["binance"]), ("metamask", ["metamask"]), ("trust wallet", ["trustwallet"]), ("blockchain", ["blockchain"]),
    ("dhl", ["dhl"]), ("fedex", ["fedex"]), ("usps", ["usps"]), ("dpd", ["dpd"]), ("royal mail", ["royalmail"]),
    ("wells fargo", ["wellsfargo", "wf"]), ("bank of america", ["bankofamerica", "bofa"]), ("chase bank", ["chase"]),
    ("citibank", ["citi", "citibank"]), ("hsbc", ["hsbc"]), ("barclays", ["barclays"]), ("santander", ["santander"]),
    ("lloyds bank", ["lloydsbank"]), ("natwest", ["natwest"]), ("deutsche bank", ["db", "deutsche-bank"]),
    ("sparkasse", ["sparkasse"]), ("postbank", ["postbank"]), ("volksbank", ["volksbank", "vr"]),
    ("american express", ["americanexpress", "aexp"]), ("mastercard", ["mastercard"]),
    ("norton antivirus", ["norton", "nortonlifelock"]),
    ("mcafee", ["mcafee"]), ("geek squad", ["bestbuy", "geeksquad"]), ("bradesco", ["bradesco"]),
    ("itau", ["itau", "itaubank"]),
    ("nubank", ["nubank"]), ("correios", ["correios"]), ("walmart", ["walmart"]), ("costco", ["costco"]),
  ]

  private static let matcher = PhraseMatcher(brands.map { [$0.name] })

  /// The first brand that `name` bears and that `domain`, the sender's, is not of. Look-alikes are read as what they look like.
  static func borrowed(name: String, domain: String) -> String? {
    var folding = TextFolding()
    let shown = Confusables.fold(Array(name.utf8), counting: &folding).map { ($0 &- 0x41) < 26 ? $0 | 0x20 : $0 }
    let found = zip(brands, matcher.firstMatches(in: shown, groupCount: brands.count)).first { $0.1 != nil }?.0
    guard let found else { return nil }
    let registered = PublicSuffix.organizationalDomain(of: domain) ?? domain
    let owner = registered.prefix { $0 != "." }
    return found.owners.contains { owner == $0 } ? nil : found.name
  }
}
