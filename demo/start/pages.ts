import fs from 'node:fs/promises';
import path from 'node:path';

/** Answers a request for a page or one of its files. */
export type Pages = (request: Request) => Response;

const TYPES: Readonly<Record<string, string>> = {
  '.html': 'text/html; charset=utf-8',
  '.js': 'text/javascript; charset=utf-8',
  '.css': 'text/css; charset=utf-8',
  '.json': 'application/json',
  '.map': 'application/json',
  '.svg': 'image/svg+xml',
  '.png': 'image/png',
  '.jpg': 'image/jpeg',
  '.webp': 'image/webp',
  '.ico': 'image/x-icon',
  '.woff2': 'font/woff2',
  '.txt': 'text/plain; charset=utf-8',
  '.vtt': 'text/vtt; charset=utf-8',
  '.md': 'text/plain; charset=utf-8',
};

/** The page with media-chrome's controls, which write style elements and HTML texts, and do not run without leave to. */
const OTHER_CONTROLS = '/media-chrome.html';

interface File {
  readonly body: string | Uint8Array<ArrayBuffer>;
  readonly headers: Readonly<Record<string, string>>;
}

/**
 * Reads a folder of built pages, to be served from memory: only what was there can be asked for.
 *
 * @param deliveryOrigin - Where the videos come from; stands in the policy, and in pages for `%DELIVERY_ORIGIN%`.
 */
export async function loadPages(folder: string, deliveryOrigin: string): Promise<Pages> {
  const files = new Map<string, File>();
  for (const entry of await fs.readdir(folder, { recursive: true, withFileTypes: true })) {
    if (!entry.isFile()) continue;
    const file = path.join(entry.parentPath, entry.name);
    const address = `/${path.relative(folder, file).split(path.sep).join('/')}`;
    files.set(address, toFile(address, new Uint8Array(await fs.readFile(file)), deliveryOrigin));
  }
  return (request) => {
    const { pathname } = new URL(request.url);
    const file = files.get(pathname.endsWith('/') ? `${pathname}index.html` : pathname);
    const text = { 'Content-Type': 'text/plain; charset=utf-8', 'X-Content-Type-Options': 'nosniff' };
    if (!file) return new Response('There is no such page.\n', { status: 404, headers: text });
    if (request.method !== 'GET' && request.method !== 'HEAD') {
      return new Response('Pages can only be read.\n', { status: 405, headers: { ...text, Allow: 'GET, HEAD' } });
    }
    return new Response(request.method === 'HEAD' ? null : file.body, { headers: file.headers });
  };
}

function toFile(address: string, bytes: Uint8Array<ArrayBuffer>, deliveryOrigin: string): File {
  const extension = path.extname(address);
  const common = {
    'Content-Type': TYPES[extension] ?? 'application/octet-stream',
    'X-Content-Type-Options': 'nosniff',
    // The names of built files change with what is in them.
    'Cache-Control': address.startsWith('/assets/') ? 'public, max-age=31536000, immutable' : 'no-cache',
  };
  if (extension !== '.html') return { body: bytes, headers: common };
  return {
    body: new TextDecoder().decode(bytes).replaceAll('%DELIVERY_ORIGIN%', deliveryOrigin),
    headers: {
      ...common,
      'Content-Security-Policy':
        address === OTHER_CONTROLS ? looserPolicy(deliveryOrigin) : contentSecurityPolicy(deliveryOrigin),
      // Pictures carry no Origin header, so the referrer is how Stream knows which site shows a video.
      'Referrer-Policy': 'strict-origin-when-cross-origin',
    },
  };
}

/** The policy of the demo's pages: as strict as any site's that uses the elements may be. */
export function contentSecurityPolicy(deliveryOrigin: string): string {
  return [
    `default-src 'none'`,
    `script-src 'self'`,
    `style-src 'self'`,
    // blob: is for the picture of a file that was not sent yet.
    `img-src 'self' ${deliveryOrigin} blob:`,
    // blob: is how a MediaSource gets into a <video>.
    `media-src 'self' blob: ${deliveryOrigin}`,
    `connect-src 'self' ${deliveryOrigin}`,
    `form-action 'self'`,
    `base-uri 'none'`,
    `frame-ancestors 'self'`,
    `require-trusted-types-for 'script'`,
  ].join('; ');
}

function looserPolicy(deliveryOrigin: string): string {
  return contentSecurityPolicy(deliveryOrigin)
    .replace(`style-src 'self'`, `style-src 'self' 'unsafe-inline'`)
    .replace(`; require-trusted-types-for 'script'`, '');
}
