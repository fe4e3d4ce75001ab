import path from 'node:path';
import type { Authorize } from '../server/authorize.js';
import type { LocalStreamOptions, SegmentAccess } from '../emulator/options.js';
import { DemoError, type PortName } from './demo-error.js';

/** The folder this project is in. */
export const PROJECT = path.resolve(import.meta.dirname, '../..');

/**
 * What {@link startDemo} takes. All may be left out.
 */
export interface DemoOptions {
  /** Port of the pages and the server; 0 takes a free one. @defaultValue 4400 */
  readonly port?: number;
  /** Port of the local Stream; 0 takes a free one. @defaultValue 4401 */
  readonly streamPort?: number;
  /** Folder that keeps everything over restarts. @defaultValue `demo/.data` */
  readonly dataDir?: string;
  /** PostgreSQL instead of the embedded database. */
  readonly databaseUrl?: string | undefined;
  /** Who may do what. @defaultValue what `ALLOW_EVERYONE=1` stands for: nobody may edit or delete */
  readonly authorize?: Authorize;
  /** Life of a playback token in seconds. @defaultValue 3600 */
  readonly tokenTtlSeconds?: number;
  /** @defaultValue 'lenient' */
  readonly segmentAccess?: SegmentAccess;
  /** Length of a segment in seconds. @defaultValue 4 */
  readonly segmentSeconds?: number;
  /** @defaultValue 'auto' */
  readonly transcoder?: NonNullable<LocalStreamOptions['transcoder']>;
  /** Whether an empty library gets the sample video. @defaultValue true */
  readonly sample?: boolean;
  /** Folder of built pages; `false` for none. @defaultValue builds them */
  readonly pages?: string | false;
  /** Gets every log line of the server and the local Stream. @defaultValue says nothing */
  readonly log?: (line: string, level: 'info' | 'warn' | 'error') => void;
}

const SEGMENT_ACCESS: readonly SegmentAccess[] = ['lenient', 'strict', 'token-path'];

/**
 * Reads the options of `npm start` out of the environment.
 *
 * @throws {DemoError} naming the variable whose value cannot be used.
 */
export function readDemoOptions(env: Readonly<Record<string, string | undefined>>): DemoOptions {
  // A variable that is set to nothing counts as one that is not set.
  const text = (name: string): string | undefined => {
    const value = env[name]?.trim();
    return value === '' ? undefined : value;
  };
  const integer = (name: string, min: number, max: number): number | undefined => {
    const value = text(name);
    if (value === undefined) return undefined;
    if (/^\d{1,9}$/.test(value) && Number(value) >= min && Number(value) <= max) return Number(value);
    throw new DemoError(`${name} must be a whole number from ${min} to ${max}.`);
  };
  const portOf = (name: PortName): number | undefined => integer(name, 0, 65_535);
  const port = portOf('PORT') ?? 4_400;
  const streamPort = portOf('STREAM_PORT') ?? 4_401;
  if (port === streamPort && port !== 0) {
    throw new DemoError(`PORT and STREAM_PORT are both ${port}. Choose two: PORT=4500 STREAM_PORT=4501 npm start`);
  }
  const tokenTtlSeconds = integer('TOKEN_TTL_SECONDS', 1, 86_400);
  const segmentAccess = SEGMENT_ACCESS.find((name) => name === text('SEGMENT_ACCESS'));
  if (text('SEGMENT_ACCESS') !== undefined && !segmentAccess)
    throw new DemoError(`SEGMENT_ACCESS must be one of ${SEGMENT_ACCESS.join(', ')}.`);
  return {
    port,
    streamPort,
    dataDir: path.resolve(text('DEMO_DATA') ?? path.join(PROJECT, 'demo/.data')),
    databaseUrl: text('DATABASE_URL'),
    ...(tokenTtlSeconds === undefined ? {} : { tokenTtlSeconds }),
    ...(segmentAccess === undefined ? {} : { segmentAccess }),
  };
}
