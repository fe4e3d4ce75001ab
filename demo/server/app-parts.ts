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

/** The parts the routes work with. */
export interface AppParts extends Clocks {
  readonly settings: Settings;
  readonly store: VideoStore;
  readonly stream: StreamApi;
  readonly reader: StateReader;
  /** Left out where only this server's own videos have a row. */
  readonly lookUp?: LookUp | undefined;
  readonly signer: TokenSigner;
  readonly log: Log;
  readonly authorize: Authorize;
  /** @defaultValue `rate-limit.ts` */
  readonly rateLimit?: RateLimit | undefined;
}

/** What a request carries from one handler to the next. */
export interface AppVariables {
  /** Also answered as `X-Request-Id`. */
  requestId: string;
  /** The video this request is about, once its form was checked. Only for the log. */
  uid: string;
  /** What the guard has found. */
  access: Access;
  /** Code of the error that is answered. Only for the log. */
  code: string;
}

/** The app, and the handlers' view of a request. */
export type App = Hono<AppEnvironment>;
export type AppContext = Context<AppEnvironment>;

/** What Hono is told of both. */
export interface AppEnvironment {
  Variables: AppVariables;
  /** What the platform knows of a request: the address it came from. */
  Bindings: { client?: string };
}
