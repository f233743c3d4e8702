import ArgumentParser
import Dispatch
import Synchronization

/// Runs one command line and says how it went, by exit status and one line on standard error.
enum CommandRunner {
  static func run(_ arguments: [String]) -> CInt {
    do {
      var command = try Martlet.parseAsRoot(arguments)
      if let command = command as? any AsyncParsableCommand {
        try wait(for: command)
      } else {
        try command.run()
      }
      return ExitStatus.done
    } catch {
      let outcome = CommandOutcome(error)
      outcome.print()
      return outcome.status
    }
  }

  private final class Completion: Sendable {
    let error = Mutex<(any Error)?>(nil)
    let done = DispatchSemaphore(value: 0)
  }

  /// A command on its way to the task that runs it; nobody else uses it then.
  private struct HandedOver: @unchecked Sendable {
    let command: any AsyncParsableCommand
  }

  /// Runs an asynchronous command on the pool's threads while this one waits.
  private static func wait(for command: any AsyncParsableCommand) throws {
    let completion = Completion()
    let handedOver = HandedOver(command: command)
    Task.detached {
      var command = handedOver.command
      do {
        try await command.run()
      } catch {
        completion.error.withLock { $0 = error }
      }
      completion.done.signal()
    }
    completion.done.wait()
    if let error = completion.error.withLock({ $0 }) { throw error }
  }
}
