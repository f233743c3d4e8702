extension HTMLStructure {
  /// Adds what another part has.
  mutating func add(_ other: HTMLStructure) {
    defects.formUnion(other.defects)
    elementCount += other.elementCount
    imageCount += other.imageCount
    formCount += other.formCount
    passwordFieldCount += other.passwordFieldCount
    scriptCount += other.scriptCount
    frameCount += other.frameCount
    commentCount += other.commentCount
    handlerCount += other.handlerCount
    active.add(other.active)
    deepest = max(deepest, other.deepest)
    shape.append(contentsOf: other.shape.prefix(max(0, HTMLReader.shapeLimit - shape.count)))
  }
}
