import { endpointUrl } from '../../shared/endpoint-url.js';
import type { GetToken } from './token-source.js';

declare global {
  /** Answers that the page has asked its token endpoint for before the player came, by their URLs. */

  var cfStreamTokenRequests: Record<string, Promise<Response>> | undefined;
}

/** Options of the element about a video and its token. */
export interface EarlyOptions {
  readonly source: { readonly origin: string; readonly uid: string; readonly token?: string };
  readonly token?: string | undefined;
  readonly tokenEndpoint?: string | undefined;
  readonly getToken?: GetToken | undefined;
}

/** Properties of which a change may mean newer credentials for the same source, or that they may go there or not. */
export const CREDENTIALS = ['getToken', 'token', 'tokenEndpoint', 'deliveryOrigin', 'src'];

/** Request to a token endpoint, apart from its URL. */
export const TOKEN_REQUEST: RequestInit = {
  headers: { Accept: 'application/json, application/jwt, text/plain' },
  cache: 'no-store',
};

/** Answers of token endpoints by their URLs, until the client has come. */
export const EARLY: { answers?: Record<string, Promise<Response>> | undefined } = { answers: {} };

/** Gets the token that was given once: by itself, or as part of the source. */
export function givenToken({ source, token }: Pick<EarlyOptions, 'source' | 'token'>): string | undefined {
  return (token ?? '') === '' ? source.token : token;
}

/** Requests a token, while the code that handles it is still on its way; `undefined` where there is nothing to ask. */
export function requestEarly(options: EarlyOptions): Promise<Response> | undefined {
  const { source, tokenEndpoint, getToken } = options;
  const { answers } = EARLY;
  if (!answers || !tokenEndpoint || getToken || givenToken(options)) return undefined;
  const url = endpointUrl(tokenEndpoint, source.uid);
  const answer = (answers[url] ??= globalThis.cfStreamTokenRequests?.[url] ?? fetch(url, TOKEN_REQUEST));
  // Whoever takes it handles what it rejects with; who comes later asks again.
  answer.catch(() => Reflect.deleteProperty(answers, url));
  return answer;
}
