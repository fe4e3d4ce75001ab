// Bounded, seeded fuzzing of functions that read external values. FUZZ_SEED chooses other values, FUZZ_CASES their
// number; a failure names the seed and the case. In browsers both are constant.

// Browsers have no `process`.
const { process: host } = globalThis as { readonly process?: NodeJS.Process };
/** Number of cases for each reader. */
const FUZZ_CASES = Number(host?.env.FUZZ_CASES ?? 2_000);
const SEED = Number(host?.env.FUZZ_SEED ?? 20_261_129);
/**
 * Longest that a case may take, in milliseconds, in the best of several tries: a busy machine adds time, which browsers
 * count as well. Code that takes quadratic time takes seconds.
 */
const MOST_MS = host ? 250 : 1_000;
const TRIES = 8;
/** Time after which a case counts as one that never ends, in milliseconds. */
const HANG_MS = 20_000;

/** Length of a long text, in characters: quadratic time would be seconds for it, and making it takes no time. */
const LONG = 100_000;

/** Source of random values that are the same for the same seed. */
export class Random {
  #state: number;

  constructor(seed: number) {
    this.#state = seed >>> 0;
  }

  /** A number in [0, 1), by mulberry32. */
  next(): number {
    this.#state = (this.#state + 0x6d2b79f5) >>> 0;
    let mixed = this.#state;
    mixed = Math.imul(mixed ^ (mixed >>> 15), mixed | 1);
    mixed ^= mixed + Math.imul(mixed ^ (mixed >>> 7), mixed | 61);
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 2 ** 32;
  }

  /** A whole number below `end`. */
  below(end: number): number {
    return Math.floor(this.next() * end);
  }

  pick<T>(values: readonly T[]): T {
    return values[this.below(values.length)]!;
  }

  /** A text, mostly of these pieces, mixed with hostile ones. */
  text(pieces: readonly string[], most = 40): string {
    const all = [...pieces, ...pieces, ...HOSTILE_TEXTS];
    const text = Array.from({ length: this.below(most) }, () => this.pick(all)).join('');
    return this.below(50) === 0 ? text + this.pick(HOSTILE_TEXTS).repeat(2_000).slice(0, LONG) : text;
  }

  /** A value as it may come from JSON or a page; `fields` are names that objects are likely to have. */
  value(fields: readonly string[], depth = 3): unknown {
    if (depth === 0 || this.below(3) > 0) return this.pick([...HOSTILE_VALUES, this.text(fields, 4)]);
    if (this.below(3) === 0) return Array.from({ length: this.below(6) }, () => this.value(fields, depth - 1));
    return this.record(fields, depth);
  }

  /** An object that has some of these fields, with any values. */
  record(fields: readonly string[], depth = 3): Record<string, unknown> {
    const names = fields.filter(() => this.below(4) > 0);
    return Object.fromEntries(names.map((name) => [name, this.value(fields, depth - 1)]));
  }

  /** A good value with some fields replaced or removed, so that code behind the first check is reached. */
  spoil(good: Readonly<Record<string, unknown>>): Record<string, unknown> {
    const spoilt: Record<string, unknown> = { ...good };
    for (let times = this.below(3); times >= 0; times -= 1) {
      const name = this.pick(Object.keys(good));
      spoilt[name] = this.value(Object.keys(good), 2);
      if (this.below(4) === 0) Reflect.deleteProperty(spoilt, name);
    }
    return spoilt;
  }

  /** A good text with pieces cut out, doubled or replaced. */
  garble(good: string): string {
    let text = good;
    for (let times = this.below(4); times >= 0; times -= 1) {
      const [start, length] = [this.below(text.length + 1), this.below(20)];
      const piece = this.pick(['', text.slice(start, start + length).repeat(3), this.pick(HOSTILE_TEXTS)]);
      text = text.slice(0, start) + piece + text.slice(start + this.below(length + 1));
    }
    return text;
  }
}

