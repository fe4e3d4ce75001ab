import { isUid, readVideoState, type VideoState } from './video-state.js';

/** What one of Stream's events says about a video. */
export interface StreamEvent {
  readonly uid: string;
  readonly state: VideoState;
}

/** Events about videos. Those about live inputs have other names: an input has no state here. */
const TYPES: ReadonlySet<unknown> = new Set(['cf.stream.video_state.ready', 'cf.stream.video_state.updated']);

/**
 * Reads a message of a queue that is subscribed to Stream's events. Nothing where it is another message, or of another
 * account.
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
