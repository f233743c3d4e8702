import GatewayStorage
import MailTypes
import Synchronization

extension DeliveryQueue {
  /// Delivers until the task is cancelled; attempts that run then may take `drainTime` to end, and are cancelled after it.
  public func run() async {
    let deliveries = Task(executorPreference: attemptExecutor()) { await self.deliver() }
    await withTaskCancellationHandler {
      await deliveries.value
    } onCancel: {
      waker.finish()
      Task { [clock, settings] in
        try? await clock.sleep(seconds: settings.drainTime)
        deliveries.cancel()
      }
    }
  }

  /// Starts what is due whenever something may have become so. Ends when the stream does, and with the last attempt.
  private func deliver() async {
    await recover()
    let ticks = Task { await tick() }
    await withDiscardingTaskGroup { attempts in
      waker.yield()
      for await _ in wake {
        await refill()
        while let work = state.withLock({ $0.schedule.next(at: clock.now()) }) {
          attempts.addTask(executorPreference: attemptExecutor()) { await self.perform(work) }
        }
      }
    }
    ticks.cancel()
  }

  /// Clears up after a crash and finds the work the store holds; asked again until the store answers.
  private func recover() async {
    repeat {
      do {
        let sweep = try await store.sweep()
        for key in sweep.damagedItems { log.held(key, .contentDamaged, cause: "the file of the message is missing") }
        try await recount()
        let destinations = try await store.destinations()
        return state.withLock { state in
          for nextHop in destinations.keys { state.schedule.markStored(nextHop) }
        }
      } catch {
        log.storeFailed("\(error)")
      }
    } while (try? await clock.sleep(seconds: DeliveryQueue.tickSeconds)) != nil
  }

  /// Retries are minutes apart and rests half a minute: looking once a second is exact enough.
  static let tickSeconds = 1

  /// How often the length is counted anew.
  static let recountTicks = 60

  private func tick() async {
    var ticks = 0
    while (try? await clock.sleep(seconds: DeliveryQueue.tickSeconds)) != nil {
      if committer.failure != nil { await committer.probe() }
      state.withLock { $0.schedule.tick(at: clock.now()) }
      waker.yield()
      ticks += 1
      if ticks % DeliveryQueue.recountTicks == 0 { try? await recount() }
    }
  }

  /// Takes the length from the store: it also changes by what is restored from a backup. What is accepted meanwhile may be
  /// counted twice until the next time, which is near enough for a mark.
  private func recount() async throws {
    let counts = try await store.counts()
    state.withLock { $0.length = counts.scheduled + counts.held }
  }

  private func refill() async {
    while let (nextHop, limit) = state.withLock({ $0.schedule.refill() }) {
      do {
        let items = try await store.schedule(for: nextHop, limit: limit)
        state.withLock { $0.schedule.refilled(nextHop, with: items, limit: limit) }
      } catch {
        log.storeFailed("\(error)")
        return
      }
    }
  }
}
