import type { FaultRule } from '../sim/fault-rule.js';
import { askApi, askSim, type CallTarget } from './calls.js';

/** A live input as the API shows it, as far as tests ask; the rest is there, too. */
export interface LiveInput {
  readonly uid: string;
  readonly [field: string]: unknown;
}

/** Options of a broadcast. */
export interface StartLiveOptions {
  /** Uid of the video that is fed, again and again. @defaultValue the newest ready one */
  readonly video?: string;
  /** Length of a segment in seconds, 0.5 to 60. @defaultValue that of the encoding */
  readonly segmentSeconds?: number;
  /** Length of a part in seconds, 0.1 to 5. @defaultValue 0.5 */
  readonly partSeconds?: number;
  /** How many seconds one can go back without DVR, 1 to 86400. @defaultValue 30 */
  readonly windowSeconds?: number;
  /** Segments that are there at once, as if it had begun that long ago. @defaultValue 3 */
  readonly leadSegments?: number;
}

/** Broadcasts, begun and ended on command. */
export class LiveControls {
  readonly #target: CallTarget;

  constructor(target: CallTarget) {
    this.#target = target;
  }

  /** Makes a live input; options are those of Cloudflare's API. */
  create(options: Readonly<Record<string, unknown>> = {}): Promise<LiveInput> {
    return askApi(this.#target, 'POST', '/live_inputs', options);
  }

  /** Starts a broadcast, or resumes a disconnected one. */
  start(input: string, options: StartLiveOptions = {}): Promise<{ readonly videoUID: string }> {
    return askSim(this.#target, 'POST', `live/${input}/start`, options);
  }

  /** Simulates a WebRTC broadcast: live, but not playable by HLS. */
  async startWebRtc(input: string): Promise<void> {
    await askSim(this.#target, 'POST', `live/${input}/start`, { protocol: 'webrtc' });
  }

  /** Ends it: playlists get their end, and the recording is made. */
  stop(input: string): Promise<{ readonly videoUID: string | null }> {
    return askSim(this.#target, 'POST', `live/${input}/stop`);
  }

  /** Takes the encoder away: nothing new comes, and it ends after the `timeoutSeconds` of the input. */
  disconnect(input: string): Promise<unknown> {
    return askSim(this.#target, 'POST', `live/${input}/disconnect`);
  }

  /** Ends it with an error of the encoder's, such as `ERR_GOP_OUT_OF_RANGE`. */
  fail(input: string, code = 'ERR_UNHEALTHY'): Promise<unknown> {
    return askSim(this.#target, 'POST', `live/${input}/fail`, { code });
  }
}

/** A rule that was set. */
export interface Fault {
  readonly id: number;
  /** Counts the requests that it has hit so far. */
  hits(): Promise<number>;
}

/** Requests that go wrong on purpose. */
export class FaultControls {
  readonly #target: CallTarget;

  constructor(target: CallTarget) {
    this.#target = target;
  }

  /** Adds a rule. */
  async add(rule: FaultRule): Promise<Fault> {
    const { id } = await askSim<{ readonly id: number }>(this.#target, 'POST', 'faults', rule);
    return { id, hits: () => this.#hits(id) };
  }

  /** Removes all rules. */
  clear(): Promise<void> {
    return askSim(this.#target, 'DELETE', 'faults');
  }

  async #hits(id: number): Promise<number> {
    const { faults } = await askSim<{ readonly faults: readonly { readonly id: number; readonly hits: number }[] }>(
      this.#target,
      'GET',
      'faults',
    );
    return faults.find((fault) => fault.id === id)?.hits ?? 0;
  }
}

/** The clock, which goes forward only. */
export class ClockControls {
  readonly #target: CallTarget;

  constructor(target: CallTarget) {
    this.#target = target;
  }

  /** The time there, in milliseconds since the epoch. */
  async now(): Promise<number> {
    return (await askSim<{ readonly nowMs: number }>(this.#target, 'GET', 'clock')).nowMs;
  }

  /** Turns it forward: tokens end, broadcasts go on, scheduled deletions are carried out. */
  async advance(ms: number): Promise<number> {
    return (await askSim<{ readonly nowMs: number }>(this.#target, 'POST', 'clock', { advanceMs: ms })).nowMs;
  }
}
