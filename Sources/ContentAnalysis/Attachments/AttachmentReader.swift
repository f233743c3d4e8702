import InternetMessage

/// Reads what a message brings along: each attachment decoded once, hashed, told by its content, and looked into.
enum AttachmentReader {
  static func read(_ message: Message, budget: InspectionBudget, into facts: inout ContentFacts) {
    var budget = budget
    for part in message.parts where part.isAttachment && (part.children.isEmpty || !part.isMessage) {
      let content = message.decodedBody(part)
      var inspector = AttachmentInspector(budget)
      let kind = inspector.inspect(content, part: part)
      budget = inspector.budget
      facts.attachments.append(
        AttachmentFacts(
          name: part.fileName, declaredType: part.contentType, kind: kind, size: content.count,
          sha256: inspector.files.first?.sha256 ?? "", traits: inspector.traits, archive: inspector.archive,
          files: inspector.files))
      facts.add(inspector.links)
      facts.add(codes: inspector.codes)
    }
  }
}
