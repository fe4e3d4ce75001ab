import type { TokenOptions, VideoOptions } from './restrictions.js';

/**
 * Action of a request: get a playback token (`watch`), request the status of a video, which its uploader does until it
 * is ready (`status`), list videos, upload one, choose its thumbnail (`edit`), or delete it.
 */
export type Action = 'watch' | 'status' | 'list' | 'upload' | 'edit' | 'delete';

/** Permission with its restrictions: of the token when watching, of the video when uploading. */
export interface Allowed extends TokenOptions {
  /** `'own'`: only for the user's own videos, according to their `creator`. */
  readonly allowed: true | 'own';
  /**
   * Who it is, any text of up to 64 characters. Stream keeps it with an upload, its row keeps it as the owner, and a list
   * has only what is theirs. Without it, a list has everything.
   */
  readonly creator?: string;
  readonly videoOptions?: VideoOptions;
}

/** Result of `authorize`. Anything else means no. */
export type Authorization = Allowed | { readonly allowed: false; readonly status: 401 | 403; readonly message: string };

/** Decides who may do what. Every route but the webhook, which is signed, asks this first. */
export type Authorize = (request: Request, action: Action, uid?: string) => Authorization | Promise<Authorization>;

/**
 * THE PLACE TO CHANGE WHEN YOU COPY THIS SERVER: it does not start before this is a function, unless `ALLOW_EVERYONE=1`.
 *
 * Look at the request's cookie or `Authorization` header, and find out who it is. This lets people upload, and do
 * everything with what is theirs:
 *
 * ```ts
 * export const authorize = ownVideosOnly(async (request) => (await sessionOf(request))?.userId);
 * ```
 *
 * And this lets them watch what they have bought, and editors do everything:
 *
 * ```ts
 * export const authorize: Authorize = async (request, action, uid) => {
 *   const user = await userOf(request);
 *   if (!user) return { allowed: false, status: 401, message: 'Sign in to watch.' };
 *   if (user.isEditor) return { allowed: true };
 *   if (action !== 'watch') return { allowed: 'own', creator: user.id };
 *   if (await hasBought(user, uid)) return { allowed: true, creator: user.id };
 *   return { allowed: false, status: 403, message: 'This one has to be bought first.' };
 * };
 * ```
 */
export const authorize: Authorize | undefined = undefined;

/** Lets people upload, and do everything with their own videos, but not with others'. `userOf` identifies the user. */
export function ownVideosOnly(
  userOf: (request: Request) => string | undefined | Promise<string | undefined>,
): Authorize {
  return async (request) => {
    const creator = await userOf(request);
    if (creator === undefined || creator === '') return { allowed: false, status: 401, message: 'Sign in first.' };
    return { allowed: 'own', creator };
  };
}

/** Used with `ALLOW_EVERYONE=1`: everybody may do everything except edit and delete. For a demo, not for a site. */
export const allowEveryone: Authorize = (_request, action) =>
  action === 'delete' || action === 'edit'
    ? { allowed: false, status: 403, message: `Nobody may ${action} videos here: authorize.ts has to say who may.` }
    : { allowed: true };
