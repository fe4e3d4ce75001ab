import { formTransport } from './form-transport.js';
import type { Transport } from './transport.js';
import { tusTransport } from './tus-transport.js';

/** All transports. A new one needs a file in this folder and a line here. */
const TRANSPORTS = [tusTransport, formTransport] as const;

/** Names of the transports, as in `protocol` of an endpoint's response. */
export type TransportName = (typeof TRANSPORTS)[number]['name'];

/** Names of all transports. */
export const TRANSPORT_NAMES: readonly TransportName[] = TRANSPORTS.map(({ name }) => name);

/** Transports implied by responses that name none. */
export const IMPLIED_TRANSPORT = {
  /** `Location` header: the response to a tus creation. */
  location: 'tus',
  /** Envelope of Stream's `direct_upload`, which accepts only a form POST. */
  envelope: 'form',
  /** Our own JSON, or a record of an earlier visit. */
  json: 'tus',
} as const satisfies Record<string, TransportName>;

/** Returns the transport with a name. */
export function transportNamed(name: TransportName = IMPLIED_TRANSPORT.json): Transport {
  return TRANSPORTS.find((transport) => transport.name === name) ?? tusTransport;
}
