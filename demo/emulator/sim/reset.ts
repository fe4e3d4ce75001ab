import type { IncomingMessage, ServerResponse } from 'node:http';

/**
 * Cuts the connection in the middle of a request's body. What came before still reaches whoever reads it.
 *
 * @since 0.1.0
 */
export function resetRequestAfter(req: IncomingMessage, bytes: number): void {
  let seen = 0;
  const push = req.push.bind(req);
  // `push` is where the parser hands over a piece, before anyone reads it.
  req.push = (chunk: Buffer | null, encoding?: BufferEncoding): boolean => {
    seen += chunk?.length ?? 0;
    if (seen <= bytes) return push(chunk, encoding);
    req.socket.resetAndDestroy();
    return false;
  };
}

/**
 * Cuts the connection in the middle of an answer, or, with -1, in place of it.
 *
 * @since 0.1.0
 */
export function resetResponseAfter(res: ServerResponse, bytes: number): void {
  let seen = 0;
  const socket = res.socket;
  const cuts = (chunk: unknown): boolean => {
    seen += typeof chunk === 'string' || chunk instanceof Uint8Array ? Buffer.byteLength(chunk) : 0;
    if (bytes >= 0 && seen <= bytes) return false;
    socket?.resetAndDestroy();
    return true;
  };
  const { write, end } = { write: res.write.bind(res), end: res.end.bind(res) };
  res.write = ((...args: Parameters<typeof write>) => (cuts(args[0]) ? false : write(...args))) as typeof res.write;
  res.end = ((...args: Parameters<typeof end>) => (cuts(args[0]) ? res : end(...args))) as typeof res.end;
}
