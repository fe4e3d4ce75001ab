import type { IncomingMessage } from 'node:http';

/**
 * The address that a request came from. Each proxy adds to the end of `X-Forwarded-For` whom it got the request from;
 * what stands before the entries of one's own proxies is whatever the client wrote there, and is not believed.
 *
 * @param proxies - how many reverse proxies of one's own stand before this server.
 */
export function readClientAddress(
  { headers, socket }: Pick<IncomingMessage, 'headers' | 'socket'>,
  proxies: number,
): string | undefined {
  if (proxies === 0) return socket.remoteAddress;
  const forwarded = [headers['x-forwarded-for'] ?? []]
    .flat()
    .join(',')
    .split(',')
    .map((entry) => entry.trim());
  const address = forwarded.at(-proxies) ?? '';
  return address === '' ? socket.remoteAddress : address;
}
