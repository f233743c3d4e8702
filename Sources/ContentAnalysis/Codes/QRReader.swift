import CZBar

/// Reads QR codes in pictures, by ZBar.
enum QRReader {
  /// The smallest code has 21 modules and a margin; less than two pixels a module is not read by any telephone.
  static let sideLimit = 42
  /// Codes kept of one picture.
  static let codeLimit = 16
  /// Octets kept of one code: the largest holds 2,953.
  static let textLimit = 4096

  static func codes(in image: GreyImage) -> [String] {
    guard image.width >= sideLimit, image.height >= sideLimit, image.pixels.count == image.width * image.height else {
      return []
    }
    guard FinderPattern.mayBe(in: image) else { return [] }
    guard let scanner = zbar_image_scanner_create() else { return [] }
    defer { zbar_image_scanner_destroy(scanner) }
    // Only QR: the many bar codes cost more time, and no one photographs those to open a page.
    zbar_image_scanner_set_config(scanner, ZBAR_NONE, ZBAR_CFG_ENABLE, 0)
    zbar_image_scanner_set_config(scanner, ZBAR_QRCODE, ZBAR_CFG_ENABLE, 1)
    zbar_image_scanner_set_config(scanner, ZBAR_NONE, ZBAR_CFG_TEST_INVERTED, 1)
    // Rows passed over: halves the time where codes are drawn large, as all that are meant to be photographed are.
    let density: CInt = min(image.width, image.height) > 400 ? 2 : 1
    zbar_image_scanner_set_config(scanner, ZBAR_NONE, ZBAR_CFG_X_DENSITY, density)
    zbar_image_scanner_set_config(scanner, ZBAR_NONE, ZBAR_CFG_Y_DENSITY, density)
    guard let picture = zbar_image_create() else { return [] }
    defer { zbar_image_destroy(picture) }
    return image.pixels.withUnsafeBytes { pixels in
      // Y800: one octet of grey a pixel.
      zbar_image_set_format(picture, 0x3030_3859)
      zbar_image_set_size(picture, UInt32(image.width), UInt32(image.height))
      zbar_image_set_data(picture, pixels.baseAddress, UInt(pixels.count), nil)
      guard zbar_scan_image(scanner, picture) > 0 else { return [] }
      return texts(of: picture)
    }
  }

  private static func texts(of picture: OpaquePointer) -> [String] {
    var texts: [String] = []
    var symbol = zbar_image_first_symbol(picture)
    while let current = symbol, texts.count < codeLimit {
      if let data = zbar_symbol_get_data(current) {
        let length = min(Int(zbar_symbol_get_data_length(current)), textLimit)
        texts.append(String(decoding: UnsafeRawBufferPointer(start: data, count: length), as: UTF8.self))
      }
      symbol = zbar_symbol_next(current)
    }
    return texts
  }
}
