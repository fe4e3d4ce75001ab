import { endpointUrl } from '../../shared/endpoint-url.js';
import type { GetToken } from './token-source.js';

declare global {
  /** Responses of the token endpoint, requested by the page before the player was loaded, by URL. */

  var cfStreamTokenRequests: Record<string, Promise<Response>> | undefined;
}

/** Options of the element about a video and its token. */
export interface EarlyOptions {
  readonly source: { readonly origin: string; readonly uid: string; readonly token?: string };
  readonly token?: string | undefined;
  readonly tokenEndpoint?: string | undefined;
  readonly getToken?: GetToken | undefined;
}

/** Properties whose change may mean new credentials for the same source, or permission to send them there. */
export const CREDENTIALS = ['getToken', 'token', 'tokenEndpoint', 'deliveryOrigin', 'src'];

/** Options of a request to a token endpoint. */
export const TOKEN_REQUEST: RequestInit = {
  headers: { Accept: 'application/json, application/jwt, text/plain' },
  cache: 'no-store',
};

/** Responses of token endpoints by URL, until the token client is loaded. */
export const EARLY: { answers?: Record<string, Promise<Response>> | undefined } = { answers: {} };

/** Returns the token that the page has given: as `token`, or as part of the source. */
export function givenToken({ source, token }: Pick<EarlyOptions, 'source' | 'token'>): string | undefined {
  return (token ?? '') === '' ? source.token : token;
}

/** Requests a token while the code that handles it is still loading; `undefined` if there is no endpoint to ask. */
export function requestEarly(options: EarlyOptions): Promise<Response> | undefined {
  const { source, tokenEndpoint, getToken } = options;
  const { answers } = EARLY;
  if (!answers || !tokenEndpoint || getToken || givenToken(options)) return undefined;
  const url = endpointUrl(tokenEndpoint, source.uid);
  const answer = (answers[url] ??= globalThis.cfStreamTokenRequests?.[url] ?? fetch(url, TOKEN_REQUEST));
  // The taker handles the rejection; a later caller requests again.
  answer.catch(() => Reflect.deleteProperty(answers, url));
  return answer;
}
