import { integerOf, textOf, type Environment } from '../settings.js';

/** What only a server on Node has to know. */
export interface NodeSettings {
  readonly port: number;
  readonly host: string;
  /** How many reverse proxies of one's own stand before it. */
  readonly proxies: number;
}

/**
 * Reads them; what is empty counts as not set.
 *
 * @throws {SettingsError} naming the one whose value cannot be used.
 */
export function readNodeSettings(env: Environment): NodeSettings {
  return {
    port: integerOf(env, 'PORT', 3_000, 65_535, 0),
    host: textOf(env, 'HOST') || '127.0.0.1',
    proxies: integerOf(env, 'TRUSTED_PROXIES', 0, 100, 0),
  };
}
