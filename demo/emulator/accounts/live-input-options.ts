import type { LiveInputOptions, LiveRecording } from '../records/live-input-record.js';
import { ApiError } from '../shared/envelope.js';

/** Days after which recordings may be deleted. */
const DELETION_DAYS = { min: 30, max: 1096 };

/** Default options of an input. */
export const DEFAULT_LIVE_INPUT: LiveInputOptions = {
  meta: {},
  enabled: true,
  preferLowLatency: false,
  deleteRecordingAfterDays: null,
  defaultCreator: null,
  recording: {
    mode: 'off',
    requireSignedURLs: false,
    allowedOrigins: [],
    hideLiveViewerCount: false,
    timeoutSeconds: 0,
  },
};

/**
 * Validates the options of an input in a request; options that are left out stay as they were.
 *
 * @throws {ApiError} `badRequest` naming the field.
 */
export function parseLiveInputOptions(
  body: Readonly<Record<string, unknown>>,
  before: LiveInputOptions,
): LiveInputOptions {
  const { deleteRecordingAfterDays = before.deleteRecordingAfterDays } = body;
  return {
    meta: readObject(body.meta, 'meta') ?? before.meta,
    enabled: readBoolean(body.enabled, 'enabled') ?? before.enabled,
    preferLowLatency: readBoolean(body.preferLowLatency, 'preferLowLatency') ?? before.preferLowLatency,
    deleteRecordingAfterDays: readDays(deleteRecordingAfterDays),
    defaultCreator: readCreator(body.defaultCreator) ?? before.defaultCreator,
    recording: parseRecording(readObject(body.recording, 'recording') ?? {}, before.recording),
  };
}

function parseRecording(body: Readonly<Record<string, unknown>>, before: LiveRecording): LiveRecording {
  const { mode = before.mode, allowedOrigins, timeoutSeconds = before.timeoutSeconds } = body;
  if (mode !== 'off' && mode !== 'automatic')
    throw new ApiError('badRequest', 'recording.mode must be off or automatic');
  const origins = allowedOrigins === null ? [] : (allowedOrigins ?? before.allowedOrigins);
  if (!Array.isArray(origins) || !origins.every((item): item is string => typeof item === 'string')) {
    throw new ApiError('badRequest', 'recording.allowedOrigins must be a list of host names');
  }
  if (typeof timeoutSeconds !== 'number' || !Number.isInteger(timeoutSeconds) || timeoutSeconds < 0) {
    throw new ApiError('badRequest', 'recording.timeoutSeconds must be a whole number');
  }
  return {
    mode,
    allowedOrigins: origins,
    timeoutSeconds,
    requireSignedURLs: readBoolean(body.requireSignedURLs, 'recording.requireSignedURLs') ?? before.requireSignedURLs,
    hideLiveViewerCount:
      readBoolean(body.hideLiveViewerCount, 'recording.hideLiveViewerCount') ?? before.hideLiveViewerCount,
  };
}

function readDays(value: unknown): number | null {
  if (value === null) return null;
  if (typeof value !== 'number' || !(value >= DELETION_DAYS.min && value <= DELETION_DAYS.max)) {
    throw new ApiError(
      'badRequest',
      `deleteRecordingAfterDays must be a number from ${DELETION_DAYS.min} to ${DELETION_DAYS.max}`,
    );
  }
  return value;
}

function readBoolean(value: unknown, name: string): boolean | undefined {
  if (value === undefined || value === null) return undefined;
  if (typeof value !== 'boolean') throw new ApiError('badRequest', `${name} must be true or false`);
  return value;
}

function readObject(value: unknown, name: string): Record<string, unknown> | undefined {
  if (value === undefined || value === null) return undefined;
  if (typeof value !== 'object' || Array.isArray(value)) throw new ApiError('badRequest', `${name} must be an object`);
  return { ...value };
}

function readCreator(value: unknown): string | undefined {
  if (value === undefined || value === null) return undefined;
  if (typeof value !== 'string' || value.length > 64)
    throw new ApiError('badRequest', 'defaultCreator must be a text of at most 64 characters');
  return value;
}
