import { formTransport } from './form-transport.js';
import type { Transport } from './transport.js';
import { tusTransport } from './tus-transport.js';

/** Every transport. To add one: a file of its own beside this one, and a row here. */
const TRANSPORTS = [tusTransport, formTransport] as const;

/** Names of the transports, as an endpoint says them in `protocol`. */
export type TransportName = (typeof TRANSPORTS)[number]['name'];

/** Names of all transports. */
export const TRANSPORT_NAMES: readonly TransportName[] = TRANSPORTS.map(({ name }) => name);

/** Transport of an answer that names none, by its kind. */
export const IMPLIED_TRANSPORT = {
  /** A `Location`: the answer to a tus creation. */
  location: 'tus',
  /** The envelope of Stream's `direct_upload`, which takes a form POST and nothing else. */
  envelope: 'form',
  /** Our own JSON, and a record of an earlier visit. */
  json: 'tus',
} as const satisfies Record<string, TransportName>;

/** Gives the transport of that name. */
export function transportNamed(name: TransportName = IMPLIED_TRANSPORT.json): Transport {
  return TRANSPORTS.find((transport) => transport.name === name) ?? tusTransport;
}
