import Glibc
import MailTypes
import ScannerPool

/// `martlet _resolver`: answers the gateway's questions until it goes.
enum ResolverRole {
  /// Takes up the role before `makeResolver` is called, so that the resolver's own threads are confined too.
  /// - Returns: the exit status: 0, or 70 where the role could not be taken up (a line on standard error says why).
  static func run(makeResolver: () throws -> any DNSResolver) -> CInt {
    do throws(RoleError) {
      try Confinement.applyCommon()
      let resolver = try make(makeResolver)
      let socket = try FrameSocket(connectingTo: RoleEnvironment.text(RoleEnvironment.resolverSocket))
      serve(socket, resolver)
      return 0
    } catch {
      RoleFailure.report("resolver", error)
      return EX_SOFTWARE
    }
  }

  private static func make(_ makeResolver: () throws -> any DNSResolver) throws(RoleError) -> any DNSResolver {
    do {
      return try makeResolver()
    } catch {
      throw RoleError(step: "resolve names", reason: "\(error)")
    }
  }

  /// Reads questions on this thread; each is answered by a task, in the order in which answers come.
  private static func serve(_ socket: FrameSocket, _ resolver: any DNSResolver) {
    var reader = FrameReader()
    while true {
      var watched = pollfd(fd: socket.descriptor, events: Int16(POLLIN), revents: 0)
      guard poll(&watched, 1, -1) > 0 else { continue }
      switch socket.read() {
      case .nothingYet: continue
      case .end: return
      case .bytes(let bytes): reader.append(bytes)
      }
      while let frame = try? reader.next(), case .question(let id, let question) = frame {
        Task.detached { socket.send(.answer(id: id, await resolver.resolve(question))) }
      }
    }
  }
}
