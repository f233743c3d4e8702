import Glibc
public import MailTypes

/// A folder of mailboxes in Maildir format, one for each recipient, made when the first message comes.
public final class MaildirStore: Sendable {
  /// Deliveries at one time. They wait for the disk, which gains little from more.
  public static let defaultConcurrency = 8

  private let names: MaildirNames
  private let queues: BlockingQueues
  private let now: @Sendable () -> Int64

  /// `hostname` becomes part of file names. `now` gives UTC microseconds.
  public init(
    hostname: String, concurrency: Int = MaildirStore.defaultConcurrency, now: @escaping @Sendable () -> Int64
  ) {
    names = MaildirNames(host: hostname)
    queues = BlockingQueues(label: "martlet.maildir", count: concurrency)
    self.now = now
  }

  /// Puts `content` into `folder` of the recipient's mailbox below `root`. On return it is on stable storage under its
  /// final name: bytes synced, name linked, directory synced.
  /// - Returns: the path of the new file.
  public func deliver(
    _ content: OutgoingContent, to recipient: EmailAddress, folder: MaildirFolder, root: String
  ) async throws(MaildirError) -> String {
    let name = names.next(now: now())
    let result = await queues.run { () -> Result<String, MaildirError> in
      Result { () throws(MaildirError) in
        let mailbox = try Maildir(root: root, recipient: recipient, folder: folder)
        return try mailbox.store(content, as: name)
      }
    }
    return try result.get()
  }
}
