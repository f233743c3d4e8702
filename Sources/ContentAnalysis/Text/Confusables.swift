import CICU

/// Characters that look like others.
public enum Confusables {
  /// The skeleton of `text` (Unicode Technical Standard #39 § 4): texts that look alike have the same.
  public static func skeleton(_ text: [UInt8]) -> [UInt8] {
    guard let handle = checker.handle else { return text }
    let capacity = text.count * 4 + 32
    for capacity in [capacity, capacity * 8] {
      var length: Int32 = 0
      let skeleton = [UInt8](unsafeUninitializedCapacity: capacity) { output, count in
        length = text.withUnsafeBufferPointer {
          icu_spoof_skeleton(handle, $0.baseAddress, Int32($0.count), output.baseAddress, Int32(output.count))
        }
        count = (0...output.count).contains(Int(length)) ? Int(length) : 0
      }
      if (0...capacity).contains(Int(length)) { return skeleton }
    }
    return text
  }

  /// `text` as a person reads it: characters without width and bidirectional controls gone, look-alikes of Latin letters
  /// replaced where they pose as such, odd spaces made plain. Other scripts stay as they are.
  public static func fold(_ text: [UInt8], counting: inout TextFolding) -> [UInt8] {
    guard let first = text.firstIndex(where: { $0 >= 0x80 }) else { return text }
    var folder = TextFolder(text, from: first)
    folder.run()
    counting += folder.counts
    return folder.output
  }

  private static let checker = Checker(handle: icu_spoof_open())

  /// ICU's checker is never changed once it is open.
  private struct Checker: @unchecked Sendable {
    let handle: OpaquePointer?
  }
}
