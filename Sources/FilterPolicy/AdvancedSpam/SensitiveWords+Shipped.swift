extension SensitiveWords {
  /// What hardly ever stands in mail between people who work with each other: goods that mail is sold by, promises of money, and
  /// the coarsest words for what is shown. Left out is all that physicians, banks and lawyers write every day.
  public static let shipped = [
    // Medicine by mail.
    "cheap meds", "cialis online", "generic cialis", "generic viagra", "male enhancement", "no prescription needed",
    "no prescription required", "online pharmacy", "penis enlargement", "viagra online", "xanax online",
    // Goods that are not what they seem.
    "cheap oem software", "fake diploma", "fake passport", "luxury replica", "replica handbags", "replica rolex",
    "replica watches",
    "university diploma without",
    // Games of chance.
    "casino bonus", "free spins", "no deposit bonus", "online casino",
    // Money that nobody gives.
    "atm card worth", "beneficiary of the sum", "claim your prize", "compensation fund", "double your bitcoin",
    "double your money", "fund release order", "lottery winner", "next of kin to the deceased", "unclaimed inheritance",
    "winning notification", "work from home and earn", "your email has won",
    // Debts and loans.
    "bad credit ok", "consolidate your debt", "get out of debt fast", "instant payday loan", "loan without collateral",
    // What is shown.
    "barely legal", "cam girls", "cumshot", "hardcore porn", "horny housewives", "hot milf", "live sex", "naked teens",
    "porn videos", "sex chat", "xxx videos",
    // Blackmail.
    "i recorded you", "i hacked your device", "your device was hacked", "you masturbating", "video of you masturbating",
  ]
}
