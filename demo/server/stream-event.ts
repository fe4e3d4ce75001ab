import { isUid, readVideoState, type VideoState } from './video-state.js';

/** Event of Stream about a video. */
export interface StreamEvent {
  readonly uid: string;
  readonly state: VideoState;
}

/** Types of events about videos. Those about live inputs differ: an input has no state here. */
const TYPES: ReadonlySet<unknown> = new Set(['cf.stream.video_state.ready', 'cf.stream.video_state.updated']);

/**
 * Parses a message of a queue subscribed to Stream's events. `undefined` for any other message or account.
 *
 * @see https://developers.cloudflare.com/queues/event-subscriptions/events-schemas/
 */
export function readStreamEvent(message: unknown, accountId: string): StreamEvent | undefined {
  const { type, payload, metadata } = asRecord(message);
  const { id } = asRecord(payload);
  if (!TYPES.has(type) || !isUid(id) || asRecord(metadata).accountId !== accountId) return undefined;
  return { uid: id, state: readVideoState(payload) };
}

function asRecord(value: unknown): Readonly<Record<string, unknown>> {
  return typeof value === 'object' && value !== null ? (value as Record<string, unknown>) : {};
}
