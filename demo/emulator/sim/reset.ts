import type { IncomingMessage, ServerResponse } from 'node:http';

/** Cuts the connection in the middle of a request's body. Earlier bytes still reach the reader. */
export function resetRequestAfter(req: IncomingMessage, bytes: number): void {
  let seen = 0;
  const push = req.push.bind(req);
  // The parser calls `push` with each chunk before it is read.
  req.push = (chunk: Buffer | null, encoding?: BufferEncoding): boolean => {
    seen += chunk?.length ?? 0;
    if (seen <= bytes) return push(chunk, encoding);
    req.socket.resetAndDestroy();
    return false;
  };
}

/** Cuts the connection in the middle of an answer's body, or, with -1, in place of the answer. */
export function resetResponseAfter(res: ServerResponse, bytes: number): void {
  let seen = 0;
  const { socket } = res;
  const write = res.write.bind(res) as (chunk: unknown, ...rest: unknown[]) => boolean;
  const end = res.end.bind(res) as (chunk?: unknown, ...rest: unknown[]) => ServerResponse;
  /** Answers whether this piece still goes through whole. */
  const passes = (chunk: unknown): boolean => {
    const piece =
      typeof chunk === 'string' ? Buffer.from(chunk) : chunk instanceof Uint8Array ? chunk : Buffer.alloc(0);
    const left = bytes - seen;
    seen += piece.length;
    if (left >= piece.length) return true;
    if (left > 0) write(piece.subarray(0, left), () => socket?.resetAndDestroy());
    else socket?.resetAndDestroy();
    return false;
  };
  res.write = ((chunk: unknown, ...rest: unknown[]) => passes(chunk) && write(chunk, ...rest)) as typeof res.write;
  res.end = ((chunk?: unknown, ...rest: unknown[]) => (passes(chunk) ? end(chunk, ...rest) : res)) as typeof res.end;
}
