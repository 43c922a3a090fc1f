import AssaySystem

/// A thread that runs the jobs of tasks one after another.
final class ThreadExecutor: TaskExecutor {
  private let jobs = BlockingQueue<UnownedJob>()

  init() throws(SystemError) {
    let jobs = jobs
    // The thread holds the queue and not the executor, which lives as long as a task that prefers it.
    try Threads.start { [executor = UnownedExecutor(self)] in
      while let job = jobs.pop() { job.runSynchronously(on: executor.reference) }
    }.detach()
  }

  func enqueue(_ job: consuming ExecutorJob) {
    let job = UnownedJob(job)
    // A job that comes after `stop` must still run, or its task would never end.
    if !jobs.push(job) { job.runSynchronously(on: asUnownedTaskExecutor()) }
  }

  /// Lets the thread end after the jobs it has.
  func stop() { jobs.close() }
}

private struct UnownedExecutor: @unchecked Sendable {
  let reference: UnownedTaskExecutor
  init(_ executor: ThreadExecutor) { reference = executor.asUnownedTaskExecutor() }
}
