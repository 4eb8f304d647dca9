/**
 * Watches folders and acts once things are quiet.
 *
 * @module
 */

/** A running watch. */
export interface Watch {
  /** Resolves when the watch has ended. */
  readonly ended: Promise<void>;
  /** Ends it. */
  close(): void;
}

/** Editors write a file in several steps within a few milliseconds. */
const QUIET_MS = 40;

/**
 * Calls a function after files below some folders changed. Calls never overlap: changes during a call lead to one more.
 *
 * @param folders Absolute paths.
 * @param act What to do.
 * @returns The watch.
 */
export function watchQuietly(folders: readonly string[], act: () => Promise<void>): Watch {
  const watcher = Deno.watchFs([...folders]);
  const ended = (async () => {
    let timer: ReturnType<typeof setTimeout> | undefined;
    let running: Promise<void> = Promise.resolve();
    let waiting = false;
    for await (const event of watcher) {
      if (event.kind === "access") continue;
      clearTimeout(timer);
      timer = setTimeout(() => {
        if (waiting) return;
        waiting = true;
        running = running.then(async () => {
          waiting = false;
          await act();
        });
      }, QUIET_MS);
    }
    clearTimeout(timer);
    await running;
  })();
  return { ended, close: () => watcher.close() };
}
