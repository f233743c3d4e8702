import CFuzzDriver
import MailTypes
import ScannerPool

/// Any octets between the gateway and its children: no trap, the same frames however the octets are cut, and what was read
/// reads the same once written again.
///
/// The first octet of an input says what follows: 0 a stream, else one frame without its length.
@main
struct FuzzFrames {
  static func main() {
    var count = CommandLine.argc
    var arguments: UnsafeMutablePointer<UnsafeMutablePointer<CChar>?>? = CommandLine.unsafeArgv
    _ = LLVMFuzzerRunDriver(&count, &arguments) { data, size in
      FuzzFrames.check(Array(UnsafeBufferPointer(start: data, count: size)))
      return 0
    }
  }

  static func check(_ bytes: [UInt8]) {
    guard let kind = bytes.first else { return }
    let body = Array(bytes.dropFirst())
    let stream = kind == 0 ? body : withLength(body)
    let whole = Reading([stream])
    let single = Reading(stream.map { [$0] })
    precondition(whole.frames == single.frames)
    precondition(whole.error == single.error)
    for frame in whole.frames { checkWritten(frame) }
  }

  private static func withLength(_ body: [UInt8]) -> [UInt8] {
    (0..<4).reversed().map { UInt8(truncatingIfNeeded: body.count >> ($0 * 8)) } + body
  }

  /// Text that was no UTF-8 has been mended, and may have grown beyond its limit by that: then it is refused. A name that ends
  /// in empty labels is no name, and loses a dot at each reading.
  private static func checkWritten(_ frame: Frame) {
    if case .question(_, let question) = frame, question.name.hasSuffix(".") { return }
    var output: [UInt8] = []
    FrameWriter.append(frame, to: &output)
    let again = Reading([output])
    precondition(again.error != nil || again.frames == [frame])
  }
}

/// What a reader makes of chunks, up to its first error.
struct Reading {
  private(set) var frames: [Frame] = []
  private(set) var error: FrameError?

  init(_ chunks: [[UInt8]]) {
    var reader = FrameReader()
    for chunk in chunks where error == nil {
      reader.append(chunk)
      do throws(FrameError) {
        while let frame = try reader.next() { frames.append(frame) }
      } catch {
        self.error = error
      }
    }
  }
}
