import Foundation

/// What the machine does at cryptographic operations, as `openssl speed` finds: units to measure other things by.
public enum OpenSSLSpeed {
  /// Megabytes a second of SHA-256 in blocks of 16,384 octets; `nil` where openssl is missing.
  public static func sha256() throws -> Double? {
    // `+F:22:sha256:567890123.00`: octets a second.
    try figures(["-bytes", "16384", "sha256"], prefix: "+F:").last.map { $0 / 1e6 }
  }

  /// Seconds that one verification with a key of RSA-2048 takes; `nil` where openssl is missing.
  public static func rsa2048Verification() throws -> Double? {
    // `+F2:2:2048:1259.595960:46769.696970`: index, bits, signatures and verifications a second.
    let figures = try figures(["rsa2048"], prefix: "+F2:")
    return figures.count == 4 && figures[3] > 0 ? 1 / figures[3] : nil
  }

  /// The numbers of the last line with that prefix.
  private static func figures(_ arguments: [String], prefix: String) throws -> [Double] {
    let openssl = "/usr/bin/openssl"
    guard FileManager.default.isExecutableFile(atPath: openssl) else { return [] }
    let process = Process()
    let pipe = Pipe()
    process.executableURL = URL(fileURLWithPath: openssl)
    process.arguments = ["speed", "-mr", "-seconds", "2"] + arguments
    process.standardOutput = pipe
    process.standardError = pipe
    unblockAlarm()
    try process.run()
    let output = String(decoding: pipe.fileHandleForReading.readDataToEndOfFile(), as: UTF8.self)
    process.waitUntilExit()
    let line = output.split(separator: "\n").last { $0.hasPrefix(prefix) }
    return line?.dropFirst(prefix.count).split(separator: ":").compactMap { Double($0) } ?? []
  }

  /// openssl stops by SIGALRM. Threads of the pool that runs asynchronous code block it, and children inherit that.
  private static func unblockAlarm() {
    var alarm = sigset_t()
    sigemptyset(&alarm)
    sigaddset(&alarm, SIGALRM)
    pthread_sigmask(SIG_UNBLOCK, &alarm, nil)
  }
}
