import type { Plugin } from 'vite';

/** Plugin for a build: what imports `tus-js-client` gets the light one. */
export function tusLight(): Plugin;

/** Makes one module of the light tus-js-client, for tests. */
export function bundleTusLight(): Promise<string>;
