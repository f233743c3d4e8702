import FilterPolicy

/// Attachments by their names.
struct AttachmentCheck: ScanCheck {
  private let executable = SignalDeclaration("attachment.executable", 4, "An attachment is a program by its name")
  private let disguised = SignalDeclaration("attachment.disguised", 3, "An attachment hides a program behind another extension")
  private let page = SignalDeclaration("attachment.page", 1.2, "An attachment is a web page")

  var declarations: [SignalDeclaration] { [executable, disguised, page] }

  /// What Windows runs on a double click.
  private static let programs: Set<String> = [
    "exe", "scr", "com", "pif", "bat", "cmd", "vbs", "vbe", "js", "jse", "wsf", "wsh", "hta", "msi", "cpl", "lnk", "jar", "ps1",
    "reg",
  ]
  private static let pages: Set<String> = ["htm", "html", "xhtml", "shtml", "svg", "mht", "mhtml"]
  private static let documents: Set<String> = [
    "pdf", "doc", "docx", "xls", "xlsx", "txt", "jpg", "jpeg", "png", "gif", "zip", "rtf",
  ]

  func signals(for facts: ScanFacts) -> [Signal] {
    let names = facts.message.attachments.compactMap { $0.name }
    func first(_ declaration: SignalDeclaration, _ condition: ([String]) -> Bool) -> [Signal] {
      names.first { condition(AttachmentCheck.extensions($0)) }.map { [declaration.found($0)] } ?? []
    }
    return first(executable) { $0.last.map(AttachmentCheck.programs.contains) ?? false }
      + first(disguised) { AttachmentCheck.isDisguised($0) }
      + first(page) { $0.last.map(AttachmentCheck.pages.contains) ?? false }
  }

  /// `invoice.pdf.exe`
  private static func isDisguised(_ extensions: [String]) -> Bool {
    guard extensions.count >= 2, let last = extensions.last else { return false }
    return programs.contains(last) && documents.contains(extensions[extensions.count - 2])
  }

  /// The last two extensions in lower case; blanks and dots at the end, which Windows drops, are dropped.
  private static func extensions(_ name: String) -> [String] {
    let trimmed = name.lowercased().reversed().drop { $0 == "." || $0 == " " }.reversed()
    return String(trimmed).split(separator: ".").dropFirst().suffix(2).map { $0.trimmed }
  }
}

extension Substring {
  fileprivate var trimmed: String {
    String(drop { $0 == " " }.reversed().drop { $0 == " " }.reversed())
  }
}
