/// Why clamd could not be asked.
public enum ClamdError: Error, Hashable, Sendable, CustomStringConvertible {
  case cannotConnect
  /// No answer within the time limit.
  case timedOut
  /// The connection ended before the answer.
  case closed
  /// An answer that is none, or more of it than `ClamdReply.lengthLimit`.
  case badAnswer
  /// The message's file.
  case cannotRead

  public var description: String {
    switch self {
    case .cannotConnect: "cannot connect"
    case .timedOut: "no answer in time"
    case .closed: "the connection ended before the answer"
    case .badAnswer: "the answer makes no sense"
    case .cannotRead: "the message's file cannot be read"
    }
  }
}
