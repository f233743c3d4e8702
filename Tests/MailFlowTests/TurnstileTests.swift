import Testing

@testable import MailFlow

@Suite("A limit on questions at once")
struct TurnstileTests {
  @Test("Those beyond the limit wait for their turn, in order, and only so long")
  func turns() async throws {
    let turnstile = Turnstile(limit: 2)
    #expect(await turnstile.enter(within: .zero))
    #expect(await turnstile.enter(within: .zero))
    #expect(await !turnstile.enter(within: .zero), "nobody left")

    async let third = turnstile.enter(within: .seconds(600))
    while turnstile.waitingCount == 0 { await Task.yield() }
    #expect(await !turnstile.enter(within: .zero))
    turnstile.leave()
    #expect(await third)

    // Whoever gave up takes nobody's place.
    turnstile.leave()
    turnstile.leave()
    #expect(await turnstile.enter(within: .zero))
    #expect(await turnstile.enter(within: .zero))
    #expect(await !turnstile.enter(within: .zero))
  }
}
