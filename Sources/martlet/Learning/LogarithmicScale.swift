import Glibc

/// Positions on a logarithmic axis.
enum LogarithmicScale {
  /// 0 at `from`, 1 at `to`; all three are above zero. In thousandths, so that pictures are the same everywhere.
  static func position(_ value: Double, from: Double, to: Double) -> Double {
    ((log(value / from) / log(to / from)) * 1000).rounded() / 1000
  }
}
