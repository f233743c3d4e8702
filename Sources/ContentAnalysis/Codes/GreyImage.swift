import CDecoders

/// A picture in shades of grey, row by row, 0 black.
struct GreyImage {
  /// Pixels of either side that are decoded, and in all: photographs of 24 megapixels, and no more memory than that.
  static let sideLimit: UInt32 = 10_000
  static let pixelLimit: UInt64 = 24_000_000
  /// Pixels of a side to which large pictures are made smaller: a code that fills a tenth of it can still be read.
  static let targetSide: UInt32 = 1200

  let width: Int
  let height: Int
  let pixels: [UInt8]

  init(width: Int, height: Int, pixels: [UInt8]) {
    self.width = width
    self.height = height
    self.pixels = pixels
  }

  /// `nil` for what cannot be decoded, or exceeds the limits.
  init?(_ content: [UInt8], kind: FileKind) {
    let decode:
      (UnsafePointer<UInt8>?, Int, UnsafePointer<martlet_image_limits>, UnsafeMutablePointer<martlet_grey_image>) -> CInt
    switch kind {
    case .png: decode = martlet_decode_png
    case .jpeg: decode = martlet_decode_jpeg
    case .gif: decode = martlet_decode_gif
    default: return nil
    }
    var limits = martlet_image_limits(
      side: GreyImage.sideLimit, pixels: GreyImage.pixelLimit, target: GreyImage.targetSide)
    var image = martlet_grey_image()
    let status = content.withUnsafeBufferPointer { decode($0.baseAddress, $0.count, &limits, &image) }
    guard status == 0 else { return nil }
    defer { martlet_free(image.pixels) }
    width = Int(image.width)
    height = Int(image.height)
    pixels = Array(UnsafeBufferPointer(start: image.pixels, count: width * height))
  }
}
