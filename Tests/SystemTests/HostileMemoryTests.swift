import Foundation
import MartletTestKit
import Testing

@Suite("Messages that are built to cost more than they should cost no more memory", .serialized)
struct HostileMemoryTests {
  /// Megabytes that the whole process may hold at its peak, libraries and base model included, whatever the message does; an
  /// ordinary message takes it to about 45.
  private static let scannerLimit = 80.0
  /// The message itself, and what its body decodes to.
  private static let copies = 2.0

  @Test("A scan stays below its limit", arguments: HostileMessage.all)
  func peak(message: HostileMessage) throws {
    let folder = try TemporaryFolder()
    let content = message.make()
    let file = folder.url.appendingPathComponent("message.eml")
    try Data(content).write(to: file)
    let peak = try Self.peakOfScan(file)
    print("\(message): \(peak) MB at the peak")
    #expect(peak < Self.scannerLimit + Self.copies * Double(content.count) / 1e6)
  }

  /// Megabytes that a process which scans the file has held at most. The command is kept waiting for a second message, so that
  /// there is a process to ask.
  private static func peakOfScan(_ file: URL) throws -> Double {
    let process = Process()
    process.executableURL = Gateway.executable
    process.arguments = ["scan", "--no-dns", "--jsonl", file.path, "-"]
    let (input, output) = (Pipe(), Pipe())
    process.standardInput = input
    process.standardOutput = output
    try process.run()
    var line = Data()
    while line.last != 0x0A {
      let more = output.fileHandleForReading.availableData
      if more.isEmpty { break }
      line += more
    }
    let status = try String(contentsOfFile: "/proc/\(process.processIdentifier)/status", encoding: .utf8)
    try input.fileHandleForWriting.close()
    _ = output.fileHandleForReading.readDataToEndOfFile()
    process.waitUntilExit()
    #expect(process.terminationStatus == 0)
    // proc(5): the peak resident set size, in units of 1,024 octets.
    let peak = try #require(status.split(separator: "\n").first { $0.hasPrefix("VmHWM:") })
    let kibibytes = try #require(
      peak.split(separator: " ").compactMap { Double($0.trimmingCharacters(in: .whitespaces)) }.first)
    return kibibytes * 1024 / 1e6
  }
}
