import ArgumentParser
import InternetMessage

/// `martlet parse`: how Martlet reads a message, without judging it.
struct ParseCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "parse",
    abstract: "Show how a message is read: header, parts, defects",
    discussion: """
      Reads a message from FILE, or from standard input, and shows its decoded header, the tree of its parts, and what in it \
      is not as the standards have it. Nothing is judged, delivered or stored.
      """)

  @Argument(help: ArgumentHelp("The message; - is standard input", valueName: "file"))
  var file: String = "-"

  @Flag(name: .customLong("json"), help: "One JSON object")
  var isJSON = false

  func run() throws {
    let message = Message(try MessageInput.read(file))
    if isJSON {
      Output.write(try ParsedPart(message).json())
    } else {
      Output.write(PartTree(message).text)
    }
  }
}
