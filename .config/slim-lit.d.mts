import type { Plugin } from 'vite';

/** Takes from Lit what neither the elements nor their browsers need. */
export const slimLit: Plugin;

/** Slims one module; gives `null` where it is none of Lit's. `fail` is told what is not supported. */
export function slim(code: string, id: string, fail: (message: string) => never): string | null;
