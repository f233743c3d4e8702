/// Writes a message as the content of DATA (RFC 5321 §4.1.1.4): dots at line starts doubled (§4.5.2), the end marked.
///
/// A line ends in CR LF and in nothing else on the wire. What Martlet accepts from the network has no other line ends, but
/// content comes from files and from other programs too: a bare CR or a bare LF becomes CR LF here. So no next hop, however
/// it reads bare line ends, can see the end of a message, or another message, where we see none.
public struct SMTPDataWriter: Sendable {
  private enum Previous { case lineEnd, carriageReturn, other }

  private static let cr = UInt8(ascii: "\r")
  private static let lf = UInt8(ascii: "\n")
  private static let dot = UInt8(ascii: ".")

  private var previous = Previous.lineEnd

  public init() {}

  /// Appends the next octets of the message to `output`. Chunks may be cut anywhere.
  public mutating func write(_ input: [UInt8], to output: inout [UInt8]) {
    input.withUnsafeBufferPointer { write($0, to: &output) }
  }

  /// Appends the next octets of the message to `output`. Chunks may be cut anywhere.
  public mutating func write(_ input: UnsafeBufferPointer<UInt8>, to output: inout [UInt8]) {
    output.reserveCapacity(output.count + input.count + input.count / 32 + 8)
    var index = 0
    while index < input.count {
      // The run up to the next line end is appended as a whole: almost every octet goes this way.
      let start = index
      while index < input.count, input[index] != Self.cr, input[index] != Self.lf { index += 1 }
      appendText(UnsafeBufferPointer(rebasing: input[start..<index]), to: &output)
      guard index < input.count else { return }
      endLine(input[index], to: &output)
      index += 1
    }
  }

  /// Appends what ends the message: its last line end, where that is missing, and the line with the dot.
  public mutating func finish(to output: inout [UInt8]) {
    if previous == .carriageReturn { output.append(Self.lf) }
    if previous == .other { output.append(contentsOf: [Self.cr, Self.lf]) }
    output.append(contentsOf: [Self.dot, Self.cr, Self.lf])
    previous = .lineEnd
  }

  private mutating func appendText(_ text: UnsafeBufferPointer<UInt8>, to output: inout [UInt8]) {
    guard let first = text.first else { return }
    if previous == .carriageReturn { output.append(Self.lf) }
    if previous != .other, first == Self.dot { output.append(Self.dot) }
    output.append(contentsOf: text)
    previous = .other
  }

  /// A CR is written at once, its LF when the next octet is known: both are there before anything else is.
  private mutating func endLine(_ byte: UInt8, to output: inout [UInt8]) {
    switch (byte, previous) {
    case (Self.lf, .carriageReturn):
      output.append(Self.lf)
      previous = .lineEnd
    case (Self.lf, _):
      output.append(contentsOf: [Self.cr, Self.lf])
      previous = .lineEnd
    case (_, .carriageReturn):
      output.append(contentsOf: [Self.lf, Self.cr])
    default:
      output.append(Self.cr)
      previous = .carriageReturn
    }
  }
}
