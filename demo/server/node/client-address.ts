import type { IncomingMessage } from 'node:http';

/**
 * Reads the client's address. Each proxy appends the address of its peer to `X-Forwarded-For`; entries before those of
 * one's own proxies were written by the client and are not trusted.
 *
 * @param proxies - Number of one's own reverse proxies in front of this server.
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
