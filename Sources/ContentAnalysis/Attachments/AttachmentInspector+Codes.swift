extension AttachmentInspector {
  /// Reads the QR codes of a picture.
  mutating func readCodes(_ content: [UInt8], kind: FileKind) {
    guard budget.pictures > 0, content.count >= AttachmentInspector.pictureSize else { return }
    budget.pictures -= 1
    guard let image = GreyImage(content, kind: kind) else { return }
    add(codes: QRReader.codes(in: image))
  }

  /// Octets below which no picture holds a code that a telephone could read: dots that count views, icons.
  private static let pictureSize = 150
}
