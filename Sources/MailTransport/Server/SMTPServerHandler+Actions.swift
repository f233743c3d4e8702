import MailTypes
import NIOCore
import NIOSSL
import SMTPCore

extension SMTPServerHandler {
  /// Replies that wait for more of their kind before they are written.
  private static let outputPortion = 16_384

  func perform(_ action: SMTPServerSession.Action, _ context: ChannelHandlerContext) {
    switch action {
    case .reply(let reply): write(reply, context)
    case .refuse(let refusal, let recipient):
      logRefusal(refusal, recipient: recipient)
      write(refusal.reply, context)
    case .decideConnection: decideConnection()
    case .decideMail(let path, let declaredSize):
      ask(services.delegate.mailFrom(path, declaredSize: declaredSize, client: session.client)) { $0.mailDecided($1) }
    case .decideRecipient(let recipient, let envelope):
      ask(services.delegate.recipient(recipient, envelope: envelope, client: session.client)) { $0.recipientDecided($1) }
    case .authenticate(let user, let password): authenticate(user, password)
    case .startTLS: startTLS(context)
    case .beginMessage: beginBody()
    case .appendMessage(let bytes): appendToBody(bytes)
    case .discardMessage: discardBody()
    case .finishMessage(let envelope): finishBody(envelope)
    case .close: close(context)
    }
  }

  private func write(_ reply: SMTPReply, _ context: ChannelHandlerContext) {
    record.hasReplied = true
    reply.write(to: &output)
    if output.count >= SMTPServerHandler.outputPortion { flushOutput(context) }
  }

  /// Gives the session its answer, at once where it is there.
  func ask<Value: Sendable>(
    _ deferred: Deferred<Value>, then change: @escaping (inout SMTPServerSession, Value) -> Void
  ) {
    switch deferred {
    case .now(let value): change(&session, value)
    case .later(let work): wait(for: work) { handler, value in handler.resume { change(&$0, value) } }
    }
  }

  /// Runs `work` as a task, on this loop as far as it blocks nothing.
  func wait<Value: Sendable>(
    for work: @escaping @Sendable () async -> Value, then finish: @escaping (SMTPServerHandler, Value) -> Void
  ) {
    isBusy = true
    let bound = NIOLoopBound((self, finish), eventLoop: loop)
    Task(executorPreference: EventLoopTaskExecutor(loop)) { [loop] in
      let value = await work()
      loop.execute {
        let (handler, finish) = bound.value
        finish(handler, value)
      }
    }
  }

  private func authenticate(_ user: String, _ password: [UInt8]) {
    let delegate = services.delegate
    let client = session.client
    ask(.later { await delegate.authenticate(user: user, password: password, client: client) }) {
      $0.authenticationDecided($1)
    }
  }

  /// The 220 goes out in the clear, and in the same turn of the loop TLS takes the stream over: no octet can slip between.
  private func startTLS(_ context: ChannelHandlerContext) {
    flushOutput(context)
    guard let tls = services.tls else { return context.close(promise: nil) }
    isBusy = true
    do {
      try context.pipeline.syncOperations.addHandler(NIOSSLServerHandler(context: tls.context), position: .first)
      context.read()
    } catch {
      context.close(promise: nil)
    }
  }

  /// Sends what is left and says that nothing follows; then waits for the client to close, so that the replies arrive.
  private func close(_ context: ChannelHandlerContext) {
    guard !output.isEmpty || record.hasReplied else {
      stage = .lingering
      return context.close(promise: nil)
    }
    flushOutput(context)
    stage = .lingering
    context.close(mode: .output, promise: nil)
    let end = NIODeadline.now() + SMTPServerHandler.lingerTimeout
    let bound = NIOLoopBound(context, eventLoop: loop)
    timers.set(loop.scheduleTask(deadline: end) { bound.value.close(promise: nil) }, for: end)
    context.read()
  }
}
