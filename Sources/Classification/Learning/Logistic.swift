internal import Glibc

/// The logistic function, from additions and multiplications alone: their results are the same on every processor, which the
/// exponential functions of C libraries do not promise, and training must come out the same byte for byte.
public enum Logistic {
  /// 0…1, strictly between them for any logit within ±36. NaN gives one half.
  public static func probability(_ logit: Double) -> Double {
    guard !logit.isNaN else { return 0.5 }
    let tail = exponential(-min(abs(logit), 700))
    return logit >= 0 ? 1 / (1 + tail) : tail / (1 + tail)
  }

  /// e to the power of `x`, which lies within ±700; within two units in the last place.
  static func exponential(_ x: Double) -> Double {
    // x = k ln 2 + r with |r| ≤ ln 2 / 2; ln 2 in two parts, so that the difference is exact.
    let k = (x * 1.442_695_040_888_963_4).rounded()
    let r = (x - k * 0.693_147_180_369_123_8) - k * 1.908_214_929_270_587_7e-10
    // Taylor's series; its next term is below 2⁻⁵³.
    var sum = 1.0
    for divisor in stride(from: 13.0, through: 1.0, by: -1.0) { sum = 1 + sum * r / divisor }
    return Double(sign: .plus, exponent: Int(k), significand: sum)
  }
}
