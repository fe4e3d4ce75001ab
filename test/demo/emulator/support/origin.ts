import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import type { TestContext } from 'node:test';

type Answer = (req: IncomingMessage, res: ServerResponse) => void;

/** A server on loopback that videos are copied from. */
export async function startOrigin(t: Pick<TestContext, 'after'>, answer: Answer): Promise<string> {
  const server = createServer(answer);
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  t.after(() => {
    server.closeAllConnections();
    server.close();
  });
  return `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
}

/** Answers `HEAD` and ranges, as Cloudflare asks of a server it copies from. */
export function serveBytes(bytes: Uint8Array): Answer {
  return (req, res) => {
    const total = bytes.length;
    const [, from] = /^bytes=(\d+)-/.exec(req.headers.range ?? '') ?? [];
    const start = Number(from ?? 0);
    const headers = {
      'accept-ranges': 'bytes',
      'content-length': total - start,
      'content-range': `bytes ${start}-${total - 1}/${total}`,
    };
    res.writeHead(from === undefined ? 200 : 206, headers);
    res.end(req.method === 'HEAD' ? undefined : bytes.subarray(start));
  };
}
