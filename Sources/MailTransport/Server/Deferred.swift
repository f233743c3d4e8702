/// An answer that is there now, or comes later. A fast answer costs no task and no thread hop.
public enum Deferred<Value: Sendable>: Sendable {
  case now(Value)
  case later(@Sendable () async -> Value)

  /// The value, waited for where it has to be.
  public var value: Value {
    get async {
      switch self {
      case .now(let value): value
      case .later(let work): await work()
      }
    }
  }
}
