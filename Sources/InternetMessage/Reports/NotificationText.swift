import MailTypes

/// The part of a report that people read: what happened to whom, why, and what to do.
struct NotificationText {
  let report: DeliveryStatusNotification

  init(_ report: DeliveryStatusNotification) { self.report = report }

  var subject: String {
    switch mainAction {
    case .failed: "Undeliverable mail returned to sender"
    case .delayed: "Delayed mail: still being tried"
    case .delivered, .relayed: "Delivery report"
    }
  }

  var lines: [String] {
    var lines = ["This is the mail system at \(SafeText.line(report.hostname, allowsUTF8: false)).", ""]
    for action in DeliveryStatusNotification.Action.allCases {
      let recipients = report.recipients.filter { $0.action == action }
      guard !recipients.isEmpty else { continue }
      lines += opening(action) + [""]
      for recipient in recipients { lines += description(recipient) + [""] }
    }
    if let subject = originalSubject { lines += ["Subject of your message: \(subject)", ""] }
    lines += [
      mainAction == .failed
        ? "The header of your message is attached; the message itself is not." : "The header of your message is attached."
    ]
    return lines
  }

  /// The worst that happened to anybody.
  private var mainAction: DeliveryStatusNotification.Action {
    DeliveryStatusNotification.Action.allCases.first { action in report.recipients.contains { $0.action == action } } ?? .failed
  }

  private func opening(_ action: DeliveryStatusNotification.Action) -> [String] {
    switch action {
    case .failed:
      ["Your message could not be delivered to:"]
    case .delayed:
      [
        "Your message has not been delivered yet. You need not send it again; it is being",
        "tried further, and you will be told if that fails. It waits for:",
      ]
    case .delivered:
      ["Your message was delivered to:"]
    case .relayed:
      ["Your message was handed on towards the following, to a system that may send no", "further report:"]
    }
  }

  private func description(_ recipient: DeliveryStatusNotification.Recipient) -> [String] {
    var lines = ["  \(recipient.address)"]
    if let host = recipient.remoteHost, recipient.reply != nil {
      lines.append("    \(SafeText.line(host, allowsUTF8: false)) said:")
    }
    if let reply = recipient.reply { lines += wrapped(SafeText.line("\(reply)", allowsUTF8: true)).map { "    " + $0 } }
    if let time = recipient.retriedUntil { lines.append("    Tried until \(MailDate.text(time)).") }
    return lines
  }

  private var originalSubject: String? {
    let header = HeaderBlock(report.original)
    guard let text = header.text("Subject"), !text.isEmpty else { return nil }
    return String(SafeText.line(text, allowsUTF8: true).prefix(100))
  }

  /// Words on lines of at most 72 characters; a longer word has a line of its own.
  private func wrapped(_ text: String) -> [String] {
    var lines: [String] = []
    var line = ""
    for word in text.split(separator: " ") {
      if !line.isEmpty, line.count + 1 + word.count > 72 {
        lines.append(line)
        line = ""
      }
      line += (line.isEmpty ? "" : " ") + word
    }
    return lines + [line]
  }
}
