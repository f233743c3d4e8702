public import MailTypes

/// What a PROXY header says of the connection behind it (HAProxy's "The PROXY protocol", versions 1 and 2).
public enum ProxyHeader: Hashable, Sendable {
  /// The original client.
  case client(IPAddress, port: UInt16)
  /// LOCAL, UNKNOWN, UNSPEC and UNIX: the facts of the connection itself stand.
  case local
}

public enum ProxyHeaderError: Error, Hashable, Sendable {
  case noSignature
  case tooLong
  case malformed
}
