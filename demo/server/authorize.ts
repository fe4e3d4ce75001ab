/**
 * What a request is about to do: get a playback token (`watch`), ask where a video stands, which its uploader does until
 * it is ready (`status`), list videos, send one, choose the picture of one (`edit`), or delete one for good.
 */
export type Action = 'watch' | 'status' | 'list' | 'upload' | 'edit' | 'delete';

/** The answer to "may they?". `creator` (any text of up to 64 characters) is kept by Stream with an upload. */
export type Authorization =
  | { readonly allowed: true; readonly creator?: string }
  | { readonly allowed: false; readonly status: 401 | 403; readonly message: string };

/** Decides who may do what. Every route but the webhook, which is signed, asks this first. */
export type Authorize = (request: Request, action: Action, uid?: string) => Authorization | Promise<Authorization>;

/**
 * THE PLACE TO CHANGE WHEN YOU COPY THIS SERVER: it lets everybody do everything but edit and delete, which are for those
 * alone whose videos they are.
 *
 * Look at the request's cookie or `Authorization` header, find out who it is, and answer, for instance:
 *
 * ```ts
 * const user = await userOf(request);
 * if (!user) return { allowed: false, status: 401, message: 'Sign in to watch.' };
 * const isChange = action === 'delete' || action === 'edit';
 * if (isChange && !(await isOwner(user, uid))) return { allowed: false, status: 403, message: 'Not yours.' };
 * if (action === 'watch' && !(await hasBought(user, uid))) return { allowed: false, status: 403, message: 'Not yours.' };
 * return { allowed: true, creator: user.id };
 * ```
 */
// eslint-disable-next-line @typescript-eslint/no-unused-vars
export const authorize: Authorize = (request, action, uid) =>
  action === 'delete' || action === 'edit'
    ? { allowed: false, status: 403, message: `Nobody may ${action} videos here: authorize.ts has to say who may.` }
    : { allowed: true };
