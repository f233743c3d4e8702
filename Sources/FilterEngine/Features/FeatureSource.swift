import InternetMessage

/// What features are taken from: a message read once.
struct FeatureSource {
  /// A leaf of the MIME tree, as far as its form tells something.
  struct Leaf {
    let type: String
    let charset: String
    let encoding: String
    let fileName: String?
    let isAttachment: Bool
  }

  let content: [UInt8]
  let header: HeaderBlock
  /// Decoded, on one line.
  let subject: [UInt8]
  /// What the reader sees, UTF-8.
  let text: [UInt8]
  /// HTML as it is, decoded.
  let markup: [UInt8]
  let hasPlainText: Bool
  let links: [Link]
  let leaves: [Leaf]
}
