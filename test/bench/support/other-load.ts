import fs from 'node:fs';
import { setTimeout as pause } from 'node:timers/promises';

/** Most of the processors' time that others may take while something is measured. */
const MOST = Number(process.env.BENCH_MAX_OTHERS ?? 0.15);
const TRIES = 4;
const PAUSE_MS = 5_000;

/** Ticks of all processors, and how many of them this process and its descendants have taken. */
interface Ticks {
  readonly all: number;
  readonly busy: number;
  readonly own: number;
}

/** Reads the ticks; `undefined` where the system does not tell. */
function readTicks(): Ticks | undefined {
  if (process.platform !== 'linux') return undefined;
  const [user = 0, nice = 0, system = 0, idle = 0, wait = 0, ...rest] = /^cpu +(.+)$/m
    .exec(fs.readFileSync('/proc/stat', 'utf8'))![1]!
    .split(' ')
    .map(Number);
  const busy = user + nice + system + (rest[0] ?? 0) + (rest[1] ?? 0);
  const parents = new Map<number, number>();
  const ticks = new Map<number, number>();
  for (const name of fs.readdirSync('/proc')) {
    if (!/^\d+$/.test(name)) continue;
    try {
      // What follows the name, which may have spaces: state, parent, …, and from the twelfth on the ticks.
      const fields = fs.readFileSync(`/proc/${name}/stat`, 'utf8').split(') ').at(-1)!.split(' ');
      parents.set(Number(name), Number(fields[1]));
      // Of children that have ended, too: browsers end with each run.
      ticks.set(
        Number(name),
        fields.slice(11, 15).reduce((sum, field) => sum + Number(field), 0),
      );
    } catch {
      // It has ended.
    }
  }
  const isOwn = (pid: number | undefined): boolean => pid === process.pid || (!!pid && isOwn(parents.get(pid)));
  const own = [...ticks].filter(([pid]) => isOwn(pid)).reduce((sum, [, each]) => sum + each, 0);
  return { all: busy + idle + wait, busy, own };
}

/**
 * Measures, and once more where others had too much of the machine meanwhile. What is measured must not end its processes
 * before `read` has been called.
 */
export async function measureQuietly<Result>(
  measure: (read: () => void) => Promise<Result>,
): Promise<Result & { readonly others: number }> {
  for (let tries = 1; ; tries += 1) {
    const before = readTicks();
    let after: Ticks | undefined;
    const result = await measure(() => (after = readTicks()));
    const others =
      before && after
        ? Math.max(0, (after.busy - before.busy - (after.own - before.own)) / Math.max(1, after.all - before.all))
        : 0;
    if (others <= MOST || tries === TRIES) return { ...result, others };
    await pause(PAUSE_MS);
  }
}
