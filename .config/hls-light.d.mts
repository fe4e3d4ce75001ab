import type { Plugin } from 'vite';

export function hlsLight(): Plugin;
/** The light hls.js as one module. */
export function bundleHlsLight(): Promise<string>;
