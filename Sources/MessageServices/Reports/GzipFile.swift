import CGzip

/// Octets packed by gzip (RFC 1952).
enum GzipFile {
  /// `nil` where there is no memory for it, or more than two gigabytes.
  static func packed(_ content: [UInt8]) -> [UInt8]? {
    let bound = martlet_gzip_bound(content.count)
    guard bound > 0 else { return nil }
    let file = [UInt8](unsafeUninitializedCapacity: bound) { buffer, count in
      content.withUnsafeBufferPointer { input in
        count = martlet_gzip(input.baseAddress, input.count, buffer.baseAddress, bound)
      }
    }
    return file.isEmpty ? nil : file
  }
}
