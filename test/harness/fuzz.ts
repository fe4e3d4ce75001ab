// Bounded, seeded fuzzing of what reads values from outside. FUZZ_SEED picks other values, FUZZ_CASES another number of them;
// a failure names the seed and the case.

/** Number of cases for each reader. */
export const FUZZ_CASES = Number(process.env.FUZZ_CASES ?? 2_000);
const SEED = Number(process.env.FUZZ_SEED ?? 20_261_129);

/** Source of values that are the same for the same seed. */
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

  /** A text: of these pieces mostly, mixed with what is hostile. */
  text(pieces: readonly string[], most = 40): string {
    const all = [...pieces, ...pieces, ...HOSTILE_TEXTS];
    const text = Array.from({ length: this.below(most) }, () => this.pick(all)).join('');
    return this.below(50) === 0 ? text + this.pick(HOSTILE_TEXTS).repeat(2_000) : text;
  }

  /** A value as JSON or a page may give it; `fields` are names that objects are likely to have. */
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

  /** Some of the fields of a good value replaced or taken away, so that what is behind the first check is reached. */
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

/** Runs a check over many values; the message of a failure names the seed of its case. */
export async function fuzz(check: (random: Random) => unknown, cases = FUZZ_CASES): Promise<void> {
  for (let number = 0; number < cases; number += 1) {
    try {
      await check(new Random(SEED + number));
    } catch (cause) {
      throw new Error(`Found with FUZZ_SEED=${SEED + number} FUZZ_CASES=1: ${String(cause)}`, { cause });
    }
  }
}
