extension AttachmentInspector {
  /// ISO 32000-1 §12.6: actions, and what starts them.
  mutating func inspectPDF(_ content: [UInt8]) {
    let search = PDFSearch(content)
    let hasScript = search.names.contains("JavaScript") || search.names.contains("JS")
    note(.pdfScript, if: hasScript, "JavaScript")
    note(.pdfLaunch, if: search.names.contains("Launch"), "Launch")
    // A link opened at once is one thing; the first page shown at a size, which most files ask for, another.
    let isActive = hasScript || search.names.contains("Launch") || search.names.contains("SubmitForm")
    note(.pdfOpenAction, if: isActive && (search.names.contains("OpenAction") || search.names.contains("AA")), "OpenAction")
    note(.embeddedObject, if: search.names.contains("EmbeddedFile"), "EmbeddedFile")
    note(.encryptedDocument, if: search.names.contains("Encrypt"), "Encrypt")
    add(
      search.links.compactMap { text in
        WebURL(text).map { Link(text: text, url: $0, origin: .anchor) }
      })
  }
}
