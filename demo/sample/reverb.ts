import type { Stereo } from './sound.js';

// Lengths in samples at 48 kHz without common factors, so that echoes never fall together.
const COMBS = [1687, 1601, 2053, 2251, 1777, 1931];
const ALLPASSES = [601, 223];
/** How much longer the right channel's delays are: that is what makes it wide. */
const SPREAD = 37;
const FEEDBACK = 0.8;
const DAMPING = 0.35;

/**
 * Puts the sound into a small wooden room: parallel echoes that lose their brightness, then smeared.
 *
 * @param share How much of the room is added, 0–1.
 */
export function addReverb({ left, right }: Stereo, share: number): void {
  const input = left.map((value, index) => (value + (right[index] ?? 0)) / 2);
  addRoom(left, input, 0, share);
  addRoom(right, input, SPREAD, share);
}

function addRoom(channel: Float32Array, input: Float32Array, spread: number, share: number): void {
  let room = new Float32Array(input.length);
  for (const length of COMBS) addComb(room, input, length + spread);
  for (const length of ALLPASSES) room = smear(room, length + spread);
  for (let index = 0; index < channel.length; index += 1) {
    channel[index] = (channel[index] ?? 0) + ((room[index] ?? 0) * share) / COMBS.length;
  }
}

function addComb(room: Float32Array, input: Float32Array, length: number): void {
  const delay = new Float32Array(length);
  let dull = 0;
  for (let index = 0; index < input.length; index += 1) {
    const at = index % length;
    const echo = delay[at] ?? 0;
    dull = echo * (1 - DAMPING) + dull * DAMPING;
    delay[at] = (input[index] ?? 0) + dull * FEEDBACK;
    room[index] = (room[index] ?? 0) + echo;
  }
}

function smear(input: Float32Array<ArrayBuffer>, length: number): Float32Array<ArrayBuffer> {
  const delay = new Float32Array(length);
  return input.map((value, index) => {
    const at = index % length;
    const echo = delay[at] ?? 0;
    delay[at] = value + echo * 0.5;
    return echo - value * 0.5;
  });
}
