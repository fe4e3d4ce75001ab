import http from 'node:http';
import type { AddressInfo } from 'node:net';
import type { JourneyDemo } from './demo.js';

/** Response of the proxy itself. */
interface OwnAnswer {
  readonly type: string;
  readonly body: string;
}

/** What a proxy does besides passing requests on. */
export interface DemoProxyOptions {
  /** Returns the proxy's own response to a request, which must not be stored; `undefined` passes the request on. */
  readonly answer: (url: URL) => OwnAnswer | undefined;
  /** Changes the HTML of a page. */
  readonly changePage: (html: string, url: URL) => string;
}

/** Headers that describe the body as the demo has sent it. */
const OF_BODY = ['content-length', 'content-encoding', 'transfer-encoding', 'connection'];

/** Starts a proxy in front of the demo, with its headers, so with its Content Security Policy, too. */
export async function startDemoProxy(
  demo: JourneyDemo,
  { answer, changePage }: DemoProxyOptions,
): Promise<{ readonly origin: string; close(): void }> {
  const server = http.createServer((req, res) => {
    const url = new URL(req.url ?? '/', demo.url);
    const own = answer(url);
    if (own) {
      res.writeHead(200, { 'content-type': own.type, 'cache-control': 'no-store' }).end(own.body);
      return;
    }
    void fetch(url).then(
      async (response) => {
        const headers = Object.fromEntries([...response.headers].filter(([name]) => !OF_BODY.includes(name)));
        const isPage = response.headers.get('content-type')?.startsWith('text/html');
        const body = isPage ? changePage(await response.text(), url) : Buffer.from(await response.arrayBuffer());
        res.writeHead(response.status, headers).end(body);
      },
      () => res.destroy(),
    );
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  return {
    origin: `http://localhost:${(server.address() as AddressInfo).port}`,
    close: () => {
      server.close();
      server.closeAllConnections();
    },
  };
}
