import CBaseModel
public import Classification

/// The model that ships with Martlet: a part of the executable, shared by all processes.
public enum BaseModel {
  /// Names the model in findings; changes with it.
  public static let name = "base/2"

  /// Read and checked at first use; `nil` in a build without one.
  public static let model: SpamModel? = {
    guard let start = martlet_base_model() else { return nil }
    let memory = UnsafeRawBufferPointer(start: start, count: martlet_base_model_size())
    return try? SpamModel(reading: ModelBytes(permanent: memory))
  }()
}
