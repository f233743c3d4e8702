import CProcess
import Dispatch
import Glibc
import MailTypes
import ScannerPool

/// A resolver process as a thread: answers some questions with 0.0.0.1, then dies. Started while another lives, it waits for
/// its turn, so that two of them are one after the other.
enum FakeResolver {
  private static let turn = DispatchQueue(label: "resolver")

  static func start(path: String, answersBeforeLeaving count: Int) {
    turn.async {
      let descriptor = martlet_connect_unix(path)
      defer { close(descriptor) }
      var reader = FrameReader()
      var left = count
      var buffer = [UInt8](repeating: 0, count: 4096)
      while true {
        let read = recv(descriptor, &buffer, buffer.count, 0)
        guard read > 0 else { return }
        reader.append(buffer[..<read])
        while let frame = try? reader.next(), case .question(let id, _) = frame {
          guard left > 0 else { return }
          left -= 1
          var bytes: [UInt8] = []
          FrameWriter.append(.answer(id: id, .records([.address(.v4(1))], isSecure: false)), to: &bytes)
          send(descriptor, bytes, bytes.count, CInt(MSG_NOSIGNAL))
        }
      }
    }
  }
}
