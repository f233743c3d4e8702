import Glibc
import MailTypes
import Testing

@testable import MailboxAccess

@Suite struct MaildirErrorTests {
  @Test(
    arguments: [
      (ENOSPC, "452 4.3.1 The disk that holds the mailbox is full"),
      (EDQUOT, "452 4.2.2 The mailbox is full"),
      (EACCES, "451 4.3.0 The mailbox cannot be written: link /mail/new/a: Permission denied"),
    ])
  func everyCauseIsTemporaryAndNamed(code: CInt, reply: String) {
    #expect(MaildirError("link", "/mail/new/a", errno: code).reply.description == reply)
  }
}
