import fs from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { chooseTranscoder } from '../../../demo/emulator/encode/choose-transcoder.js';
import type { TranscoderChoice } from '../../../demo/emulator/options.js';
import type { FaultRule } from '../../../demo/emulator/sim/fault-rule.js';
import type { SeenRequest } from '../../../demo/emulator/sim/request-log.js';
import { startDemo, type Demo } from '../../../demo/start/demo.js';
import type { DemoOptions } from '../../../demo/start/options.js';
import { encodeOnce } from '../../harness/encode-once.js';
import { until } from './until.js';

/** A video as the reference server lists it. */
export interface ListedVideo {
  readonly uid: string;
  readonly status: 'pending' | 'processing' | 'ready' | 'error';
  readonly duration: number | null;
}

/** A demo for one journey alone. */
export interface JourneyDemo extends Demo {
  /** Temporary folder, deleted on close. */
  readonly folder: string;
  /** All lines of the log. */
  readonly logLines: readonly string[];
  /** Fetches a video from the reference server. */
  fetchVideo(uid: string): Promise<ListedVideo>;
  /** Waits until the sample video is ready, and returns its uid. */
  waitForSample(): Promise<string>;
  /** Fetches the requests that the local Stream has received. */
  requests(): Promise<readonly SeenRequest[]>;
  /** Fetches those requests that were refused for lack of a valid token. */
  refusedRequests(): Promise<readonly SeenRequest[]>;
  /** Adds a rule by which requests to the local Stream fail. */
  addFault(rule: FaultRule): Promise<void>;
}

/** Serializes the starts: each builds the pages into the same folder. */
let lastStart: Promise<unknown> = Promise.resolve();
function startOneByOne(options: DemoOptions): Promise<Demo> {
  const next = lastStart.catch(() => undefined).then(() => startDemo(options));
  lastStart = next;
  return next;
}

/** A demo's options, with one of the transcoders that there are. */
type JourneyOptions = Omit<DemoOptions, 'transcoder'> & { readonly transcoder?: TranscoderChoice };

/** Starts the demo on free ports, in a temporary folder. The sample, a minute long, is encoded once for all in this process. */
export async function startJourney({ transcoder = 'auto', ...options }: JourneyOptions = {}): Promise<JourneyDemo> {
  const folder = fs.mkdtempSync(path.join(os.tmpdir(), 'journey-'));
  const logLines: string[] = [];
  const demo = await startOneByOne({
    port: 0,
    streamPort: 0,
    dataDir: path.join(folder, 'data'),
    sample: false,
    log: (line) => logLines.push(line),
    transcoder: options.sample ? encodeOnce(await chooseTranscoder(transcoder, () => undefined)) : transcoder,
    ...options,
  });
  const read = async <T>(url: string): Promise<T> => (await fetch(url)).json() as Promise<T>;
  const requests = async (): Promise<readonly SeenRequest[]> =>
    (await read<{ requests: SeenRequest[] }>(`${demo.stream.origin}/__sim/requests`)).requests;
  return {
    ...demo,
    folder,
    logLines,
    fetchVideo: (uid) => read(`${demo.url}/api/videos/${uid}`),
    waitForSample: async () => {
      const ready = await until(
        'the sample is ready',
        async () => {
          const { videos } = await read<{ videos: ListedVideo[] }>(`${demo.url}/api/videos`);
          return videos.find(({ status }) => status === 'ready');
        },
        { timeoutMs: 120_000, intervalMs: 250 },
      );
      return ready.uid;
    },
    requests,
    refusedRequests: async () => (await requests()).filter(({ status }) => status === 401 || status === 403),
    addFault: async (rule) => {
      const response = await fetch(`${demo.stream.origin}/__sim/faults`, {
        method: 'POST',
        body: JSON.stringify(rule),
      });
      if (!response.ok) throw new Error(await response.text());
    },
    close: async () => {
      await demo.close();
      fs.rmSync(folder, { recursive: true, force: true });
    },
  };
}
