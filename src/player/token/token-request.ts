import { RECOVERY } from '../model/recovery-policy.js';
import { StreamError } from '../../shared/errors.js';
import { untilAborted } from '../../shared/until-aborted.js';
import { withTimeout } from '../../shared/with-timeout.js';
import { checkToken, fetchToken, type ReceivedToken, type VideoNotReady } from './token-client.js';
import { parsePlaybackToken } from './token.js';
import type { GetToken } from './token-source.js';

/** Where a player's tokens come from. */
export interface TokenPlace {
  readonly uid: string;
  readonly tokenEndpoint?: string | undefined;
  readonly getToken?: GetToken | undefined;
}

/** Function that gets a token from the site. */
export type RequestToken = (signal: AbortSignal) => Promise<ReceivedToken | VideoNotReady>;

/**
 * Request for a token. While it is pending, a second one may be made in another way; the first response wins, and the
 * other is aborted.
 */
export class TokenRequest {
  readonly answer: Promise<ReceivedToken | VideoNotReady>;
  readonly #request: RequestToken;
  readonly #life: AbortSignal;
  readonly #underWay = new Set<AbortController>();
  #timer: ReturnType<typeof setTimeout> | undefined;
  #settle!: { resolve(answer: ReceivedToken | VideoNotReady): void; reject(reason: unknown): void };

  constructor(request: RequestToken, life: AbortSignal) {
    this.#request = request;
    this.#life = life;
    this.answer = new Promise<ReceivedToken | VideoNotReady>(
      (resolve, reject) => (this.#settle = { resolve, reject }),
    ).finally(() => this.#end());
    this.#ask();
  }

  /** Makes a second request unless there is a response soon. */
  askAlso(): void {
    this.#timer ??= setTimeout(() => this.#ask(), RECOVERY.askAlsoMs);
  }

  #ask(): void {
    this.#timer = undefined;
    const one = new AbortController();
    this.#underWay.add(one);
    this.#request(AbortSignal.any([this.#life, one.signal]))
      .finally(() => this.#underWay.delete(one))
      .then(this.#settle.resolve, (error: unknown) => {
        if (this.#underWay.size > 0) return;
        if (this.#timer === undefined) this.#settle.reject(error);
        else {
          // A newer place has not been asked yet.
          clearTimeout(this.#timer);
          this.#ask();
        }
      });
  }

  #end(): void {
    clearTimeout(this.#timer);
    for (const one of this.#underWay) one.abort();
  }
}

/** Requests a token for a video from the current place. */
export async function requestToken(
  { uid, tokenEndpoint, getToken }: TokenPlace,
  signal: AbortSignal,
): Promise<ReceivedToken | VideoNotReady> {
  if (!getToken) return fetchToken(tokenEndpoint ?? '', uid, { signal });
  const token = checkToken(parsePlaybackToken(await callGetToken(getToken, uid, signal)), uid, undefined);
  return { status: 'token', token, clockOffsetMs: undefined };
}

/**
 * Calls the page's own function, which may fail in any way, or never settle. Its error is kept as the cause; a late
 * token is ignored, as its signal has told.
 */
async function callGetToken(getToken: GetToken, uid: string, life: AbortSignal): Promise<string> {
  const signal = withTimeout(life, RECOVERY.answerMs);
  let value: unknown;
  try {
    value = await untilAborted(signal, () => getToken(uid, { signal }));
  } catch (cause) {
    if (life.aborted || cause instanceof StreamError) throw cause;
    const message = signal.aborted ? 'getToken() did not return in time.' : 'getToken() failed.';
    throw new StreamError('TOKEN_ENDPOINT_UNREACHABLE', message, { retryable: true, cause });
  }
  if (typeof value !== 'string') throw new StreamError('TOKEN_MALFORMED', 'getToken() did not return a string.');
  return value;
}
