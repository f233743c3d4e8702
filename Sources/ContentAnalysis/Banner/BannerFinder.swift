public import InternetMessage
public import MailTypes

/// Finds where a banner can stand: at the beginning of the first text that is shown, in each of its alternatives. Where a change
/// would do harm, or readers may not agree on what the message is, there is no such place.
public struct BannerFinder {
  /// Octets of a decoded text that are looked into. A page with more before its body is not honest.
  static let textLimit = 1 << 20

  private let message: Message
  private let defects: [Int: Set<Defect.Kind>]

  public static func places(in message: Message) -> BannerPlaces {
    let finder = BannerFinder(message)
    if let obstacle = finder.obstacle { return .obstacle(obstacle) }
    do throws(Obstacle) {
      let places = try finder.places(below: 0)
      return places.isEmpty ? .obstacle(.noText) : .places(places)
    } catch {
      return .obstacle(error.kind)
    }
  }

  private init(_ message: Message) {
    self.message = message
    defects = Dictionary(grouping: message.defects, by: \.part).mapValues { Set($0.map(\.kind)) }
  }

  private struct Obstacle: Error {
    let kind: BannerObstacle
  }

  // MARK: The whole message

  /// What forbids any change, wherever it stands; what is inside a forwarded message stays as it is anyway.
  private var obstacle: BannerObstacle? {
    for (index, part) in message.parts.enumerated() {
      // Parts stand behind those that hold them.
      guard !isForwarded(part) else { continue }
      if let obstacle = BannerFinder.obstacle(part) { return obstacle }
      if !defects[index, default: []].isDisjoint(with: BannerFinder.doubts) { return .malformed }
    }
    return nil
  }

  private static func obstacle(_ part: Part) -> BannerObstacle? {
    switch part.contentType {
    case "multipart/signed", "application/pkcs7-signature", "application/x-pkcs7-signature", "application/pgp-signature":
      return .signed
    case "multipart/encrypted", "application/pkcs7-mime", "application/x-pkcs7-mime", "application/pgp-encrypted",
      "application/pgp":
      return .encrypted
    case "message/partial": return .partial
    default: break
    }
    // RFC 8551 §3.2.1: agents go by these names where the type got lost.
    guard let name = part.fileName?.lowercased() else { return nil }
    if name.hasSuffix(".p7s") { return .signed }
    return name.hasSuffix(".p7m") || name.hasSuffix(".p7z") ? .encrypted : nil
  }

  /// With them it depends on the reader where parts and texts begin.
  private static let doubts: Set<Defect.Kind> = [
    .missingSeparator, .endsInHeader, .tooManyFields, .headerTooLong, .missingBoundary, .boundaryNotFound, .tooDeep,
    .tooManyParts, .invalidContentType, .repeatedContentField, .encodedMultipart,
  ]

  private func isForwarded(_ part: Part) -> Bool {
    var parent = part.parent
    while let index = parent, message.parts.indices.contains(index) {
      if message.parts[index].isMessage { return true }
      parent = message.parts[index].parent
    }
    return false
  }

  // MARK: The first text

  /// Parts are inside each other at most `Message.depthLimit` deep.
  private func places(below index: Int) throws(Obstacle) -> [BannerPlace] {
    let part = message.parts[index]
    guard part.isMultipart else { return try place(in: part, index).map { [$0] } ?? [] }
    var found: [BannerPlace] = []
    for child in part.children {
      found += try places(below: child)
      if !found.isEmpty, part.contentType != "multipart/alternative" { break }
    }
    return found
  }

  /// `nil` for a part that is no text, or is not shown.
  private func place(in part: Part, _ index: Int) throws(Obstacle) -> BannerPlace? {
    let isHTML = part.contentType == "text/html"
    guard isHTML || part.contentType == "text/plain", !part.isAttachment else { return nil }
    if !defects[index, default: []].isDisjoint(with: [.unknownTransferEncoding, .nulOctet]) {
      throw Obstacle(kind: .malformed)
    }
    let text = message.decodedBody(part, limit: BannerFinder.textLimit)
    if let armour = BannerFinder.armour(in: text, isHTML: isHTML) { throw Obstacle(kind: armour) }
    guard let charset = BannerCharset(part, text) else { throw Obstacle(kind: .charset) }
    let offset = isHTML ? HTMLBodyStart.offset(in: charset.withoutShifts(text)) : 0
    guard let encoding = BannerFinder.encoding(part), let place = part.transferEncoding.place(of: offset, in: body(part)) else {
      throw Obstacle(kind: .malformed)
    }
    let start = place.range.lowerBound
    return BannerPlace(
      range: place.range, isHTML: isHTML, encoding: encoding, holdsUTF8: charset.isUTF8 && isEightBit(part),
      startsLine: start == part.body.lowerBound || message.bytes[start - 1] == 0x0A, before: place.before, after: place.after)
  }

  private func body(_ part: Part) -> ArraySlice<UInt8> { message.bytes[part.body.clamped(to: 0..<message.bytes.count)] }

  private static func encoding(_ part: Part) -> BannerPlace.Encoding? {
    switch part.transferEncoding {
    case .identity: .identity
    case .quotedPrintable: .quotedPrintable
    case .base64: .base64
    case .uuencode, .yEnc: nil
    }
  }

  /// An encoded text can hold anything; one that is not must say so (RFC 2045 §2.8), or hold such octets already.
  private func isEightBit(_ part: Part) -> Bool {
    part.transferEncoding != .identity || body(part).contains { $0 >= 0x80 }
  }

  /// PGP inside a text (RFC 4880 §6.2, §7).
  private static func armour(in text: [UInt8], isHTML: Bool) -> BannerObstacle? {
    let mark = Array("-----BEGIN PGP ".utf8)
    var index = 0
    while let found = text[index...].firstIndex(of: mark[0]) {
      let rest = text[found...]
      if isHTML || found == 0 || text[found - 1] == 0x0A, rest.starts(with: mark) {
        return rest.dropFirst(mark.count).starts(with: "MESSAGE".utf8) ? .encrypted : .signed
      }
      index = found + 1
    }
    return nil
  }
}
