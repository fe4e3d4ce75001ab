import type { TokenOptions, VideoOptions } from './restrictions.js';

/** Permissions of a request, as found by the guard. */
export interface Access {
  /** User, if `authorize` knows. */
  readonly user: string | undefined;
  /** Whether it may only access the user's own videos. */
  readonly ownOnly: boolean;
  /** Uid in the URL; empty if there is none. */
  readonly uid: string;
  /** Restrictions of a token for the video. */
  readonly token: TokenOptions;
  /** Restrictions of an upload. */
  readonly videoOptions: VideoOptions;
}