const HOSTILE_TEXTS = [
  ...[
    '',
    ' ',
    '\0',
    '\n',
    '\r\n',
    '\u2028',
    '\uFEFF',
    '\uD800',
    '"',
    "'",
    '<',
    '>',
    '&',
    '%',
    '$&',
    '\\',
    '/',
    '//',
    '?',
    '#',
  ],
  ...[
    'http://[',
    '//:x',
    'javascript:1',
    'data:,',
    'https://a b/',
    '../'.repeat(20),
    '__proto__',
    'constructor',
    'NaN',
    '-1',
  ],
  ...[
    '1e309',
    '9'.repeat(400),
    '0x10',
    '.',
    ',',
    ':',
    ';',
    '=',
    '-->',
    '<c.a.b>',
    '<i>',
    'é',
    '字',
    '😀',
    'a'.repeat(300),
  ],
];
const HOSTILE_VALUES = [
  ...[null, undefined, true, false, 0, -0, 1, -1, 0.5, 1e9, 1e16, 1e308, Infinity, -Infinity, NaN, 2 ** 53],
  ...['', '0', '1', 'true', 'null', 'a'.repeat(10_000), ...HOSTILE_TEXTS],
  ...[[], {}, [[]], { length: 1e9 }, Symbol('s'), 10n, () => 1, new Date(NaN)],
];

/** The case that took longest. */
interface Slowest {
  readonly seed: number;
  readonly ms: number;
}

/**
 * Runs a check over many values, none of which may take long, and prints which took longest; the message of a failure
 * names the seed of its case. A seed that took long is checked several times.
 */
export async function fuzz(check: (random: Random) => unknown, cases = FUZZ_CASES): Promise<void> {
  const watchdog = await startWatchdog();
  let slowest: Slowest = { seed: SEED, ms: 0 };
  try {
    for (let number = 0; number < cases; number += 1) {
      const seed = SEED + number;
      const ms = await checkOne(check, seed, slowest.ms, watchdog);
      if (ms > slowest.ms) slowest = { seed, ms };
    }
  } finally {
    await watchdog?.stop();
  }
  // oxlint-disable-next-line no-console -- for whoever looks for what takes long; no test fails by it
  console.log(`Slowest of ${cases} cases: ${slowest.ms.toFixed(1)} ms (FUZZ_SEED=${slowest.seed})`);
}

/** Time that the processor has spent on this, in milliseconds; in a browser, the time of day. */
function cpuMs(): number {
  if (!('process' in globalThis)) return performance.now();
  const { user, system } = process.cpuUsage();
  return (user + system) / 1000;
}

/**
 * Checks the values of one seed, repeatedly if it takes longer than the longest before.
 *
 * @returns the shortest time that it took, in milliseconds.
 */
async function checkOne(
  check: (random: Random) => unknown,
  seed: number,
  longestMs: number,
  watchdog?: Watchdog,
): Promise<number> {
  try {
    let leastMs = Infinity;
    for (let tries = 0; leastMs > Math.min(MOST_MS, longestMs) && tries < TRIES; tries += 1) {
      watchdog?.check(seed);
      const startedAt = performance.now();
      const before = cpuMs();
      await check(new Random(seed));
      // Processor time of its own: on a busy machine, the clock shows more.
      leastMs = Math.min(leastMs, performance.now() - startedAt, cpuMs() - before);
    }
    if (leastMs > MOST_MS) throw new Error(`It takes ${leastMs.toFixed(0)} ms, more than ${MOST_MS}.`);
    return leastMs;
  } catch (cause) {
    throw new Error(`Found with FUZZ_SEED=${seed} FUZZ_CASES=1: ${String(cause)}`, { cause });
  }
}

/** A thread that watches whether the cases go on. */
interface Watchdog {
  check(seed: number): void;
  stop(): Promise<unknown>;
}

/** Kills this process from another thread if a case never ends, and names the case. */
async function startWatchdog(): Promise<Watchdog | undefined> {
  if (!host) return undefined;
  const { Worker } = host.getBuiltinModule('node:worker_threads');
  const seeds = new Int32Array(new SharedArrayBuffer(4));
  const code = `const { workerData: seeds } = require('node:worker_threads');
    for (;;) {
      const seed = Atomics.load(seeds, 0);
      if (Atomics.wait(seeds, 0, seed, ${HANG_MS}) !== 'timed-out') continue;
      require('node:fs').writeSync(2, 'Found with FUZZ_SEED=' + seed + ' FUZZ_CASES=1: it never ends.\\n');
      process.kill(process.pid, 'SIGKILL');
    }`;
  const worker = new Worker(code, { eval: true, workerData: seeds });
  await new Promise((resolve) => worker.once('online', resolve));
  worker.unref();
  return {
    check(seed) {
      Atomics.store(seeds, 0, seed);
      Atomics.notify(seeds, 0);
    },
    stop: () => worker.terminate(),
  };
}
