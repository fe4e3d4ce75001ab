// A local Stream in a process of its own, to be killed. Its options come as JSON; its first line of output says where it is.
import { setTimeout as wait } from 'node:timers/promises';
import { RemuxTranscoder } from '../../../../demo/emulator/encode/remux-transcoder.js';
import { createLocalStream } from '../../../../demo/emulator/local-stream.js';

interface ChildOptions {
  readonly port: number;
  readonly dataDir: string;
  /** How long each job takes at least, in milliseconds. */
  readonly jobMs?: number;
}

const { jobMs = 0, ...options } = JSON.parse(process.argv[2] ?? '{}') as ChildOptions;

let isHeld = false;

class SlowTranscoder extends RemuxTranscoder {
  override async encode(...[job]: Parameters<RemuxTranscoder['encode']>): Promise<void> {
    await wait(isHeld ? 3_600_000 : jobMs, undefined, { signal: job.signal });
    await super.encode(job);
  }
}

const stream = await createLocalStream({ ...options, segmentSeconds: 2, transcoder: new SlowTranscoder() });
process.stdout.write(`${JSON.stringify(stream)}\n`);
process.on('message', (message) => {
  if (message === 'hold') isHeld = true;
  process.send?.({ peakKiB: process.resourceUsage().maxRSS });
});
