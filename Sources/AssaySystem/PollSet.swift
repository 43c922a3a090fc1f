import AssayPlatform

/// Events to wait for on a descriptor, and events that occurred.
package struct PollEvents: OptionSet, Sendable, Hashable {
  package let rawValue: Int16
  package init(rawValue: Int16) { self.rawValue = rawValue }

  /// Reading gives data, the end of the stream or an error.
  package static let readable = PollEvents(rawValue: Int16(POLLIN))
  package static let writable = PollEvents(rawValue: Int16(POLLOUT))
  /// The peer is gone or the socket failed. This is reported whether or not it was requested.
  package static let broken = PollEvents(rawValue: Int16(POLLHUP) | Int16(POLLERR) | Int16(POLLNVAL))
}

/// Descriptors to wait on together (`poll`), addressed by their index.
package struct PollSet: Sendable {
  private var entries: [pollfd] = []

  package init() {}

  package var count: Int { entries.count }

  package mutating func append(_ descriptor: Descriptor, _ events: PollEvents) {
    entries.append(pollfd(fd: descriptor.number, events: events.rawValue, revents: 0))
  }

  /// Removes the entry at an index; the last entry moves there.
  package mutating func swapRemove(at index: Int) {
    entries.swapAt(index, entries.count - 1)
    entries.removeLast()
  }

  package mutating func setEvents(_ events: PollEvents, at index: Int) { entries[index].events = events.rawValue }

  /// The events that the last wait found at an index.
  package func seen(at index: Int) -> PollEvents { PollEvents(rawValue: entries[index].revents) }

  /// Waits for events, at most this long (negative: without limit), and returns the number of entries that have some.
  package mutating func wait(milliseconds: Int32) -> Int {
    let count = entries.withUnsafeMutableBufferPointer { poll($0.baseAddress, nfds_t($0.count), milliseconds) }
    if count >= 0 { return Int(count) }
    for index in entries.indices { entries[index].revents = 0 }
    return 0
  }

  /// Waits for events on one descriptor until `deadline`, in nanoseconds of the monotonic clock.
  ///
  /// - Returns: The events; empty when the deadline passed.
  package static func wait(for events: PollEvents, on descriptor: Descriptor, until deadline: Int64) -> PollEvents {
    while true {
      let left = deadline &- SystemClock.monotonicNanoseconds()
      if left <= 0 { return [] }
      // Rounded up, because rounding down would busy-wait through the last millisecond.
      let milliseconds = Int32(clamping: (left &+ 999_999) / 1_000_000)
      var entry = pollfd(fd: descriptor.number, events: events.rawValue, revents: 0)
      if poll(&entry, 1, milliseconds) > 0 { return PollEvents(rawValue: entry.revents) }
    }
  }
}
