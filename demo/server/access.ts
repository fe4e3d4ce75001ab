import type { TokenOptions, VideoOptions } from './restrictions.js';

/** What a request may do, as the routes behind the guard find it. */
export interface Access {
  /** Who it is, where `authorize` knows. */
  readonly user: string | undefined;
  /** Whether it may only be done to what is theirs. */
  readonly ownOnly: boolean;
  /** The video that the address names, empty where it names none. */
  readonly uid: string;
  /** What a token for it is restricted to. */
  readonly token: TokenOptions;
  /** What an upload is restricted to. */
  readonly videoOptions: VideoOptions;
}
