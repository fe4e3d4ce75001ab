import type { ServerResponse } from 'node:http';
import { setTimeout as wait } from 'node:timers/promises';

/** A body is sent in this many pieces a second. */
const PIECES_PER_SECOND = 20;

/** Sends an answer's body slowly, in even pieces. */
export function throttleResponse(res: ServerResponse, bytesPerSecond: number): void {
  const write = res.write.bind(res) as (chunk: Buffer) => boolean;
  const end = res.end.bind(res) as () => ServerResponse;
  const size = Math.max(1, Math.round(bytesPerSecond / PIECES_PER_SECOND));
  let last: Promise<void> = Promise.resolve();
  const send = async (bytes: Buffer): Promise<void> => {
    for (let at = 0; at < bytes.length && !res.destroyed; at += size) {
      const piece = bytes.subarray(at, at + size);
      write(piece);
      await wait((piece.length / bytesPerSecond) * 1000, undefined, { ref: false });
    }
  };
  const queue = (chunk: unknown): void => {
    const bytes =
      typeof chunk === 'string' ? Buffer.from(chunk) : chunk instanceof Uint8Array ? Buffer.from(chunk) : undefined;
    if (bytes) last = last.then(() => send(bytes));
  };
  res.write = ((chunk: unknown, ...rest: unknown[]) => {
    queue(chunk);
    callBack(rest, last);
    // Further writes wait until this chunk is sent.
    last.then(() => res.emit('drain')).catch(() => undefined);
    return false;
  }) as typeof res.write;
  res.end = ((chunk: unknown, ...rest: unknown[]) => {
    queue(chunk);
    last = last.then(() => {
      if (!res.destroyed) end();
    });
    callBack([chunk, ...rest], last);
    return res;
  }) as typeof res.end;
}

function callBack(given: readonly unknown[], after: Promise<void>): void {
  const callback = given.find((one): one is () => void => typeof one === 'function');
  if (callback) void after.then(callback);
}
