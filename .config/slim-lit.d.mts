import type { Plugin } from 'vite';

/** Takes from Lit what neither the elements nor their browsers need. */
export const slimLit: Plugin;
