import MailTypes
import NIOCore
import NIOPosix
import SMTPCore

/// Where the content of a message goes.
extension SMTPServerHandler {
  /// RFC 3463 §3.4: the mail system could not keep it now.
  private static func cannotKeep(_ cause: String) -> Refusal {
    Refusal(451, EnhancedStatusCode(4, 3, 0), "Message cannot be stored now, try again later", cause: cause)
  }

  func beginBody() {
    discardBody()
    body = MessageBody()
    timers.dataStart = .now()
    scheduleTimer()
  }

  func appendToBody(_ bytes: [UInt8]) {
    guard var body else { return }
    self.body = nil
    if body.file == nil, body.append(bytes, reservingFrom: services.resources) {
      self.body = body
      return
    }
    let kept = body.file == nil ? body.takeBytes(releasingTo: services.resources) : []
    self.body = body
    write(kept + bytes)
  }

  /// Writes off the loop; the session waits.
  private func write(_ bytes: [UInt8]) {
    let existing = body?.file
    let path: String
    do { path = try existing?.path ?? services.delegate.makeContentFile() } catch {
      return session.contentFailed(SMTPServerHandler.cannotKeep("no file for the message: \(error)"))
    }
    onFileThread { () -> Result<ContentFile, ContentFile.Failure> in
      Result { () throws(ContentFile.Failure) in try ContentFile.append(bytes, to: existing, orNewAt: path) }
    } then: { handler, result in
      handler.written(bytes.count, result)
    }
  }

  private func written(_ count: Int, _ result: Result<ContentFile, ContentFile.Failure>) {
    switch result {
    case .success(let file):
      body?.wrote(count, to: file)
      resume { _ in }
    case .failure(let error):
      body?.lostFile()
      resume { $0.contentFailed(SMTPServerHandler.cannotKeep("message file: \(error)")) }
    }
  }

  func finishBody(_ envelope: Envelope) {
    guard var body else { return session.messageDecided([SMTPServerHandler.cannotKeep("no content").reply]) }
    self.body = nil
    timers.dataStart = nil
    let message = ReceivedMessage(traceID: TraceID(), client: session.client, envelope: envelope, content: body.content)
    let delegate = services.delegate
    record.messages += 1
    wait(for: { await delegate.messageReceived(message) }) { handler, replies in
      body.release(to: handler.services.resources)
      handler.resume { $0.messageDecided(replies) }
    }
  }

  /// Lets go of what was kept. Not called while a file operation is open.
  func discardBody() {
    guard var body else { return }
    self.body = nil
    timers.dataStart = nil
    body.release(to: services.resources)
    guard let file = body.file else { return }
    services.files.submit { _ in file.remove() }
  }

  private func onFileThread<Value: Sendable>(
    _ work: @escaping @Sendable () -> Value, then finish: @escaping (SMTPServerHandler, Value) -> Void
  ) {
    isBusy = true
    let bound = NIOLoopBound((self, finish), eventLoop: loop)
    services.files.runIfActive(eventLoop: loop, work).whenComplete { result in
      let (handler, finish) = bound.value
      switch result {
      case .success(let value): finish(handler, value)
      case .failure: handler.resume { $0.contentFailed(SMTPServerHandler.cannotKeep("file threads are stopped")) }
      }
    }
  }
}
