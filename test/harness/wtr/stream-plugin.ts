// Local Streams for component tests, with a token endpoint. Tests open them by the typed helpers in ../stream.ts.
import { readFile } from 'node:fs/promises';
import { setTimeout as pause } from 'node:timers/promises';
import type { TestRunnerPlugin } from '@web/test-runner';
import { RemuxTranscoder } from '../../../demo/emulator/encode/remux-transcoder.js';
import { LiveInput } from '../../demo/emulator/support/live-input.js';
import { CLIP, RunningStream, startStream, until } from '../../demo/emulator/support/running-stream.js';
import { encodeOnce } from '../encode-once.js';
import type { OpenedStream, StreamOptions } from '../stream.js';

interface Opened {
  readonly running: RunningStream;
  readonly options: StreamOptions;
  tokens: number;
}

interface OpenRequest {
  /** The same for every repetition of this call. */
  readonly id: string;
  readonly page: string;
  readonly options: StreamOptions;
}

/** How long an encoding may take on a machine that is busy with other pages. */
const ENCODED_WITHIN_MS = 60_000;

const FILMS = {
  clip: CLIP,
  sample: new URL('../../../demo/sample/sample.mp4', import.meta.url),
  // As long, with the same seconds between its key frames, 320×180: it costs less to decode.
  small: new URL('../../fixtures/film-64s.mp4', import.meta.url),
};
const opened = new Map<string, Opened>();
const openings = new Map<string, Promise<OpenedStream>>();
const endings: (() => unknown)[] = [];
let last: Promise<unknown> = Promise.resolve();

/** One after the other: each waits for its video, which occupies a core. */
function open(request: OpenRequest): Promise<OpenedStream> {
  const next = last.catch(() => undefined).then(() => openNow(request));
  last = next;
  return next;
}

/** Returns `false` if it takes longer than the runner waits for a command (20 seconds): the page then asks again. */
function openInPart(request: OpenRequest): Promise<OpenedStream | false> {
  const opening = openings.get(request.id) ?? open(request);
  openings.set(request.id, opening);
  return Promise.race([opening, pause(10_000, false as const)]);
}

/** One for each page and set of options: two pages would otherwise see each other's requests and faults. */
async function openNow({ page, options }: OpenRequest): Promise<OpenedStream> {
  const key = Buffer.from(JSON.stringify([page, options])).toString('hex');
  let known = opened.get(key);
  if (!known) {
    const { segmentAccess = 'lenient', segmentSeconds = 1 } = options;
    const running = await startStream(
      { after: (end) => void endings.push(end as () => unknown) },
      { segmentAccess, segmentSeconds, transcoder: encodeOnce(new RemuxTranscoder()) },
    );
    known = { running, options, tokens: 0 };
    opened.set(key, known);
  }
  const metadata: Record<string, null> = options.isPublic ? {} : { requiresignedurls: null };
  const uid = await known.running.upload(new Uint8Array(await readFile(FILMS[options.film ?? 'clip'])), metadata);
  await known.running.finished(uid, 'ready', ENCODED_WITHIN_MS);
  for (const language of options.captions ?? []) {
    const body = new FormData();
    // German captions are placed in a region.
    const region = 'REGION\nid:low\nwidth:40%\nviewportanchor:30%,100%\n\n';
    const settings = language === 'de' ? 'region:low' : '';
    const text = `WEBVTT\n\n${region}00:00.000 --> 01:00.000 ${settings}\nCaptions in ${language}\n`;
    body.append('file', new Blob([text]), 'captions.vtt');
    await known.running.result(`/${uid}/captions/${language}`, { method: 'PUT', body });
  }
  for (const label of options.sounds ?? []) {
    const body = new FormData();
    body.append('file', new Blob([new Uint8Array(await readFile(CLIP))]), 'sound.mp4');
    body.append('label', label);
    await known.running.result(`/${uid}/audio`, { method: 'POST', body });
  }
  await until(async () => {
    const { audio } = await known.running.result<{ audio: { status: string }[] }>(`/${uid}/audio`);
    return audio.every(({ status }) => status === 'ready') || undefined;
  });
  return { key, uid, origin: known.running.origin, tokenEndpoint: `/__stream/${key}/{uid}` };
}

async function openInput(key: string): Promise<string> {
  const known = opened.get(key);
  if (!known) throw new Error('There is no such Stream.');
  return (await LiveInput.create(known.running, { requireSignedURLs: true }, { preferLowLatency: true })).uid;
}

/** The commands that `test/harness/stream.ts` sends, and the token endpoints that it names. */
export function streamPlugin(): TestRunnerPlugin {
  return {
    name: 'stream',
    async executeCommand({ command, payload }) {
      if (command === 'stream-open') return openInPart(payload as OpenRequest);
      if (command === 'stream-input') return openInput((payload as { key: string }).key);
      if (command === 'stream-tokens') return opened.get((payload as { key: string }).key)?.tokens ?? 0;
      return undefined;
    },
    async serve({ path }) {
      const [, key = '', uid = ''] = /^\/__stream\/([0-9a-f]+)\/([0-9a-f]+)$/.exec(path) ?? [];
      const known = opened.get(key);
      if (!known) return undefined;
      known.tokens += 1;
      // Two tokens that expire in the same second would be equal: long-lived ones differ by their expiry.
      const exp = Date.now() / 1000 + (known.options.tokenSeconds ?? 3600 + known.tokens);
      const token = await known.running.token(uid, { exp });
      return { body: JSON.stringify({ token }), type: 'json', headers: { 'cache-control': 'no-store' } };
    },
    async serverStop() {
      for (const end of endings.splice(0)) await end();
    },
  };
}
