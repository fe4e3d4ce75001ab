import type { StreamError } from '../../shared/errors.js';

/**
 * Something that a person has to know although no upload has changed:
 * - `checking`: a file is looked at that may take the place of the video that is there.
 * - `refused`: that file cannot be used; everything is as it was.
 * - `skipped`: files were left out because they are no videos.
 * - `only-one`: files were left out because there may be one only.
 * - `too-many`: files were left out because there may be no more than `max`.
 * - `nothing`: there was no file in what was dropped or pasted.
 * - `duplicate`: the file is here already.
 * - `busy`: no file is taken before the one that is being sent is done.
 */
export type UploadNotice =
  | { readonly type: 'checking' }
  | { readonly type: 'refused'; readonly name: string; readonly error: StreamError }
  | { readonly type: 'skipped' | 'only-one'; readonly count: number }
  | { readonly type: 'too-many'; readonly max: number; readonly count: number }
  | { readonly type: 'nothing' | 'busy' }
  | { readonly type: 'duplicate'; readonly name: string };
