extension HTMLElement {
  /// What kind of element it is.
  struct Traits: OptionSet, Sendable {
    let rawValue: UInt16

    /// Has no content and no end tag.
    static let void = Traits(rawValue: 1)
    /// Stands on lines of its own.
    static let block = Traits(rawValue: 2)
    /// Its start tag ends an open paragraph.
    static let closesParagraph = Traits(rawValue: 4)
    /// End tags of ordinary elements do not reach beyond it.
    static let special = Traits(rawValue: 8)
    /// End tags of most elements do not reach beyond it.
    static let scope = Traits(rawValue: 16)
    /// Browsers show nothing of what is in it.
    static let neverShown = Traits(rawValue: 32)
    /// A cell of a table.
    static let cell = Traits(rawValue: 64)
    /// A row, or what rows stand in.
    static let tableStructure = Traits(rawValue: 128)
    /// Its start tag ends SVG and MathML.
    static let endsForeign = Traits(rawValue: 256)
    /// Inside SVG or MathML, what is in it is HTML again.
    static let htmlInForeign = Traits(rawValue: 512)
  }

  var traits: Traits { HTMLElement.traitTable[Int(rawValue)] }

  private static let traitTable: [Traits] = {
    var table = [Traits](repeating: [], count: allCases.count)
    for (trait, elements) in members {
      for element in elements { table[Int(element.rawValue)].insert(trait) }
    }
    return table
  }()

  private static let members: [(Traits, [HTMLElement])] = [
    (
      .void,
      [
        .area, .base, .basefont, .bgsound, .br, .col, .embed, .frame, .hr, .img, .input, .keygen, .link, .meta, .param,
        .source, .track, .wbr,
      ]
    ),
    (
      .block,
      [
        .address, .article, .aside, .blockquote, .body, .caption, .center, .dd, .details, .dialog, .dir, .div, .dl, .dt,
        .fieldset, .figcaption, .figure, .footer, .form, .frameset, .h1, .h2, .h3, .h4, .h5, .h6, .header, .hgroup, .hr,
        .html, .legend, .li, .listing, .main, .menu, .nav, .ol, .optgroup, .option, .p, .plaintext, .pre, .search,
        .section, .summary, .table, .tbody, .tfoot, .thead, .tr, .ul, .xmp,
      ]
    ),
    (
      .closesParagraph,
      [
        .address, .article, .aside, .blockquote, .center, .dd, .details, .dialog, .dir, .div, .dl, .dt, .fieldset,
        .figcaption, .figure, .footer, .form, .h1, .h2, .h3, .h4, .h5, .h6, .header, .hgroup, .hr, .li, .listing, .main,
        .menu, .nav, .ol, .p, .plaintext, .pre, .search, .section, .summary, .table, .ul, .xmp,
      ]
    ),
    (
      .special,
      [
        .address, .applet, .area, .article, .aside, .base, .basefont, .bgsound, .blockquote, .body, .br, .button,
        .caption, .center, .col, .colgroup, .dd, .details, .dir, .div, .dl, .dt, .embed, .fieldset, .figcaption, .figure,
        .footer, .form, .frame, .frameset, .h1, .h2, .h3, .h4, .h5, .h6, .head, .header, .hgroup, .hr, .html, .iframe,
        .img, .input, .keygen, .li, .link, .listing, .main, .marquee, .menu, .meta, .nav, .noembed, .noframes, .noscript,
        .object, .ol, .p, .param, .plaintext, .pre, .script, .search, .section, .select, .source, .style, .summary,
        .table, .tbody, .td, .template, .textarea, .tfoot, .th, .thead, .title, .tr, .track, .ul, .wbr, .xmp,
      ]
    ),
    (
      .scope,
      [
        .applet, .caption, .html, .marquee, .object, .table, .td, .template, .th,
      ]
    ),
    (
      .neverShown,
      [
        .audio, .canvas, .colgroup, .datalist, .dialog, .iframe, .noembed, .noframes, .rp, .video,
      ]
    ),
    (
      .cell,
      [
        .td, .th,
      ]
    ),
    (
      .tableStructure,
      [
        .table, .tbody, .tfoot, .thead, .tr,
      ]
    ),
    (
      .endsForeign,
      [
        .b, .big, .blockquote, .body, .br, .center, .code, .dd, .div, .dl, .dt, .em, .embed, .h1, .h2, .h3, .h4, .h5,
        .h6, .head, .hr, .i, .img, .li, .listing, .menu, .meta, .nobr, .ol, .p, .pre, .ruby, .s, .small, .span, .strike,
        .strong, .sub, .sup, .table, .tt, .u, .ul, .`var`,
      ]
    ),
    (
      .htmlInForeign,
      [
        .desc, .foreignobject, .mi, .mn, .mo, .ms, .mtext, .title,
      ]
    ),
  ]

  // MARK: By name

  init(_ name: HTMLName) {
    self = HTMLElement.names[name] ?? .other
  }

  private static let names = NameTable(allCases.dropFirst().map { (HTMLName("\($0)".utf8), $0) })
}
