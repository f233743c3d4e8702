import Classification
import Testing

struct ModelFileTests {
  private var file: [UInt8] { LearningFixture.file }

  private func error(_ bytes: [UInt8]) -> ModelFileError? {
    do {
      _ = try SpamModel(reading: ModelBytes(bytes))
      return nil
    } catch {
      return error
    }
  }

  @Test("What is written is read: the same judgements, the same file again")
  func roundTrip() throws {
    let model = try SpamModel(reading: ModelBytes(file))
    let original = LearningFixture.shared
    for message in LearningFixture.messages(50, seed: 11) {
      #expect(model.logit(of: message.features) == original.logit(of: message.features))
    }
    #expect(model.file == file)
    #expect(model.messages == 300)
  }

  @Test("A model takes at most 8 MB")
  func size() {
    #expect(file.count == ModelFile.size)
    #expect(file.count <= 8_000_000)
  }

  @Test(
    "What is no model is called so", arguments: [[], [1, 2, 3], Array(repeating: 0, count: 70), Array("MARTLET\n".utf8)])
  func garbage(bytes: [UInt8]) {
    #expect(error(bytes) == .notAModel)
  }

  @Test("A file cut short or with something behind it says both sizes")
  func cut() {
    #expect(error(file.dropLast()) == .size(expected: file.count, found: file.count - 1))
    #expect(error(file + [0]) == .size(expected: file.count, found: file.count + 1))
    #expect(error(Array(file.prefix(100))) == .size(expected: file.count, found: 100))
  }

  @Test("Every changed octet is noticed", arguments: [8, 12, 16, 20, 25, 33, 41, 64, 70, 200, 1_000_000, 4_000_000])
  func damage(offset: Int) {
    var bytes = file
    bytes[offset] ^= 0x41
    #expect(error(bytes) != nil)
  }

  @Test("A model of another format asks to be trained again")
  func version() {
    var bytes = file
    bytes[8] = 9
    #expect(error(bytes) == .version(9))
    #expect(error(bytes)?.description.contains("martlet train") == true)
  }

  private func error(_ bytes: ArraySlice<UInt8>) -> ModelFileError? { error(Array(bytes)) }
}
