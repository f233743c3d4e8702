import CFuzzDriver
import Classification

/// Octets that say they are a model: read or refused, never a trap. A whole model is larger than what a fuzzer makes up, so
/// the input also overwrites the beginning of a sound one.
@main
struct FuzzModel {
  private static let sound = ModelTrainer().model().file

  static func main() {
    var count = CommandLine.argc
    var arguments: UnsafeMutablePointer<UnsafeMutablePointer<CChar>?>? = CommandLine.unsafeArgv
    _ = LLVMFuzzerRunDriver(&count, &arguments) { data, size in
      FuzzModel.check(Array(UnsafeBufferPointer(start: data, count: size)))
      return 0
    }
  }

  static func check(_ bytes: [UInt8]) {
    _ = try? SpamModel(reading: ModelBytes(bytes))
    let overwritten = Array(bytes.prefix(sound.count)) + sound.dropFirst(bytes.count)
    guard let model = try? SpamModel(reading: ModelBytes(overwritten)) else { return }
    var collector = FeatureCollector()
    for byte in bytes { collector.add(UInt64(byte), to: .words, named: "") }
    precondition(model.logit(of: collector.finish()).isFinite)
  }
}
