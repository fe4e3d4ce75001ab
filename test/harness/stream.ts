// Local Streams for component tests: real playlists and segments, and tokens that are really checked.
import { executeServerCommand } from '@web/test-runner-commands';
import type { FaultRule } from '../../demo/emulator/sim/fault-rule.js';
import type { SeenRequest } from '../../demo/emulator/sim/request-log.js';

/** Options of a local Stream. */
export interface StreamOptions {
  readonly segmentAccess?: 'lenient' | 'strict' | 'token-path';
  readonly segmentSeconds?: number;
  /** Lifetime of the tokens that its endpoint issues. */
  readonly tokenSeconds?: number;
  readonly isPublic?: boolean;
  /** Languages that have captions. */
  readonly captions?: readonly string[];
  /** Labels of additional audio tracks. */
  readonly sounds?: readonly string[];
  /** Five seconds, the demo's minute, or that in a small picture, for tests that neither look at it nor count its bytes. */
  readonly film?: 'clip' | 'sample' | 'small';
}

/** A video that can be played. */
export interface OpenedStream {
  readonly key: string;
  readonly uid: string;
  readonly origin: string;
  readonly tokenEndpoint: string;
}

/** Opens a local Stream with these options, shared by the tests of one page, and a new video there. */
export async function openStream(options: StreamOptions = {}): Promise<OpenedStream> {
  const page = new URLSearchParams(location.search).get('wtr-session-id') ?? '';
  const request = { id: crypto.randomUUID(), page, options: { ...options } };
  for (;;) {
    const opened = await executeServerCommand<OpenedStream | false, typeof request>('stream-open', request);
    if (opened) return opened;
  }
}

/** Creates a live input there, with signed URLs as well; nothing is sent to it yet. */
export async function openInput(stream: OpenedStream): Promise<OpenedStream> {
  const uid = await executeServerCommand<string, { key: string }>('stream-input', { key: stream.key });
  return { ...stream, uid };
}

/** Without this type, the local Stream accepts no command from a page. */
const AS_JSON = { 'content-type': 'application/json' };

/** Starts or stops a broadcast. */
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

/** How many tokens its endpoint has issued so far. */
export function tokensOf({ key }: OpenedStream): Promise<number> {
  return executeServerCommand('stream-tokens', { key });
}

// Player tests replace the browser's fetch().
const realFetch = window.fetch.bind(window);

/** The requests that it has received. */
export async function requestsTo({ origin }: OpenedStream): Promise<readonly SeenRequest[]> {
  return ((await (await realFetch(`${origin}/__sim/requests`)).json()) as { requests: SeenRequest[] }).requests;
}

/** Makes requests to it fail. */
export async function breakStream({ origin }: OpenedStream, rule: FaultRule): Promise<void> {
  await realFetch(`${origin}/__sim/faults`, { method: 'POST', headers: AS_JSON, body: JSON.stringify(rule) });
}

/** Ends all faults, and clears the list of requests. */
export async function mendStream({ origin }: OpenedStream): Promise<void> {
  await realFetch(`${origin}/__sim/faults`, { method: 'DELETE' });
  await realFetch(`${origin}/__sim/requests`, { method: 'DELETE' });
}
