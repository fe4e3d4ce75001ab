// Local Streams for component tests: real playlists and segments, tokens that are really checked.
import { executeServerCommand } from '@web/test-runner-commands';
import type { FaultRule } from '../../demo/emulator/sim/fault-rule.js';
import type { SeenRequest } from '../../demo/emulator/sim/request-log.js';

/** What a local Stream is like. */
export interface StreamOptions {
  readonly segmentAccess?: 'lenient' | 'strict' | 'token-path';
  readonly segmentSeconds?: number;
  /** Life of the tokens that its endpoint gives out. */
  readonly tokenSeconds?: number;
  readonly isPublic?: boolean;
  /** Languages that there are captions in. */
  readonly captions?: readonly string[];
  /** Sounds beside its own, by their labels. */
  readonly sounds?: readonly string[];
  /** Five seconds, the demo's minute, or that in a small picture, for tests that neither look at it nor count its bytes. */
  readonly film?: 'clip' | 'sample' | 'small';
}

/** A video that can be watched. */
export interface OpenedStream {
  readonly key: string;
  readonly uid: string;
  readonly origin: string;
  readonly tokenEndpoint: string;
}

/** A local Stream with these options, which the tests of one page share, and a video of its own there. */
export async function openStream(options: StreamOptions = {}): Promise<OpenedStream> {
  const page = new URLSearchParams(location.search).get('wtr-session-id') ?? '';
  const request = { id: crypto.randomUUID(), page, options: { ...options } };
  for (;;) {
    const opened = await executeServerCommand<OpenedStream | false, typeof request>('stream-open', request);
    if (opened) return opened;
  }
}

/** A live input there, under the same kind of tokens; nothing is sent to it yet. */
export async function openInput(stream: OpenedStream): Promise<OpenedStream> {
  const uid = await executeServerCommand<string, { key: string }>('stream-input', { key: stream.key });
  return { ...stream, uid };
}

/** Without it, the local Stream takes no command from a page. */
const AS_JSON = { 'content-type': 'application/json' };

/** Begins or ends a broadcast. */
export async function tellInput(
  { origin, uid }: OpenedStream,
  command: 'start' | 'stop',
  options: object = {},
): Promise<void> {
  const answer = await realFetch(`${origin}/__sim/live/${uid}/${command}`, {
    method: 'POST',
    headers: AS_JSON,
    body: JSON.stringify(options),
  });
  if (!answer.ok) throw new Error(await answer.text());
}

/** How many tokens its endpoint has given out so far. */
export function tokensOf({ key }: OpenedStream): Promise<number> {
  return executeServerCommand('stream-tokens', { key });
}

// Player tests put their own fetch() in place of the browser's.
const realFetch = window.fetch.bind(window);

/** What was asked of it. */
export async function requestsTo({ origin }: OpenedStream): Promise<readonly SeenRequest[]> {
  return ((await (await realFetch(`${origin}/__sim/requests`)).json()) as { requests: SeenRequest[] }).requests;
}

/** Lets requests to it go wrong. */
export async function breakStream({ origin }: OpenedStream, rule: FaultRule): Promise<void> {
  await realFetch(`${origin}/__sim/faults`, { method: 'POST', headers: AS_JSON, body: JSON.stringify(rule) });
}

/** Ends all faults, and forgets what was asked. */
export async function mendStream({ origin }: OpenedStream): Promise<void> {
  await realFetch(`${origin}/__sim/faults`, { method: 'DELETE' });
  await realFetch(`${origin}/__sim/requests`, { method: 'DELETE' });
}
