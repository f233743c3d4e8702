import FilterPolicy
import InternetMessage
import MailTypes
import Testing

@testable import FilterEngine

@Suite("Who handed a message to us, or to the relays before us")
struct MessageRouteTests {
  private func route(_ connected: String, relays: [String] = [], _ received: [String]) throws -> MessageRoute {
    let address = try #require(IPAddress(connected))
    let subject = ScanSubject(
      traceID: TraceID(), client: ClientFacts(address: address, helo: "connected.example"),
      envelope: Envelope(reversePath: .null, recipients: []), receivedAt: 0, hostname: "mx.example.org",
      relays: relays.compactMap { IPNetwork($0) })
    let header = received.map { "Received: from hop.example ([\($0)]) by our.example\r\n" }.joined() + "Subject: x\r\n\r\n"
    return MessageRoute(subject, HeaderBlock(Array(header.utf8)))
  }

  @Test("A stranger is who it is, whatever Received fields say")
  func direct() throws {
    let route = try route("192.0.2.1", relays: ["198.51.100.25"], ["203.0.113.5"])
    #expect(route.kind == .direct)
    #expect(route.client.address == IPAddress("192.0.2.1"))
    #expect(route.client.helo == "connected.example")
  }

  @Test("Behind relays of ours it is the first that is none of them")
  func relayed() throws {
    for (connected, received) in [
      ("198.51.100.25", ["192.0.2.1", "203.0.113.5"]), ("10.0.0.7", ["192.0.2.1"]), ("127.0.0.1", ["10.1.2.3", "192.0.2.1"]),
      ("198.51.100.25", ["198.51.100.26", "192.168.1.1", "192.0.2.1"]),
    ] {
      let route = try route(connected, relays: ["198.51.100.24/30"], received)
      #expect(route.kind == .relayed, "\(connected) \(received)")
      #expect(route.client.address == IPAddress("192.0.2.1"))
      #expect(route.client.helo == "hop.example")
    }
  }

  @Test("Where no field says who the client was, nobody is taken for it")
  func hidden() throws {
    #expect(try route("10.0.0.7", []).kind == .hidden)
    #expect(try route("10.0.0.7", ["10.0.0.8", "192.168.3.4"]).kind == .hidden)
    // A field in between that cannot be read ends what can be believed.
    #expect(try route("10.0.0.7", ["no address", "192.0.2.1"]).kind == .hidden)
  }
}
