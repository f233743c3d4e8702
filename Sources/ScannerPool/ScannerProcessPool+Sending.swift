import MailTypes

extension ScannerProcessPool {
  /// Sends a message: what is in memory at once, a file as fast as the scanner takes it.
  func send(_ id: UInt64, _ request: ScanRequest, over connection: ChildConnection) {
    var bytes: [UInt8] = []
    bytes.reserveCapacity(request.subject.count + 64)
    FrameWriter.append(.scan(id: id, subject: request.subject, size: request.content.size), to: &bytes)
    switch request.content {
    case .bytes(let content):
      for start in stride(from: 0, to: content.count, by: FrameLimits.chunk) {
        FrameWriter.appendChunk(id: id, content[start..<min(start + FrameLimits.chunk, content.count)], to: &bytes)
      }
      connection.send(bytes)
    case .file(let path, let size):
      connection.send(bytes)
      Task { await self.stream(id, path: path, size: size, over: connection) }
    }
  }

  private func stream(_ id: UInt64, path: String, size: Int, over connection: ChildConnection) async {
    do throws(ScannerPoolError) {
      let file = try ContentFile(path: path)
      var offset = 0
      while offset < size {
        let chunk = try await file.chunk(at: offset).prefix(size - offset)
        var bytes: [UInt8] = []
        FrameWriter.appendChunk(id: id, chunk, to: &bytes)
        // A connection that fails here tells the pool so by its own event.
        guard (try? await connection.sendAndWait(bytes)) != nil else { return }
        offset += chunk.count
      }
    } catch {
      connection.send(.withdraw(id: id))
      end(id, .failed(error))
    }
  }

  /// Ends a scan that failed on this side of the socket.
  private func end(_ id: UInt64, _ ending: Ending) {
    var waiter: CheckedContinuation<Ending, Never>?
    change { state in
      if case .open(_, let continuation) = state.requests.removeValue(forKey: id) { waiter = continuation }
      return state.board.withdraw(id, now: .now)
    }
    waiter?.resume(returning: ending)
  }
}
