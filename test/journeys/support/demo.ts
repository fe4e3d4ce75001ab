import fs from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import type { FaultRule } from '../../../demo/emulator/sim/fault-rule.js';
import type { SeenRequest } from '../../../demo/emulator/sim/request-log.js';
import { startDemo, type Demo } from '../../../demo/start/demo.js';
import type { DemoOptions } from '../../../demo/start/options.js';
import { until } from './until.js';

/** A video as the server lists it. */
export interface ListedVideo {
  readonly uid: string;
  readonly status: 'pending' | 'processing' | 'ready' | 'error';
  readonly duration: number | null;
}

/** A demo of its own for one journey. */
export interface JourneyDemo extends Demo {
  /** Folder that goes away with it. */
  readonly folder: string;
  /** Every line of its log. */
  readonly lines: readonly string[];
  video(uid: string): Promise<ListedVideo>;
  /** Waits for the sample, and gives its uid. */
  sample(): Promise<string>;
  /** What was asked of the local Stream. */
  requests(): Promise<readonly SeenRequest[]>;
  /** Lets requests to the local Stream go wrong. */
  fail(rule: FaultRule): Promise<void>;
}

/** Each builds the pages, in the same place: one after the other. */
let starting: Promise<unknown> = Promise.resolve();
function startInTurn(options: DemoOptions): Promise<Demo> {
  const next = starting.catch(() => undefined).then(() => startDemo(options));
  starting = next;
  return next;
}

/** Starts the demo on free ports, in a folder of its own. */
export async function startJourney(options: DemoOptions = {}): Promise<JourneyDemo> {
  const folder = fs.mkdtempSync(path.join(os.tmpdir(), 'journey-'));
  const lines: string[] = [];
  const demo = await startInTurn({
    port: 0,
    streamPort: 0,
    dataDir: path.join(folder, 'data'),
    sample: false,
    log: (line) => lines.push(line),
    ...options,
  });
  const read = async <T>(url: string): Promise<T> => (await fetch(url)).json() as Promise<T>;
  return {
    ...demo,
    folder,
    lines,
    video: (uid) => read(`${demo.url}/api/videos/${uid}`),
    sample: async () => {
      const ready = await until(
        'the sample is ready',
        async () => {
          const { videos } = await read<{ videos: ListedVideo[] }>(`${demo.url}/api/videos`);
          return videos.find(({ status }) => status === 'ready');
        },
        { within: 120_000, every: 250 },
      );
      return ready.uid;
    },
    requests: async () => (await read<{ requests: SeenRequest[] }>(`${demo.stream.origin}/__sim/requests`)).requests,
    fail: async (rule) => {
      const answer = await fetch(`${demo.stream.origin}/__sim/faults`, { method: 'POST', body: JSON.stringify(rule) });
      if (!answer.ok) throw new Error(await answer.text());
    },
    close: async () => {
      await demo.close();
      fs.rmSync(folder, { recursive: true, force: true });
    },
  };
}
