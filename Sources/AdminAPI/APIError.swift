import GatewayStorage
import Hummingbird
import MailFlow
import MessageServices

/// What is answered where a request cannot be done.
struct APIError: Error, Sendable {
  enum Code: String, Sendable {
    case badRequest, forbidden, notFound, conflict, unavailable, internalError

    var status: HTTPResponse.Status {
      switch self {
      case .badRequest: .badRequest
      case .forbidden: .forbidden
      case .notFound: .notFound
      case .conflict: .conflict
      case .unavailable: .serviceUnavailable
      case .internalError: .internalServerError
      }
    }
  }

  let code: Code
  let message: String

  init(_ code: Code, _ message: String) {
    self.code = code
    self.message = message
  }

  /// What any error of a route means to the client.
  init(_ error: any Error) {
    switch error {
    case let error as APIError: self = error
    case let error as SigningKeyError: self.init(APIError.code(of: error), "\(error)")
    case let error as RecipientRegisterError: self.init(APIError.code(of: error), "\(error)")
    case let error as PolicyRegisterError: self.init(APIError.code(of: error), "\(error)")
    case let error as StoreError where error.code == .unusableFolder: self.init(.conflict, error.reason)
    case let error as StoreError: self.init(.unavailable, error.reason)
    case let error as HTTPError where error.status == .notFound: self.init(.notFound, "there is no such route")
    case let error as HTTPError where error.status.code < 500:
      self.init(.badRequest, error.body ?? error.status.reasonPhrase)
    default: self.init(.internalError, "internal error; the gateway's log says more")
    }
  }

  private static func code(of error: SigningKeyError) -> Code {
    switch error {
    case .foreignDomain, .noKey, .nothingToRotate: .notFound
    case .selectorTaken, .alreadyWaiting, .signs: .conflict
    }
  }

  private static func code(of error: RecipientRegisterError) -> Code {
    switch error {
    case .noOrganization, .unknown: .notFound
    case .foreign, .exists, .taken, .otherOrganization: .conflict
    case .tooMany: .badRequest
    }
  }

  private static func code(of error: PolicyRegisterError) -> Code {
    switch error {
    case .noOrganization, .noRevision, .noEntry: .notFound
    case .changedMeanwhile, .entryExists: .conflict
    case .problems, .tooManyEntries: .badRequest
    }
  }

  static func noCopy(_ id: String) -> APIError { APIError(.notFound, "there is no queued copy \(id)") }

  static func noEntry(_ id: String) -> APIError { APIError(.notFound, "there is no quarantined message \(id)") }
}
