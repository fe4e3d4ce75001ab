import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { readSamples, readTrackHeader, type Sample, type TrackHeader } from './fmp4/read-samples.js';
import { writeFragment } from './fmp4/write-fragment.js';

/** Seconds by which a frame may miss a cut and still belong behind it. */
const SLACK_SECONDS = 0.001;

/**
 * One rendition of the video that is fed, as an endless track: its samples, again and again.
 *
 * A picture's samples keep their places in each round. Sound is a row of frames without a gap or an overlap over all
 * rounds, since its frames never end where the picture does: the rounds differ by less than a frame, and do not add up.
 */
export class FeedTrack {
  readonly #dir: string;
  readonly #header: TrackHeader;
  readonly #samples: readonly Sample[];
  /** When each sample begins in its round, in ticks. */
  readonly #starts: readonly number[];
  readonly #isAudio: boolean;
  #lastFile: { readonly segment: number; readonly bytes: Promise<Buffer> } | undefined;

  private constructor(dir: string, header: TrackHeader, samples: readonly Sample[], isAudio: boolean) {
    this.#dir = dir;
    this.#header = header;
    this.#samples = samples;
    this.#isAudio = isAudio;
    let ticks = 0;
    this.#starts = samples.map((sample) => {
      ticks += sample.ticks;
      return ticks - sample.ticks;
    });
  }

  /** Reads the samples of a rendition's segments, without their data. */
  static async open(dir: string, segments: number, isAudio: boolean): Promise<FeedTrack> {
    const header = readTrackHeader(await readFile(join(dir, 'init.mp4')));
    const samples: Sample[] = [];
    for (let segment = 1; segment <= segments; segment += 1) {
      samples.push(...readSamples(await readFile(join(dir, `seg_${segment}.mp4`)), header, segment));
    }
    if (samples.length === 0) throw new Error('A rendition has no samples.');
    return new FeedTrack(dir, header, samples, isAudio);
  }

  /** The samples with when they begin, in seconds. */
  list(): { readonly sample: Sample; readonly start: number }[] {
    return this.#samples.map((sample, index) => ({
      sample,
      start: (this.#starts[index] ?? 0) / this.#header.timescale,
    }));
  }

  /** Length of a round in seconds. */
  get seconds(): number {
    return ((this.#starts.at(-1) ?? 0) + (this.#samples.at(-1)?.ticks ?? 0)) / this.#header.timescale;
  }

  initSegment(): Promise<Buffer> {
    return readFile(join(this.#dir, 'init.mp4'));
  }

  /** Seconds that lie between the first samples at or behind two moments. */
  secondsBetween(from: number, to: number, period: number): number {
    const ticks = this.#placeAt(this.#indexAt(to, period), period) - this.#placeAt(this.#indexAt(from, period), period);
    return ticks / this.#header.timescale;
  }

  /** The samples of a stretch of time as one fragment. */
  async fragment(from: number, to: number, period: number, sequence: number): Promise<Buffer> {
    const [first, end] = [this.#indexAt(from, period), this.#indexAt(to, period)];
    const samples = [];
    for (let index = first; index < end; index += 1) {
      const sample = this.#sampleAt(index, period);
      const bytes = await this.#read(sample.segment);
      samples.push({
        data: bytes.subarray(sample.offset, sample.offset + sample.size),
        ticks: this.#placeAt(index + 1, period) - this.#placeAt(index, period),
        compositionTicks: sample.compositionTicks,
        flags: sample.flags,
      });
    }
    return writeFragment(this.#header.trackId, sequence, this.#placeAt(first, period), samples);
  }

  /** Number of the first sample at or behind a moment, counted over all rounds. */
  #indexAt(seconds: number, period: number): number {
    const { timescale } = this.#header;
    if (this.#isAudio) return Math.max(0, Math.ceil(((seconds - SLACK_SECONDS) * timescale) / this.#frameTicks));
    const round = Math.max(0, Math.floor((seconds + SLACK_SECONDS) / period));
    const ticks = (seconds - SLACK_SECONDS - round * period) * timescale;
    let [low, high] = [0, this.#starts.length];
    while (low < high) {
      const middle = (low + high) >> 1;
      if ((this.#starts[middle] ?? 0) < ticks) low = middle + 1;
      else high = middle;
    }
    return round * this.#samples.length + low;
  }

  /** When a sample begins, in ticks since the first one. */
  #placeAt(index: number, period: number): number {
    if (this.#isAudio) return Math.round(index * this.#frameTicks);
    const round = Math.floor(index / this.#samples.length);
    return Math.round(round * period * this.#header.timescale) + (this.#starts[index % this.#samples.length] ?? 0);
  }

  #sampleAt(index: number, period: number): Sample {
    const count = this.#samples.length;
    let place = index % count;
    if (this.#isAudio) {
      const frames = (period * this.#header.timescale) / this.#frameTicks;
      const round = Math.floor(index / frames);
      // Sound that is shorter than the picture ends with its last frame again and again, which is next to silence.
      place = Math.min(count - 1, index - Math.ceil(round * frames));
    }
    const sample = this.#samples[Math.max(0, place)];
    if (!sample) throw new Error('A rendition has no samples.');
    return sample;
  }

  /** Length of a frame of sound: all have the same, though ticks may be too coarse for it, and the last one is often cut short. */
  get #frameTicks(): number {
    const last = this.#starts.length - 1;
    return last > 0 ? (this.#starts[last] ?? 0) / last : (this.#samples[0]?.ticks ?? 1024);
  }

  /** Samples that follow each other come out of one file, mostly. */
  #read(segment: number): Promise<Buffer> {
    if (this.#lastFile?.segment !== segment) {
      const bytes = readFile(join(this.#dir, `seg_${segment}.mp4`));
      bytes.catch(() => (this.#lastFile = undefined));
      this.#lastFile = { segment, bytes };
    }
    return this.#lastFile.bytes;
  }
}
