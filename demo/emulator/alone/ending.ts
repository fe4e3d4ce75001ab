/**
 * A signal that is aborted when this process is asked to end: by Ctrl-C, by SIGTERM, or by the end of the npm that runs it.
 */
export function whenAskedToEnd(): AbortSignal {
  const ending = new AbortController();
  process.on('SIGINT', () => ending.abort());
  process.on('SIGTERM', () => ending.abort());
  // npm starts a shell in between, which a signal ends without being passed on. The orphaned process gets another
  // parent then.
  const parent = process.ppid;
  if (process.env.npm_lifecycle_event) {
    setInterval(() => {
      if (process.ppid !== parent) ending.abort();
    }, 500).unref();
  }
  return ending.signal;
}
