import Foundation

/// What the machine does at SHA-256, as a unit to measure parsing by.
enum SHA256Rate {
  /// Megabytes a second by `openssl speed`; `nil` where openssl is missing.
  static func megabytesPerSecond() throws -> Double? {
    let openssl = "/usr/bin/openssl"
    guard FileManager.default.isExecutableFile(atPath: openssl) else { return nil }
    let process = Process()
    let pipe = Pipe()
    process.executableURL = URL(fileURLWithPath: openssl)
    process.arguments = ["speed", "-mr", "-seconds", "2", "-bytes", "16384", "sha256"]
    process.standardOutput = pipe
    process.standardError = FileHandle.nullDevice
    unblockAlarm()
    try process.run()
    let output = String(decoding: pipe.fileHandleForReading.readDataToEndOfFile(), as: UTF8.self)
    process.waitUntilExit()
    // `+F:22:sha256:567890123.00`: octets a second.
    let line = output.split(separator: "\n").last { $0.hasPrefix("+F:") }
    return line?.split(separator: ":").last.flatMap { Double($0) }.map { $0 / 1e6 }
  }

  /// openssl stops by SIGALRM. Threads of the pool that runs asynchronous code block it, and children inherit that.
  private static func unblockAlarm() {
    var alarm = sigset_t()
    sigemptyset(&alarm)
    sigaddset(&alarm, SIGALRM)
    pthread_sigmask(SIG_UNBLOCK, &alarm, nil)
  }
}
