import { DURATION_S } from './frame.js';
import { addPad, addPluck, addTick } from './instruments.js';
import { between, seededRandom } from './random.js';
import { addReverb } from './reverb.js';
import { SAMPLE_RATE, type Stereo } from './sound.js';

const BAR_S = 4;
/** D major pentatonic, as half-tones above D. */
const SCALE = [0, 2, 4, 7, 9];
const D3 = 146.832;
/** Root and the chord's tones, in half-tones above D3, one row a bar. The night comes home to D. */
const CHORDS: readonly (readonly number[])[] = [
  [0, 7, 16],
  [-3, 9, 16],
  [-5, 7, 14],
  [2, 9, 14],
  [0, 7, 16],
  [-3, 4, 12],
  [-5, 2, 11],
  [2, 9, 16],
  [-3, 9, 12],
  [-5, 7, 14],
  [0, 7, 16],
  [2, 9, 14],
  [-3, 4, 12],
  [-5, 2, 11],
  [2, 7, 14],
  [0, 7, 16],
];
/** How many of the bar's eight places carry a note: sparse at dawn, busy at noon, sparse at night. */
const NOTES_A_BAR = [3, 3, 4, 5, 5, 6, 6, 6, 6, 5, 5, 4, 4, 3, 3, 2];
/** Found by measuring: brings the piece to about −20 LUFS. */
const LEVEL = 0.8;
const FADE_IN_S = 0.4;
const FADE_OUT_S = 4;

const pitch = (halfTones: number) => D3 * 2 ** (halfTones / 12);

/** The piece: plucked notes of a pentatonic scale over slow chords, one bar every four seconds, and a clock's tick. */
export function composeMusic(): Stereo {
  const length = DURATION_S * SAMPLE_RATE;
  const music: Stereo = { left: new Float32Array(length), right: new Float32Array(length) };
  addMelody(music);
  CHORDS.forEach((chord, bar) => {
    const at = bar * BAR_S;
    chord.forEach((tone, voice) => addPad(music, at, BAR_S, pitch(tone), 0.028, (voice - 1) * 0.6));
    addPluck(music, at, pitch((chord[0] ?? 0) - 12), 0.3, 0);
  });
  addReverb(music, 0.3);
  // Dry, so that each tick is heard exactly on its second.
  for (let second = 0; second < DURATION_S; second += 1) addTick(music, second, second % 10 === 0);
  finish(music);
  return music;
}

function addMelody(music: Stereo): void {
  const random = seededRandom(2026);
  let step = 7;
  NOTES_A_BAR.forEach((count, bar) => {
    const places = [0, 1, 2, 3, 4, 5, 6, 7]
      .map((place) => ({ place, weight: random() + (place % 2 === 0 ? 0.5 : 0) + (place === 0 ? 1 : 0) }))
      .sort((a, b) => b.weight - a.weight)
      .slice(0, count)
      .map(({ place }) => place)
      .sort((a, b) => a - b);
    for (const place of places) {
      // A walk over the scale that turns back at its ends.
      step += Math.round(between(random, -2.4, 2.4));
      if (step < 3) step = 6 - step;
      if (step > 13) step = 26 - step;
      const tone = (SCALE[step % 5] ?? 0) + 12 * Math.floor(step / 5);
      const strength = (place % 4 === 0 ? 0.34 : 0.25) * between(random, 0.85, 1);
      const at = bar * BAR_S + place * 0.5 + between(random, 0, 0.012);
      addPluck(music, at, pitch(tone), strength, between(random, -0.6, 0.6));
      if (place === 0 && bar % 2 === 0) addPluck(music, at + 0.02, pitch(tone + 12), strength * 0.35, 0.5);
    }
  });
}

function finish({ left, right }: Stereo): void {
  for (const channel of [left, right]) {
    for (let index = 0; index < channel.length; index += 1) {
      const second = index / SAMPLE_RATE;
      const fade = Math.min(1, second / FADE_IN_S, (DURATION_S - second) / FADE_OUT_S);
      const value = (channel[index] ?? 0) * LEVEL * fade;
      // Leaves quiet samples as they are and never reaches 1.
      channel[index] = Math.tanh(value);
    }
  }
}
