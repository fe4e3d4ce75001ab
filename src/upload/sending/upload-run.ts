import { nextProgress, type UploadProgress } from '../model/upload-progress.js';
import type { UploadEvent } from '../model/upload-state.js';
import { withUploadLock } from './page-guards.js';
import type { ResumeRecorder } from './resume/resume-recorder.js';
import { sendFile } from './upload-sender.js';
import type { UploadSettings } from './upload-settings.js';
import { obtainTarget, type CheckedTarget } from './upload-target.js';
import { isVideoComplete } from '../status/status-watcher.js';

/** Least time between two updates of the progress, in milliseconds. */
const PROGRESS_MS = 100;

/** One file that is sent, and who is told. */
export interface UploadRun {
  readonly file: File;
  /** Under which name the file is remembered and locked. */
  readonly key: string;
  readonly signal: AbortSignal;
  readonly memory: ResumeRecorder;
  readonly settings: () => UploadSettings;
  /** Where to go on; `null` until there is an upload URL. Kept here for the next run. */
  readonly target: { current: CheckedTarget | null };
  /** Whether the upload URL was refused in the run before. */
  readonly wasRefused: boolean;
  /** How far it is, while it is being sent. */
  readonly progress: () => UploadProgress | null;
  readonly apply: (event: UploadEvent) => void;
}

/**
 * Sends one file while no other tab does, from wherever it stands, and remembers how far it is.
 *
 * @returns the uid of the video, once every byte is there.
 * @throws what `sendFile` throws.
 * @since 0.1.0
 */
export async function runUpload(run: UploadRun): Promise<string> {
  const { key, signal, memory, target, apply } = run;
  const onWait = (): void => apply({ type: 'wait', reason: 'other-tab' });
  const uid = await withUploadLock(key, { signal, onWait }, async (waited) => {
    // While this tab waited or was paused, another may have sent the same file, or part of it, and written that down.
    const left = waited || target.current ? await memory.peek(key) : undefined;
    signal.throwIfAborted();
    if (left?.sent) return left.uid;
    if (left && left.uid !== target.current?.uid) {
      memory.adopt(left);
      target.current = { uploadURL: left.uploadURL, uid: left.uid, protocol: 'tus' };
      apply({ type: 'created', uid: left.uid });
    }
    const sent = await send(run);
    // Written before the lock is given back: a tab that waits for it would otherwise send the file again.
    await memory.sent(sent);
    return sent;
  });
  signal.throwIfAborted();
  target.current = null;
  return uid;
}

function send({
  file,
  key,
  signal,
  memory,
  settings,
  target,
  wasRefused,
  progress,
  apply,
}: UploadRun): Promise<string> {
  let updatedAt = 0;
  return sendFile(file, {
    signal,
    chunkBytes: settings().chunkBytes,
    target: target.current,
    wasRefused,
    sentBytes: progress()?.sentBytes ?? 0,
    obtain: () => obtainTarget(file, settings(), { signal, onWait: (reason) => apply({ type: 'wait', reason }) }),
    isComplete: (uid) => isVideoComplete(settings().statusEndpoint, uid, signal),
    onCreated: (created) => {
      target.current = created;
      if (created.protocol === 'tus') memory.created(created);
      apply({ type: 'created', uid: created.uid });
    },
    onProgress: (bytes) => {
      const now = performance.now();
      const before = progress();
      const isSoon = bytes < file.size ? now - updatedAt < PROGRESS_MS : before?.sentBytes === bytes;
      if (!before || isSoon) return;
      updatedAt = now;
      apply({ type: 'progress', progress: nextProgress(before, bytes, now) });
    },
    onAcknowledged: (bytes) => memory.acknowledged(bytes),
    onExpiry: (expiresAt) => memory.expires(expiresAt),
    onWait: (reason) => apply({ type: 'wait', reason }),
    onRestart: () => {
      target.current = null;
      memory.forget(key);
      apply({ type: 'restart' });
    },
  });
}
