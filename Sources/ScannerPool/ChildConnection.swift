import Logging
import NIOCore

/// One child process that has connected to the gateway.
final class ChildConnection: Sendable {
  /// Unique within its listener.
  let id: UInt64
  let process: PeerProcess
  private let channel: any Channel

  init(id: UInt64, process: PeerProcess, channel: any Channel) {
    self.id = id
    self.process = process
    self.channel = channel
  }

  /// For the log: what kind of process this is, and what became of it.
  func metadata(_ event: String, _ status: String) -> Logger.Metadata {
    ["event": "\(event)", "status": "\(status)", "pid": "\(process.pid)"]
  }

  /// Queues octets; a connection that has gone shows itself by its events, not here.
  func send(_ bytes: [UInt8]) {
    channel.writeAndFlush(ByteBuffer(bytes: bytes), promise: nil)
  }

  func send(_ frame: Frame) {
    var bytes: [UInt8] = []
    FrameWriter.append(frame, to: &bytes)
    send(bytes)
  }

  /// Returns when the kernel has taken the octets: whoever sends much waits for the reader.
  func sendAndWait(_ bytes: [UInt8]) async throws {
    try await channel.writeAndFlush(ByteBuffer(bytes: bytes)).get()
  }

  /// The child reads the end of the stream, and ends.
  func close() {
    channel.close(promise: nil)
  }

  func kill() {
    process.kill()
    close()
  }
}
