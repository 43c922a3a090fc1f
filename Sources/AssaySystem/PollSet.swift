import AssayPlatform

/// What to wait for on a descriptor, and what was seen there.
package struct PollEvents: OptionSet, Sendable, Hashable {
  package let rawValue: Int16
  package init(rawValue: Int16) { self.rawValue = rawValue }

  /// Something can be read, or the end, or an error is to be fetched by reading.
  package static let readable = PollEvents(rawValue: Int16(POLLIN))
  package static let writable = PollEvents(rawValue: Int16(POLLOUT))
  /// The other side is gone, or the socket failed; never asked for, always told.
  package static let broken = PollEvents(rawValue: Int16(POLLHUP) | Int16(POLLERR) | Int16(POLLNVAL))
}

/// Descriptors to wait on together (`poll`), addressed by their place in the set.
package struct PollSet: Sendable {
  private var entries: [pollfd] = []

  package init() {}

  package var count: Int { entries.count }

  package mutating func append(_ descriptor: Descriptor, _ events: PollEvents) {
    entries.append(pollfd(fd: descriptor.number, events: events.rawValue, revents: 0))
  }

  /// Removes the entry at a place; the last one moves there.
  package mutating func swapRemove(at index: Int) {
    entries.swapAt(index, entries.count - 1)
    entries.removeLast()
  }

  package mutating func setEvents(_ events: PollEvents, at index: Int) { entries[index].events = events.rawValue }

  /// What the last wait saw at a place.
  package func seen(at index: Int) -> PollEvents { PollEvents(rawValue: entries[index].revents) }

  /// Waits until something is seen or the milliseconds have passed (negative: no end); the number of entries seen.
  package mutating func wait(milliseconds: Int32) -> Int {
    let count = entries.withUnsafeMutableBufferPointer { poll($0.baseAddress, nfds_t($0.count), milliseconds) }
    if count >= 0 { return Int(count) }
    for index in entries.indices { entries[index].revents = 0 }
    return 0
  }

  /// Waits on one descriptor until something is seen or the clock that is never set passes `deadline` (nanoseconds).
  ///
  /// - Returns: what was seen; empty when the deadline passed.
  package static func wait(for events: PollEvents, on descriptor: Descriptor, until deadline: Int64) -> PollEvents {
    while true {
      let left = deadline &- SystemClock.monotonicNanoseconds()
      if left <= 0 { return [] }
      // Rounded up: `poll` counts milliseconds, and rounding down would spin through the last one.
      let milliseconds = Int32(clamping: (left &+ 999_999) / 1_000_000)
      var entry = pollfd(fd: descriptor.number, events: events.rawValue, revents: 0)
      if poll(&entry, 1, milliseconds) > 0 { return PollEvents(rawValue: entry.revents) }
    }
  }
}
