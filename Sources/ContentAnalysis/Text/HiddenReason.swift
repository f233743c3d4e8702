/// Why a reader does not see a text that stands in the HTML.
public enum HiddenReason: UInt8, CaseIterable, Sendable {
  /// `display: none`, the `hidden` attribute, or an element that browsers never show.
  case notDisplayed = 1
  /// `visibility: hidden` or `collapse`.
  case invisible
  /// `opacity: 0`, or as good as.
  case transparent
  /// A font of no size, or of one that nobody can read.
  case tinyFont
  /// A box without width or height that cuts off what is in it.
  case emptyBox
  /// Positioned or indented off the screen.
  case offScreen
  /// The colour of the text is that of its background.
  case sameColour
  /// The page's title: shown at most in a window's frame.
  case title
  /// `<noscript>`: browsers run scripts and hide it; some mail programs show it.
  case noScript
  /// `<template>`: inert until a script copies it.
  case template
  /// A comment, MSO conditional comments among them: shown by one mail program at most.
  case comment

  /// The words an explanation uses.
  public var name: String {
    switch self {
    case .notDisplayed: "not displayed"
    case .invisible: "invisible"
    case .transparent: "transparent"
    case .tinyFont: "tiny font"
    case .emptyBox: "empty box"
    case .offScreen: "off screen"
    case .sameColour: "colour of the background"
    case .title: "title"
    case .noScript: "noscript"
    case .template: "template"
    case .comment: "comment"
    }
  }
}
