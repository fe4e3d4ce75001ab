import type { Plugin } from 'vite';

/** Gives Vite the pages of the documentation, below `folder`, as if they were files there. */
export function docsSite(folder: string): { readonly inputs: readonly string[]; readonly plugin: Plugin };
