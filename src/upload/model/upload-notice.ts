import type { StreamError } from '../../shared/errors.js';

/**
 * Message to a person when no upload has changed:
 * - `checking`: a file that may replace the current video is being checked.
 * - `refused`: that file cannot be used; nothing has changed.
 * - `skipped`: files were left out because they are no videos.
 * - `only-one`: files were left out because only one is allowed.
 * - `too-many`: files were left out because at most `max` are allowed.
 * - `nothing`: the drop or paste contained no file.
 * - `duplicate`: the file is already there.
 * - `busy`: no file is taken until the current one is done.
 */
export type UploadNotice =
  | { readonly type: 'checking' }
  | { readonly type: 'refused'; readonly name: string; readonly error: StreamError }
  | { readonly type: 'skipped' | 'only-one'; readonly count: number }
  | { readonly type: 'too-many'; readonly max: number; readonly count: number }
  | { readonly type: 'nothing' | 'busy' }
  | { readonly type: 'duplicate'; readonly name: string };
