import Foundation

/// The system calls of a process tree, as `strace -ff -ttt -T -y` wrote them: one file a thread.
struct SystemCallTrace {
  struct Call {
    let name: String
    /// Arguments and result, as printed.
    let text: String
    /// Seconds since 1970.
    let start: Double
    let end: Double
    let hasFailed: Bool
  }

  /// Sorted by start.
  let calls: [Call]

  /// The prefix that makes a `Gateway` run under strace, writing to `path` with the thread's number behind it.
  static func prefix(path: String) -> [String] {
    [
      "/usr/bin/strace", "-ff", "-ttt", "-T", "-y", "-s", "8192", "-e", "signal=none", "-o", path, "-e",
      "trace=pwrite64,pwritev,write,writev,sendto,sendmsg,fsync,fdatasync,rename,renameat,renameat2,link,linkat",
    ]
  }

  init(path: String) throws {
    let folder = URL(fileURLWithPath: path).deletingLastPathComponent()
    let stem = URL(fileURLWithPath: path).lastPathComponent + "."
    let line = /^(\d+\.\d+) (\w+)\((.*) = (-?\d+)[^=]* <(\d+\.\d+)>$/
    var calls: [Call] = []
    for name in try FileManager.default.contentsOfDirectory(atPath: folder.path) where name.hasPrefix(stem) {
      let text = String(decoding: try Data(contentsOf: folder.appendingPathComponent(name)), as: UTF8.self)
      for entry in text.split(separator: "\n") {
        guard let match = entry.wholeMatch(of: line), let start = Double(match.1), let length = Double(match.5) else {
          continue
        }
        calls.append(
          Call(
            name: String(match.2), text: String(match.3), start: start, end: start + length, hasFailed: match.4.hasPrefix("-")))
      }
    }
    self.calls = calls.sorted { $0.start < $1.start }
  }

  /// Calls of one of the names whose text holds all of the words.
  func calls(_ names: Set<String>, holding words: String...) -> [Call] {
    calls.filter { call in names.contains(call.name) && words.allSatisfy { call.text.contains($0) } }
  }
}
