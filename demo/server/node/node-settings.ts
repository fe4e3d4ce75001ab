import { integerOf, textOf, type Environment } from '../settings.js';

/** Settings for Node only. */
export interface NodeSettings {
  readonly port: number;
  readonly host: string;
  /** Number of one's own reverse proxies in front of this server. */
  readonly proxies: number;
}

/**
 * Reads the settings for Node; empty ones count as not set.
 *
 * @throws {SettingsError} Naming the invalid one.
 */
export function readNodeSettings(env: Environment): NodeSettings {
  return {
    port: integerOf(env, 'PORT', 3_000, 65_535, 0),
    host: textOf(env, 'HOST') || '127.0.0.1',
    proxies: integerOf(env, 'TRUSTED_PROXIES', 0, 100, 0),
  };
}
