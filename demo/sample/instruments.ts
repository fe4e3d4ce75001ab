import { SAMPLE_RATE, type Stereo } from './sound.js';

/** Relative frequency, strength and how fast it fades, of each partial of a plucked string. */
const PARTIALS = [
  [1, 1, 1],
  [2.001, 0.42, 1.7],
  [3.003, 0.2, 2.6],
  [4.01, 0.1, 3.8],
  [5.02, 0.05, 5.5],
] as const;

/** Calls back for each sample from `at` on, with the seconds since then. */
function addSound(
  { left, right }: Stereo,
  at: number,
  lengthS: number,
  pan: number,
  sample: (second: number) => number,
): void {
  const first = Math.round(at * SAMPLE_RATE);
  const count = Math.min(Math.round(lengthS * SAMPLE_RATE), left.length - first);
  const angle = ((pan + 1) * Math.PI) / 4;
  for (let index = 0; index < count; index += 1) {
    const value = sample(index / SAMPLE_RATE);
    left[first + index] = (left[first + index] ?? 0) + value * Math.cos(angle);
    right[first + index] = (right[first + index] ?? 0) + value * Math.sin(angle);
  }
}

/**
 * A soft plucked string.
 *
 * @param at Seconds from the start.
 * @param frequency Hz.
 * @param pan −1 left, 1 right.
 */
export function addPluck(music: Stereo, at: number, frequency: number, strength: number, pan: number): void {
  // High strings fade faster.
  const fade = 1.5 * (frequency / 220) ** 0.45;
  addSound(music, at, 4.5, pan, (second) => {
    let value = 0;
    for (const [ratio, share, speed] of PARTIALS) {
      value += share * Math.exp(-second * fade * speed) * Math.sin(2 * Math.PI * frequency * ratio * second);
    }
    return strength * value * Math.min(1, second / 0.004) * Math.min(1, (4.5 - second) / 0.3);
  });
}

/** A held tone that swells and goes. */
export function addPad(
  music: Stereo,
  at: number,
  lengthS: number,
  frequency: number,
  strength: number,
  pan: number,
): void {
  const total = lengthS + 1.5;
  addSound(music, at, total, pan, (second) => {
    const swell = Math.sin((Math.PI * second) / total) ** 1.2;
    const angle = 2 * Math.PI * frequency * second;
    return strength * swell * (Math.sin(angle) + 0.7 * Math.sin(angle * 1.004) + 0.18 * Math.sin(angle * 2.002));
  });
}

/** The clock's tick: a tap on wood, and on every tenth second a little bell with it. */
export function addTick(music: Stereo, at: number, tenth: boolean): void {
  const frequency = tenth ? 1174.66 : 1760;
  addSound(music, at, 0.08, 0, (second) => {
    const attack = Math.min(1, second / 0.0008);
    return 0.1 * attack * Math.exp(-second * 130) * Math.sin(2 * Math.PI * frequency * second);
  });
  if (!tenth) return;
  addSound(music, at, 1.4, 0, (second) => {
    const attack = Math.min(1, second / 0.002);
    const tone = Math.sin(2 * Math.PI * 1174.66 * second) + 0.4 * Math.sin(2 * Math.PI * 3241 * second);
    return 0.07 * attack * Math.exp(-second * 4.5) * tone * Math.min(1, (1.4 - second) / 0.2);
  });
}
