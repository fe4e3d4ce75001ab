import type { Context, Hono } from 'hono';
import type { Access } from './access.js';
import type { Authorize } from './authorize.js';
import type { Clocks } from './clocks.js';
import type { Log } from './log.js';
import type { LookUp } from './look-up.js';
import type { RateLimit } from './rate-limit.js';
import type { Settings } from './settings.js';
import type { StateReader } from './state-reader.js';
import type { StreamApi } from './stream-api.js';
import type { TokenSigner } from './tokens.js';
import type { VideoStore } from './videos.js';

/** Parts that the routes share. */
export interface AppParts extends Clocks {
  readonly settings: Settings;
  readonly store: VideoStore;
  readonly stream: StreamApi;
  readonly reader: StateReader;
  /** Left out if only this server's own videos have rows. */
  readonly lookUp?: LookUp | undefined;
  readonly signer: TokenSigner;
  readonly log: Log;
  readonly authorize: Authorize;
  /** @defaultValue `rate-limit.ts` */
  readonly rateLimit?: RateLimit | undefined;
}

/** Values passed between the handlers of a request. */
export interface AppVariables {
  /** Also sent as `X-Request-Id`. */
  requestId: string;
  /** Video of the request, once its uid was validated. Only for the log. */
  uid: string;
  /** Permissions found by the guard. */
  access: Access;
  /** Code of the error response. Only for the log. */
  code: string;
}

/** The app, and the handlers' view of a request. */
export type App = Hono<AppEnvironment>;
export type AppContext = Context<AppEnvironment>;

/** Types of both for Hono. */
export interface AppEnvironment {
  Variables: AppVariables;
  /** Client address, if the platform provides it. */
  Bindings: { client?: string };
}
